"""`kill -9` at any moment while a proposal is carried out: the end is the same, and everything is counted once.

The same: row by row and column by column, what went is empty, and all else is as it was before anybody was killed.
"""

import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from ketens.audit import snede
from ketens.audit.controle import controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import LOGREGEL
from ketens.berichten.models import Bericht
from ketens.bewaren import kaart, klokwerk, voorstellen
from ketens.bewaren.models import Vernietiging, Voorstel, Voorstelregel
from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.models import Bereik, Inwoner
from ketens.kern.db import REGISTER, db
from ketens.kern.klok import nu, vandaag, zet_klok
from ketens.opdrachten.handelingen import geef_op
from ketens.post.models import Mail
from ketens.samenvoegen.handelingen import voeg_samen
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer
from tests import wereld
from tests.merken import BEPROEVING

WORTEL = Path(__file__).parent.parent.parent
DODEN = 40 if BEPROEVING else 8
# In statements and commits; all the work is several times as much.
LANGSTE_LEVEN = 500
# Enough to be killed that often in the middle of it.
INWONERS, MAILS, REGELS = (160, 400, 600) if BEPROEVING else (24, 40, 60)

# Starts the application once, and at each line it reads a worker in a process of its own, in small portions: it dies by
# kill -9 before that many statements and commits. By the clock it would depend on how busy this machine is.
KRAAM = """
import os, sys
from uuid import UUID
from sqlalchemy import event
from sqlalchemy.engine import Engine
from ketens.app import create_app
from ketens.audit import snede
from ketens.bewaren import soorten, voorstellen
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.opdrachten import klok, werker

app = create_app()
klok.RITMES.clear()
voorstellen.PORTIE, soorten.PORTIE, snede.PORTIE = 1, 4, 6
with app.app_context():
    # So that a worker spends its short life on work, and not on building statements.
    with in_gemeente(UUID(sys.argv[1])):
        voorstellen.voer_uit(voorstellen.wachtend())
        db.session.rollback()
    db.session.remove()
    db.engine.dispose()
def dood_na(stappen):
    over = [stappen]
    def tel(*_):
        over[0] -= 1
        if over[0] == 0:
            os.kill(os.getpid(), 9)
    event.listen(Engine, "before_cursor_execute", tel)
    event.listen(Engine, "commit", tel)

print("klaar", flush=True)
for regel in sys.stdin:
    kind = os.fork()
    if kind == 0:
        sys.stdin.close()
        dood_na(int(regel))
        with app.app_context():
            werker.werk_door(eenmaal=True)
        os._exit(0)
    _, einde = os.waitpid(kind, 0)
    print("gedood" if os.WIFSIGNALED(einde) else "uit", flush=True)
"""


@pytest.fixture
def vol(vroeger, maak, in_borne):
    """Residents whose term is over and one who is in care; old mail; a log of 2019. Tomorrow is today."""
    trajecten = [vroeger.traject(f"Vliet{nr}", 2022) for nr in range(INWONERS - 1)]
    weg = [traject.inwoner_id for traject in trajecten]
    blijft = maak.traject("Blijvers").inwoner_id
    with zet_klok(datetime(2022, 7, 1, tzinfo=UTC)):
        dubbel = maak.inwoner("Vliet0")
        with in_borne():
            leg_brief_en_bestand_neer(trajecten)
            een, ander = (db.session.get_one(Inwoner, id_) for id_ in (weg[0], dubbel.id))
            voeg_samen(een, ander, door=wereld.wie("coordinator"))
            velden = {"naam": "Dora", "relatie": "dochter", "telefoon": "+31612345678"}
            for id_ in (*weg, blijft):
                voeg_contactpersoon_toe(db.session.get_one(Inwoner, id_), door=wereld.wie("coordinator"), **velden)
            db.session.commit()
    lang_geleden = datetime(2019, 6, 1, tzinfo=UTC)
    with zet_klok(lang_geleden), in_borne():
        for _ in range(REGELS):
            schrijf_opdracht("proef", "proef")
        for nr in range(MAILS):
            mail = Mail(sleutel=f"oud:{nr}", onderwerp="Vlietpost", inhoud="Lees", verzonden_op=lang_geleden)
            mail.aan = "v@demo.example"
            db.session.add(mail)
        db.session.commit()
    with in_borne():
        voorstellen.leg_voor()
        db.session.execute(update(Voorstel).values(uitvoeren_vanaf=vandaag()))
        geef_op(klokwerk.UITVOEREN, gegevens={})
        db.session.commit()
    return [*weg, dubbel.id], blijft


def leg_brief_en_bestand_neer(trajecten):
    """A letter to each of them, and a file in which they stand by name."""
    for traject in trajecten:
        rij = Bericht(
            inwoner_id=traject.inwoner_id, traject_id=traject.id, keten_code=traject.keten_code, soort="vrij",
            sleutel=f"vrij:{traject.id}", kanaal=Bereik.BRIEF, bereikt_op=nu(), organisatie_id=traject.organisatie_id,
        )  # fmt: skip
        rij.inhoud = {"tekst": "Dag."}
        db.session.add(rij)
    uitvoer = Uitvoer(
        formulier_id=uuid4(), soort="rapport", gegevens={}, formaat="csv", bestandsnaam="x", met_namen=True,
        account_id=wereld.id_van("coordinator"), lidmaatschap_id=wereld.id_van("coordinator-coordinator"),
        klaar_op=nu(), bewaren_tot=nu() + timedelta(days=9999),
    )  # fmt: skip
    db.session.add(uitvoer)
    bewaarplaats.bewaar(wereld.id_van("borne"), uitvoer.id, b"Vliet", [traject.inwoner_id for traject in trajecten])


@pytest.fixture
def kraam(vol, bron):
    """`kraam(stappen)` starts a worker and tells whether it was killed there; `kraam(0)` lets it end."""
    omgeving = {**os.environ, **bron.omgeving, "PYTHONPATH": str(WORTEL)}
    opdracht = [sys.executable, "-c", KRAAM, str(wereld.id_van("borne"))]
    moeder = subprocess.Popen(
        opdracht, env=omgeving, cwd=WORTEL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert moeder.stdout.readline() == "klaar\n"

    def doe(stappen):
        moeder.stdin.write(f"{stappen}\n")
        moeder.stdin.flush()
        return moeder.stdout.readline() == "gedood\n"

    yield doe
    moeder.stdin.close()
    moeder.wait(timeout=60)
    moeder.stdout.close()


def stand(in_borne):
    with in_borne():
        return (
            db.session.scalar(select(func.count(Inwoner.id)).where(Inwoner.geanonimiseerd_op.is_not(None))),
            db.session.scalar(select(func.count(Mail.id)).where(Mail.inhoud == "")),
            snede.over(wereld.id_van("borne")),
            db.session.scalar(select(func.count(Voorstelregel.id))),
        )


@pytest.mark.traag
def test_gedood_en_weer_begonnen_eindigt_hetzelfde(vol, kraam, in_borne):
    weg, blijft = vol
    voor, kans, gezien, gedood = foto(in_borne), random.Random(11), set(), 0
    for _ in range(DODEN):
        gedood += kraam(kans.randint(1, LANGSTE_LEVEN))
        gezien.add(stand(in_borne))
    assert gedood == DODEN, "het werk was af voor de laatste dood"
    assert len(gezien) > 2, "er gebeurde niets tussen de doden"
    kraam(0)
    assert stand(in_borne) == (INWONERS, MAILS, 0, 0)
    assert list(anders_dan_bedoeld(voor, foto(in_borne), set(weg))) == []
    with in_borne():
        assert {rij.soort: rij.aantal for rij in db.session.scalars(select(Vernietiging))} == {
            "traject": INWONERS - 1,
            "mail": MAILS,
            "logboek": REGELS,
        }
        assert not list(bewaarplaats.map_van(wereld.id_van("borne")).iterdir())
        assert db.session.get_one(Inwoner, blijft).achternaam == "Blijvers"
        vroegste = select(func.min(LOGREGEL.c.op)).where(LOGREGEL.c.keten_id == wereld.id_van("borne"))
        assert db.session.scalar(vroegste) > f"{date(2020, 1, 1)}"
        assert controleer(wereld.id_van("borne")).goed
    print(f"{gedood} keer gedood, {len(gezien)} standen gezien: {sorted(gezien)}")


# What is kept of the work itself: told by `stand` and by the record.
VAN_HET_WERK = {"voorstel", "voorstelregel", "vernietiging", "opdracht", "mail", "uitvoer", "verplaatsing"}
# Of who went these columns become something else, that is new each time.
WORDT_NIEUW = {
    "inwoner": {"geanonimiseerd_op", "versie"},
    "traject": {"kenmerk"},
    "verwijzing": {"kenmerk"},
    "betrokkenheid": {"tot"},
    "taak": {"afgehandeld_op"},
    "samenvoeging": {"velden"},
}


def foto(in_borne):
    """Every row of every table of the gemeente, as the database holds it."""
    tabellen = {een.local_table for een in REGISTER.mappers if "gemeente_id" in een.local_table.columns}
    with in_borne():
        return {
            tabel.name: {rij["id"]: dict(rij) for rij in db.session.execute(select(tabel)).mappings()}
            for tabel in tabellen
            if tabel.name not in VAN_HET_WERK
        }


def anders_dan_bedoeld(voor, na, weg):
    """What went and should not have, stayed and should not have, or became something else."""
    for tabel, rijen in voor.items():
        if na[tabel].keys() - rijen.keys():
            yield f"{tabel}: er kwam iets bij"
        for id_, oud in rijen.items():
            nieuw, eigen = na[tabel].get(id_), (id_ if tabel == "inwoner" else oud.get("inwoner_id")) in weg
            if eigen and tabel in kaart.WEG:
                if nieuw is not None:
                    yield f"{tabel}: staat er nog"
                continue
            wordt = dict.fromkeys(kaart.LEEG.get(tabel, ())) | dict(kaart.OOK.get(tabel, {})) if eigen else {}
            vrij = WORDT_NIEUW.get(tabel, set()) if eigen or tabel == "samenvoeging" else set()
            for kolom, waarde in ({**oud, **wordt}).items():
                if nieuw is None or (nieuw[kolom] != waarde and kolom not in vrij):
                    yield f"{tabel}.{kolom}: {'weg' if nieuw is None else f'{waarde!r} -> {nieuw[kolom]!r}'}"
