"""What the tests of the log share: a chain, a look at it, and someone who tampers with the database itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from ketens.audit import anker
from ketens.audit.controle import Oordeel, controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests import wereld
from tests.bron import maak_app, sluit

BORNE, TUBBERGEN = wereld.id_van("borne"), wereld.id_van("tubbergen")
INWONERS = [UUID(int=nr) for nr in (7, 3, 5)]


@pytest.fixture
def ankerpad(app):
    """Where the anchor of this test stands."""
    return app.extensions["ketens"].anker


def vul(app: Flask, keten_id: UUID, aantal: int) -> None:
    """Add rows to a chain, each in a transaction of its own, about 0 to 3 residents."""
    with app.app_context(), in_gemeente(keten_id):
        for nr in range(aantal):
            schrijf_opdracht("proef", f"proef.{nr}", INWONERS[: nr % 4], reden="omdat")
            db.session.commit()
        db.session.remove()


@pytest.fixture
def tien(app):
    """Ten rows in the chain of Borne."""
    vul(app, BORNE, 10)
    return app


@pytest.fixture
def oordeel_van(app, ankerpad) -> Callable[..., Oordeel]:
    """Verify a chain beside the anchor, or without it."""

    def lees(keten_id, *, met_anker=True):
        gelezen = anker.lees(ankerpad) if met_anker else None
        with app.app_context(), in_gemeente(keten_id):
            uitkomst = controleer(keten_id, gelezen.van(keten_id) if gelezen else None)
            db.session.rollback()
            return uitkomst

    return lees


@pytest.fixture
def oordeel(tien, oordeel_van) -> Callable[..., Oordeel]:
    """Verify the chain of Borne; `met_anker` beside the anchor."""
    return lambda *, met_anker=False: oordeel_van(BORNE, met_anker=met_anker)


class Knoeier:
    """Who has the database itself: no trigger, no policy and no grant stops them. All of it is undone at the end."""

    def __init__(self, app: Flask, *, postgres: bool) -> None:
        self.app, self.postgres = app, postgres

    @contextmanager
    def bezig(self) -> Iterator[None]:
        """Within: `doe`, `lees` and `controleer` look at one transaction, which leaves nothing behind."""
        with self.app.app_context():
            if self.postgres:
                self.doe("set local session_replication_role = replica")
            else:
                for (naam,) in self.lees("select name from sqlite_master where type = 'trigger'"):
                    self.doe(f"drop trigger {naam}")
            try:
                yield
            finally:
                db.session.rollback()
                db.session.remove()

    def doe(self, opdracht: str, **waarden: object) -> int:
        """Run SQL as it stands; return how many rows it touched."""
        return db.session.execute(text(opdracht), self._waarden(waarden)).rowcount

    def lees(self, opdracht: str, **waarden: object) -> list[tuple]:
        """Read around everything."""
        return [tuple(rij) for rij in db.session.execute(text(opdracht), self._waarden(waarden))]

    def _waarden(self, waarden: dict[str, object]) -> dict[str, object]:
        plat = not self.postgres
        return {naam: waarde.hex if plat and isinstance(waarde, UUID) else waarde for naam, waarde in waarden.items()}

    def controleer(self, keten_id: UUID, gelezen: anker.Anker | None = None) -> Oordeel:
        """Verify a chain as the application sees it: on PostgreSQL under its own role and policies."""
        if self.postgres:
            self.doe("set local role ketens_app")
            self.doe("select set_config('ketens.gemeente', :id, true)", id=str(keten_id))
        try:
            with in_gemeente(keten_id):
                return controleer(keten_id, gelezen.van(keten_id) if gelezen else None)
        finally:
            if self.postgres:
                self.doe("reset role")


@pytest.fixture
def knoeier(app, bron) -> Iterator[Knoeier]:
    """Someone with the disk (SQLite) or the superuser (PostgreSQL)."""
    postgres = hasattr(bron, "cluster")
    if not postgres:
        yield Knoeier(app, postgres=False)
        return
    baas = maak_app({**bron.omgeving, "KETENS_DATABASE_URL": bron.cluster.url("postgres", bron.naam)})
    yield Knoeier(baas, postgres=True)
    sluit(baas)
