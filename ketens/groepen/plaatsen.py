"""Who has a place in a group, is offered one or waits for one; and who was there."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.inwoners.models import Inwoner, VanInwoner, herkenbaar
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.trajecten.models import Traject

LOPEND = text("geeindigd_op IS NULL")
GEEINDIGD, GESTART = text("geeindigd_op IS NOT NULL"), text("gestart_op IS NOT NULL")
OPEN_AANBOD = text("beantwoord_op IS NULL AND vervallen_op IS NULL")
WACHTEND = text("vervallen_op IS NULL")


class Plaatsing(Model, VanInwoner):
    """A deelname: someone has a place. It ends once: finished, dropped out or withdrawn."""

    __table_args__ = (
        Index(
            "uq_plaatsing_lopend",
            "groep_id",
            "inwoner_id",
            "dubbel",
            unique=True,
            sqlite_where=LOPEND,
            postgresql_where=LOPEND,
        ),
        Index("ix_plaatsing_groep", "groep_id", "geeindigd_op"),
        # For who asks by that moment, and of no use to others: a small database took them for everything.
        Index(
            "ix_plaatsing_geeindigd", "gemeente_id", "geeindigd_op", sqlite_where=GEEINDIGD, postgresql_where=GEEINDIGD
        ),
        Index("ix_plaatsing_gestart", "gemeente_id", "gestart_op", sqlite_where=GESTART, postgresql_where=GESTART),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    groep_id: Mapped[UUID] = mapped_column(ForeignKey("groep.id"))
    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    geplaatst_op: Mapped[datetime]
    geplaatst_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Why someone was placed who does not fit the interventie's suitability: the coördinator says so.
    afwijking = Verzegeld[str]()
    # Age in completed years at the first session (domein 8.5).
    leeftijd: Mapped[int | None]
    bekostiging: Mapped[str] = mapped_column(String(20), default="spuk_gala")
    # One line that the trainer must know, and since when the resident agrees that it is told.
    voor_trainer = Verzegeld[str]()
    voor_trainer_op: Mapped[datetime | None]
    # In cents, as it was asked when the place was given; geen, open, betaald or kwijtgescholden, and since when.
    eigen_bijdrage: Mapped[int] = mapped_column(default=0)
    bijdrage: Mapped[str] = mapped_column(String(20), default="geen")
    bijdrage_op: Mapped[date | None]
    gestart_op: Mapped[date | None]
    geeindigd_op: Mapped[datetime | None]
    # afgerond, uitgevallen, niet_gestart, ingetrokken
    einde: Mapped[str | None] = mapped_column(String(20))
    eindreden: Mapped[str | None] = mapped_column(String(40))
    # Why it ended otherwise than the rule of the interventie says.
    einde_toelichting = Verzegeld[str]()
    # Not 0 where a merged resident had a place in this group twice (besluit 0048).
    dubbel: Mapped[int] = mapped_column(default=0)

    groep: Mapped[Groep] = relationship(back_populates="plaatsingen")
    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group."""
        return via(cls.groep_id, Groep, wie) & herkenbaar(cls.inwoner_id)


class Plaatsaanbod(Model, VanInwoner):
    """An offered place: it holds the place until it is answered or lapses."""

    __table_args__ = (
        Index(
            "uq_plaatsaanbod_open",
            "groep_id",
            "inwoner_id",
            "dubbel",
            unique=True,
            sqlite_where=OPEN_AANBOD,
            postgresql_where=OPEN_AANBOD,
        ),
    )

    groep_id: Mapped[UUID] = mapped_column(ForeignKey("groep.id"), index=True)
    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    aangeboden_op: Mapped[datetime]
    # Offered because this one place came free, in a group that nobody handed out: the other places wait for the button.
    losse_plaats: Mapped[bool] = mapped_column(default=False)
    aangeboden_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The term runs from the moment it reached the person.
    bereikt_op: Mapped[datetime | None]
    vervalt_op: Mapped[date | None]
    beantwoord_op: Mapped[datetime | None]
    # ja, nee, niet_nu
    antwoord: Mapped[str | None] = mapped_column(String(10))
    # link (by the resident) or coordinator
    antwoord_via: Mapped[str | None] = mapped_column(String(20))
    antwoord_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    vervallen_op: Mapped[datetime | None]
    # verlopen, achterhaald, groep_afgelast, traject_afgesloten ...
    vervallen_reden: Mapped[str | None] = mapped_column(String(40))
    # What they waited for when it was offered.
    wachtplek_id: Mapped[UUID | None] = mapped_column(ForeignKey("wachtplek.id"), index=True)
    dubbel: Mapped[int] = mapped_column(default=0)

    groep: Mapped[Groep] = relationship()
    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()
    wachtplek: Mapped[Wachtplek | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group."""
        return via(cls.groep_id, Groep, wie) & herkenbaar(cls.inwoner_id)

    @property
    def staat_open(self) -> bool:
        """Whether it holds the place: not answered and not lapsed."""
        return self.beantwoord_op is None and self.vervallen_op is None


class Wachtplek(Model, VanInwoner):
    """Someone waits: for one group, or for a kind of group (interventie, wijk, parts of the week)."""

    __table_args__ = (
        Index(
            "uq_wachtplek_traject",
            "traject_id",
            "interventie_code",
            unique=True,
            sqlite_where=WACHTEND,
            postgresql_where=WACHTEND,
        ),
        Index(
            "ix_wachtplek_wachtend",
            "gemeente_id",
            "interventie_code",
            "sinds",
            sqlite_where=WACHTEND,
            postgresql_where=WACHTEND,
        ),
    )

    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    interventie_code: Mapped[str] = mapped_column(String(40))
    groep_id: Mapped[UUID | None] = mapped_column(ForeignKey("groep.id"), index=True)
    wijk: Mapped[str | None] = mapped_column(String(40))
    dagdelen: Mapped[list[str]]
    taal: Mapped[str | None] = mapped_column(String(40))
    samen_met_id: Mapped[UUID | None] = mapped_column(ForeignKey("traject.id"))
    # The date of the need: it stays when a place is lost, so that nobody starts at the end again.
    sinds: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    vervallen_op: Mapped[datetime | None]
    # geplaatst, ingetrokken, traject_afgesloten
    vervallen_reden: Mapped[str | None] = mapped_column(String(40))

    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship(foreign_keys=[traject_id])
    groep: Mapped[Groep | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the traject."""
        return via(cls.traject_id, Traject, wie)

    @property
    def rang(self) -> tuple[int, datetime, UUID]:
        """The order of the list: the keten's priority rule, then the date of the need, then the row: stable."""
        return self.traject.keten.rang(self.traject.uitslag), self.sinds, self.id

    def vervalt(self, reden: str) -> None:
        """Take it from the waiting list."""
        self.vervallen_op, self.vervallen_reden = self.vervallen_op or nu(), reden


class AanwezigheidStand(StrEnum):
    """Present, absent, absent and sent word; or taken back, as if nothing had been said."""

    AANWEZIG = "aanwezig"
    AFWEZIG = "afwezig"
    AFGEMELD = "afgemeld"
    TERUGGENOMEN = "teruggenomen"


class Aanwezigheid(Model, VanGemeente):
    """Whether a participant was at a session."""

    __table_args__ = (UniqueConstraint("bijeenkomst_id", "plaatsing_id"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    bijeenkomst_id: Mapped[UUID] = mapped_column(ForeignKey("bijeenkomst.id"))
    plaatsing_id: Mapped[UUID] = mapped_column(ForeignKey("plaatsing.id"), index=True)
    stand: Mapped[AanwezigheidStand]
    # Two trainers mark at once: who saw an older one is asked, and overwrites nothing.
    versie: Mapped[int] = mapped_column(default=1)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    op: Mapped[datetime]

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the session."""
        return via(cls.bijeenkomst_id, Bijeenkomst, wie)
