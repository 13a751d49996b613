"""The first sign-in, and signing in with a passkey: with the keyboard, in a browser with a key of its own."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from ketens.gebruikers.models import Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor.models import Toegangssleutel
from tests import wereld
from tests.merken import EERST_OP_SQLITE
from tests.tweefactor.conftest import verplicht  # noqa: F401

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE, pytest.mark.usefixtures("verplicht")]
KLAAR = "Gelukt. Bewaar nu uw herstelcodes"
VERDER = "Ik heb ze bewaard, ga verder"
WELKOM = "Welkom, Cora Coordinator"


@pytest.fixture
def site(site):
    """By name: a passkey is made for a name, not for a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def met_sleutels(scherm):
    """`met_sleutels()` is a screen whose browser has a key built in, that knows its owner."""

    def maak(**hoe):
        iemand = scherm(None, **hoe)
        cdp = iemand.page.context.new_cdp_session(iemand.page)
        cdp.send("WebAuthn.enable")
        soort = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
        kan = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        cdp.send("WebAuthn.addVirtualAuthenticator", {"options": soort | kan})
        return iemand

    return maak


def geef_wachtwoord(iemand):
    iemand.ga("/inloggen")
    iemand.naar_veld("E-mailadres")
    iemand.typ("coordinator@proef.example")
    iemand.naar_veld("Wachtwoord")
    iemand.typ(wereld.WACHTWOORD)
    iemand.toets("Enter")


def log_uit(iemand):
    iemand.page.context.clear_cookies()


@pytest.mark.parametrize("breedte", [1280, 320])
def test_de_eerste_keer_met_een_codeapp(scherm, script, breedte):
    iemand = scherm(None, script=script, breedte=breedte)
    geef_wachtwoord(iemand)
    iemand.kijk("Stel een tweede stap in")
    iemand.druk("Kies een codeapp")
    iemand.kijk("Codeapp instellen")
    geheim = iemand.page.locator("#sleuteltekst").text_content().replace(" ", "")
    deellink = iemand.page.get_by_role("link", name="Open de codeapp hier").get_attribute("href")
    assert pyotp.parse_uri(deellink).secret == geheim
    iemand.naar_veld("Code uit de app")
    iemand.typ(pyotp.TOTP(geheim).now())
    iemand.druk("Klaar, ga verder")
    iemand.kijk(KLAAR)
    papier = iemand.page.locator("#codes code").all_text_contents()
    iemand.druk(VERDER)
    iemand.kijk(WELKOM)
    log_uit(iemand)
    geef_wachtwoord(iemand)
    iemand.kijk("Tweede stap")
    expect(iemand.page.get_by_role("textbox", name="Code")).to_be_focused()
    iemand.typ(papier[0])
    iemand.druk("Inloggen")
    iemand.kijk(WELKOM)
    iemand.zie("U hebt nog 9 herstelcodes.")


def test_de_eerste_keer_met_een_toegangssleutel_en_daarna_zonder_wachtwoord(met_sleutels, app):
    iemand = met_sleutels()
    geef_wachtwoord(iemand)
    iemand.kijk("Stel een tweede stap in")
    iemand.druk("Maak een toegangssleutel")
    iemand.kijk(KLAAR)
    iemand.druk(VERDER)
    iemand.kijk(WELKOM)
    log_uit(iemand)
    iemand.ga("/inloggen")
    iemand.kijk("Inloggen")
    iemand.druk("Inloggen met een toegangssleutel")
    iemand.kijk(WELKOM)
    _lang_geleden(app)
    iemand.ga("/account/beveiliging")
    iemand.kijk("Beveiliging")
    iemand.druk("Voeg een codeapp toe")
    iemand.kijk("Laat zien dat u het bent")
    iemand.druk("Gebruik uw toegangssleutel")
    iemand.kijk("Codeapp toevoegen")


def _lang_geleden(app):
    with app.app_context():
        db.session.execute(update(Sessie).values(bevestigd_op=klok.nu() - timedelta(hours=1)))
        db.session.commit()


@pytest.fixture
def met_een_sleutel(met_sleutels):
    """Someone whose passkey is set up, and who signed out again."""
    iemand = met_sleutels()
    geef_wachtwoord(iemand)
    iemand.druk("Maak een toegangssleutel")
    expect(iemand.page.get_by_role("heading", level=1)).to_have_text(KLAAR)
    log_uit(iemand)
    return iemand


def test_een_sleutel_zonder_naam_wordt_niet_eerst_gemaakt(met_een_sleutel):
    met_een_sleutel.ga("/inloggen")
    met_een_sleutel.druk("Inloggen met een toegangssleutel")
    met_een_sleutel.kijk(WELKOM)
    met_een_sleutel.ga("/account/beveiliging/toegangssleutel")
    met_een_sleutel.druk("Maak een toegangssleutel")
    met_een_sleutel.zie("Vul een naam in.")


def test_een_sleutel_die_terugtelt_wordt_geweigerd(met_een_sleutel, app):
    with app.app_context():
        db.session.execute(update(Toegangssleutel).values(teller=1000))
        db.session.commit()
    met_een_sleutel.ga("/inloggen")
    met_een_sleutel.druk("Inloggen met een toegangssleutel")
    met_een_sleutel.kijk("Inloggen met een toegangssleutel")
    met_een_sleutel.zie("Het lukte niet met deze toegangssleutel.")


def test_een_sleutel_van_een_andere_site_wordt_geweigerd(met_een_sleutel, app, site):
    """The same name over https is another origin: what was signed here does not open it."""
    gewoon = app.extensions["ketens"]
    elders = site.replace("http://", "https://")
    app.extensions["ketens"] = replace(gewoon, adres=elders, veilige_cookies=True)
    try:
        met_een_sleutel.ga("/inloggen")
        met_een_sleutel.druk("Inloggen met een toegangssleutel")
        met_een_sleutel.zie("Het lukte niet met deze toegangssleutel.")
    finally:
        app.extensions["ketens"] = gewoon


def test_wie_afbreekt_hoort_het_en_kan_verder(scherm):
    """A browser without a key: the question ends, the page stays."""
    iemand = scherm(None)
    iemand.ga("/inloggen")
    breek_af = "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    iemand.page.evaluate(f"() => {{ {breek_af}; }}")
    iemand.naar_knop("Inloggen met een toegangssleutel")
    iemand.toets("Enter")
    iemand.zie("Het is afgebroken of duurde te lang.")
    iemand.kijk("Inloggen")
    geef_wachtwoord(iemand)
    iemand.kijk("Stel een tweede stap in")


@pytest.mark.parametrize("pad", ["", "/codeapp", "/toegangssleutel", "/herstelcodes"])
def test_beveiliging_past_op_een_telefoon(scherm, pad):
    iemand = scherm("coordinator", breedte=320, hoogte=640)
    iemand.ga(f"/account/beveiliging{pad}")
    iemand.kijk()
