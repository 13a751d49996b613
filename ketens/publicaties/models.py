"""What went outside: a next publication of the same figures must not give away what this one kept hidden."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Publicatie(Model, VanGemeente):
    """Figures of one keten and year that were made public: what was shown, what was hidden, how they hang together."""

    __table_args__ = (Index("ix_publicatie_jaar", "gemeente_id", "keten_code", "jaar"),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    # rapport, raadsvraag, monitor, regio
    soort: Mapped[str] = mapped_column(String(20))
    keten_code: Mapped[str] = mapped_column(String(40))
    jaar: Mapped[int]
    # The figures are those of the year until this day.
    tot: Mapped[date]
    # Key → number, or null where it was hidden.
    getoond: Mapped[dict[str, Any]]
    # What was really there, also under the hidden ones: only to protect the next publication.
    echt = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    # Which key is the sum of which keys.
    relaties: Mapped[dict[str, Any]]
    vingerafdruk: Mapped[str] = mapped_column(String(64))
    # Whose data `echt` is: nobody's in particular.
    betrokkene = None
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """What stands in it is public; its page is for who reports on this keten."""
        return cls.keten_code.in_(wie.ketens)
