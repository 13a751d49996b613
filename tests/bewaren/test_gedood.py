"""`kill -9` at any moment while a proposal is carried out: the end is the same, and everything is counted once."""

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from ketens.audit import snede
from ketens.audit.controle import controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import LOGREGEL
from ketens.bewaren import klokwerk, voorstellen
from ketens.bewaren.models import Vernietiging, Voorstel, Voorstelregel
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import db
from ketens.kern.klok import vandaag, zet_klok
from ketens.opdrachten.handelingen import geef_op
from ketens.post.models import Mail
from tests import wereld
from tests.merken import BEPROEVING

WORTEL = Path(__file__).parent.parent.parent
DODEN = 40 if BEPROEVING else 8
INWONERS, MAILS, REGELS = 24, 40, 60

# Starts the application once, and at each line it reads a worker in a process of its own, in small portions.
KRAAM = """
import os, sys
from uuid import UUID
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
print("klaar", flush=True)
for regel in sys.stdin:
    kind = os.fork()
    if kind == 0:
        sys.stdin.close()
        with app.app_context():
            werker.werk_door(eenmaal=True)
        os._exit(0)
    print(kind, flush=True)
    os.waitpid(kind, 0)
    print("uit", flush=True)
"""


@pytest.fixture
def vol(vroeger, maak, in_borne):
    """Residents whose term is over and one who is in care; old mail; a log of 2019. Tomorrow is today."""
    weg = [vroeger.traject(f"Vliet{nr}", 2022).inwoner_id for nr in range(INWONERS)]
    blijft = maak.traject("Blijvers").inwoner_id
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
    return weg, blijft


@pytest.fixture
def kraam(vol, bron):
    """`kraam(seconden)` starts a worker and kills it after so long; `kraam(None)` lets it end by itself."""
    omgeving = {**os.environ, **bron.omgeving, "PYTHONPATH": str(WORTEL)}
    opdracht = [sys.executable, "-c", KRAAM, str(wereld.id_van("borne"))]
    moeder = subprocess.Popen(
        opdracht, env=omgeving, cwd=WORTEL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert moeder.stdout.readline() == "klaar\n"

    def doe(seconden):
        moeder.stdin.write("werk\n")
        moeder.stdin.flush()
        kind = int(moeder.stdout.readline())
        if seconden is not None:
            time.sleep(seconden)
            with suppress(ProcessLookupError):  # done already
                os.kill(kind, 9)
        moeder.stdout.readline()

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
    kans, gezien = random.Random(11), set()
    for _ in range(DODEN):
        kraam(kans.uniform(0.1, 0.9))
        gezien.add(stand(in_borne))
    assert len(gezien) > 2, "er gebeurde niets tussen de doden"
    kraam(None)
    assert stand(in_borne) == (INWONERS, MAILS, 0, 0)
    with in_borne():
        assert {rij.soort: rij.aantal for rij in db.session.scalars(select(Vernietiging))} == {
            "traject": INWONERS,
            "mail": MAILS,
            "logboek": REGELS,
        }
        over = select(func.count(Zoeksleutel.id))
        assert db.session.scalar(over.where(Zoeksleutel.inwoner_id.in_(weg))) == 0
        assert db.session.scalar(over.where(Zoeksleutel.inwoner_id == blijft)) > 5
        assert db.session.get_one(Inwoner, blijft).achternaam == "Blijvers"
        assert db.session.scalar(
            select(func.min(LOGREGEL.c.op)).where(LOGREGEL.c.keten_id == wereld.id_van("borne"))
        ) > (f"{date(2020, 1, 1)}")
        assert controleer(wereld.id_van("borne")).goed
