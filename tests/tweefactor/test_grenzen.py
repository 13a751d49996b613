"""Guessing codes is bounded over all workers and addresses, and locks nobody out (ASVS 6.3.1)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from ketens.gebruikers import pogingen
from ketens.gebruikers.models import Account
from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor.handelingen import ONJUIST, WACHT
from tests import wereld
from tests.klant import Klant
from tests.tweefactor.conftest import binnen, code, met_code, met_wachtwoord

pytestmark = pytest.mark.usefixtures("streng")


def vanaf(app, adres):
    klant = Klant(app, None)
    klant.browser.environ_base["REMOTE_ADDR"] = adres
    return klant


@pytest.fixture
def raad(app):
    """Guess wrong, as often as asked, from an address; returns how many tries were taken."""

    def doe(aantal, adres="192.0.2.1"):
        with app.app_context():
            wie = wereld.id_van("coordinator")
            genomen = [pogingen.begin_code(wie, adres) for _ in range(aantal)]
            db.session.remove()
        return sum(poging is not None for poging in genomen)

    return doe


def test_na_tien_foute_codes_moet_dit_adres_wachten(app, met_app, raad):
    met_app()
    raad(9)
    klant = vanaf(app, "192.0.2.1")
    met_wachtwoord(klant)
    assert met_code(klant, "000000").fouten == [f"Code: {ONJUIST}"]
    assert met_code(klant).fouten == [f"Code: {WACHT}"]
    with klok.zet_klok(klok.nu() + timedelta(minutes=16)):
        met_wachtwoord(klant)
        assert met_code(klant).status == 303


def test_van_tweehonderd_pogingen_vanaf_een_adres_tellen_er_tien(raad):
    assert raad(200) == 10


def test_van_tweehonderd_pogingen_vanaf_overal_tellen_er_twintig(raad):
    assert sum(raad(1, f"198.51.100.{nr}") for nr in range(200)) == 20


def test_wie_hier_eerder_binnenkwam_wordt_niet_buitengesloten(app, met_app, raad):
    met_app()
    vroeger, nu = vanaf(app, "192.0.2.9"), vanaf(app, "192.0.2.9")
    met_wachtwoord(vroeger)
    assert met_code(vroeger).status == 303
    for nr in range(30):
        raad(1, f"198.51.100.{nr}")
    met_wachtwoord(nu)
    assert met_code(nu, code(1)).status == 303


def test_wie_ergens_nieuw_is_komt_binnen_met_een_herstelcode(app, met_app, raad):
    papier = met_app()
    for nr in range(30):
        raad(1, f"198.51.100.{nr}")
    klant = vanaf(app, "192.0.2.77")
    met_wachtwoord(klant)
    assert met_code(klant).fouten == [f"Code: {WACHT}"]
    assert met_code(klant, papier[0]).status == 303


def test_honderd_tegelijk_zijn_er_ook_honderd(app):
    """A try is counted before it is judged."""
    genomen, start = [], threading.Barrier(20)

    def probeer():
        with app.app_context():
            start.wait()
            genomen.append(pogingen.begin_code(wereld.id_van("coordinator"), "192.0.2.1"))
            db.session.remove()

    draden = [threading.Thread(target=probeer) for _ in range(20)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert len(genomen) == 20
    assert sum(poging is not None for poging in genomen) <= 10


def test_wie_halverwege_wordt_geblokkeerd_komt_niet_verder(app, als, met_app, in_borne):
    met_app()
    klant = als(None)
    met_wachtwoord(klant)
    with in_borne():
        mij = Account.id == wereld.id_van("coordinator")
        db.session.execute(update(Account).where(mij).values(geblokkeerd_op=klok.nu()))
        db.session.commit()
    assert met_code(klant).kop == "Log opnieuw in"
    assert not binnen(klant)
