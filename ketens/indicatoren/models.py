"""What counts are measured against: how many people there are and what the aim is; and the wijk of a postcode."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu


class VanAllen(VanGemeente):
    """No persons here: seen by all who work in the gemeente."""

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who work in the gemeente."""
        return true()


class Doelgroepcijfer(Model, VanAllen):
    """How many people a group counted on a day of a year, and who says so. No row: niet ingevuld, never zero."""

    __table_args__ = (UniqueConstraint("gemeente_id", "jaar", "groep_code"),)

    jaar: Mapped[int]
    # A code of the catalogue: thuiswonende_65plus, inwoners ...
    groep_code: Mapped[str] = mapped_column(String(40))
    aantal: Mapped[int]
    peildatum: Mapped[date]
    bron: Mapped[str] = mapped_column(String(120))
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}


class Doel(Model, VanAllen):
    """The aim of a gemeente for an indicator in a year, where it differs from the catalogue."""

    __table_args__ = (UniqueConstraint("gemeente_id", "jaar", "keten_code", "indicator_code"),)

    jaar: Mapped[int]
    keten_code: Mapped[str] = mapped_column(String(40))
    indicator_code: Mapped[str] = mapped_column(String(60))
    # In hundredths: 14 % is 1400.
    waarde: Mapped[int]
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}


class Gebied(Model, VanAllen):
    """The wijk or village of a postcode area; without a row the area goes by its four digits."""

    __table_args__ = (UniqueConstraint("gemeente_id", "pc4"),)

    pc4: Mapped[str] = mapped_column(String(4))
    wijk: Mapped[str] = mapped_column(String(40))
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
