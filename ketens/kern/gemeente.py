"""The sluice: every query and every write passes through the gemeente of the moment (besluit 0002)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID
from weakref import WeakKeyDictionary

from flask import g
from sqlalchemy import Connection, Executable, ForeignKey, bindparam, event, text
from sqlalchemy.orm import (
    Mapped,
    MappedColumn,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    with_loader_criteria,
)

# No row bears this id: whoever has set no gemeente finds nothing.
GEEN = UUID(int=2**128 - 1)

_huidige: ContextVar[UUID | None] = ContextVar("gemeente", default=None)


def van_gemeente(*, index: bool) -> MappedColumn[UUID]:
    """Return the column that says whose a row is.

    Without an index of its own where nobody asks for all of a gemeente, or where a wider index begins with it: one
    sending wrote some twenty of them.
    """
    return mapped_column(ForeignKey("gemeente.id"), index=index, sort_order=-1)


class VanGemeente:
    """A row that belongs to one gemeente. The sluice fills and guards `gemeente_id`."""

    gemeente_id: Mapped[UUID] = van_gemeente(index=True)


def huidige_gemeente() -> UUID | None:
    """Return the id of the gemeente that is set, or None."""
    return _huidige.get()


def betreed_gemeente(gemeente_id: UUID) -> None:
    """Set the gemeente for the rest of this request; `in_gemeente` is for a block."""
    g.gemeente_merk = _huidige.set(gemeente_id)


def verlaat_gemeente() -> None:
    """End what `betreed_gemeente` began, if it did."""
    merk = g.pop("gemeente_merk", None)
    if merk is not None:
        _huidige.reset(merk)


@contextmanager
def in_gemeente(gemeente_id: UUID | None) -> Iterator[None]:
    """Work within one gemeente. Ends with the gemeente that was set before."""
    merk = _huidige.set(gemeente_id)
    try:
        yield
    finally:
        _huidige.reset(merk)


@contextmanager
def over_de_grens(session: Session, account_id: UUID) -> Iterator[None]:
    """Let the second lock open, to read and no further, what the gemeenten of this account's regional hats fixed.

    The lock looks those hats up itself (kern/slot.py); the sluice stays shut. Ends within the transaction.
    """
    if session.connection().dialect.name != "postgresql":
        yield
        return
    zet = text("select set_config('ketens.regio', :wie, true)")
    session.execute(zet, {"wie": str(account_id)})
    yield
    session.execute(zet, {"wie": ""})  # what fails above ends the transaction, and this with it


_grens = with_loader_criteria(
    VanGemeente,
    lambda klasse: klasse.gemeente_id == bindparam("huidige_gemeente", callable_=lambda: _huidige.get() or GEEN),
    include_aliases=True,
    propagate_to_loaders=False,
    track_closure_variables=False,
)


# What a module builds once is bounded once: SQLAlchemy then knows it again, which is a tenth of the cost of a page.
_begrensd: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


@event.listens_for(Session, "do_orm_execute")
def beperk(opdracht: ORMExecuteState) -> None:
    """Bound a statement to the gemeente of the moment."""
    if opdracht.is_column_load:
        return
    vraag = opdracht.statement
    if vraag not in _begrensd:
        _begrensd[vraag] = vraag.options(_grens)
    opdracht.statement = _begrensd[vraag]


@event.listens_for(Session, "before_flush")
def _bewaak(session: Session, _context: object, _instances: object) -> None:
    hier = _huidige.get()
    for rij in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(rij, VanGemeente):
            continue
        if rij.gemeente_id is None:
            rij.gemeente_id = hier
        if hier is None or rij.gemeente_id != hier:
            raise RuntimeError(f"{type(rij).__name__} hoort niet bij de gemeente van dit moment.")


@event.listens_for(Session, "after_begin")
def _tweede_slot(_session: Session, _transactie: SessionTransaction, verbinding: Connection) -> None:
    # The second lock: row-level security compares each row with this setting (kern/slot.py).
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(text("select set_config('ketens.gemeente', :id, true)"), {"id": str(_huidige.get() or "")})
