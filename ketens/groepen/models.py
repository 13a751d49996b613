"""The group, who leads it, and its sessions. Who has a place in it stands in `plaatsen`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, exists, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ketens.catalogus import Interventie, catalogus
from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import moment, nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol
from ketens.trajecten.zicht import BEGELEIDERS

if TYPE_CHECKING:
    from ketens.groepen.plaatsen import Plaatsing

# How long after the last day of a group its trainers still open it: cards are handed out and measurements are entered.
TRAINER_ZIET = timedelta(days=31)


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
    # In cents: what a participant pays, and what this run costs the gemeente, when that is known.
    eigen_bijdrage: Mapped[int] = mapped_column(default=0)
    kosten: Mapped[int | None]
    # ISO dates that the coördinator struck out: no session is laid there.
    overgeslagen: Mapped[list[str]] = mapped_column(default=list)
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
    bijeenkomsten: Mapped[list[Bijeenkomst]] = relationship(back_populates="groep", order_by="Bijeenkomst.begint_op")
    plaatsingen: Mapped[list[Plaatsing]] = relationship(back_populates="groep", order_by="Plaatsing.geplaatst_op")
    # Who leads, or led, one of its sessions in place of a trainer.
    invallers: Mapped[list[Vervanging]] = relationship(
        primaryjoin="and_(Vervanging.groep_id == Groep.id, Vervanging.ingetrokken_op.is_(None))", viewonly=True
    )

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten, and by its own trainers until a month after the last day."""
        mijn_ketens = cls.keten_code.in_(wie.ketens)
        if wie.rol == Rol.TRAINER:
            leidt = exists().where(
                GroepTrainer.groep_id == cls.id, GroepTrainer.account_id == wie.account_id, GroepTrainer.tot.is_(None)
            )
            return mijn_ketens & leidt & (cls.eindigt_op >= vandaag() - TRAINER_ZIET)
        if wie.rol in BEGELEIDERS:
            return mijn_ketens & (cls.organisatie_id == wie.organisatie_id)
        return false()

    @classmethod
    def met_trainers(cls) -> tuple[ExecutableOption, ...]:
        """Return the options that load who leads it, also for one session."""
        inval = selectinload(cls.invallers)
        return (
            selectinload(cls.trainers).joinedload(GroepTrainer.account, innerjoin=True),
            inval.joinedload(Vervanging.account, innerjoin=True),
            inval.joinedload(Vervanging.bijeenkomst, innerjoin=True),
        )

    @property
    def genoemd(self) -> dict[str, Any]:
        """What an event on a timeline keeps of it: which group, and what it was called then."""
        return {"groep_id": str(self.id), "groep": self.naam}

    @property
    def interventie(self) -> Interventie:
        """The rules of the programme."""
        return catalogus().interventie(self.interventie_pin)

    @property
    def deelt_buiten(self) -> bool:
        """Whether someone of another organisatie leads it, or one session: a place passes the resident's name on."""
        leiders = [rij.account for rij in self.trainers if rij.tot is None]
        leiders += [rij.account for rij in self.invallers if rij.bijeenkomst.begint_op >= rond_vandaag()[0]]
        return any(leider.organisatie_id != self.organisatie_id for leider in leiders)

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

    __table_args__ = (
        UniqueConstraint("groep_id", "nr"),
        Index("ix_bijeenkomst_telling", "gemeente_id", "nr", "begint_op"),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    # Which session of the interventie it is; one that was added comes after them all.
    nr: Mapped[int]
    begint_op: Mapped[datetime]
    minuten: Mapped[int]
    extra: Mapped[bool] = mapped_column(default=False)
    afgelast_op: Mapped[datetime | None]
    afgelast_reden = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    # What a calendar compares: a session that was moved or called off is newer than the one it holds.
    versie: Mapped[int] = mapped_column(default=1)
    gewijzigd_op: Mapped[datetime | None] = mapped_column(onupdate=nu)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    groep: Mapped[Groep] = relationship(back_populates="bijeenkomsten")
    vervangingen: Mapped[list[Vervanging]] = relationship(back_populates="bijeenkomst")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the group; and by a vervanger, around the day itself."""
        met_groep = via(cls.groep_id, Groep, wie)
        if wie.rol != Rol.TRAINER:
            return met_groep
        zelf = exists().where(
            Vervanging.bijeenkomst_id == cls.id,
            Vervanging.account_id == wie.account_id,
            Vervanging.ingetrokken_op.is_(None),
        )
        in_keten = cls.groep_id.in_(select(Groep.id).where(Groep.keten_code.in_(wie.ketens)))
        return met_groep | (zelf & in_keten & cls.begint_op.between(*rond_vandaag()))


class Vervanging(Model, VanGroep):
    """A trainer who leads one session in place of the group's own: from the day before to the day after."""

    __table_args__ = (UniqueConstraint("bijeenkomst_id", "account_id"),)

    bijeenkomst_id: Mapped[UUID] = mapped_column(ForeignKey("bijeenkomst.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ingetrokken_op: Mapped[datetime | None]

    groep: Mapped[Groep] = relationship()
    bijeenkomst: Mapped[Bijeenkomst] = relationship(back_populates="vervangingen")
    account: Mapped[Account] = relationship(foreign_keys=[account_id])

    @property
    def mag_nu(self) -> bool:
        """Whether this trainer may see the session today: from the day before to the day after."""
        begin, einde = rond_vandaag()
        return self.ingetrokken_op is None and begin <= self.bijeenkomst.begint_op <= einde


def rond_vandaag() -> tuple[datetime, datetime]:
    """Return the first and the last moment of the days around today: yesterday, today and tomorrow in Amsterdam."""
    dag = timedelta(days=1)
    return moment(vandaag() - dag, 0), moment(vandaag() + 2 * dag, 0) - timedelta(microseconds=1)
