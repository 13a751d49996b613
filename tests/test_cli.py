"""The first gemeente and the first beheerder come from the command line; each command says what it did, or why not."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ketens.cli import cli
from tests.gebruikers.test_inloggen import inloggen
from tests.uitnodigingen.conftest import GOED, link_in
from tests.uitnodigingen.test_links import kies

GEMEENTE = ["gemeente", "maak", "hof-van-proef", "Hof van Proef", "--cbs-code", "0999"]
ACCOUNT = ["account", "maak", "--email", "Eerste@Proef.example", "--naam", "Eva Eerste", "--gemeente", "hof-van-proef"]


@pytest.fixture
def ketens(app):
    return lambda *woorden: CliRunner().invoke(cli, list(woorden), obj=lambda: app)


def test_de_eerste_beheerder_van_een_nieuwe_gemeente_kan_inloggen(ketens, als):
    assert "staat op /hof-van-proef/" in ketens(*GEMEENTE).output
    uitkomst = ketens(*ACCOUNT)
    assert uitkomst.exit_code == 0, uitkomst.output
    klant = als(None, gemeente="hof-van-proef")
    assert kies(klant, link_in(uitkomst.output)).status == 303
    assert klant.get("beheer.accounts").status == 200
    assert inloggen(als(None), email="eerste@proef.example", wachtwoord=GOED).status == 303


def test_een_verlopen_link_van_de_eerste_beheerder_is_op_de_opdrachtregel_te_vervangen(ketens, als):
    ketens(*GEMEENTE)
    eerste, tweede = link_in(ketens(*ACCOUNT).output), link_in(ketens("account", "link", "eerste@proef.example").output)
    assert kies(als(None), eerste).status == 404
    assert kies(als(None), tweede).status == 303
    geen = ketens("account", "link", "niemand@proef.example")
    assert (geen.exit_code, "Er is geen account met dit e-mailadres" in geen.output) == (1, True)


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
        ([*ACCOUNT[:3], "geen adres", *ACCOUNT[4:-1], "borne"], "Dit e-mailadres klopt niet."),
        ([*ACCOUNT[:-1], "borne", "--rol", "keizer"], "Deze rol bestaat niet."),
        ([*ACCOUNT[:-1], "borne", "--rol", "coordinator"], "Kies ten minste een keten."),
        ([*ACCOUNT[:-1], "borne", "--rol", "trainer", "--keten", "onzin"], "staat niet in de catalogus: onzin"),
        ([*ACCOUNT[:-1], "borne", "--organisatie", "Niemand BV"], "De organisatie Niemand BV is er niet"),
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
