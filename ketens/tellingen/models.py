"""A count without persons: activity x date x figures."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import catalogus
from ketens.catalogus.activiteit import Activiteit
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
    # Corrected or taken back: the row stays, with who did it and why.
    vervallen_op: Mapped[datetime | None]
    vervallen_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    vervallen_reden = Verzegeld[str]()

    door: Mapped[Account | None] = relationship(foreign_keys=[door_id])
    vervallen_door: Mapped[Account | None] = relationship(foreign_keys=[vervallen_door_id])

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who counts or reports in the gemeente: what belongs to no keten, and that of one's own ketens."""
        return cls.activiteit_code.in_(codes_van(wie.ketens))

    @property
    def activiteit(self) -> Activiteit:
        """What was counted, by the version of the day."""
        return catalogus().activiteit(f"{self.activiteit_code}@{self.activiteit_versie}")


def codes_van(ketens: Collection[str]) -> list[str]:
    """Return the activities that someone of these ketens counts and reads, older versions too."""
    alle = catalogus().alle_activiteiten.values()
    return sorted({wat.code for wat in alle if wat.keten is None or wat.keten in ketens})
