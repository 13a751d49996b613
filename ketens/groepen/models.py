"""The group and who has, is offered or waits for a place in it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, exists, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import Interventie, catalogus
from ketens.gebruikers.models import Account
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from ketens.trajecten.zicht import BEGELEIDERS

LOPEND = text("geeindigd_op IS NULL")
OPEN_AANBOD = text("beantwoord_op IS NULL AND vervallen_op IS NULL")
WACHTEND = text("vervallen_op IS NULL")


class Groep(Model, VanGemeente):
    """One run of an interventie, with its capacity. Places taken are counted, never stored."""

    __table_args__ = (Index("ix_groep_begint", "gemeente_id", "keten_code", "begint_op"),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    naam: Mapped[str] = mapped_column(String(80))
    keten_code: Mapped[str] = mapped_column(String(40))
    # code@versie: a running group keeps the rules it began with.
    interventie_pin: Mapped[str] = mapped_column(String(60))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    locatie: Mapped[str] = mapped_column(String(100))
    wijk: Mapped[str | None] = mapped_column(String(40))
    # When they meet, in words: "dinsdag 10.00 uur".
    tijd: Mapped[str] = mapped_column(String(60), default="")
    # Parts of the week as the catalogue codes them: di_ochtend, do_middag.
    dagdelen: Mapped[list[str]]
    taal: Mapped[str] = mapped_column(String(40), default="Nederlands")
    plaatsen: Mapped[int]
    minimum: Mapped[int]
    eigen_bijdrage: Mapped[int] = mapped_column(default=0)
    begint_op: Mapped[date]
    eindigt_op: Mapped[date]
    afgelast_op: Mapped[datetime | None]
    afgelast_reden = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    gewijzigd_op: Mapped[datetime | None]
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    gewijzigd_door: Mapped[Account | None] = relationship()
    trainers: Mapped[list[GroepTrainer]] = relationship(back_populates="groep")
    bijeenkomsten: Mapped[list[Bijeenkomst]] = relationship(back_populates="groep", order_by="Bijeenkomst.nr")
    plaatsingen: Mapped[list[Plaatsing]] = relationship(back_populates="groep", order_by="Plaatsing.geplaatst_op")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten, and by its own trainers."""
        mijn_ketens = cls.keten_code.in_(wie.ketens)
        if wie.rol == Rol.TRAINER:
            return mijn_ketens & exists().where(
                GroepTrainer.groep_id == cls.id, GroepTrainer.account_id == wie.account_id, GroepTrainer.tot.is_(None)
            )
        if wie.rol in BEGELEIDERS:
            return mijn_ketens & (cls.organisatie_id == wie.organisatie_id)
        return false()

    @property
    def interventie(self) -> Interventie:
        """The rules of the programme."""
        return catalogus().interventie(self.interventie_pin)

    @property
    def deelt_buiten(self) -> bool:
        """Whether someone of another organisatie leads it: then a place passes the resident's name on."""
        return any(rij.tot is None and rij.account.organisatie_id != self.organisatie_id for rij in self.trainers)

    @property
    def is_begonnen(self) -> bool:
        """Whether the first day has come."""
        return self.begint_op <= vandaag()

    @property
    def is_voorbij(self) -> bool:
        """Whether nobody can be placed any more: cancelled, or the last day lies behind us."""
        return self.afgelast_op is not None or self.eindigt_op < vandaag()

    @property
    def kan_instromen(self) -> bool:
        """Whether someone can still start: until the meeting at which a deelname counts as started at the latest."""
        nrs = self.interventie.deelname.gestart_bij_bijeenkomst
        grens = max((b.begint_op.date() for b in self.bijeenkomsten if b.nr <= nrs), default=self.begint_op)
        return not self.is_voorbij and vandaag() <= grens


class VanGroep(VanGemeente):
    """A row that hangs on a group and is seen with it."""

    groep_id: Mapped[UUID] = mapped_column(ForeignKey("groep.id"), index=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group."""
        return via(cls.groep_id, Groep, wie)


class GroepTrainer(Model, VanGroep):
    """Who leads the group, from and until."""

    __tablename__ = "groep_trainer"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date | None]

    groep: Mapped[Groep] = relationship(back_populates="trainers")
    account: Mapped[Account] = relationship()


class Bijeenkomst(Model, VanGroep):
    """A session."""

    __table_args__ = (UniqueConstraint("groep_id", "nr"),)

    nr: Mapped[int]
    begint_op: Mapped[datetime]
    minuten: Mapped[int]
    afgelast_op: Mapped[datetime | None]
    afgelast_reden = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None

    groep: Mapped[Groep] = relationship(back_populates="bijeenkomsten")


class Plaatsing(Model, VanInwoner):
    """A deelname: someone has a place. It ends once: finished, dropped out or withdrawn."""

    __table_args__ = (
        Index(
            "uq_plaatsing_lopend", "groep_id", "inwoner_id", unique=True, sqlite_where=LOPEND, postgresql_where=LOPEND
        ),
        Index("ix_plaatsing_groep", "groep_id", "geeindigd_op"),
    )

    groep_id: Mapped[UUID] = mapped_column(ForeignKey("groep.id"))
    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    geplaatst_op: Mapped[datetime]
    geplaatst_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Why someone was placed who does not fit the interventie's suitability: the coördinator says so.
    afwijking = Verzegeld[str]()
    # Age in completed years at the first session (domein 8.5).
    leeftijd: Mapped[int | None]
    bekostiging: Mapped[str] = mapped_column(String(20), default="spuk_gala")
    gestart_op: Mapped[date | None]
    geeindigd_op: Mapped[datetime | None]
    # afgerond, uitgevallen, niet_gestart, ingetrokken
    einde: Mapped[str | None] = mapped_column(String(20))
    eindreden: Mapped[str | None] = mapped_column(String(40))

    groep: Mapped[Groep] = relationship(back_populates="plaatsingen")
    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group."""
        return via(cls.groep_id, Groep, wie)


class Plaatsaanbod(Model, VanInwoner):
    """An offered place: it holds the place until it is answered or lapses."""

    __table_args__ = (
        Index(
            "uq_plaatsaanbod_open",
            "groep_id",
            "inwoner_id",
            unique=True,
            sqlite_where=OPEN_AANBOD,
            postgresql_where=OPEN_AANBOD,
        ),
    )

    groep_id: Mapped[UUID] = mapped_column(ForeignKey("groep.id"))
    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    aangeboden_op: Mapped[datetime]
    aangeboden_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The term runs from the moment it reached the person.
    bereikt_op: Mapped[datetime | None]
    vervalt_op: Mapped[date | None]
    beantwoord_op: Mapped[datetime | None]
    antwoord: Mapped[str | None] = mapped_column(String(10))
    vervallen_op: Mapped[datetime | None]

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group."""
        return via(cls.groep_id, Groep, wie)


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
    """Present, absent, or absent and sent word."""

    AANWEZIG = "aanwezig"
    AFWEZIG = "afwezig"
    AFGEMELD = "afgemeld"


class Aanwezigheid(Model, VanGemeente):
    """Whether a participant was at a session."""

    __table_args__ = (UniqueConstraint("bijeenkomst_id", "plaatsing_id"),)

    bijeenkomst_id: Mapped[UUID] = mapped_column(ForeignKey("bijeenkomst.id"))
    plaatsing_id: Mapped[UUID] = mapped_column(ForeignKey("plaatsing.id"), index=True)
    stand: Mapped[AanwezigheidStand]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    op: Mapped[datetime]

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the session."""
        return via(cls.bijeenkomst_id, Bijeenkomst, wie)
