"""The commands: what they say, what they refuse, and with which code they end."""

import base64
import os
import secrets
import stat
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern import klok, sleutelbestand, sleutels
from ketens.kern.db import db
from ketens.kern.sleutelmerk import Sleutelmerk
from ketens.opdrachten import werker
from ketens.sleutels import roteren
from ketens.sleutels.models import Sleutelronde
from tests.bron import maak_app, sluit
from tests.merken import OP_SQLITE

WORTEL = Path(__file__).parent.parent.parent
pytestmark = OP_SQLITE


@pytest.fixture(autouse=True)
def zonder_wachten(monkeypatch):
    """Nobody else works here: nothing to wait for."""
    monkeypatch.setattr(roteren, "ADEM", timedelta())


def nieuw(id_):
    return f"{id_}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def ids(huis):
    regels = dict(regel.split("=", 1) for regel in huis.bestand.read_text().splitlines())
    return {
        naam: [deel.split(":")[0] for deel in regels[naam].split(",")] for naam in regels if naam != "KETENS_GEHEIM"
    }


def weigert(uitkomst, zin):
    assert (uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr) == (2, "", f"{zin}\n")


def log_iets(huis):
    with huis.binnen():
        schrijf_opdracht("proef", "proef")
        db.session.commit()


def lijst(huis):
    uitkomst = huis.opdracht("sleutels", "lijst")
    assert uitkomst.exit_code == 0, uitkomst.output
    return {regel.split()[1]: " ".join(regel.split()) for regel in uitkomst.output.splitlines()[1:]}


def test_een_nieuwe_sleutel_staat_vooraan_en_de_oude_blijft(huis):
    was = huis.bestand.read_text()
    huis.roteer()
    assert ids(huis) == {
        "KETENS_SLEUTELS": ["g2", "g1"], "KETENS_ZOEKSLEUTEL": ["z2", "z1"], "KETENS_LOGSLEUTEL": ["l2", "l1"],
    }  # fmt: skip
    for regel in was.splitlines():
        assert regel.partition("=")[2] in huis.bestand.read_text()
    assert stat.S_IMODE(huis.bestand.stat().st_mode) == 0o600
    assert [pad.name for pad in huis.bestand.parent.iterdir() if pad.name.startswith("sleutels")] == ["sleutels"]


def test_alleen_de_soort_die_gevraagd_is(huis):
    huis.roteer("zoek")
    assert ids(huis) == {"KETENS_SLEUTELS": ["g1"], "KETENS_ZOEKSLEUTEL": ["z2", "z1"], "KETENS_LOGSLEUTEL": ["l1"]}


def test_een_soort_die_er_niet_is_wordt_in_een_zin_geweigerd(huis):
    weigert(huis.opdracht("sleutels", "roteer", "--soort", "huis"),
            "De soort huis is er niet: kies uit gegevens, zoek, log.")  # fmt: skip


def test_een_tweede_keer_terwijl_er_een_loopt_wordt_geweigerd(huis, mensen):
    mensen(2)
    huis.roteer()
    was = huis.bestand.read_bytes()
    zin = "Sleutel {} ({}) is nog niet overal in gebruik: laat eerst `ketens werk` klaar komen."
    weigert(huis.opdracht("sleutels", "roteer", "--soort", "gegevens"), zin.format("g2", "gegevens"))
    weigert(huis.opdracht("sleutels", "roteer", "--soort", "zoek"), zin.format("z2", "zoek"))
    assert huis.bestand.read_bytes() == was
    huis.maak_af()
    huis.roteer("gegevens")
    assert ids(huis)["KETENS_SLEUTELS"] == ["g3", "g2", "g1"]


@pytest.mark.parametrize(
    ("instelling", "zin"),
    [("KETENS_SLEUTELS", "staat in de omgeving"), ("KETENS_SLEUTELS_BESTAND", "noemt een eigen bestand")],
)
def test_sleutels_van_elders_worden_niet_gemaakt_maar_uitgelegd(huis, monkeypatch, instelling, zin):
    was = huis.bestand.read_bytes()
    monkeypatch.setenv(instelling, "g1:x")
    uitkomst = huis.opdracht("sleutels", "roteer")
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert uitkomst.stderr.startswith(f"{instelling} {zin}: zet ")
    assert "g2:<uitkomst van `openssl rand -base64 32`>" in uitkomst.stderr
    assert uitkomst.stderr.count("\n") == 1
    assert huis.bestand.read_bytes() == was


def test_een_map_die_niet_te_beschrijven_is_wordt_in_een_zin_gezegd(huis, monkeypatch):
    def vol(*_):
        raise OSError(28, "No space left on device")

    was = huis.bestand.read_bytes()
    monkeypatch.setattr("ketens.kern.sleutelbestand._leg_neer", vol)
    weigert(huis.opdracht("sleutels", "roteer"),
            f"Het sleutelbestand in {huis.bestand.parent} is niet te wijzigen: No space left on device.")  # fmt: skip
    assert huis.bestand.read_bytes() == was
    assert sleutels.sleutelbos().schrijft("gegevens") == "g1"


def test_de_lijst_zegt_wat_elke_sleutel_nog_gebruikt(huis, mensen):
    mensen(2)
    log_iets(huis)
    cellen = len(huis.cellen())
    assert f" {cellen} 0 nee: hij schrijft" in lijst(huis)["g1"]
    huis.roteer()
    regels = lijst(huis)
    assert regels["g1"].endswith(f" {cellen} 0 nee: er zijn nog {cellen} cellen")
    assert regels["g2"].endswith(" 0 0 nee: hij schrijft")
    assert "zoekhashes" in regels["z1"]
    assert "logregels" in regels["l1"]
    huis.maak_af()
    regels = lijst(huis)
    assert regels["g1"].endswith(" 0 0 ja")
    assert regels["g2"].endswith(f" {cellen} 0 nee: hij schrijft")
    assert "nee: pogingen worden er nog mee geteld tot" in regels["z1"]


def test_een_sleutel_die_nog_gebruikt_wordt_mag_niet_weg(huis, mensen):
    mensen(1)
    huis.roteer()
    aantal = huis.onder()["g1"]
    weigert(huis.opdracht("sleutels", "verwijder", "g1"), f"Sleutel g1 mag nog niet weg: er zijn nog {aantal} cellen.")
    weigert(huis.opdracht("sleutels", "verwijder", "g2"),
            "Sleutel g2 schrijft nu; maak eerst een nieuwe met `ketens sleutels roteer`.")  # fmt: skip
    weigert(huis.opdracht("sleutels", "verwijder", "q7"),
            "De sleutel q7 is er niet; `ketens sleutels lijst` noemt de sleutels die er zijn.")  # fmt: skip
    assert ids(huis)["KETENS_SLEUTELS"] == ["g2", "g1"]


def test_een_sleutel_die_niets_meer_gebruikt_gaat_weg_en_zijn_naam_komt_niet_terug(huis, mensen):
    mensen(1)
    huis.roteer()
    huis.maak_af()
    inhoud = huis.inhoud()
    assert huis.opdracht("sleutels", "verwijder", "g1").exit_code == 0
    with klok.zet_klok(klok.nu() + timedelta(minutes=61)):
        assert huis.opdracht("sleutels", "verwijder", "z1").exit_code == 0
    assert ids(huis)["KETENS_SLEUTELS"] == ["g2"]
    assert ids(huis)["KETENS_ZOEKSLEUTEL"] == ["z2"]
    assert sleutels.sleutelbos().gegevens.keys() == {"g2"}
    assert huis.inhoud() == inhoud
    sluit(maak_app(huis.omgeving))
    with huis.binnen(None):
        weg = db.session.scalars(select(Sleutelmerk.sleutel).where(Sleutelmerk.verwijderd_op.is_not(None)))
        assert set(weg) == {"g1", "z1"}
    huis.roteer("gegevens")
    assert ids(huis)["KETENS_SLEUTELS"] == ["g3", "g2"]


def test_wie_weghaalt_wacht_op_wie_nog_bezig_is(huis, mensen, monkeypatch):
    gewacht = []
    mensen(1)
    huis.roteer("gegevens")
    huis.maak_af()
    monkeypatch.setattr(roteren, "ADEM", timedelta(seconds=30))
    monkeypatch.setattr(roteren.time, "sleep", gewacht.append)
    assert huis.opdracht("sleutels", "verwijder", "g1").exit_code == 0
    assert len(gewacht) == 1
    assert 0 < gewacht[0] <= 30


def test_wat_na_de_ronde_nog_onder_de_oude_blijkt_te_staan_gaat_alsnog_over(huis, mensen):
    from ketens.inwoners.models import Inwoner

    (id_,) = mensen(1)
    oud = huis.cellen()["inwoner", "achternaam", id_]
    huis.roteer("gegevens")
    huis.maak_af()
    with huis.binnen():
        db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(achternaam_cel=oud))
        db.session.commit()
    weigert(huis.opdracht("sleutels", "verwijder", "g1"), "Sleutel g1 mag nog niet weg: er zijn nog 1 cellen.")
    huis.maak_af()
    assert set(huis.onder()) == {"g2"}
    assert huis.opdracht("sleutels", "verwijder", "g1").exit_code == 0


def test_een_sleutel_die_met_de_hand_vooraan_staat_krijgt_vanzelf_een_ronde(huis, mensen):
    mensen(2)
    tekst = huis.bestand.read_text().replace("KETENS_SLEUTELS=", f"KETENS_SLEUTELS={nieuw('hand')},")
    huis.bestand.write_text(tekst)
    huis.maak_af()
    assert set(huis.onder()) == {"hand"}
    with huis.binnen(None):
        ronde = db.session.scalars(select(Sleutelronde)).one()
        assert (ronde.soort, ronde.sleutel, bool(ronde.klaar_op)) == ("gegevens", "hand", True)
    sluit(maak_app(huis.omgeving))


def test_een_lopende_webserver_en_werker_gaan_verder_met_de_nieuwe_sleutel(huis, monkeypatch):
    """Not because a while went by: each request and each turn of the worker looks."""
    monkeypatch.setattr(sleutels, "KIJK_NA", 1e9)
    for nummer, ga in ((2, lambda: huis.app.test_client().get("/")), (3, werker.ronde)):
        with sleutelbestand.slot(huis.bestand.parent):
            sleutelbestand.zet_vooraan(huis.bestand.parent, {"KETENS_SLEUTELS": f"g{nummer}"})
        assert sleutels._bossen[0].schrijft("gegevens") == f"g{nummer - 1}"
        with huis.app.app_context():
            ga()
        assert sleutels._bossen[0].schrijft("gegevens") == f"g{nummer}"


def test_na_een_ronde_start_ketens_met_de_nieuwe_sleutels_en_niet_zonder_de_oude_die_nodig_is(huis, mensen):
    from ketens.config import Instelfout

    mensen(1)
    log_iets(huis)
    huis.roteer()
    sluit(maak_app(huis.omgeving))
    heel = huis.bestand.read_text()
    for naam, oud in (("KETENS_SLEUTELS", "g1"), ("KETENS_ZOEKSLEUTEL", "z1"), ("KETENS_LOGSLEUTEL", "l1")):
        regels = [regel.split(",")[0] if regel.startswith(f"{naam}=") else regel for regel in heel.splitlines()]
        huis.bestand.write_text("\n".join(regels) + "\n")
        with pytest.raises(Instelfout, match=f"De sleutel {oud} ontbreekt in {naam}"):
            maak_app(huis.omgeving)
    huis.bestand.write_text(heel)
    sluit(maak_app(huis.omgeving))


def test_zonder_sleutelbestand_eindigt_elke_opdracht_op_sleutels_met_code_2(bron, tmp_path):
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("KETENS_")}
    uitkomst = subprocess.run(
        [sys.executable, "-m", "ketens", "sleutels", "roteer"],
        env={**schoon, "KETENS_DATA": str(tmp_path), "KETENS_ONVEILIG_HTTP": "1"}, cwd=WORTEL, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    zin = "KETENS_SLEUTELS ontbreekt. Maak de sleutels met: ketens sleutels maak.\n"
    assert (uitkomst.returncode, uitkomst.stdout, uitkomst.stderr) == (2, "", zin)


def test_wie_weghaalt_telt_pas_als_de_schrijver_van_voor_het_vervangen_klaar_is(huis, mensen):
    """On SQLite one writes at a time: `verwijder` waits for a turn, and sees what was sealed before the change."""
    from ketens.inwoners.models import Inwoner

    (id_,) = mensen(1)
    oud = huis.cellen()["inwoner", "achternaam", id_]
    huis.roteer("gegevens")
    huis.maak_af()
    bezig, geschreven = threading.Event(), threading.Event()

    def schrijf() -> None:
        with huis.binnen():
            db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(achternaam_cel=oud))
            bezig.set()
            geschreven.wait(1)
            db.session.commit()

    schrijver = threading.Thread(target=schrijf)
    schrijver.start()
    bezig.wait(10)
    uitkomst = huis.opdracht("sleutels", "verwijder", "g1")
    schrijver.join()
    weigert(uitkomst, "Sleutel g1 mag nog niet weg: er zijn nog 1 cellen.")
    assert huis.onder()["g1"] == 1
