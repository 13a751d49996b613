"""Starting looks at marks and at a handful of rows, never past everything; what it can't see the worker finds."""

import base64
import secrets
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import event, select, text, update
from sqlalchemy.engine import Engine

from ketens.app import create_app
from ketens.cli import cli
from ketens.config import Instelfout
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db, leeg_wal
from ketens.kern.klok import nu
from ketens.kern.sleutelmerk import Sleutelmerk
from ketens.kern.sleutelproef import RIJEN, begint_met, verzegelde_velden
from tests.bron import maak_app, sluit
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
KWIJT = "De sleutel g1 ontbreekt in KETENS_SLEUTELS, en deze database heeft hem nodig. Zet hem terug."


def start(huis):
    sluit(maak_app(huis.omgeving))


def zet_gegevenssleutels(huis, *sleutels):
    regels = huis.bestand.read_text().splitlines()
    nieuw = f"KETENS_SLEUTELS={','.join(sleutels)}"
    huis.bestand.write_text("\n".join([nieuw, *(r for r in regels if not r.startswith("KETENS_SLEUTELS="))]) + "\n")


def gegevenssleutels(huis):
    (regel,) = (r for r in huis.bestand.read_text().splitlines() if r.startswith("KETENS_SLEUTELS="))
    return regel.partition("=")[2].split(",")


def nieuw(id_):
    return f"{id_}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def merk(huis, id_):
    with huis.binnen(None):
        rij = db.session.scalars(select(Sleutelmerk).filter_by(soort="gegevens", sleutel=id_)).one()
        return rij.gebruikt, bool(rij.nagekeken_op), bool(rij.verwijderd_op)


def zet_merk(huis, id_, **waarden):
    with huis.binnen(None):
        db.session.execute(update(Sleutelmerk).filter_by(soort="gegevens", sleutel=id_).values(**waarden))
        db.session.commit()


def vermenigvuldig(huis, keer):
    """Double the residents so many times; the cells of the copies name their key, and open nowhere."""
    with huis.binnen():
        kolommen = ", ".join(f'"{kolom.name}"' for kolom in Inwoner.__table__.columns if kolom.name != "id")
        for _ in range(keer):
            db.session.execute(
                text(f"INSERT INTO inwoner (id, {kolommen}) SELECT lower(hex(randomblob(16))), {kolommen} FROM inwoner")
            )
        db.session.commit()


@contextmanager
def geteld():
    """Count what SQLite does: its own steps, by the thousand, and how often a table with cells is asked."""
    teller = Counter()

    def luister(verbinding, _record):
        verbinding.set_progress_handler(lambda: teller.update(stappen=1), 1000)

    def opdracht(_verbinding, _cursor, sql, *_):
        teller["inwoner"] += "FROM inwoner" in sql

    event.listen(Engine, "connect", luister)
    event.listen(Engine, "before_cursor_execute", opdracht)
    try:
        yield teller
    finally:
        event.remove(Engine, "connect", luister)
        event.remove(Engine, "before_cursor_execute", opdracht)


def kosten(huis, *sleutels):
    """Return what a start with these keys costs on a copy of the database."""
    pad = Path(huis.omgeving["KETENS_DATABASE_URL"].removeprefix("sqlite:///"))
    kopie = pad.with_name("kosten.db")
    with huis.app.app_context():
        leeg_wal(db.engine)
    shutil.copy(pad, kopie)
    eigen = {**huis.omgeving, "KETENS_DATABASE_URL": f"sqlite:///{kopie}", "KETENS_SLEUTELS": ",".join(sleutels)}
    with geteld() as teller:
        sluit(maak_app(eigen))
    return teller["stappen"]


def test_starten_kost_bij_veel_inwoners_niet_meer_dan_bij_weinig(huis, mensen):
    mensen(4)
    (oud,) = gegevenssleutels(huis)
    hand = nieuw("hand")
    weinig = [kosten(huis, oud), kosten(huis, hand, oud)]
    vermenigvuldig(huis, 13)
    with huis.binnen():
        assert db.session.scalar(text("SELECT count(*) FROM inwoner")) > 30_000
    veel = [kosten(huis, oud), kosten(huis, hand, oud)]
    for bij_weinig, bij_veel in zip(weinig, veel, strict=True):
        assert bij_veel <= bij_weinig + 20, (weinig, veel)


def test_wie_niets_verandert_bekijkt_bij_het_starten_geen_enkele_rij(huis, mensen):
    mensen(1)
    start(huis)
    with geteld() as teller:
        start(huis)
    assert teller["inwoner"] == 0


def test_een_sleutel_die_met_de_hand_wegging_wordt_een_keer_bekeken(huis, mensen):
    mensen(1)
    huis.roteer("gegevens")
    huis.maak_af()
    assert merk(huis, "g1") == (False, True, False), "de ronde zag dat er niets onder staat"
    zet_gegevenssleutels(huis, gegevenssleutels(huis)[0])
    with geteld() as eerst:
        start(huis)
    with geteld() as daarna:
        start(huis)
    assert eerst["inwoner"] > 0
    assert daarna["inwoner"] == 0
    assert merk(huis, "g1") == (False, True, True)


def test_een_sleutel_die_schreef_en_nog_niet_is_nagekeken_mag_niet_ontbreken(huis, mensen):
    """The marks know it: no row is asked."""
    mensen(1)
    huis.roteer("gegevens")
    zet_gegevenssleutels(huis, gegevenssleutels(huis)[0])
    for _ in range(2):
        with geteld() as teller, pytest.raises(Instelfout) as fout:
            start(huis)
        assert str(fout.value) == KWIJT
        assert teller["inwoner"] == 0


def test_een_sleutel_die_terug_is_kan_weer_gebruikt_zijn(huis, mensen):
    mensen(1)
    huis.roteer("gegevens")
    huis.maak_af()
    beide = gegevenssleutels(huis)
    zet_gegevenssleutels(huis, beide[0])
    start(huis)
    zet_gegevenssleutels(huis, *beide)
    start(huis)
    assert merk(huis, "g1") == (True, False, False)
    zet_gegevenssleutels(huis, beide[0])
    with pytest.raises(Instelfout, match="De sleutel g1 ontbreekt"):
        start(huis)


@pytest.fixture
def diep(huis, mensen):
    """A database of an older version: one cell under a key that went, behind more rows than a start looks at."""
    ids = mensen(RIJEN + 5)
    start(huis)
    with huis.binnen():
        laatste = db.session.scalars(select(Inwoner.id).limit(100)).all()[-1]
    assert laatste in ids
    oud = {sleutel: cel for sleutel, cel in huis.cellen().items() if sleutel[2] == laatste}
    g2 = nieuw("g2")
    zet_gegevenssleutels(huis, g2, *gegevenssleutels(huis))
    huis.maak_af()
    with huis.binnen():
        waarden = {f"{veld}_cel": cel for (tabel, veld, _), cel in oud.items() if tabel == "inwoner"}
        db.session.execute(update(Inwoner).where(Inwoner.id == laatste).values(waarden))
        db.session.commit()
    zet_merk(huis, "g1", gebruikt=False, nagekeken_op=None)
    zet_gegevenssleutels(huis, g2)
    return huis


def test_wat_de_start_niet_zag_vindt_de_werker_en_de_volgende_start_weigert(diep, caplog):
    start(diep)
    assert merk(diep, "g1") == (False, False, True)
    diep.werk_na()
    assert KWIJT in caplog.text
    assert merk(diep, "g1") == (True, True, False)
    for _ in range(2):
        with pytest.raises(Instelfout) as fout:
            start(diep)
        assert str(fout.value) == KWIJT


def test_wie_alles_laat_nakijken_hoort_het_meteen(diep):
    def alles(*woorden):
        def maak(**instellingen):
            app = create_app(diep.omgeving, TESTING=True, **instellingen)
            sluit(app)
            return app

        return CliRunner().invoke(cli, ["sleutels", "controleer", *woorden], obj=maak)

    uitkomst = alles("--alles")
    assert (uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr) == (2, "", f"{KWIJT}\n")
    with diep.binnen():
        leeg = {f"{veld}_cel": None for veld in verzegelde_velden(Inwoner)}
        db.session.execute(update(Inwoner).where(begint_met(Inwoner.achternaam_cel, "g1")).values(leeg))
        db.session.commit()
    zet_merk(diep, "g1", gebruikt=True, nagekeken_op=nu())
    assert alles().exit_code == 2, "de merken zeggen nog dat er iets onder staat"
    assert alles("--alles").exit_code == 0
    assert alles().exit_code == 0
