"""What happens in a life and changes everything here: someone dies, or moves away. Recorded once, on the resident."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld

STAAT = text("ongedaan_op IS NULL")


class Overlijden(Model, VanInwoner):
    """Someone died. What it stopped is kept, so that a mistake can be undone whole."""

    __table_args__ = (
        Index("uq_overlijden_staat", "inwoner_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    datum = Verzegeld[date](date.isoformat, date.fromisoformat)
    # Who told it: naaste, praktijk, brp, anders.
    bron: Mapped[str] = mapped_column(String(40))
    # Ids of what was stopped, by kind: trajecten, plaatsingen, wachtplekken, berichten.
    gestopt: Mapped[dict[str, Any]]
    vastgelegd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ongedaan_op: Mapped[datetime | None]
    ongedaan_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ongedaan_reden = Verzegeld[str]()

    inwoner: Mapped[Inwoner] = relationship()


class Verhuizing(Model, VanInwoner):
    """Someone moves, within the gemeente or out of it. Who moves out may finish a group, and gets no new place."""

    __table_args__ = (
        Index("uq_verhuizing_staat", "inwoner_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    per: Mapped[date]
    naar_gemeente: Mapped[str] = mapped_column(String(60))
    # The resident agrees that the new gemeente hears of the traject.
    mag_overdragen: Mapped[bool] = mapped_column(default=False)
    vastgelegd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ongedaan_op: Mapped[datetime | None]
    ongedaan_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    inwoner: Mapped[Inwoner] = relationship()
