"""What hangs on a traject: its steps, what happened to it, and how it ended."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import VanInwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import van_gemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.trajecten.taken import Taak

if TYPE_CHECKING:
    from ketens.trajecten.models import Traject


class VanTraject(VanInwoner):
    """A row that hangs on a traject and is seen with it."""

    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the traject."""
        from ketens.trajecten.models import Traject

        return via(cls.traject_id, Traject, wie)


class Stap(Model, VanTraject):
    """A step that was opened: when, until when, and how it ended."""

    __table_args__ = (Index("ix_stap_telling", "gemeente_id", "code", "begonnen_op"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    code: Mapped[str] = mapped_column(String(40))
    begonnen_op: Mapped[datetime]
    termijn_op: Mapped[date | None]
    afgerond_op: Mapped[datetime | None]
    uitkomst: Mapped[str | None] = mapped_column(String(40))
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    # The answers to the questions of this step (the intake), sealed.
    antwoorden = Verzegeld[dict[str, Any]](json.dumps, json.loads)

    traject: Mapped[Traject] = relationship(back_populates="stappen")
    taak: Mapped[Taak | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits for someone."""
        return self.afgerond_op is None

    def eindig(self, uitkomst: str | None, *, op: datetime | None = None) -> None:
        """End the step and its task, now or at the moment `op` that something else ended too."""
        self.afgerond_op, self.uitkomst = op or nu(), uitkomst
        if self.taak:
            self.taak.handel_af()


class Gebeurtenis(Model, VanTraject):
    """Something that happened to a traject: the timeline, the indicators and the accountability read these rows."""

    __table_args__ = (
        Index("ix_gebeurtenis_telling", "gemeente_id", "soort", "op"),
        Index("ix_gebeurtenis_soort", "traject_id", "soort"),
    )

    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"))
    soort: Mapped[str] = mapped_column(String(40))
    op: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # As it was at that moment; an account's name may change or go.
    door_naam: Mapped[str] = mapped_column(String(100))
    rol: Mapped[str | None] = mapped_column(String(20))
    leeftijd: Mapped[int | None]
    tekst = Verzegeld[str]()
    gegevens: Mapped[dict[str, Any]]

    traject: Mapped[Traject] = relationship(back_populates="gebeurtenissen")


class Afsluiting(Model, VanTraject):
    """The end of a traject, and whether it was taken up again."""

    __table_args__ = (Index("ix_afsluiting_telling", "gemeente_id", "op"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    reden: Mapped[str] = mapped_column(String(40))
    toelichting = Verzegeld[str]()
    op: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    heropend_op: Mapped[datetime | None]
    heropend_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    traject: Mapped[Traject] = relationship(back_populates="afsluitingen")
