"""What a hostile sender puts in the fields of a link, or in its address, is an answer and never a failure."""

import pytest

from tests.bouwkunde.vijand import KWAAD, RAUW, UITGEVOERD
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def zend(klant, pad, veld, waarde):
    return klant.browser.post(pad, data={"csrf_token": klant.token, veld: waarde})


@pytest.mark.parametrize("soort", KWAAD)
def test_geen_waarde_laat_iets_omvallen_of_komt_rauw_terug(als, bus, geef, soort):
    klant, pad = als(None), geef("coordinator")
    for waar, veld in ((pad, "nieuw"), ("/wachtwoord-vergeten", "email")):
        antwoord = zend(klant, waar, veld, KWAAD[soort])
        tekst = antwoord.get_data(as_text=True)
        assert antwoord.status_code < 500
        assert not RAUW.search(tekst)
        assert not any(gedaan in tekst for gedaan in UITGEVOERD)


@pytest.mark.parametrize("token", ["%00", "..", "%2e%2e%2fx", "a" * 1900, "%ff%fe", "'--", "<script>", "%0d%0aX: y"])
@pytest.mark.parametrize("soort", ["uitnodiging", "herstellink"])
def test_geen_adres_laat_iets_omvallen(als, soort, token):
    klant = als(None)
    for antwoord in (klant.browser.get(f"/{soort}/{token}"), zend(klant, f"/{soort}/{token}", "nieuw", "x" * 12)):
        assert antwoord.status_code in (308, 404)
        assert not RAUW.search(antwoord.get_data(as_text=True))
