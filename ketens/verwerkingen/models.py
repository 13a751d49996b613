"""One row per flow of a keten from a day on: the newest that has begun holds, the older ones stay readable."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, event, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN, Grondslag, Uitzondering
from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente


class Verwerking(Model, VanGemeente):
    """The legal ground of one flow in one keten, as this gemeente decided it (AVG 6, 9 and 30)."""

    __table_args__ = (Index("ix_verwerking_stroom", "gemeente_id", "keten_code", "stroom", "vanaf"),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    # The code of the flow in the catalogue.
    stroom: Mapped[str] = mapped_column(String(40))
    vanaf: Mapped[date]
    # AVG 6, first paragraph: a to f, as codes of the catalogue.
    grondslag: Mapped[str] = mapped_column(String(40))
    # The law or regulation on which a public task or duty rests, in words.
    wet: Mapped[str] = mapped_column(String(300), default="")
    # AVG 9, second paragraph, or "geen" where no health data flow.
    uitzondering: Mapped[str] = mapped_column(String(40))
    verantwoordelijke: Mapped[str] = mapped_column(String(200))
    ontvangers: Mapped[str] = mapped_column(String(400))
    bewaartermijn: Mapped[str] = mapped_column(String(200))
    opmerking: Mapped[str] = mapped_column(String(1000), default="")
    vastgelegd_op: Mapped[datetime]
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    door: Mapped[Account] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """No persons here: seen by all who work in the gemeente, and by residents on the privacy page."""
        return true()

    @property
    def op_grond_van(self) -> Grondslag:
        """The ground, in words."""
        return GRONDSLAGEN[self.grondslag]

    @property
    def mag_gezondheid_door(self) -> Uitzondering:
        """The exception for health data, in words."""
        return UITZONDERINGEN[self.uitzondering]


@event.listens_for(Verwerking, "before_update")
@event.listens_for(Verwerking, "before_delete")
def _blijft_staan(_mapper: object, _verbinding: object, _rij: Verwerking) -> None:
    # What a live keten rests on can't be taken away under it: a change is a new row.
    raise RuntimeError("Een vastgelegde verwerking verandert niet en gaat niet weg. Leg een nieuwe rij vast.")
