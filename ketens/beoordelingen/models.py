"""The request for a valrisicobeoordeling and its answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account, Organisatie
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner, VanInwoner, herkenbaar
from ketens.kern.db import Model
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from ketens.trajecten.zicht import BEGELEIDERS


class Beoordeling(Model, VanInwoner):
    """A request to a practice to assess someone at high risk, and the one line that comes back."""

    __table_args__ = (Index("ix_beoordeling_praktijk", "gemeente_id", "praktijk_id", "gevraagd_op"),)

    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    praktijk_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    gevraagd_op: Mapped[datetime]
    gevraagd_door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    # A practice without the app gets a letter, and the coördinator records the answer.
    per_brief: Mapped[bool] = mapped_column(default=False)
    vraag = Verzegeld[str]()
    herinnerd_op: Mapped[datetime | None]
    ingetrokken_op: Mapped[datetime | None]
    beantwoord_op: Mapped[datetime | None]
    beantwoord_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    beoordeeld_op: Mapped[date | None]
    route: Mapped[str | None] = mapped_column(String(30))
    advies = Verzegeld[str]()
    # The factors: for the practice alone (Afname.alleen_eigen).
    afname_id: Mapped[UUID | None] = mapped_column(ForeignKey("afname.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()
    praktijk: Mapped[Organisatie] = relationship(foreign_keys=[praktijk_id])
    gevraagd_door: Mapped[Account] = relationship(foreign_keys=[gevraagd_door_id])
    beantwoord_door: Mapped[Account | None] = relationship(foreign_keys=[beantwoord_door_id])
    afname: Mapped[Afname | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether the practice has yet to answer."""
        return not (self.beantwoord_op or self.ingetrokken_op)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beoordelaar sees what was asked of their practice; who coordinates sees what theirs asked."""
        mijn_ketens = cls.keten_code.in_(wie.ketens) & herkenbaar(cls.inwoner_id)
        if wie.rol == Rol.BEOORDELAAR:
            return mijn_ketens & (cls.praktijk_id == wie.organisatie_id)
        if wie.rol in BEGELEIDERS:
            return mijn_ketens & (cls.organisatie_id == wie.organisatie_id)
        return false()
