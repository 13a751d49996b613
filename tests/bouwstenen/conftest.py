"""A browser and a served example app for the tests of the building blocks."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.bouwstenen import voorbeeld


@pytest.fixture(scope="session")
def voorbeeld_client() -> FlaskClient:
    """A test client on the example app."""
    return voorbeeld.maak_app().test_client()


@pytest.fixture(scope="module")
def voorbeeld_adres() -> Iterator[str]:
    """The address of the example app, served in a thread."""
    server = make_server("127.0.0.1", 0, voorbeeld.maak_app(), threaded=True)
    draad = Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    draad.join()


@pytest.fixture
def scherm(browser: Browser, voorbeeld_adres: str) -> Iterator[Page]:
    """A clean page of 1280 px wide; an error in the console (the CSP's too) fails the test."""
    context = browser.new_context(base_url=voorbeeld_adres, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(5000)
    pagina = context.new_page()
    fouten: list[str] = []
    pagina.on("pageerror", lambda fout: fouten.append(str(fout)))
    pagina.on("console", lambda regel: fouten.append(regel.text) if "Content Security" in regel.text else None)
    yield pagina
    context.close()
    assert fouten == []
