"""A real server and a real browser; every page that a journey stops at is judged by axe.

The main journey is walked on both databases, the others on SQLite; on PostgreSQL too in the long edition
(`make beproeving`): the screens are the same there, and what lies under them is tested on both.
"""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.klant import Klant
from tests.reizen.scherm import Scherm


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The application behind a real socket; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    draad.join(timeout=10)
    server.server_close()


@pytest.fixture(params=[True, False], ids=["met_script", "zonder_script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript: every journey is walked both ways."""
    return bool(request.param)


@pytest.fixture
def scherm(app: Flask, browser: Browser, site: str) -> Iterator[Callable[..., Scherm]]:
    """`scherm("verwijzer")` is the screen of a person who is signed in, on their start page; None of a stranger."""
    open_: list[Scherm] = []

    def maak(wie: str | None, *, script: bool = True, breedte: int = 1280, hoogte: int = 800) -> Scherm:
        context = browser.new_context(
            base_url=site, java_script_enabled=script, viewport={"width": breedte, "height": hoogte}, locale="nl-NL"
        )
        context.set_default_timeout(10_000)
        nieuw = Scherm(context.new_page(), script=script)
        open_.append(nieuw)
        if wie is not None:
            context.add_cookies([{**Klant(app, wie).koekje, "url": site}])
            nieuw.ga("/")
        return nieuw

    yield maak
    for een in open_:
        een.sluit()
