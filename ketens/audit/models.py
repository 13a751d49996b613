"""One row per answer that showed, changed or refused something, and the head of each chain."""

from typing import cast
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model

# The chain of rows that belong to no gemeente: sign-in, commands.
SYSTEEM = UUID(int=0)
Nummer = BigInteger().with_variant(Integer, "sqlite")


class Logregel(Model):
    """Who did what, when, why and with what outcome. No content of the dossier, only ids."""

    __table_args__ = (
        UniqueConstraint("keten_id", "nr"),
        Index("ix_logregel_account_op", "account_id", "op"),
        # The fg reads a period.
        Index("ix_logregel_keten_op", "keten_id", "op"),
    )

    id: Mapped[int] = mapped_column(Nummer, primary_key=True)  # type: ignore[assignment]
    # The gemeente, or SYSTEEM. No foreign keys here: the log outlives what it speaks of.
    keten_id: Mapped[UUID]
    nr: Mapped[int] = mapped_column(Nummer)
    # ISO 8601 in UTC, as text: the chain is over text, and must survive a move to another database.
    op: Mapped[str] = mapped_column(String(32))
    actie: Mapped[str] = mapped_column(String(1))
    doel: Mapped[str] = mapped_column(String(60))
    route: Mapped[str] = mapped_column(String(80))
    object_id: Mapped[str | None] = mapped_column(String(40))
    uitkomst: Mapped[int]
    account_id: Mapped[UUID | None] = mapped_column(Uuid)
    lidmaatschap_id: Mapped[UUID | None] = mapped_column(Uuid)
    organisatie_id: Mapped[UUID | None] = mapped_column(Uuid)
    rol: Mapped[str | None] = mapped_column(String(20))
    adres: Mapped[str | None] = mapped_column(String(45))
    reden: Mapped[str | None] = mapped_column(String(200))
    sleutel: Mapped[str] = mapped_column(String(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class LogregelInwoner(Model):
    """A resident of whom a row of the log speaks."""

    __tablename__ = "logregel_inwoner"
    __table_args__ = (Index("ix_logregel_inwoner_inwoner_id", "inwoner_id", "logregel_id"),)

    id: Mapped[int] = mapped_column(Nummer, primary_key=True)  # type: ignore[assignment]
    logregel_id: Mapped[int] = mapped_column(ForeignKey("logregel.id"), index=True)
    keten_id: Mapped[UUID]
    inwoner_id: Mapped[UUID]


class Logkop(Model):
    """The newest number and MAC of a chain; locked as the last lock of a transaction."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    nr: Mapped[int] = mapped_column(Nummer)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    # The key that writes this chain; None in a database from before it could change: then the last row tells.
    sleutel: Mapped[str | None] = mapped_column(String(32))


class Logsnede(Model):
    """Where a chain was cut: up to and including `nr` it was destroyed, and the rest follows on `mac` (besluit 0047).

    It counts only when a row of the chain itself says so: who can write here can't write that row.
    """

    __table_args__ = (UniqueConstraint("keten_id", "nr"),)

    keten_id: Mapped[UUID]
    nr: Mapped[int] = mapped_column(Nummer)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    # The last year that is gone.
    jaar: Mapped[int]
    op: Mapped[str] = mapped_column(String(32))


# Written and read as tables: this happens on every page, and the sluice does not look at them.
LOGREGEL = cast("Table", Logregel.__table__)
LOGREGEL_INWONER = cast("Table", LogregelInwoner.__table__)
LOGKOP = cast("Table", Logkop.__table__)
LOGSNEDE = cast("Table", Logsnede.__table__)
