"""The traject and what happens to it. What a step asks and where a result leads stands in the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol
from ketens.trajecten.taken import Taak, termijn

BEGELEIDERS = (Rol.COORDINATOR, Rol.WELZIJNSCOACH)


class Traject(Model, VanInwoner):
    """One resident going through one keten, under the rules of the version it began with."""

    __table_args__ = (
        UniqueConstraint("gemeente_id", "kenmerk"),
        Index(
            "uq_traject_lopend",
            "inwoner_id",
            "keten_code",
            unique=True,
            sqlite_where=text("afgesloten_op IS NULL"),
            postgresql_where=text("afgesloten_op IS NULL"),
        ),
        Index("ix_traject_begonnen", "gemeente_id", "keten_code", "begonnen_op"),
    )

    kenmerk: Mapped[str] = mapped_column(String(12))
    keten_code: Mapped[str] = mapped_column(String(40))
    keten_versie: Mapped[int]
    # The organisatie that coordinates it.
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    behandelaar_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    herkomst: Mapped[str] = mapped_column(String(40))
    # The result that counts now, for routing and for priority on the waiting list.
    uitslag: Mapped[str | None] = mapped_column(String(30))
    begonnen_op: Mapped[datetime]
    # A fact that also carries the index: an Afsluiting without a heropening exists.
    afgesloten_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}  # noqa: RUF012

    inwoner: Mapped[Inwoner] = relationship()
    behandelaar: Mapped[Account | None] = relationship()
    stappen: Mapped[list[Stap]] = relationship(back_populates="traject", order_by="Stap.id")
    gebeurtenissen: Mapped[list[Gebeurtenis]] = relationship(back_populates="traject", order_by="Gebeurtenis.op.desc()")
    afsluitingen: Mapped[list[Afsluiting]] = relationship(back_populates="traject", order_by="Afsluiting.op")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates this keten in the organisatie that holds the traject."""
        if wie.rol not in BEGELEIDERS:
            return false()
        return cls.keten_code.in_(wie.ketens) & (cls.organisatie_id == wie.organisatie_id)

    @property
    def keten(self) -> Keten:
        """The rules this traject began with."""
        return catalogus().keten(self.keten_code, self.keten_versie)

    @property
    def is_afgesloten(self) -> bool:
        """Whether it ended and was not reopened."""
        return self.afgesloten_op is not None

    @property
    def open_stappen(self) -> list[Stap]:
        """The steps that wait for someone."""
        return [stap for stap in self.stappen if stap.is_open]

    def stap(self, code: str) -> Stap | None:
        """Return the open step of this kind, or None."""
        return next((stap for stap in self.open_stappen if stap.code == code), None)

    def noteer(self, soort: str, *, door: Wie | None, tekst: str | None = None, **gegevens: Any) -> Gebeurtenis:
        """Add an event to the timeline. `gegevens` are codes and ids, never free text: that is sealed in `tekst`."""
        op = nu()
        gebeurtenis = Gebeurtenis(
            inwoner_id=self.inwoner_id,
            traject=self,
            soort=soort,
            op=op,
            door_id=door.account_id if door else None,
            door_naam=door.naam if door else "ketens",
            rol=str(door.rol) if door and door.rol else None,
            leeftijd=self.inwoner.leeftijd(op.date()),
            gegevens=gegevens,
        )
        gebeurtenis.tekst = tekst
        return gebeurtenis

    def open_stap(self, code: str, *, door: Wie | None, vanaf: date | None = None) -> Stap:
        """Open a step with its deadline and put it on the worklist; a step that is open already stays as it is."""
        if bestaand := self.stap(code):
            return bestaand
        wat = self.keten.stap(code)
        einde = termijn(self.keten_code, code, wat.termijn_werkdagen, vanaf)
        stap = Stap(inwoner_id=self.inwoner_id, traject=self, code=code, begonnen_op=nu(), termijn_op=einde)
        stap.taak = Taak.over(self, soort=code, termijn_op=einde)
        self.noteer("stap_begonnen", door=door, stap=code)
        return stap

    def rond_stap_af(self, code: str, *, door: Wie | None, uitkomst: str | None = None) -> None:
        """Finish an open step and open the steps that follow from it."""
        stap = self.stap(code)
        if stap is None:
            raise Domeinfout("Deze stap is al gedaan of nog niet begonnen.")
        stap.eindig(uitkomst)
        self.noteer("stap_afgerond", door=door, stap=code, uitkomst=uitkomst)
        for volgende in self.keten.stappen_na(code):
            self.open_stap(volgende.code, door=door)

    def volg_uitslag(self, uitslag: str, *, door: Wie | None) -> None:
        """Take the road that the keten lays out for this result: a next step, or the end."""
        vervolg = self.keten.vervolg(uitslag)
        self.uitslag = uitslag
        if vervolg.sluit_met:
            self.sluit_af(door=door, reden=vervolg.sluit_met)
        elif vervolg.volgende_stap:
            self.open_stap(vervolg.volgende_stap, door=door)

    def volg_route(self, route: str, *, door: Wie | None) -> None:
        """Take the road of the answer that came back from a beoordeling."""
        weg = self.keten.route(route)
        if weg.sluit_met:
            self.sluit_af(door=door, reden=weg.sluit_met)
        elif weg.volgende_stap:
            self.open_stap(weg.volgende_stap, door=door)

    def wijs_toe(self, account: Account | None, *, door: Wie) -> None:
        """Give the traject and its open tasks to someone, or to nobody."""
        self._moet_lopen()
        self.behandelaar = account
        for stap in self.open_stappen:
            stap.taak.account_id = account.id if account else None
        self.noteer("toegewezen", door=door, aan=str(account.id) if account else None)

    def sluit_af(self, *, door: Wie | None, reden: str, toelichting: str | None = None) -> Afsluiting:
        """End the traject: open steps end with it and leave the worklist."""
        self._moet_lopen()
        self.keten.afsluitreden(reden)
        self.afgesloten_op = nu()
        afsluiting = Afsluiting(
            inwoner_id=self.inwoner_id,
            traject=self,
            reden=reden,
            op=self.afgesloten_op,
            door_id=door.account_id if door else None,
        )
        afsluiting.toelichting = toelichting
        for stap in self.open_stappen:
            stap.eindig("traject_afgesloten")
        self.noteer("afgesloten", door=door, reden=reden)
        return afsluiting

    def heropen(self, *, door: Wie, reden: str) -> None:
        """Take the traject up again, with the steps that were open when it ended."""
        if not self.is_afgesloten:
            raise Domeinfout("Dit traject loopt al.")
        laatste = self.afsluitingen[-1]
        laatste.heropend_op, laatste.heropend_door_id = nu(), door.account_id
        self.afgesloten_op = None
        self.noteer("heropend", door=door, tekst=reden)
        gestaakt = [
            stap.code
            for stap in self.stappen
            if stap.uitkomst == "traject_afgesloten" and stap.afgerond_op == laatste.op
        ]
        for code in gestaakt or [self.keten.stappen[-1].code]:
            self.open_stap(code, door=door)

    def _moet_lopen(self) -> None:
        if self.is_afgesloten:
            raise Domeinfout("Dit traject is al afgesloten.")


class VanTraject(VanInwoner):
    """A row that hangs on a traject and is seen with it."""

    traject_id: Mapped[UUID] = mapped_column(ForeignKey("traject.id"), index=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the traject."""
        return via(cls.traject_id, Traject, wie)


class Stap(Model, VanTraject):
    """A step that was opened: when, until when, and how it ended."""

    code: Mapped[str] = mapped_column(String(40))
    begonnen_op: Mapped[datetime]
    termijn_op: Mapped[date | None]
    afgerond_op: Mapped[datetime | None]
    uitkomst: Mapped[str | None] = mapped_column(String(40))
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    # The answers to the questions of this step (the intake), sealed.
    antwoorden = Verzegeld[str]()

    traject: Mapped[Traject] = relationship(back_populates="stappen")
    taak: Mapped[Taak | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits for someone."""
        return self.afgerond_op is None

    def eindig(self, uitkomst: str | None) -> None:
        """End the step and its task."""
        self.afgerond_op, self.uitkomst = nu(), uitkomst
        if self.taak:
            self.taak.handel_af()


class Gebeurtenis(Model, VanTraject):
    """Something that happened to a traject: the timeline, the indicators and the accountability read these rows."""

    __table_args__ = (Index("ix_gebeurtenis_telling", "gemeente_id", "soort", "op"),)

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

    reden: Mapped[str] = mapped_column(String(40))
    toelichting = Verzegeld[str]()
    op: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    heropend_op: Mapped[datetime | None]
    heropend_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    traject: Mapped[Traject] = relationship(back_populates="afsluitingen")
