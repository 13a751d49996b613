"""`ketens rapport`: what the page gives, from the command line; each report is a line in the log."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.cli import cli
from ketens.kern.db import db, nieuw_id
from ketens.rechten import Rol
from ketens.stukken.formaten import FORMATEN
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


@pytest.fixture
def rapport(app):
    def doe(**anders):
        velden = {"gemeente": "borne", "keten": wereld.KETEN, "jaar": 2025, "formaat": "json", **anders}
        woorden = [woord for naam, waarde in velden.items() for woord in (f"--{naam}", str(waarde))]
        return CliRunner().invoke(cli, ["rapport", *woorden], obj=lambda: app)

    return doe


def test_het_rapport_als_json_heeft_de_afgesproken_velden(rapport, jaar):
    uitkomst = rapport(jaar=jaar.jaar)
    assert uitkomst.exit_code == 0, uitkomst.output
    gelezen = json.loads(uitkomst.stdout)
    assert (gelezen["gemeente"], gelezen["keten"], gelezen["jaar"]) == ("borne", "valpreventie", jaar.jaar)
    assert gelezen["indicatoren"]["unieke_deelnemers"]["waarde"] == 3
    assert gelezen["indicatoren"]["aantal_gestart"]["waarde"] == 4
    assert gelezen["geld"]["begroot"] == "52212.00"
    assert gelezen["geld"]["gerealiseerd"] == "10333.34"


@pytest.mark.parametrize("formaat", FORMATEN)
def test_de_opdracht_geeft_hetzelfde_bestand_als_de_pagina(rapport, jaar, als, formaat, tmp_path):
    bestand = tmp_path / f"uit.{formaat}"
    assert rapport(jaar=jaar.jaar, formaat=formaat, naar=bestand).exit_code == 0
    klant = als(Rol.PROJECTLEIDER)
    velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "jaar": str(jaar.jaar), "soort": "rapport"}
    velden |= {"formaat": formaat, "csrf_token": klant.token}
    antwoord = klant.browser.post(klant.url("uitvoer.nieuw"), data=velden)
    if antwoord.status_code == 200:  # what takes long is made in the background, of the same report
        assert antwoord.get_data() == bestand.read_bytes()
    assert bestand.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"gemeente": "atlantis"}, "De gemeente atlantis is er niet."),
        ({"keten": "onzin"}, "De keten onzin is er niet."),
        ({"jaar": "20x5"}, "Een jaar heeft vier cijfers, bijvoorbeeld 2025; 20x5 is dat niet."),
        ({"jaar": "0000"}, "Het jaar 0000 is er niet. Kies een jaar van 2000 tot en met 2099."),
        ({"jaar": "0001"}, "Het jaar 0001 is er niet."),
        ({"jaar": "9999"}, "Het jaar 9999 is er niet."),
        ({"jaar": "1"}, "Een jaar heeft vier cijfers, bijvoorbeeld 2025; 1 is dat niet."),
        ({"formaat": "exe"}, "Het formaat exe is er niet. Kies uit: "),
    ],
)
def test_wat_er_niet_is_eindigt_met_een_zin_en_code_2(rapport, anders, zin):
    uitkomst = rapport(**anders)
    assert uitkomst.exit_code == 2
    assert uitkomst.stderr.startswith(zin)
    assert uitkomst.stdout == ""


def test_een_map_die_er_niet_is_zegt_dat(rapport):
    uitkomst = rapport(naar="/bestaat/niet/rapport.json")
    assert uitkomst.exit_code == 2
    assert "is niet te maken" in uitkomst.stderr


@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        ([], "Geef --gemeente op."),
        (["--gemeente", "borne", "--keten", wereld.KETEN], "Geef --jaar op."),
        (["--gemeente", "borne", "--keten", wereld.KETEN, "--jaar"], "Geef achter --jaar op wat u wilt."),
        (["--snel"], "--snel kan hier niet."),
        (["--gemeente", "borne", "--keten", wereld.KETEN, "--jaar", "2025", "nog"], "Er staat iets te veel."),
        (["--gemeente", "borne", "--keten", wereld.KETEN, "--jaar", "2025", "-o", "/"], "Wat achter --naar staat"),
    ],
)
def test_wat_niet_te_lezen_is_eindigt_met_een_zin_en_code_2(app, woorden, zin):
    uitkomst = CliRunner().invoke(cli, ["rapport", *woorden], obj=lambda: app)
    assert uitkomst.exit_code == 2
    assert uitkomst.stderr.startswith(zin)
    assert uitkomst.stderr.count("\n") == 1
    assert uitkomst.stdout == ""


def test_elk_rapport_komt_in_het_logboek(rapport, in_borne):
    rapport(formaat="csv")
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "ketens rapport")).one()
        assert (regel.doel, regel.reden) == ("cijfers inzien", "valpreventie 2025 csv")
