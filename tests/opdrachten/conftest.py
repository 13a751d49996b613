"""Background work for tests: jobs of their own, whose effect is a row that can be counted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern.db import alleen_lezen, db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten import handelingen, klok
from ketens.opdrachten.models import Opdracht
from tests import wereld


@pytest.fixture(autouse=True)
def alleen_eigen_werk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No jobs and no clock but those of the test."""
    monkeypatch.setattr(klok, "RITMES", {})
    for soort in list(handelingen.WERK):
        monkeypatch.delitem(handelingen.WERK, soort)


def laat_spoor(spoor: str = "spoor") -> None:
    """Do something that can be seen once it is committed."""
    db.session.add(Aanmeldpoging(wie_hash=b"proef", adres=spoor, op=nu(), gelukt=True))


@contextmanager
def kijkend(app: Flask) -> Iterator[None]:
    """Look at the database without asking for its write lock, which a worker may hold."""
    merk = alleen_lezen.set(True)
    try:
        with app.app_context():
            yield
    finally:
        alleen_lezen.reset(merk)


def sporen(app: Flask, spoor: str = "spoor") -> int:
    """Count what was done."""
    with kijkend(app):
        telling = select(func.count()).select_from(Aanmeldpoging).where(Aanmeldpoging.adres == spoor)
        return db.session.scalar(telling) or 0


@pytest.fixture
def leg_klaar(app: Flask) -> Callable[..., UUID]:
    """`leg_klaar("soort", gegevens={}, sleutel=None)` asks for work in Borne and commits."""

    def doe(soort: str, gemeente: str = "borne", **meer: object) -> UUID:
        with app.app_context(), in_gemeente(wereld.id_van(gemeente)):
            id_ = handelingen.geef_op(soort, **{"gegevens": {}, **meer}).id
            db.session.commit()
            return id_

    return doe


@pytest.fixture
def lees(app: Flask) -> Callable[[UUID], Opdracht]:
    """`lees(id)` is the job as it is stored now."""

    def doe(id_: UUID) -> Opdracht:
        with kijkend(app):
            return db.session.get_one(Opdracht, id_)

    return doe
