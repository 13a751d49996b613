"""A mail server for links, and links made by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from ketens.config import Mailserver
from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.opdrachten.werker import ronde
from ketens.uitnodigingen import links
from ketens.uitnodigingen.models import Linksoort
from tests import wereld
from tests.post.postbus import Postbus, open_postbus

ADRES = "http://localhost"
GOED = "gele fiets drinkt thee"


@pytest.fixture
def bus(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbus]:
    """A mail server on this machine, set for the app."""
    with open_postbus() as open_:
        server = Mailserver.uit(f"smtp://127.0.0.1:{open_.poort}?van=ketens@borne.example&tls=nee")
        anders = replace(app.extensions["ketens"], mailserver=server, adres=ADRES)
        monkeypatch.setitem(app.extensions, "ketens", anders)
        yield open_


@pytest.fixture
def werk(app: Flask) -> Callable[[], None]:
    """Have the worker do all that is due: what it asks for itself too."""

    def doe() -> None:
        with app.app_context():
            while ronde():
                pass

    return doe


@pytest.fixture
def geef(app: Flask) -> Callable[..., str]:
    """`geef("coordinator")` makes a link for this person and returns its path."""

    def doe(wie: str, soort: Linksoort = Linksoort.HERSTEL) -> str:
        with app.app_context():
            account = db.session.get_one(Account, wereld.id_van(wie))
            _, token = links.maak(account, soort, door_id=None)
            db.session.commit()
            return f"/{links.PADEN[soort]}/{token}"

    return doe


def link_in(tekst: str) -> str:
    """Return the path of the link in a mail or on a page."""
    gevonden = re.search(r"/(?:uitnodiging|herstellink)/[\w-]+", tekst)
    assert gevonden, tekst
    return gevonden[0]
