"""200 wrong passwords, from one address and from many, at two real workers: bounded, and the rightful user gets in."""

import re
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from bench.webserver import gunicorn
from ketens.gebruikers.models import Aanmeldpoging
from ketens.gebruikers.pogingen import OVERAL, PER_ACCOUNT
from ketens.kern.db import db
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.traag, EERST_OP_SQLITE]

EMAIL, POGINGEN, WERKERS = "coordinator@proef.example", 200, 2
# Those that are judged at the same moment don't see each other yet.
SPELING = 2 * WERKERS


@pytest.fixture
def deur(bron, app, tmp_path):
    """Two workers behind one proxy, with the limits of every day; its port."""
    omgeving = {**bron.omgeving, "KETENS_LIMIETEN": "normaal", "KETENS_PROXIES": "1"}
    with gunicorn("wsgi:app", omgeving, tmp_path / "log", werkers=WERKERS) as server:
        yield server.poort


class Browser:
    """A browser at an address of its own."""

    def __init__(self, poort, adres):
        self.poort, self.adres, self.koekjes = poort, adres, {}

    def vraag(self, methode, pad, velden=None):
        koppen = {"Host": "localhost", "X-Forwarded-For": self.adres, "X-Forwarded-Host": "localhost"}
        koppen["Cookie"] = "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items())
        if velden:
            koppen["Content-Type"] = "application/x-www-form-urlencoded"
        lijn = HTTPConnection("127.0.0.1", self.poort, timeout=60)
        lijn.request(methode, pad, urlencode(velden) if velden else None, koppen)
        antwoord = lijn.getresponse()
        for regel in antwoord.headers.get_all("Set-Cookie") or []:
            self.koekjes |= {naam: stuk.value for naam, stuk in SimpleCookie(regel).items()}
        inhoud = antwoord.read().decode()
        lijn.close()
        return antwoord.status, inhoud

    def formulier(self):
        _, pagina = self.vraag("GET", "/inloggen")
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', pagina)[1]

    def log_in(self, wachtwoord, token=None):
        return self.vraag(
            "POST", "/inloggen", {"csrf_token": token or self.formulier(), "email": EMAIL, "wachtwoord": wachtwoord}
        )


def gok(poort, adressen):
    """Try 200 passwords, eight at a time; return how many were judged and how many had to wait."""
    eerste = Browser(poort, "198.51.100.250")
    token = eerste.formulier()

    def een(nr):
        browser = Browser(poort, adressen(nr))
        browser.koekjes = dict(eerste.koekjes)
        return browser.log_in(f"gok nummer {nr}", token)

    with ThreadPoolExecutor(8) as pool:
        antwoorden = list(pool.map(een, range(POGINGEN)))
    assert {status for status, _ in antwoorden} == {422}
    wachten = sum("Er is te vaak" in inhoud for _, inhoud in antwoorden)
    return POGINGEN - wachten, wachten


@pytest.mark.parametrize(
    ("adressen", "hoogstens"),
    [
        (lambda _: "198.51.100.7", PER_ACCOUNT),
        (lambda nr: f"198.51.{nr % 4}.{nr}", OVERAL),
    ],
    ids=["een_adres", "veel_adressen"],
)
def test_tweehonderd_keer_gokken_wordt_begrensd_en_de_rechtmatige_gebruiker_komt_binnen(deur, app, adressen, hoogstens):
    eigen = Browser(deur, "192.0.2.10")
    assert eigen.log_in(wereld.WACHTWOORD)[0] == 303
    beoordeeld, _ = gok(deur, adressen)
    assert hoogstens <= beoordeeld <= hoogstens + SPELING
    assert eigen.log_in(wereld.WACHTWOORD)[0] == 303, "vanaf het eigen adres"
    onderweg = Browser(deur, "203.0.113.77")
    onderweg.koekjes = {"ketens-bekend": eigen.koekjes["ketens-bekend"]}
    assert onderweg.log_in(wereld.WACHTWOORD)[0] == 303, "met de eigen browser, waar ook"
    with app.app_context():
        mis = select(func.count()).select_from(Aanmeldpoging).where(Aanmeldpoging.gelukt.is_(False))
        assert db.session.scalar(mis) == beoordeeld, "wat geweigerd is, telt niet mee"
        db.session.rollback()
