"""The database: base class, UTC moments, and what a connection must promise (veiligheid.md, section 0)."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, Enum, MetaData, Uuid, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

alleen_lezen: ContextVar[bool] = ContextVar("alleen_lezen", default=False)


class UtcTijd(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused: SQLite would drop the zone in silence."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Een moment zonder tijdzone wordt niet opgeslagen.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


REGISTER = registry(
    metadata=MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    ),
    type_annotation_map={
        UUID: Uuid(),
        datetime: UtcTijd(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[Any]: JSON(),
        # The stored text is the value of the enum, so that a row reads like the glossary.
        enum.Enum: Enum(
            enum.Enum, native_enum=False, length=30, values_callable=lambda soort: [lid.value for lid in soort]
        ),
    },
)


class Basis(DeclarativeBase):
    """What every table shares: an id made here, so that a sealed cell can be bound to its row before the flush."""

    registry = REGISTER
    metadata = REGISTER.metadata

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, **velden: Any) -> None:
        # Plain columns are laid down as they are: an event per column tells SQLAlchemy what changed, and of a new row
        # all of it is new.
        kolommen, rij = _gewone_kolommen(type(self)), self.__dict__
        rij["id"] = velden.pop("id", None) or uuid7()
        for naam, waarde in velden.items():
            if naam in kolommen:
                rij[naam] = waarde
            elif hasattr(type(self), naam):
                setattr(self, naam, waarde)
            else:
                raise TypeError(f"{type(self).__name__} heeft geen veld {naam!r}.")


@cache
def _gewone_kolommen(klasse: type[Basis]) -> frozenset[str]:
    """Return the columns to which nobody listens."""
    mapper = inspect(klasse)
    return frozenset(kolom.key for kolom in mapper.column_attrs if not mapper.class_manager[kolom.key].dispatch.set)


db = SQLAlchemy(model_class=Basis, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Model(Basis):
        """What the type checker sees of `db.Model`."""

        __abstract__ = True
else:
    Model = db.Model


def nieuw_id() -> UUID:
    """Return a fresh, time-ordered id."""
    return uuid7()


def voorbereid(engine: Engine) -> None:
    """Give a SQLite engine WAL, full sync, foreign keys and transactions that begin IMMEDIATE."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_verbinding)
        event.listen(engine, "begin", _sqlite_begin)


def _sqlite_verbinding(verbinding: DBAPIConnection, _record: object) -> None:
    verbinding.isolation_level = None
    for regel in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=20000",
        "temp_store=MEMORY",
        "secure_delete=ON",
    ):
        verbinding.execute(f"PRAGMA {regel}")


def _sqlite_begin(verbinding: Connection) -> None:
    # Without IMMEDIATE a writer reads first and collides later: 100 placed in a group of 10 (measured).
    verbinding.exec_driver_sql("BEGIN" if alleen_lezen.get() else "BEGIN IMMEDIATE")


def leeg_wal(engine: Engine) -> bool:
    """Let SQLite bring its log of pages into the file and cut it off: what was destroyed lies there too, until then.

    False when somebody was reading: ask again. Outside a transaction; nothing on another database.
    """
    if engine.dialect.name != "sqlite":
        return True
    los = engine.raw_connection()
    try:
        los.execute("PRAGMA busy_timeout=2000")
        (bezet, _, _) = los.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        los.execute("PRAGMA busy_timeout=20000")
    finally:
        los.close()
    return not bezet


def ververs_statistiek(verbinding: Connection) -> None:
    """Let SQLite count what its indexes hold, by a sample; nothing on another database."""
    if verbinding.dialect.name == "sqlite":
        verbinding.exec_driver_sql("PRAGMA analysis_limit=1000")
        verbinding.exec_driver_sql("ANALYZE")


@contextmanager
def vooraf() -> Iterator[None]:
    """Read at length before a change, in a transaction of its own: who writes does not wait for it.

    Nothing may be written yet. What was read may be old when the change begins: look again at what matters.
    """
    if is_beschreven(db.session()):
        raise RuntimeError("Er is al iets gewijzigd: dat zou hier verloren gaan.")
    merk = alleen_lezen.set(True)
    try:
        db.session.rollback()
        yield
    finally:
        db.session.rollback()
        alleen_lezen.reset(merk)


def is_beschreven(session: Session) -> bool:
    """Tell whether the transaction that is open holds a change, written already or about to be."""
    wacht = session.new or session.dirty or session.deleted
    return bool(wacht) or session.info.get("beschreven") is session.get_transaction() is not None


@event.listens_for(Session, "after_flush")
def _onthoud_wat_beschreven_is(session: Session, _context: object) -> None:
    session.info["beschreven"] = session.get_transaction()


@event.listens_for(Session, "before_flush")
def _lezen_wijzigt_niets(session: Session, _context: object, _instances: object) -> None:
    if alleen_lezen.get() and (
        session.new or session.deleted or any(session.is_modified(rij) for rij in session.dirty)
    ):
        raise RuntimeError("Een verzoek dat alleen leest, wilde iets wijzigen.")
