"""A measurement of one participant at one moment; the values are an afname of the instrument."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import VanInwoner
from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.zicht import via


class Meting(Model, VanInwoner):
    """One instrument of one deelname at the begin (t0) or at the end (t1). A correction is a newer afname."""

    __table_args__ = (UniqueConstraint("plaatsing_id", "moment", "instrument_code"),)

    plaatsing_id: Mapped[UUID] = mapped_column(ForeignKey("plaatsing.id"))
    # t0, t1
    moment: Mapped[str] = mapped_column(String(20))
    instrument_code: Mapped[str] = mapped_column(String(40))
    afname_id: Mapped[UUID] = mapped_column(ForeignKey("afname.id"), index=True)
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    plaatsing: Mapped[Plaatsing] = relationship()
    afname: Mapped[Afname] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the place."""
        return via(cls.plaatsing_id, Plaatsing, wie)
