"""A traject stands still for a while: hospital, holiday, caring for someone. Deadlines stop, the waiting date stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.trajecten.models import Traject, VanTraject

LOOPT = text("beeindigd_op IS NULL")


class Pauze(Model, VanTraject):
    """A pause from a day up to a day; `beeindigd_op` is when the traject went on, earlier or later than planned."""

    __table_args__ = (Index("uq_pauze_loopt", "traject_id", unique=True, sqlite_where=LOOPT, postgresql_where=LOOPT),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    van: Mapped[date]
    tot: Mapped[date]
    reden: Mapped[str] = mapped_column(String(40))
    toelichting = Verzegeld[str]()
    # Of each task that was open: how many working days were left, by id.
    resterend: Mapped[dict[str, Any]]
    # The task on return.
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    beeindigd_op: Mapped[datetime | None]

    @property
    def loopt(self) -> bool:
        """Whether the traject stands still today; it goes on by itself on the day `tot`."""
        return self.beeindigd_op is None and vandaag() < self.tot


def pauze(traject: Traject) -> Pauze | None:
    """Return the pause in which this traject stands still today, or None."""
    return traject.pauze
