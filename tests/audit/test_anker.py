"""The anchor lags or agrees, and never leads; what it holds is no longer to be rewritten, not even with the key."""

import logging
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from ketens.audit import anker, keten
from ketens.audit.handelingen import schrijf_opdracht
from ketens.cli import cli
from ketens.config import Instelfout, Instellingen
from ketens.kern import versleuteling
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
from tests.audit.conftest import BORNE, TUBBERGEN, vul
from tests.bouwkunde.broncode import WORTEL


def regels(pad):
    return pad.read_bytes().splitlines()


def logboek(app, *woorden):
    return CliRunner().invoke(cli, ["logboek", *woorden], obj=lambda: app)


@pytest.fixture
def knip(knoeier):
    """Cut rows off the end for good, head and all: what putting an old back-up in place does."""

    def doe(vanaf: int) -> None:
        with knoeier.app.app_context():
            if knoeier.postgres:
                knoeier.doe("set local session_replication_role = replica")
            else:
                triggers = knoeier.lees("select name, sql from sqlite_master where type = 'trigger'")
                for naam, _ in triggers:
                    knoeier.doe(f"drop trigger {naam}")
            (mac,) = knoeier.lees("select mac from logregel where keten_id = :k and nr = :nr", k=BORNE, nr=vanaf - 1)[0]
            over = "select id from logregel where keten_id = :k and nr >= :nr"
            knoeier.doe(f"delete from logregel_inwoner where logregel_id in ({over})", k=BORNE, nr=vanaf)
            knoeier.doe("delete from logregel where keten_id = :k and nr >= :nr", k=BORNE, nr=vanaf)
            knoeier.doe("update logkop set nr = :nr, mac = :mac where id = :k", k=BORNE, nr=vanaf - 1, mac=mac)
            if not knoeier.postgres:
                for _, opdracht in triggers:
                    db.session.execute(text(opdracht))
            db.session.commit()
            db.session.remove()

    return doe


def test_elke_vastgelegde_regel_staat_in_het_anker(tien, ankerpad):
    gelezen = anker.lees(ankerpad)
    assert sorted(gelezen.van(BORNE).macs) == list(range(1, 11))
    punt = anker.Punt.uit(regels(ankerpad)[-1])
    assert (punt.keten_id, punt.nr, punt.sleutel) == (BORNE, 10, versleuteling.sleutelbos().log_id)
    assert datetime.fromisoformat(punt.op).tzinfo is not None
    assert oct(ankerpad.stat().st_mode)[-3:] == "600"


def test_een_bezoek_zet_de_kop_in_het_anker(als, maak, ankerpad):
    traject = maak.traject()
    assert als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).status == 200
    eerst = anker.lees(ankerpad).van(BORNE).eind
    assert (
        als(Rol.COORDINATOR)
        .post("trajecten.notities", {"notitie": "Belt.", "formulier_id": str(uuid4())}, traject_id=traject.id)
        .status
        == 303
    )
    assert anker.lees(ankerpad).van(BORNE).eind > eerst > 0


def test_wat_teruggedraaid_is_staat_er_niet(app, ankerpad):
    with app.app_context(), in_gemeente(BORNE):
        schrijf_opdracht("proef", "proef")
        db.session.rollback()
        schrijf_opdracht("proef", "proef")
        db.session.commit()
        assert [anker.Punt.uit(regel).nr for regel in regels(ankerpad)] == [1]


def test_wat_in_een_teruggedraaid_tussenstuk_geschreven_werd_staat_er_niet(app, ankerpad):
    with app.app_context(), in_gemeente(BORNE):
        tussen = db.session.begin_nested()
        schrijf_opdracht("proef", "proef")
        tussen.rollback()
        db.session.commit()
    assert not ankerpad.exists()


def test_een_tussenstuk_dat_lukt_loopt_niet_vooruit(app, ankerpad):
    with app.app_context(), in_gemeente(BORNE):
        with db.session.begin_nested():
            schrijf_opdracht("proef", "proef")
        assert not ankerpad.exists()
        db.session.rollback()
        db.session.commit()
    assert not ankerpad.exists()


def test_een_losgelaten_transactie_laat_niets_achter_voor_de_volgende(app, ankerpad):
    with app.app_context(), in_gemeente(BORNE):
        sessie = db.session()
        schrijf_opdracht("proef", "proef")
        sessie.close()
        sessie.execute(text("select 1"))
        sessie.commit()
    assert not ankerpad.exists()


def test_schrijvers_tegelijk_zetten_elk_hun_eigen_hele_regels(app, ankerpad):
    with ThreadPoolExecutor(8) as ploeg:
        list(ploeg.map(lambda _: vul(app, BORNE, 5), range(8)))
    gelezen = anker.lees(ankerpad)
    assert not gelezen.onleesbaar
    assert sorted(gelezen.van(BORNE).macs) == list(range(1, 41))
    assert not gelezen.van(BORNE).dubbel


def test_een_anker_dat_niet_te_schrijven_is_maakt_van_een_antwoord_geen_fout(als, maak, ankerpad, caplog):
    traject = maak.traject()
    ankerpad.unlink(missing_ok=True)
    ankerpad.mkdir()
    try:
        with caplog.at_level(logging.ERROR):
            pagina = als(Rol.COORDINATOR).post(
                "trajecten.notities", {"notitie": "Belt.", "formulier_id": str(uuid4())}, traject_id=traject.id
            )
    finally:
        ankerpad.rmdir()
    assert pagina.status == 303
    assert "het anker is niet bijgewerkt" in caplog.text
    assert traject.inwoner_id.hex not in caplog.text


def test_het_anker_staat_waar_de_instelling_zegt(omgeving, tmp_path):
    assert Instellingen.uit({**omgeving, "KETENS_ANKER": str(tmp_path / "a")}).anker == tmp_path / "a"
    assert Instellingen.uit(omgeving).anker.name == "logboek.anker"
    with pytest.raises(Instelfout, match="KETENS_ANKER"):
        Instellingen.uit({**omgeving, "KETENS_ANKER": str(tmp_path / "weg" / "a")})


class TestControleren:
    def test_alles_in_orde(self, tien):
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 0, uitkomst.output
        assert "Borne: 10 regels in orde\n" in uitkomst.output

    def test_een_leeg_logboek_zonder_anker_is_in_orde(self, app):
        assert logboek(app, "controleer").exit_code == 0

    def test_een_verdwenen_anker_wordt_gezegd(self, tien, ankerpad):
        ankerpad.unlink()
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 1
        assert "Anker: het bestand is er niet" in uitkomst.output

    def test_een_anker_dat_na_verdwijnen_vanzelf_terugkwam_telt_niet_als_heel(self, tien, ankerpad):
        ankerpad.unlink()
        vul(tien, BORNE, 2)
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 1
        assert "het anker begint pas bij regel 11" in uitkomst.output

    def test_een_anker_zonder_deze_keten_telt_niet_als_heel(self, tien, ankerpad):
        vul(tien, TUBBERGEN, 1)
        ankerpad.write_bytes(b"".join(r + b"\n" for r in regels(ankerpad) if TUBBERGEN.hex.encode() in r))
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 1
        assert "Borne: 10 regels in orde, maar het anker kent deze keten niet" in uitkomst.output

    def test_een_beschadigde_ankerregel_wordt_genoemd(self, tien, ankerpad):
        ankerpad.write_bytes(ankerpad.read_bytes() + b"half een re")
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 1
        assert "Anker: regel 11 is niet te lezen" in uitkomst.output

    def test_een_anker_dat_achterloopt_is_in_orde_en_dat_wordt_gezegd(self, tien, ankerpad):
        ankerpad.write_bytes(b"".join(r + b"\n" for r in regels(ankerpad)[:7]))
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 0, uitkomst.output
        assert "de laatste 3 regels staan nog niet in het anker" in uitkomst.output

    def test_een_ankerregel_die_anders_is_wijst_de_regel_aan(self, tien, ankerpad, oordeel):
        inhoud = regels(ankerpad)
        inhoud[5] = inhoud[5].replace(inhoud[5].split()[2], b"00" * 32)
        ankerpad.write_bytes(b"".join(r + b"\n" for r in inhoud))
        assert oordeel(met_anker=True).fout_bij == 6

    def test_een_keten_die_er_niet_meer_is_wordt_genoemd(self, tien, ankerpad):
        with ankerpad.open("ab") as bestand:
            bestand.write(anker.Punt(uuid4(), 1, b"x" * 32, "l1", "2026-01-01").regel)
        uitkomst = logboek(tien, "controleer")
        assert uitkomst.exit_code == 1
        assert "staat erin en is er niet meer" in uitkomst.output

    def test_een_keten_die_korter_is_dan_het_anker_wordt_genoemd(self, tien, knip, oordeel):
        knip(8)
        assert oordeel().goed
        gevonden = oordeel(met_anker=True)
        assert (gevonden.fout_bij, gevonden.aantal) == (8, 7)
        assert "het anker gaat tot regel 10" in gevonden.reden


def test_een_staart_die_met_de_sleutel_is_nagemaakt_vindt_alleen_het_anker(tien, knoeier, ankerpad):
    """Rows 6 to 10 are replaced and chained anew with the key of the log itself, the head too."""
    sleutel, gelezen = versleuteling.sleutelbos().log, anker.lees(ankerpad)
    with knoeier.bezig():
        knoeier.doe("update logregel set reden = 'netjes' where keten_id = :k and nr >= 6", k=BORNE)
        maak_na(knoeier, sleutel, 6)
        assert knoeier.controleer(BORNE).goed
        gevonden = knoeier.controleer(BORNE, gelezen)
        assert gevonden.fout_bij == 6
        assert "anker" in gevonden.reden


def maak_na(knoeier, sleutel: bytes, vanaf: int) -> None:
    """Chain everything from a row on anew, as who stole the key would."""
    from ketens.audit.controle import _portie

    rijen = _portie(BORNE, None, 1000)
    vorige = keten.BEGIN if vanaf == 1 else rijen[vanaf - 2][0]["mac"]
    for rij, inwoners in rijen[vanaf - 1 :]:
        vorige = keten.mac(sleutel, vorige, rij, inwoners)
        knoeier.doe("update logregel set mac = :mac where id = :id", mac=vorige, id=rij["id"])
    knoeier.doe("update logkop set mac = :mac, nr = :nr where id = :k", mac=vorige, nr=rijen[-1][0]["nr"], k=BORNE)


class TestHerstart:
    def test_na_het_terugzetten_van_een_back_up_begint_een_nieuw_anker(self, tien, knip, ankerpad):
        knip(8)
        assert logboek(tien, "controleer").exit_code == 1
        uitkomst = logboek(tien, "herstart", "--reden", "back-up teruggezet")
        assert uitkomst.exit_code == 0, uitkomst.output
        na = logboek(tien, "controleer")
        assert na.exit_code == 0, na.output
        assert "back-up teruggezet (het oude anker ging tot regel 10)" in na.output
        oud = Path(uitkomst.output.split("Het oude anker staat in ")[1].strip().removesuffix("."))
        assert oud.parent == ankerpad.parent
        assert anker.lees(oud).van(BORNE).eind == 10
        vul(tien, BORNE, 3)
        assert logboek(tien, "controleer").exit_code == 0

    def test_ook_zonder_oud_anker(self, tien, ankerpad):
        ankerpad.unlink()
        uitkomst = logboek(tien, "herstart", "--reden", "eerste anker")
        assert "Er was geen oud anker" in uitkomst.output, uitkomst.output
        assert logboek(tien, "controleer").exit_code == 0
        assert anker.lees(ankerpad).van(BORNE).begin == 11

    def test_zonder_reden_gebeurt_er_niets(self, tien, ankerpad):
        voor = ankerpad.read_bytes()
        assert logboek(tien, "herstart").exit_code == 2
        assert logboek(tien, "herstart", "--reden", " ").exit_code == 1
        assert logboek(tien, "herstart", "--reden", "x" * 121).exit_code == 1
        assert ankerpad.read_bytes() == voor


SCHRIJVER = """
import os, sys
from uuid import UUID
from ketens.app import create_app
from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
app = create_app()
with app.app_context(), in_gemeente(UUID(sys.argv[1])):
    while True:
        schrijf_opdracht("proef", "proef", [UUID(int=7)])
        db.session.commit()
"""


@pytest.mark.traag
def test_wie_midden_in_het_schrijven_wordt_gedood_laat_een_hele_keten_achter(app, bron, ankerpad, oordeel_van):
    """`kill -9` on several at once: the chain is right, and the anchor holds nothing that is not there."""
    omgeving = {**os.environ, **bron.omgeving}
    ploeg = [
        subprocess.Popen([sys.executable, "-c", SCHRIJVER, str(BORNE)], env=omgeving, cwd=WORTEL) for _ in range(3)
    ]
    try:
        grens = time.monotonic() + 60
        while not (ankerpad.exists() and len(regels(ankerpad)) > 40):
            assert time.monotonic() < grens, "de schrijvers komen niet op gang"
            time.sleep(0.02)
    finally:
        for schrijver in ploeg:
            schrijver.kill()
        for schrijver in ploeg:
            schrijver.wait()
    gevonden = oordeel_van(BORNE)
    assert gevonden.goed, gevonden
    assert gevonden.aantal > 40
    assert gevonden.niet_verankerd <= len(ploeg)
