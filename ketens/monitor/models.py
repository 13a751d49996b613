"""What people add to the text that follows the figures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Opmerking(Model, VanGemeente):
    """The remark at one paragraph of one project in the monitor of a year. It is meant to be read outside."""

    __table_args__ = (UniqueConstraint("gemeente_id", "jaar", "project", "paragraaf"),)

    jaar: Mapped[int]
    # A keten, by code, or "inleiding".
    project: Mapped[str] = mapped_column(String(40))
    # beschrijving, maatschappelijk, financieel, planning, kosten
    paragraaf: Mapped[str] = mapped_column(String(20))
    tekst = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    gewijzigd_door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who report."""
        return true()
