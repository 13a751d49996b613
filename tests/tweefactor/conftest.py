"""An application that asks a second step of everyone, as an installation does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import time

import pyotp
import pytest
from flask import Flask

from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor import herstelcodes
from ketens.tweefactor.models import Codeapp
from tests import wereld
from tests.klant import Klant, Pagina

GEHEIM = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(stap: int = 0, geheim: str = GEHEIM) -> str:
    """Return the code that the app shows now, or some steps of 30 seconds from now."""
    return pyotp.TOTP(geheim).generate_otp(int(klok.nu().timestamp()) // 30 + stap)


@pytest.fixture(autouse=True)
def midden_in_een_stap() -> Iterator[None]:
    """Hold the clock where no code is about to lapse."""
    with klok.zet_klok(datetime.fromtimestamp(int(time()) // 30 * 30 + 15, UTC)):
        yield


@pytest.fixture
def verplicht(app: Flask) -> Iterator[Flask]:
    """Ask a second step of everyone, for the length of a test."""
    gewoon = app.extensions["ketens"]
    app.extensions["ketens"] = replace(gewoon, tweefactor_verplicht=True)
    yield app
    app.extensions["ketens"] = gewoon


@pytest.fixture
def streng(app: Flask) -> Iterator[Flask]:
    """With the bounds of an installation."""
    gewoon = app.extensions["ketens"]
    app.extensions["ketens"] = replace(gewoon, ruime_limieten=False)
    yield app
    app.extensions["ketens"] = gewoon


@pytest.fixture
def met_app(app: Flask) -> Callable[..., list[str]]:
    """`met_app("coordinator")` gives this person a code app; returns their recovery codes."""

    def geef(naam: str = "coordinator") -> list[str]:
        with app.app_context():
            rij = Codeapp(account_id=wereld.id_van(naam), naam="Mijn telefoon")
            rij.geheim = GEHEIM
            db.session.add(rij)
            codes = herstelcodes.bewaar(wereld.id_van(naam), herstelcodes.bedenk())
            db.session.commit()
            db.session.remove()
        return codes

    return geef


def met_wachtwoord(klant: Klant, naam: str = "coordinator", **meer: str) -> Pagina:
    """Give the right password."""
    velden = {"email": f"{naam}@proef.example", "wachtwoord": wereld.WACHTWOORD, **meer}
    return met_token(klant).post("gebruikers.inloggen", velden)


def met_code(klant: Klant, waarde: str | None = None, **meer: str) -> Pagina:
    """Send a code, by default the one of now."""
    return met_token(klant).post("tweefactor.code", {"code": waarde or code(), **meer})


def binnen(klant: Klant) -> bool:
    """Tell whether this browser opens a page."""
    return klant.get("rapportage.start").status == 200


def met_token(klant: Klant) -> Klant:
    """Let this browser know a token again after signing in gave it a new cookie."""
    with klant.browser.session_transaction() as sessie:
        sessie["csrf_token"] = "0" * 40
    return klant
