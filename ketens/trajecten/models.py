"""The traject and what happens to it. What a step asks and where a result leads stands in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, inspect, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import moet_leven
from ketens.inwoners.models import Inwoner, Noodtoegang, VanInwoner, herkenbaar
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.taken import Taak, termijn
from ketens.trajecten.vooraf import houd_vast
from ketens.trajecten.zicht import van_begeleiders

if TYPE_CHECKING:
    from ketens.trajecten.pauzes import Pauze

GESTAAKT = "traject_afgesloten"
# What must end with a traject and lives above it (a place, a request): see `handelingen.bij_afsluiting`.
BIJ_AFSLUITING: list[Callable[[Traject, Wie | None], None]] = []


class Traject(Model, VanInwoner):
    """One resident going through one keten, under the rules of the version it began with."""

    __table_args__ = (
        UniqueConstraint("gemeente_id", "kenmerk"),
        Index(
            "uq_traject_lopend",
            "inwoner_id",
            "keten_code",
            "dubbel",
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
    # Not 0 where it ran beside another one when two records of the resident were merged (besluit 0048).
    dubbel: Mapped[int] = mapped_column(default=0)
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship()
    behandelaar: Mapped[Account | None] = relationship()
    stappen: Mapped[list[Stap]] = relationship(back_populates="traject", order_by="Stap.id")
    gebeurtenissen: Mapped[list[Gebeurtenis]] = relationship(
        back_populates="traject", order_by="(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())"
    )
    afsluitingen: Mapped[list[Afsluiting]] = relationship(back_populates="traject", order_by="Afsluiting.id")
    pauzes: Mapped[list[Pauze]] = relationship("Pauze", order_by="Pauze.id")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates this keten in the organisatie that holds the traject."""
        return van_begeleiders(cls, wie) & herkenbaar(cls.inwoner_id)

    @classmethod
    def in_nood(cls) -> ColumnElement[bool]:
        """Return the condition that an emergency access is about the resident of this traject, in its keten."""
        return (Noodtoegang.inwoner_id == cls.inwoner_id) & (Noodtoegang.keten_code == cls.keten_code)

    @property
    def keten(self) -> Keten:
        """The rules this traject began with."""
        return catalogus().keten(self.keten_code, self.keten_versie)

    @property
    def is_afgesloten(self) -> bool:
        """Whether it ended and was not reopened."""
        return self.afgesloten_op is not None

    @property
    def pauze(self) -> Pauze | None:
        """The pause in which it stands still today, or None."""
        return next((pauze for pauze in self.pauzes if pauze.loopt), None)

    @property
    def open_stappen(self) -> list[Stap]:
        """The steps that wait for someone."""
        return [stap for stap in self.stappen if stap.is_open]

    def stap(self, code: str) -> Stap | None:
        """Return the open step of this kind, or None."""
        return next((stap for stap in self.open_stappen if stap.code == code), None)

    def noteer(
        self, soort: str, *, door: Wie | None, tekst: str | None = None, id: UUID | None = None, **gegevens: Any
    ) -> Gebeurtenis:
        """Add an event to the timeline. `gegevens` are codes and ids, never free text: that is sealed in `tekst`.

        `id` is that of the form that asks for it: sent twice, it is there once.
        """
        gebeurtenis = Gebeurtenis(
            id=id,
            inwoner_id=self.inwoner_id,
            traject=self,
            soort=soort,
            op=nu(),
            door_id=door.account_id if door else None,
            door_naam=door.naam if door else "ketens",
            rol=str(door.rol) if door and door.rol else None,
            leeftijd=self.inwoner.leeftijd(vandaag()),
            gegevens=gegevens,
        )
        gebeurtenis.tekst = tekst
        db.session.add(gebeurtenis)
        return gebeurtenis

    def open_stap(self, code: str, *, door: Wie | None, vanaf: date | None = None, tot: date | None = None) -> Stap:
        """Open a step and put it on the worklist; a step that is open already stays as it is.

        Its deadline counts from `vanaf` (default today), or is `tot`, for who worked it out already.
        """
        self.moet_lopen()
        if bestaand := self.stap(code):
            return bestaand
        wat = self.keten.stap(code)
        if stil := self.pauze:
            vanaf = max(vanaf or stil.tot, stil.tot)
        einde = tot or termijn(self.keten_code, code, wat.termijn_werkdagen, vanaf)
        taak = Taak.over(self, soort=code, termijn_op=einde)
        stap = Stap(inwoner_id=self.inwoner_id, code=code, begonnen_op=nu(), termijn_op=einde, taak=taak, traject=self)
        db.session.add(stap)
        self._schuif_op()
        self.noteer("stap_begonnen", door=door, stap=code)
        return stap

    def rond_stap_af(self, code: str, *, door: Wie | None, uitkomst: str | None = None) -> None:
        """Finish an open step and open the steps that follow from it."""
        stap = self.stap(code)
        if stap is None:
            raise Domeinfout("Deze stap is al gedaan of nog niet begonnen.")
        stap.eindig(uitkomst)
        self._schuif_op()
        self.noteer("stap_afgerond", door=door, stap=code, uitkomst=uitkomst)
        for volgende in self.keten.stappen_na(code):
            self.open_stap(volgende.code, door=door)

    def volg_uitslag(self, uitslag: str, *, door: Wie | None) -> None:
        """Take the road that the keten lays out for this result: a next step, or the end."""
        vervolg = self.keten.vervolg(uitslag)
        self.moet_lopen()
        self.uitslag = uitslag
        self._vervolg(vervolg.volgende_stap, vervolg.sluit_met, door)

    def volg_route(self, route: str, *, door: Wie | None) -> None:
        """Take the road of the answer that came back from a beoordeling."""
        weg = self.keten.route(route)
        self._vervolg(weg.volgende_stap, weg.sluit_met, door)

    def _vervolg(self, volgende_stap: str | None, sluit_met: str | None, door: Wie | None) -> None:
        if sluit_met:
            self.sluit_af(door=door, reden=sluit_met)
        elif volgende_stap:
            self.open_stap(volgende_stap, door=door)

    def wijs_toe(self, account: Account | None, *, door: Wie) -> None:
        """Give the traject and its open tasks to someone, or to nobody."""
        self.moet_lopen()
        self.behandelaar, self.behandelaar_id = account, account.id if account else None
        for taak in self.open_taken():
            taak.account, taak.account_id = account, self.behandelaar_id
        self.noteer("toegewezen", door=door, aan=str(account.id) if account else None)

    def sluit_af(self, *, door: Wie | None, reden: str, toelichting: str | None = None) -> Afsluiting:
        """End the traject, and all that hangs on it: open steps, tasks, and what `BIJ_AFSLUITING` knows of."""
        self.moet_lopen()
        self.keten.afsluitreden(reden)
        houd_vast(self)
        self.afgesloten_op = nu()
        afsluiting = Afsluiting(
            inwoner_id=self.inwoner_id,
            traject=self,
            reden=reden,
            op=self.afgesloten_op,
            door_id=door.account_id if door else None,
        )
        afsluiting.toelichting = toelichting
        db.session.add(afsluiting)
        for stap in self.open_stappen:
            stap.eindig(GESTAAKT, op=self.afgesloten_op)
        for laat_los in BIJ_AFSLUITING:
            laat_los(self, door)
        for taak in self.open_taken():
            taak.handel_af()
        self.noteer("afgesloten", door=door, reden=reden)
        return afsluiting

    def heropen(self, *, door: Wie, reden: str) -> None:
        """Take the traject up again, with the steps that were open when it ended, else with the last one done."""
        if not self.is_afgesloten:
            raise Domeinfout("Dit traject loopt al.")
        moet_leven(self.inwoner)
        if ander := lopend(self.inwoner_id, self.keten_code):
            raise Domeinfout(f"Deze inwoner heeft al een ander traject dat loopt: {ander.kenmerk}.")
        laatste = self.afsluitingen[-1]
        laatste.heropend_op, laatste.heropend_door_id = nu(), door.account_id
        self.afgesloten_op = None
        self.noteer("heropend", door=door, tekst=reden)
        gestaakt = [s.code for s in self.stappen if s.uitkomst == GESTAAKT and s.afgerond_op == laatste.op]
        laatst_gedaan = [s.code for s in self.stappen[-1:]] or [self.keten.stappen[0].code]
        for code in gestaakt or laatst_gedaan:
            self.open_stap(code, door=door)

    def open_taken(self) -> list[Taak]:
        """Return what waits on the worklist about this traject."""
        return list(db.session.scalars(select(Taak).where(Taak.traject_id == self.id, Taak.afgehandeld_op.is_(None))))

    def moet_lopen(self) -> None:
        """Raise `Domeinfout` when the traject has ended."""
        if self.is_afgesloten:
            raise Domeinfout("Dit traject is al afgesloten.")

    def _schuif_op(self) -> None:
        # Steps are rows of their own: move the version along, so that two who work on one traject notice each other.
        if inspect(self).persistent:
            flag_modified(self, "begonnen_op")


def lopend(inwoner_id: UUID, keten_code: str) -> Traject | None:
    """Return the traject of this resident that runs in this keten; of two that were merged the first of the record."""
    loopt = (Traject.inwoner_id == inwoner_id, Traject.keten_code == keten_code, Traject.afgesloten_op.is_(None))
    return db.session.scalars(select(Traject).where(*loopt).order_by(Traject.dubbel).limit(1)).one_or_none()
