"""Cutting a chain: whole years past their term go, and the rest still verifies (besluit 0047).

Two steps. The app writes a row in the chain itself, that says up to where it is cut and with which MAC, and beside it
the cut; that is one transaction, and from then on the check begins behind the cut. Then the owner of the database
destroys what lies before it, in portions: the app's own role can't, and the triggers stand again after each portion.
Killed between, the rest goes next time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, delete, func, insert, select, text

from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import LOGKOP, LOGREGEL, LOGREGEL_INWONER, LOGSNEDE, SYSTEEM
from ketens.kern import klok, slot
from ketens.kern.db import db, nieuw_id
from ketens.kern.gemeente import huidige_gemeente

# The row of a chain that vouches for a cut.
ROUTE = "ketens logboek snede"
PORTIE = 2000


@dataclass(frozen=True, slots=True)
class Snede:
    """Up to and including `nr` a chain is gone; what follows builds on `mac`."""

    nr: int
    mac: bytes
    jaar: int

    @property
    def tekst(self) -> str:
        """What the row in the chain says of it."""
        return f"t/m {self.jaar}, regel {self.nr}, zegel {self.mac.hex()}"


def laatste(keten_id: UUID) -> Snede | None:
    """Return where this chain was cut last, or None."""
    vraag = select(LOGSNEDE.c.nr, LOGSNEDE.c.mac, LOGSNEDE.c.jaar).where(LOGSNEDE.c.keten_id == keten_id)
    rij = db.session.execute(vraag.order_by(LOGSNEDE.c.nr.desc()).limit(1)).one_or_none()
    return Snede(rij.nr, rij.mac, rij.jaar) if rij else None


def voorzien(keten_id: UUID, jaar: int) -> tuple[Snede, int] | None:
    """Return where the chain would be cut to end with `jaar`, and how many rows go; None when there are none."""
    grens = klok.moment(date(jaar + 1, 1, 1), 0).astimezone(UTC).isoformat(timespec="microseconds")
    al = laatste(keten_id)
    van_ons = (LOGREGEL.c.keten_id == keten_id, LOGREGEL.c.nr > (al.nr if al else 0))
    # The first row that stays: a clock that was set back never takes a younger row along.
    eerste = db.session.scalar(select(func.min(LOGREGEL.c.nr)).where(*van_ons, LOGREGEL.c.op >= grens))
    tot = LOGREGEL.c.nr < eerste if eerste is not None else LOGREGEL.c.nr.is_not(None)
    nr, aantal = db.session.execute(select(func.max(LOGREGEL.c.nr), func.count()).where(*van_ons, tot)).one()
    if nr is None:
        return None
    mac = db.session.scalar(select(LOGREGEL.c.mac).where(LOGREGEL.c.keten_id == keten_id, LOGREGEL.c.nr == nr))
    return Snede(nr, mac or b"", jaar), aantal


def snijd(jaar: int) -> int:
    """Cut the chain of this moment after `jaar`; return how many rows are to go, 0 when there are none.

    Locks the head: let this be the last lock you take.
    """
    keten_id = huidige_gemeente() or SYSTEEM
    db.session.execute(select(LOGKOP.c.nr).where(LOGKOP.c.id == keten_id).with_for_update())
    if (gevonden := voorzien(keten_id, jaar)) is None:
        return 0
    snede, aantal = gevonden
    punt = schrijf_opdracht("bewaren", ROUTE, reden=snede.tekst)
    rij = {"id": nieuw_id(), "keten_id": keten_id, "nr": snede.nr, "mac": snede.mac, "jaar": jaar, "op": punt.op}
    db.session.execute(insert(LOGSNEDE), rij)
    return aantal


def over(keten_id: UUID) -> int:
    """Return how many rows before the cut still wait for the owner of the database."""
    snede = laatste(keten_id)
    if snede is None:
        return 0
    voor = (LOGREGEL.c.keten_id == keten_id, LOGREGEL.c.nr <= snede.nr)
    return db.session.scalar(select(func.count()).select_from(LOGREGEL).where(*voor)) or 0


def vernietig() -> int:
    """Destroy a portion of what lies before the cut of the chain of this moment; return how many rows.

    On PostgreSQL as the owner, in a transaction of its own: nothing may be written to the log before it in this one.
    """
    keten_id = huidige_gemeente() or SYSTEEM
    snede = laatste(keten_id)
    if snede is None:
        return 0
    with _als_eigenaar(keten_id) as verbinding, slot.ontgrendeld(verbinding):
        oud = (LOGREGEL.c.keten_id == keten_id, LOGREGEL.c.nr <= snede.nr)
        ids = list(verbinding.scalars(select(LOGREGEL.c.id).where(*oud).order_by(LOGREGEL.c.nr).limit(PORTIE)))
        _weg(verbinding, LOGREGEL_INWONER, LOGREGEL_INWONER.c.logregel_id, ids)
        _weg(verbinding, LOGREGEL, LOGREGEL.c.id, ids)
    return len(ids)


def _weg(verbinding: Connection, tabel: Any, kolom: Any, ids: list[int]) -> None:
    verbinding.execute(delete(tabel).where(kolom.in_(ids)))


@contextmanager
def _als_eigenaar(keten_id: UUID) -> Iterator[Connection]:
    """A connection that may: on SQLite that of the transaction that is open, for it is the only writer."""
    if db.engine.dialect.name == "sqlite":
        yield db.session.connection()
        return
    from ketens.kern import migreren

    motor = migreren.engine(current_app.extensions["ketens"].eigenaar_url)
    try:
        with motor.begin() as verbinding:
            verbinding.execute(text("set local lock_timeout = '10s'"))
            hier = "" if keten_id == SYSTEEM else str(keten_id)
            verbinding.execute(text("select set_config('ketens.gemeente', :id, true)"), {"id": hier})
            yield verbinding
    finally:
        motor.dispose()
