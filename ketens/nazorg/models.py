"""What comes after a deelname: the question whether someone keeps moving, and the nota of an eigen bijdrage."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.aanbod.models import Aanbod
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.models import Inwoner, VanInwoner, herkenbaar
from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.trajecten.models import Traject
from ketens.trajecten.zicht import van_begeleiders

OPEN = text("beantwoord_op IS NULL AND beeindigd_op IS NULL")


class Doorstroomvraag(Model, VanInwoner):
    """One time that someone is asked whether they take part in regular offer, so many months after the group."""

    __table_args__ = (
        UniqueConstraint("plaatsing_id", "maanden"),
        Index(
            "ix_doorstroomvraag_open", "gemeente_id", "organisatie_id", "vraag_op", sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )  # fmt: skip

    plaatsing_id: Mapped[UUID] = mapped_column(ForeignKey("plaatsing.id"))
    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    # 0 is at the end of the group itself.
    maanden: Mapped[int]
    # groep (asked when the group ends), bellen or kaart (a reply card)
    wijze: Mapped[str] = mapped_column(String(20))
    vraag_op: Mapped[date]
    # On how many days they were called in vain, and when last; of a card: once it was posted.
    pogingen: Mapped[int] = mapped_column(default=0)
    laatste_poging_op: Mapped[datetime | None]
    beantwoord_op: Mapped[datetime | None]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # ja, nee
    uitkomst: Mapped[str | None] = mapped_column(String(20))
    aanbod_id: Mapped[UUID | None] = mapped_column(ForeignKey("aanbod.id"))
    # What they do that does not stand on the sociale kaart, or why not: in the resident's words.
    woorden = Verzegeld[str]()
    beeindigd_op: Mapped[datetime | None]
    # A code of momenten.EINDEN.
    beeindigd_reden: Mapped[str | None] = mapped_column(String(30))

    plaatsing: Mapped[Plaatsing] = relationship()
    traject: Mapped[Traject] = relationship()
    inwoner: Mapped[Inwoner] = relationship()
    aanbod: Mapped[Aanbod | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten in the organisatie that gave the group, also when the traject is closed."""
        return van_begeleiders(cls, wie) & herkenbaar(cls.inwoner_id)


class Nota(Model, VanInwoner):
    """What someone paid for a group, for their supplementary insurance: numbered per gemeente and year."""

    __table_args__ = (UniqueConstraint("gemeente_id", "jaar", "nr"), UniqueConstraint("plaatsing_id"))

    plaatsing_id: Mapped[UUID] = mapped_column(ForeignKey("plaatsing.id"))
    jaar: Mapped[int]
    nr: Mapped[int]
    # In cents.
    bedrag: Mapped[int]
    betaald_op: Mapped[date]
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # All that is printed, as it was when it was made: a name that changes later changes no nota.
    inhoud = Verzegeld[dict[str, Any]](json.dumps, json.loads)

    plaatsing: Mapped[Plaatsing] = relationship()

    @property
    def nummer(self) -> str:
        """The number as it is printed: `2026-0001`."""
        return f"{self.jaar}-{self.nr:04d}"

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the place."""
        return via(cls.plaatsing_id, Plaatsing, wie)
