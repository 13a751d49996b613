"""Guessing is slowed, per account and address and per address, counted in the database; nobody else is locked out."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.gebruikers import pogingen
from ketens.gebruikers.handelingen import ONJUIST, WACHT
from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern import klok
from ketens.kern.db import db
from tests import wereld
from tests.bron import maak_app, sluit
from tests.klant import Klant


@pytest.fixture
def deur(bron, app):
    """The front door with its normal limits; `deur(email, wachtwoord, adres)` tries to come in."""
    streng = maak_app({**bron.omgeving, "KETENS_LIMIETEN": "normaal"})

    def probeer(email, wachtwoord="verkeerd", adres="192.0.2.1"):
        klant = Klant(streng, None)
        klant.browser.environ_base["REMOTE_ADDR"] = adres
        return klant.post("gebruikers.inloggen", {"email": email, "wachtwoord": wachtwoord})

    yield probeer
    sluit(streng)


@pytest.fixture
def mislukt(deur, app):
    """Write failures down, as many as asked, without the slow verifying."""

    def noteer(aantal, email, adres="192.0.2.1"):
        with app.app_context():
            for _ in range(aantal):
                pogingen.noteer(email, adres, gelukt=False)
            db.session.commit()
            db.session.remove()

    return noteer


EMAIL = "coordinator@proef.example"


def test_na_tien_fouten_op_een_account_moet_dit_adres_wachten(deur, mislukt):
    mislukt(9, EMAIL)
    assert deur(EMAIL).fouten == [ONJUIST]
    assert deur(EMAIL, wereld.WACHTWOORD).fouten == [WACHT]


def test_hoofdletters_en_spaties_maken_geen_ander_account(deur, mislukt):
    mislukt(10, EMAIL)
    assert deur(f"  {EMAIL.upper()} ").fouten == [WACHT]


def test_de_rechtmatige_gebruiker_komt_elders_gewoon_binnen(deur, mislukt):
    """Counted per account and address: a stranger can't lock anyone out."""
    mislukt(40, EMAIL, "198.51.100.7")
    assert deur(EMAIL, wereld.WACHTWOORD).status == 303


def test_een_ander_account_vanaf_hetzelfde_adres_mag_nog(deur, mislukt):
    mislukt(10, EMAIL)
    assert deur("trainer@proef.example", wereld.WACHTWOORD).status == 303


def test_na_vijftig_fouten_moet_het_hele_adres_wachten(deur, mislukt):
    for nr in range(50):
        mislukt(1, f"iemand{nr}@proef.example")
    assert deur("trainer@proef.example", wereld.WACHTWOORD).fouten == [WACHT]
    assert deur("trainer@proef.example", wereld.WACHTWOORD, adres="192.0.2.2").status == 303


def test_na_een_kwartier_mag_het_weer(deur, mislukt):
    mislukt(10, EMAIL)
    with klok.zet_klok(klok.nu() + timedelta(minutes=16)):
        assert deur(EMAIL, wereld.WACHTWOORD).status == 303


def test_een_geweigerde_poging_telt_ook_al_wordt_het_verzoek_teruggedraaid(deur, app):
    deur(EMAIL)
    deur("niemand@proef.example")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Aanmeldpoging)) == 2
        assert set(db.session.scalars(select(Aanmeldpoging.gelukt))) == {False}
        db.session.rollback()


def test_het_adres_van_het_account_staat_er_niet_leesbaar(deur, app):
    deur(EMAIL)
    with app.app_context():
        poging = db.session.scalars(select(Aanmeldpoging)).one()
        assert len(poging.wie_hash) == 16
        assert EMAIL.encode() not in poging.wie_hash
        db.session.rollback()
