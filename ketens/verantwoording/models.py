"""What was handed in, where and when."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Indiening(Model, VanGemeente):
    """One duty of one year that was done; and a deadline that the gemeente set itself."""

    __table_args__ = (UniqueConstraint("gemeente_id", "jaar", "soort"),)

    jaar: Mapped[int]
    # rivm_valpreventie, rivm_kansrijke_start, jaarrekening, sisa, monitor, azwa_werkagenda
    soort: Mapped[str] = mapped_column(String(40))
    # Where the national date is unknown or another one was agreed.
    eigen_termijn: Mapped[date | None]
    ingediend_op: Mapped[date | None]
    # What was typed at the questions that ketens can't answer, by their numbers.
    antwoorden = Verzegeld[dict[str, str]](json.dumps, json.loads)
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """No persons here: seen by all who report."""
        return true()
