"""A database per test, with a small world in it; every test that touches it runs on SQLite and on PostgreSQL."""

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from ketens.config import maak_sleutels
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.bron import Bron, PostgresBron, SqliteBron
from tests.browser import VLAGGEN
from tests.geheugen import voor_tijdelijk
from tests.klant import Klant
from tests.maak import Maker
from tests.postgres import Cluster, start


def pytest_configure() -> None:
    """Let pytest make its folders in memory too: a fresh SQLite file per test is half of what such a test costs."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(voor_tijdelijk(Path(tempfile.gettempdir()))))


def pytest_collection_finish() -> None:
    """Sweep less often, and past the modules, which stay anyway: a tenth of the time of the suite went into that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A throw-away PostgreSQL, shared by the workers."""
    with start() as draaiend:
        yield draaiend


@pytest.fixture(scope="session")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings with keys of their own."""
    data = tmp_path_factory.mktemp("instance")
    maak_sleutels(data)
    return {
        "KETENS_DATA": str(data),
        "KETENS_LIMIETEN": "ruim",
        "KETENS_ONVEILIG_HTTP": "1",
        # A password alone gets in, but for who set a second step up: tests/tweefactor asks it of everyone.
        "KETENS_TWEEFACTOR": "optioneel",
        # The services of tests/aanmelddienst stand on this very machine.
        "KETENS_AANMELDDIENST_BINNEN": "127.0.0.1",
    }


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bron(
    request: pytest.FixtureRequest, omgeving: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bron]:
    """The database of this run."""
    if request.param == "sqlite":
        gekozen: Bron = SqliteBron(omgeving, tmp_path_factory.mktemp("sqlite"))
    else:
        gekozen = PostgresBron(omgeving, request.getfixturevalue("cluster"))
    yield gekozen
    gekozen.sluit()


@pytest.fixture
def app(bron: Bron) -> Flask:
    """The application over a fresh world."""
    for over in (2, 1, 0):
        bron.ververs()
        bron.app.extensions["ketens"].anker.unlink(missing_ok=True)
        try:
            wereld.nu_gezien(bron.app)
            break
        except OperationalError:
            # A request of the journey before (a page that polls) was still letting go of its connection.
            if not over:
                raise
            time.sleep(0.2)
    return bron.app


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: one for all tests of a worker, a clean context for each."""
    with sync_playwright() as speler:
        draaiend = speler.chromium.launch(executable_path="/usr/bin/chromium", args=VLAGGEN)
        yield draaiend
        draaiend.close()


@pytest.fixture
def als(app: Flask) -> Callable[..., Klant]:
    """`als(Rol.COORDINATOR)` is a signed-in browser; `als("naam")` a person of the world, `als(None)` a stranger."""
    return lambda wie=None, gemeente="borne": Klant(app, wie, gemeente)


@pytest.fixture
def maak(app: Flask) -> Maker:
    """Factories: each makes what it needs, through the handelingen, and returns the record, loose of its session."""
    return Maker(app)


@pytest.fixture
def in_borne(app: Flask) -> Callable[[], AbstractContextManager[None]]:
    """`with in_borne():` looks at the database of gemeente Borne, outside any request."""
    return lambda gemeente="borne": wereld.binnen(app, gemeente)


@pytest.fixture
def tel_vragen(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with tel_vragen() as vragen:` collects the statements that go to the database."""

    @contextmanager
    def tel() -> Iterator[list[str]]:
        vragen: list[str] = []

        def noteer(_verbinding: object, _cursor: object, opdracht: str, *_: object) -> None:
            if not opdracht.startswith("BEGIN"):
                vragen.append(opdracht)

        with app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", noteer)
        try:
            yield vragen
        finally:
            event.remove(motor, "before_cursor_execute", noteer)

    return tel


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the journeys counted: fields, key presses, seconds."""
    for verslag in terminalreporter.getreports("passed"):
        if getattr(verslag, "when", "") == "call" and verslag.user_properties:
            geteld = ", ".join(f"{naam} {waarde}" for naam, waarde in verslag.user_properties)
            terminalreporter.write_line(f"{verslag.nodeid.rpartition('::')[2]}: {geteld}")


__all__ = ["Rol"]
