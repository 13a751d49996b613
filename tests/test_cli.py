"""The first gemeente and the first beheerder come from the command line; each command says what it did, or why not."""

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ketens.cli import cli
from tests.gebruikers.test_inloggen import inloggen

GEMEENTE = ["gemeente", "maak", "hof-van-proef", "Hof van Proef", "--cbs-code", "0999"]
ACCOUNT = ["account", "maak", "--email", "Eerste@Proef.example", "--naam", "Eva Eerste", "--gemeente", "hof-van-proef"]


@pytest.fixture
def ketens(app):
    return lambda *woorden: CliRunner().invoke(cli, list(woorden), obj=lambda: app)


def test_de_eerste_beheerder_van_een_nieuwe_gemeente_kan_inloggen(ketens, als):
    assert "staat op /hof-van-proef/" in ketens(*GEMEENTE).output
    uitkomst = ketens(*ACCOUNT)
    assert uitkomst.exit_code == 0, uitkomst.output
    wachtwoord = re.search(r"Wachtwoord: (\S+)", uitkomst.output)[1]
    klant = als(None, gemeente="hof-van-proef")
    assert inloggen(klant, email="eerste@proef.example", wachtwoord=wachtwoord).status == 303
    assert klant.get("beheer.accounts").status == 200


def test_een_bestaand_account_krijgt_er_een_rol_bij_en_houdt_zijn_wachtwoord(ketens, als):
    ketens(*GEMEENTE)
    ketens(*ACCOUNT)
    uitkomst = ketens(*ACCOUNT, "--rol", "coordinator", "--keten", "valpreventie")
    assert "Het wachtwoord is niet gewijzigd" in uitkomst.output


@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        ([*GEMEENTE[:2], "borne", "Borne", "--cbs-code", "0147"], "De gemeente borne is er al."),
        ([*GEMEENTE[:2], "inloggen", "Inloggen", "--cbs-code", "0147"], "Gebruik voor het adres kleine letters"),
        ([*GEMEENTE[:2], "nieuw", "Nieuw", "--cbs-code", "12"], "heeft 4 cijfers"),
        ([*ACCOUNT[:-1], "atlantis"], "De gemeente atlantis is er niet."),
        ([*ACCOUNT[:-1], "borne", "--rol", "keizer"], "Deze rol bestaat niet."),
        ([*ACCOUNT[:-1], "borne", "--rol", "coordinator"], "Kies ten minste een keten."),
        ([*ACCOUNT[:-1], "borne", "--rol", "trainer", "--keten", "onzin"], "staat niet in de catalogus: onzin"),
        ([*ACCOUNT[:-1], "borne", "--organisatie", "Niemand BV"], "De organisatie Niemand BV is er niet"),
        ([*ACCOUNT[:-1], "borne", "--wachtwoord", "kort"], "Gebruik minstens 12 tekens"),
    ],
)
def test_wat_niet_kan_zegt_waarom_en_bewaart_niets(ketens, als, woorden, zin):
    uitkomst = ketens(*woorden)
    assert uitkomst.exit_code == 1
    assert zin in uitkomst.output
    assert inloggen(als(None), email="eerste@proef.example", wachtwoord="kort").status == 422


def test_de_database_is_alleen_voor_de_eigenaar(tmp_path):
    omgeving = {**os.environ, "KETENS_DATA": str(tmp_path), "KETENS_ONVEILIG_HTTP": "1"}
    for opdracht in (["sleutels", "maak"], ["migreer"]):
        subprocess.run([sys.executable, "-m", "ketens", *opdracht], check=True, env=omgeving, capture_output=True)
    rechten = {pad.name: oct(pad.stat().st_mode & 0o777) for pad in tmp_path.iterdir() if pad.is_file()}
    assert "ketens.db" in rechten
    assert set(rechten.values()) == {"0o600"}
