"""Naming a kind of background work, and asking for it in the transaction that is open."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.models import Opdracht

Werk = Callable[[Mapping[str, Any]], None]

WERK: dict[str, Werk] = {}


def opdracht(soort: str) -> Callable[[Werk], Werk]:
    """Register what is done for this kind of job.

    The function gets `gegevens` and works in a transaction of its own, within the gemeente of the job; that transaction
    also says that the job is done, so it may be begun more than once but takes effect once. It changes the database and
    nothing else (a mail is a row too), writes its own row in the access log when it touches residents, and is short: on
    SQLite it holds the write lock.
    """

    def merk(werk: Werk) -> Werk:
        if WERK.setdefault(soort, werk) is not werk:
            raise RuntimeError(f"De opdracht {soort} is al van een ander.")
        return werk

    return merk


def geef_op(
    soort: str, *, gegevens: Mapping[str, Any], niet_voor: datetime | None = None, sleutel: str | None = None
) -> Opdracht:
    """Ask for work in the gemeente of this moment; it is there when the caller's transaction commits, and not before.

    `gegevens` holds ids and codes (JSON), never a person. With `sleutel` there is at most one open job of that name in
    this gemeente: asked for again, the job that is there is returned.
    """
    if soort not in WERK:
        raise ValueError(f"Niemand doet de opdracht {soort}.")
    gemeente_id = huidige_gemeente()
    if sleutel is None:
        return _leg_neer(soort, gemeente_id, gegevens, niet_voor, None)
    sleutel = f"{gemeente_id.hex if gemeente_id else 'systeem'}:{sleutel}"
    while (bestaand := _met_sleutel(sleutel)) is None:
        try:
            with db.session.begin_nested():
                return _leg_neer(soort, gemeente_id, gegevens, niet_voor, sleutel)
        except IntegrityError:
            continue  # another transaction was first; its job is found now, or is done already
    return bestaand


def _leg_neer(
    soort: str, gemeente_id: UUID | None, gegevens: Mapping[str, Any], niet_voor: datetime | None, sleutel: str | None
) -> Opdracht:
    nieuw = Opdracht(
        soort=soort, gemeente_id=gemeente_id, gegevens=dict(gegevens), niet_voor=niet_voor or nu(), sleutel=sleutel
    )
    db.session.add(nieuw)
    db.session.flush()
    return nieuw


def _met_sleutel(sleutel: str) -> Opdracht | None:
    # The lock waits for a worker that is doing it now: what it began before our change would miss that change.
    return db.session.scalars(select(Opdracht).where(Opdracht.sleutel == sleutel).with_for_update()).one_or_none()
