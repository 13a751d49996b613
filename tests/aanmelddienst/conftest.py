"""A real provider (Canaille) for all tests of a worker, and a service in Borne that leads there."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
import requests

from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, TweedeStap
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.aanmelddienst.canaille_proces import WACHTWOORD
from tests.reizen.conftest import script, site

# What a journey stands on is the same here.
__all__ = ["script", "site"]

GEHEIM = "geheim-van-de-client"
DIENST = wereld.id_van("aanmelddienst-borne")
TERUG = f"http://localhost/inloggen/aanmelddienst/{DIENST}/terugkeer"


@dataclass
class Provider:
    """Where people of the gemeente sign in."""

    url: str

    def zeg(self, wat: str, **velden) -> None:
        """Set something up by the back door."""
        requests.post(f"{self.url}/proef/{wat}", json=velden, timeout=10).raise_for_status()

    def mens(self, naam: str, *groepen: str, voluit: str = "Mia Medewerker", email: str | None = None) -> None:
        """Somebody who can sign in there, in these groups."""
        self.zeg("mens", naam=naam, voluit=voluit, email=email or f"{naam}@borne.example", groepen=list(groepen))

    def log_in(self, url: str, naam: str, *, toestemming: bool = True) -> str:
        """Do in a browser of one's own what a person does there; return where it leads back to."""
        with requests.Session() as browser:
            antwoord = browser.get(url, allow_redirects=False, timeout=10)
            for _ in range(12):
                plek = antwoord.headers.get("Location")
                if plek and urljoin(antwoord.url, plek).startswith("http://localhost/"):
                    return urljoin(antwoord.url, plek)
                antwoord = self._stap(browser, antwoord, naam, toestemming=toestemming)
        raise AssertionError(f"blijft hangen op {antwoord.url}: {antwoord.text[:500]}")

    @staticmethod
    def _stap(browser, antwoord, naam, *, toestemming):
        if plek := antwoord.headers.get("Location"):
            return browser.get(urljoin(antwoord.url, plek), allow_redirects=False, timeout=10)
        assert antwoord.status_code == 200, (antwoord.status_code, antwoord.text[:500])
        pad = urlsplit(antwoord.url).path
        if pad == "/login":
            velden = {"login": naam}
        elif pad == "/auth/password":
            velden = {"password": WACHTWOORD}
        else:
            velden = {"answer": "accept" if toestemming else "deny"}
        return browser.post(antwoord.url, data=velden, allow_redirects=False, timeout=10)


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """Canaille, in a process of its own."""
    map_ = tmp_path_factory.mktemp("canaille")
    proces = Path(__file__).parent / "canaille_proces.py"
    with (map_ / "uit.txt").open("w") as fouten:
        draaiend = subprocess.Popen(
            [sys.executable, str(proces)], cwd=map_, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=fouten
        )
        assert draaiend.stdout is not None
        regel = draaiend.stdout.readline()
        assert regel, (map_ / "uit.txt").read_text()
        yield Provider(f"http://127.0.0.1:{json.loads(regel)['poort']}")
        draaiend.communicate(timeout=10)


@pytest.fixture(autouse=True)
def niets_bekend(request):
    """Let each test find out anew what a service says of itself."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app").extensions.pop("ketens.aanmelddienst", None)


@dataclass
class Voordeur:
    """The front door of ketens, with the button of the service on it."""

    provider: Provider

    def begin(self, klant, **velden):
        """Press the button."""
        token = klant.get("gebruikers.inloggen").waarde("csrf_token")
        velden = {"csrf_token": token, "email": "", "next": "", **velden}
        return klant.post("aanmelddienst.start", velden, dienst_id=DIENST)

    def url(self, klant, **velden) -> str:
        """Press the button, and return where it leads."""
        pagina = self.begin(klant, **velden)
        assert pagina.status == 200, pagina.tekst
        return re.fullmatch(r"0; url=(.*)", pagina.antwoord.headers["Refresh"])[1]

    def kom_terug(self, klant, url: str):
        """Open the address to which the service sends a browser back."""
        delen = urlsplit(url)
        return klant.haal(f"{delen.path}?{delen.query}")

    def log_in(self, klant, naam: str, **velden):
        """Sign in there and come back; return what ketens answers."""
        return self.kom_terug(klant, self.provider.log_in(self.url(klant, **velden), naam))


@pytest.fixture
def dienst(app, provider, in_borne) -> Voordeur:
    """The service of Borne, on, with Canaille behind it."""
    provider.zeg("client", client_id="ketens", geheim=GEHEIM, terug=[TERUG])
    maak_dienst(in_borne, provider.url)
    return Voordeur(provider)


def maak_dienst(in_borne, issuer: str, **anders) -> None:
    """Lay a service down that is on."""
    velden = {
        "id": DIENST,
        "gemeente_id": wereld.id_van("borne"),
        "naam": "Werkaccount Borne",
        "issuer": issuer,
        "client_id": "ketens",
        "scopes": "openid profile email groups",
        "groepen_claim": "groups",
        "tweede_stap": TweedeStap.ALTIJD,
        "is_aan": True,
        **anders,
    }
    with in_borne():
        rij = Aanmelddienst(**velden)
        rij.geheim = GEHEIM
        db.session.add(rij)
        db.session.commit()


@pytest.fixture
def geef_groep(in_borne):
    """`geef_groep("coaches", Rol.WELZIJNSCOACH, "wijkracht", ["welzijn_op_recept"])`: whoever is in it wears that."""

    def geef(groep: str, rol: Rol, organisatie: str = "gemeente-borne", ketens=("valpreventie",)) -> UUID:
        with in_borne():
            regel = Aanmeldgroep(
                aanmelddienst_id=DIENST,
                groep=groep,
                organisatie_id=wereld.id_van(organisatie),
                rol=rol,
                ketens=list(ketens),
                door_id=wereld.id_van("beheerder"),
            )
            db.session.add(regel)
            db.session.commit()
            return regel.id

    return geef
