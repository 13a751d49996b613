"""Signing in and out, and what ends a session."""

from ketens.rechten import Rol
from tests import wereld


def inloggen(klant, email="coordinator@proef.example", wachtwoord=wereld.WACHTWOORD, **meer):
    return klant.post("gebruikers.inloggen", {"email": email, "wachtwoord": wachtwoord, **meer})


def test_goed_wachtwoord_brengt_naar_de_startpagina(als):
    pagina = inloggen(als(None))
    assert pagina.status == 303
    assert pagina.volg().volg().kop == "Welkom, Cora Coordinator"


def test_fout_wachtwoord_en_onbekend_account_geven_dezelfde_zin(als):
    fout, onbekend = inloggen(als(None), wachtwoord="verkeerd"), inloggen(als(None), email="niemand@proef.example")
    assert fout.status == onbekend.status == 422
    assert fout.fouten == onbekend.fouten


def test_wie_uitlogt_komt_met_een_oude_cookie_niet_meer_binnen(als):
    klant = als(Rol.COORDINATOR)
    assert klant.get("rapportage.start").status == 200
    with klant.browser.session_transaction() as sessie:
        oud = dict(sessie)
    klant.post("gebruikers.uitloggen")
    with klant.browser.session_transaction() as sessie:
        sessie.update(oud)
    assert klant.get("rapportage.start").naar.startswith("/inloggen")


def test_een_andere_gemeente_bestaat_niet(als):
    assert als(Rol.COORDINATOR, gemeente="tubbergen").get("rapportage.start").status == 404
