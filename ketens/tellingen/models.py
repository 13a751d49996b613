"""A count without persons: activity x date x figures."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Telling(Model, VanGemeente):
    """Figures of one activity on one day (or of the period that begins that day). A correction is a row of its own."""

    __table_args__ = (Index("ix_telling_activiteit", "gemeente_id", "activiteit_code", "datum"),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    activiteit_code: Mapped[str] = mapped_column(String(40))
    activiteit_versie: Mapped[int]
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    datum: Mapped[date]
    # Whole numbers by the keys that the catalogue gives this activity.
    aantallen: Mapped[dict[str, Any]]
    # Where the figures come from when nobody counted them here: "Monitor 2025", "jaarverslag".
    bron: Mapped[str] = mapped_column(String(120), default="")
    opmerking = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    ingevoerd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The row that this one corrects.
    vervangt_id: Mapped[UUID | None] = mapped_column(ForeignKey("telling.id"), index=True)
    vervallen_op: Mapped[datetime | None]

    door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who count or report in the gemeente: no persons here."""
        return true()
