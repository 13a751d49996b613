"""That two records turned out to be one resident, and where each row stood before."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, false, func, select, text
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.inwoners.models import Inwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.trajecten.zicht import BEGELEIDERS

STAAT = text("ongedaan_op IS NULL")
TERMIJN = timedelta(days=30)


class Samenvoeging(Model, VanGemeente):
    """Someone said that `gaat` is the resident `blijft`. What it moved hangs on it, so that it can be undone whole."""

    __table_args__ = (
        Index("uq_samenvoeging_staat", "gaat_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=True)
    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    blijft_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"), index=True)
    gaat_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"), index=True)
    # By whom, and the keten through which they knew the record that went: who sees neither hears nothing of it.
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    keten_code: Mapped[str] = mapped_column(String(40))
    op: Mapped[datetime] = mapped_column(default=nu)
    # Of the record that stays, what was taken from the other one: field -> what it was, what it became.
    velden = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    ongedaan_op: Mapped[datetime | None]
    ongedaan_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ongedaan_reden = Verzegeld[str]()

    door: Mapped[Account | None] = relationship(foreign_keys=[door_id])

    @property
    def betrokkene(self) -> UUID:
        """Whose data this is, for the access log."""
        return self.blijft_id

    @property
    def kan_terug(self) -> bool:
        """Whether it stands, and for no longer than 30 days."""
        return self.ongedaan_op is None and nu() <= self.op + TERMIJN

    @property
    def terug_tot(self) -> datetime:
        """Until when it can be undone."""
        return self.op + TERMIJN

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the resident by colleagues of who did it, in the keten through which the other was known."""
        if wie.rol not in BEGELEIDERS:
            return false()
        wortel = aliased(Inwoner)
        ids = select(wortel.id).where(
            via(func.coalesce(wortel.zelfde_als_id, wortel.id), Inwoner, wie),
        )
        eigen: ColumnElement[bool] = cls.organisatie_id == wie.organisatie_id
        return eigen & cls.keten_code.in_(wie.ketens) & cls.blijft_id.in_(ids)


class Verplaatsing(Model, VanGemeente):
    """One row that changed hands: table and row, and what stood there (column -> value) before."""

    __table_args__ = (Index("ix_verplaatsing_rij", "rij_id"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=True)
    samenvoeging_id: Mapped[UUID] = mapped_column(ForeignKey("samenvoeging.id"), index=True)
    tabel: Mapped[str] = mapped_column(String(40))
    rij_id: Mapped[UUID]
    oud: Mapped[dict[str, Any]]

    samenvoeging: Mapped[Samenvoeging] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the samenvoeging."""
        return via(cls.samenvoeging_id, Samenvoeging, wie)
