"""The demo, made once per run: the first worker that needs it makes it, the others copy the file."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.config import maak_sleutels
from ketens.demo import maak_demo
from ketens.gebruikers.models import Account, Gemeente
from ketens.gebruikers.wie import Wie, petten_van
from ketens.kern import migreren, sleutels, versleuteling
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from tests.bron import maak_app, sluit
from tests.postgres import slot

# A Sunday, as it happens: work of "today" is there all the same.
VANDAAG = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Demo:
    """A database with the demo in it, as it was on `op`."""

    app: Flask
    op: datetime

    @contextmanager
    def binnen(self, gemeente: str = "borne") -> Iterator[None]:
        """Look at one gemeente, on the day of the demo; what is changed here is not kept."""
        id_ = db.session.scalar(select(Gemeente.id).where(Gemeente.slug == gemeente))
        db.session.rollback()
        with in_gemeente(id_), zet_klok(self.op):
            yield
            db.session.rollback()

    def wie(self, naam: str, rol: Rol | None = None) -> Wie:
        """Return a demo account as the rules see it, with its first hat or that of `rol` on."""
        account = db.session.scalars(select(Account).where(Account.email == f"{naam}@demo.example")).one()
        petten = petten_van(account.id)
        pet = next(pet for pet in petten if rol in (None, pet.rol))
        return Wie(account.id, account.naam, account.functie, account.id, "", pet, petten)


def omgeving_in(pad: Path, **meer: str) -> dict[str, str]:
    """Return settings for an application whose keys and SQLite file lie in `pad`."""
    maak_sleutels(pad)
    return {
        "KETENS_DATA": str(pad),
        "KETENS_DATABASE_URL": f"sqlite:///{pad / 'ketens.db'}",
        "KETENS_LIMIETEN": "ruim",
        "KETENS_ONVEILIG_HTTP": "1",
        "KETENS_TWEEFACTOR": "optioneel",
        **meer,
    }


@contextmanager
def met_sleutels(app: Flask) -> Iterator[None]:
    """In this application, with its own keys; those of before are laid back."""
    eerder = sleutels._bossen[:1]
    versleuteling.neem_sleutels(app.extensions["ketens"].sleutels)
    try:
        with app.app_context():
            yield
    finally:
        for bos in eerder:
            versleuteling.neem_sleutels(bos)


@contextmanager
def met_app(omgeving: dict[str, str]) -> Iterator[Flask]:
    """An application with its own keys."""
    eerder = sleutels._bossen[:1]
    app = maak_app(omgeving)
    for bos in eerder:
        versleuteling.neem_sleutels(bos)
    try:
        with met_sleutels(app):
            yield app
    finally:
        sluit(app)


@contextmanager
def lege_app(pad: Path) -> Iterator[Flask]:
    """An application over a migrated database without a row."""
    pad.mkdir(parents=True, exist_ok=True)
    omgeving = omgeving_in(pad)
    migreren.migreer(omgeving["KETENS_DATABASE_URL"], omgeving["KETENS_DATABASE_URL"])
    with met_app(omgeving) as app:
        yield app


@pytest.fixture(scope="session")
def sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with keys and database, full."""
    wortel = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        wortel = wortel.parent
    pad = wortel / "demo"
    with slot(wortel / "demo.slot"):
        if not (pad / "klaar").exists():
            with lege_app(pad), zet_klok(VANDAAG):
                maak_demo(lambda _: None)
                gc.freeze()  # as it was: the demo sweeps after each part, and lets go of what was set apart
                with db.engine.connect() as verbinding:
                    verbinding.exec_driver_sql("COMMIT")
                    verbinding.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                    verbinding.exec_driver_sql("BEGIN")
            (pad / "klaar").touch()
    return pad


@pytest.fixture(scope="session")
def eigen_app(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over this worker's own copy."""
    pad = tmp_path_factory.mktemp("demo-kopie")
    for naam in ("ketens.db", "sleutels"):
        shutil.copy(sjabloon / naam, pad / naam)
    with met_app(omgeving_in(pad)) as app:
        pass
    yield app
    sluit(app)


@pytest.fixture
def demo(eigen_app: Flask) -> Iterator[Demo]:
    """The demo of 22 November 2026."""
    with met_sleutels(eigen_app):
        yield Demo(eigen_app, VANDAAG)
        db.session.remove()
