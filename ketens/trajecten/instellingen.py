"""What a gemeente decides about a keten: on or off, who coordinates, its terms, and its partners."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Organisatie
from ketens.kern.db import Model, db
from ketens.kern.gemeente import VanGemeente


class Keteninstelling(Model, VanGemeente):
    """A keten in a gemeente, from a date on."""

    __table_args__ = (UniqueConstraint("gemeente_id", "keten_code"),)

    keten_code: Mapped[str] = mapped_column(String(40))
    # The organisatie whose coördinatoren receive what is sent.
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    actief_vanaf: Mapped[date]
    actief_tot: Mapped[date | None]
    # The number from which residents are called, as it stands on the meegeefbriefje.
    telefoon: Mapped[str] = mapped_column(String(20))
    # Terms in working days that differ from the catalogue, by step.
    termijnen: Mapped[dict[str, Any]]
    # When residents are asked whether they kept moving after a group; empty: as `nazorg` does by default.
    doorstroom: Mapped[dict[str, Any]] = mapped_column(default=dict)

    organisatie: Mapped[Organisatie] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who work in the gemeente: no persons here."""
        return true()


# How an organisatie hears of the residents that it referred, as the screen says it.
TERUGKOPPELWIJZEN = {
    "per_stap": "Bij elke stap",
    "begin_einde": "Aan het begin en aan het einde",
    "maandlijst": "In een lijst per maand",
}


class Ketenpartner(Model, VanGemeente):
    """An organisatie that takes part in a keten of this gemeente."""

    __table_args__ = (UniqueConstraint("gemeente_id", "keten_code", "organisatie_id"),)

    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    # Does valrisicobeoordelingen; without accounts in the app it gets a letter.
    beoordeelt: Mapped[bool] = mapped_column(default=False)
    # One of TERUGKOPPELWIJZEN.
    terugkoppelwijze: Mapped[str] = mapped_column(String(20), default="per_stap")

    organisatie: Mapped[Organisatie] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who work in the gemeente: no persons here."""
        return true()


def instelling(keten_code: str) -> Keteninstelling | None:
    """Return what this gemeente decided about the keten, or None when it does not run it."""
    return db.session.scalars(select(Keteninstelling).where(Keteninstelling.keten_code == keten_code)).one_or_none()
