"""Guessing is slowed, per account and address and per address, counted in the database; nobody else is locked out."""

import time
from datetime import timedelta
from statistics import median

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from ketens.gebruikers import pogingen
from ketens.gebruikers.aansluiting import aansluiting
from ketens.gebruikers.handelingen import ONJUIST, WACHT
from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern import klok
from ketens.kern.db import db
from tests import wereld
from tests.bron import maak_app, sluit
from tests.klant import Klant
from tests.merken import BEPROEVING


@pytest.fixture
def deur(bron, app):
    """The front door with its normal limits; `deur(email, wachtwoord, adres)` tries to come in."""
    streng = maak_app({**bron.omgeving, "KETENS_LIMIETEN": "normaal"})

    def probeer(email, wachtwoord="verkeerd", adres="192.0.2.1", browser=None):
        klant = probeer.klant = Klant(streng, None)
        if browser:
            cookie = browser.get_cookie("ketens-bekend")
            klant.browser.set_cookie("ketens-bekend", cookie.value)
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
    """Counted per account and address: one stranger can't lock anyone out."""
    mislukt(10, EMAIL, "198.51.100.7")
    assert deur(EMAIL, wereld.WACHTWOORD).status == 303


def van_overal(mislukt, email=EMAIL):
    for nr in range(30):
        mislukt(1, email, f"198.51.100.{nr}")


def test_van_veel_adressen_samen_is_het_na_dertig_fouten_genoeg(deur, mislukt):
    van_overal(mislukt)
    assert deur(EMAIL, wereld.WACHTWOORD, adres="203.0.113.9").fouten == [WACHT]
    assert deur("trainer@proef.example", wereld.WACHTWOORD, adres="203.0.113.9").status == 303


def test_ook_op_een_account_dat_er_niet_is(deur, mislukt):
    van_overal(mislukt, "niemand@proef.example")
    assert deur("niemand@proef.example", adres="203.0.113.9").fouten == [WACHT]


def test_wie_hier_eerder_binnenkwam_komt_ook_tijdens_het_gokken_binnen(deur, mislukt):
    """From an address of their own, or with a browser of their own wherever it is."""
    assert deur(EMAIL, wereld.WACHTWOORD, adres="192.0.2.1").status == 303
    browser = deur.klant.browser
    van_overal(mislukt)
    assert deur(EMAIL, wereld.WACHTWOORD, adres="192.0.2.1").status == 303
    assert deur(EMAIL, wereld.WACHTWOORD, adres="203.0.113.9", browser=browser).status == 303
    assert deur(EMAIL, wereld.WACHTWOORD, adres="203.0.113.10").fouten == [WACHT]


def test_een_bekende_browser_gokt_zelf_ook_maar_tien_keer(deur, mislukt):
    deur(EMAIL, wereld.WACHTWOORD)
    browser = deur.klant.browser
    for _ in range(10):
        assert deur(EMAIL, browser=browser).fouten == [ONJUIST]
    assert deur(EMAIL, wereld.WACHTWOORD, browser=browser).fouten == [WACHT]
    assert deur(EMAIL, wereld.WACHTWOORD).status == 303, "en houdt niemand anders op"


def test_een_browser_is_alleen_bekend_bij_wie_ermee_binnenkwam(deur, mislukt):
    deur("trainer@proef.example", wereld.WACHTWOORD)
    browser = deur.klant.browser
    van_overal(mislukt)
    assert deur(EMAIL, wereld.WACHTWOORD, browser=browser).fouten == [WACHT]


@pytest.mark.parametrize(
    "wissel", [lambda w: w + "A", lambda w: w[:-1], lambda _: "", lambda _: "x.y", lambda w: w[::-1]]
)
def test_een_nagemaakte_cookie_is_niets_waard(deur, mislukt, wissel):
    deur(EMAIL, wereld.WACHTWOORD)
    browser = deur.klant.browser
    koekje = browser.get_cookie("ketens-bekend")
    assert koekje.http_only
    assert EMAIL not in koekje.value
    browser.set_cookie("ketens-bekend", wissel(koekje.value))
    van_overal(mislukt)
    assert deur(EMAIL, wereld.WACHTWOORD, adres="203.0.113.9", browser=browser).fouten == [WACHT]


def test_na_een_half_jaar_is_een_browser_weer_vreemd(deur, mislukt):
    deur(EMAIL, wereld.WACHTWOORD, adres="192.0.2.77")
    browser = deur.klant.browser
    with klok.zet_klok(klok.nu() + timedelta(days=181)):
        van_overal(mislukt)
        assert deur(EMAIL, wereld.WACHTWOORD, browser=browser).fouten == [WACHT]


def test_het_huis_met_een_rij_adressen_is_een_aansluiting(deur, mislukt):
    for nr in range(10):
        mislukt(1, EMAIL, f"2001:db8:1:2::{nr}")
    assert deur(EMAIL, adres="2001:db8:1:2:ffff::1").fouten == [WACHT]
    assert deur(EMAIL, adres="2001:db8:1:3::1").fouten == [ONJUIST]
    assert aansluiting("::ffff:192.0.2.1") == "192.0.2.1"


def test_bekend_en_onbekend_kosten_evenveel_rekenwerk(deur, monkeypatch):
    """The answer takes as long: each try is one Argon2, whoever it is about. The clock is in `make beproeving`."""
    geteld = []
    echt = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda *wat: (geteld.append(1), echt(*wat))[1])
    for email in (EMAIL, "niemand@proef.example"):
        geteld.clear()
        assert deur(email).fouten == [ONJUIST]
        assert geteld == [1]


@pytest.mark.skipif(not BEPROEVING, reason="meet de klok: alleen in make beproeving")
def test_bekend_en_onbekend_antwoorden_even_snel(bron, app):
    """In turns, so that whatever else this machine does falls on both; the medians may differ by a tenth."""
    duur: dict[str, list[float]] = {EMAIL: [], "niemand@proef.example": []}
    klant = Klant(bron.app, None)
    for ronde in range(81):
        for email in duur if ronde % 2 else reversed(duur):
            begin = time.perf_counter()
            antwoord = klant.post("gebruikers.inloggen", {"email": email, "wachtwoord": "verkeerd"})
            duur[email].append(time.perf_counter() - begin)
            assert antwoord.fouten == [ONJUIST]
    bekend, onbekend = (median(tijden[1:]) for tijden in duur.values())
    assert 0.9 < bekend / onbekend < 1.1


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
