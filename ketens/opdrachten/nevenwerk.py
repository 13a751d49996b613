"""Work beside the jobs, that waits for the outside and must not hold a transaction while it does (a mail server).

A job is one transaction, and on SQLite that is the write lock of the house. What is registered here is called in each
round of the worker, without a transaction, and opens short ones of its own.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import current_app
from sqlalchemy import inspect, select

from ketens.kern import sleutels
from ketens.kern.db import alleen_lezen, db
from ketens.opdrachten.models import Opdracht

# Gets the event that says that the worker stops; returns how much it did.
Nevenwerk = Callable[[threading.Event | None], int]
NEVENWERK: list[Nevenwerk] = []


def nevenwerk(werk: Nevenwerk) -> Nevenwerk:
    """Register work for each round of the worker; it does a handful at a time, and what fails it keeps itself."""
    NEVENWERK.append(werk)
    return werk


@contextmanager
def sessie(*, lezend: bool = False) -> Iterator[None]:
    """A session of its own for one transaction, that ends with the block; `lezend` takes no write lock on SQLite."""
    sleutels.ververs()
    merk = alleen_lezen.set(lezend)
    try:
        with current_app.app_context():
            yield
    finally:
        alleen_lezen.reset(merk)


def gemeenten() -> list[UUID]:
    """Return the ids of all gemeenten."""
    # Whoever owns the gemeenten stands above this package; the foreign key says where they are.
    (sleutel,) = inspect(Opdracht).columns.gemeente_id.foreign_keys
    return list(db.session.scalars(select(sleutel.column).order_by(sleutel.column)))
