"""The verwijzing, and what goes back to who sent it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    cast,
    false,
    or_,
    select,
    text,
    true,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie, Zicht
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import VanInwoner, herkenbaar
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol
from ketens.trajecten.models import Inwoner, Traject
from ketens.trajecten.taken import Taak
from ketens.trajecten.zicht import BEGELEIDERS

# Why a verwijzing is withdrawn, as the screen says it. Codes, because this column is not sealed.
VERGISSING = "vergissing"
VERGISTEN = text("intrekreden = 'vergissing'")
INTREKREDENEN = {
    "wil_niet": "De inwoner wil niet meer",
    "kan_niet": "De inwoner kan niet meer meedoen",
    "andere_hulp": "Er is andere hulp",
    VERGISSING: "Per ongeluk of dubbel verstuurd",
}


class Verwijzing(Model, VanInwoner):
    """What a professional sends. What happened to it are moments: received, accepted, refused, withdrawn."""

    __table_args__ = (
        UniqueConstraint("gemeente_id", "kenmerk"),
        Index("ix_verwijzing_organisatie", "gemeente_id", "organisatie_id", "ingediend_op"),
        Index("ix_verwijzing_telling", "gemeente_id", "ingediend_op", "keten_code"),
        # The few that never were meant: what they brought is left out of every count.
        Index(
            "ix_verwijzing_vergissing", "gemeente_id", "keten_code", "afname_id", sqlite_where=VERGISTEN,
            postgresql_where=VERGISTEN,
        ),
    )  # fmt: skip

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    kenmerk: Mapped[str] = mapped_column(String(12))
    keten_code: Mapped[str] = mapped_column(String(40))
    keten_versie: Mapped[int]
    # Who refers: the organisatie that follows it later. Not always the one that typed it.
    # None: who sent it is nobody's colleague (the resident, someone near them, a valrisicodag).
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"))
    verwijzer_soort: Mapped[str] = mapped_column(String(30))
    ingevoerd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ingevoerd_door_organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"))
    # The team of who typed it, as it was then.
    team: Mapped[str | None] = mapped_column(String(40))
    # In whose name it was typed, in words ("huisarts, mondeling"): free text, in which a name may stand.
    namens = Verzegeld[str]()
    herkomst: Mapped[str] = mapped_column(String(40))
    ontvanger_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    afname_id: Mapped[UUID | None] = mapped_column(ForeignKey("afname.id"))
    traject_id: Mapped[UUID | None] = mapped_column(ForeignKey("traject.id"), index=True)
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    # As the verwijzer typed it; after acceptance the record of the resident may be another, with its own corrections.
    persoon_naam = Verzegeld[str]()
    persoon_geboortedatum = Verzegeld[date](date.isoformat, date.fromisoformat)
    toelichting = Verzegeld[str]()
    # The answers to the keten's own questions, by key.
    antwoorden = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    ingediend_op: Mapped[datetime]
    aangenomen_op: Mapped[datetime | None]
    geweigerd_op: Mapped[datetime | None]
    # The coördinator who accepted or refused it.
    beslist_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    weigerreden: Mapped[str | None] = mapped_column(String(40))
    ingetrokken_op: Mapped[datetime | None]
    intrekreden: Mapped[str | None] = mapped_column(String(200))
    is_demo: Mapped[bool] = mapped_column(default=False)
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship()
    organisatie: Mapped[Organisatie | None] = relationship(foreign_keys=[organisatie_id])
    ontvanger: Mapped[Organisatie] = relationship(foreign_keys=[ontvanger_id])
    ingevoerd_door: Mapped[Account | None] = relationship(foreign_keys=[ingevoerd_door_id])
    beslist_door: Mapped[Account | None] = relationship(foreign_keys=[beslist_door_id])
    afname: Mapped[Afname | None] = relationship()
    traject: Mapped[Traject | None] = relationship()
    taak: Mapped[Taak | None] = relationship()
    aanvullingen: Mapped[list[Aanvulling]] = relationship(order_by="Aanvulling.op")
    terugkoppelingen: Mapped[list[Terugkoppeling]] = relationship(order_by="Terugkoppeling.op")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A verwijzer sees what their organisatie sent or typed, as far as it lets them see (besluit 0017).

        Who coordinates sees what was sent to theirs.
        """
        mijn_ketens = cls.keten_code.in_(wie.ketens) & herkenbaar(cls.inwoner_id)
        if wie.rol == Rol.VERWIJZER:
            mijn = wie.organisatie_id
            van_ons = (cls.organisatie_id == mijn) | (cls.ingevoerd_door_organisatie_id == mijn)
            return mijn_ketens & van_ons & cls._binnen_zicht(wie)
        if wie.rol in BEGELEIDERS:
            return mijn_ketens & (cls.ontvanger_id == wie.organisatie_id)
        return false()

    @classmethod
    def _binnen_zicht(cls, wie: Any) -> ColumnElement[bool]:
        """Return the condition that this verwijzer follows a verwijzing of their organisatie."""
        if wie.zicht == Zicht.ALLES:
            return true()
        eigen: ColumnElement[bool] = cls.ingevoerd_door_id == wie.account_id
        if wie.zicht == Zicht.TEAM and wie.team:
            eigen |= cls.team == wie.team
        # What another organisatie typed in our name has no typist with us: if not all of us saw it, nobody would.
        namens_ons = cls.ingevoerd_door_organisatie_id != wie.organisatie_id
        return or_(eigen, namens_ons, *(cls._volgt_niemand_meer(wie, keten) for keten in wie.ketens))

    @classmethod
    def _volgt_niemand_meer(cls, wie: Any, keten: str) -> ColumnElement[bool]:
        """Return the condition that nobody here follows it any more: then it falls back to all of the organisatie.

        Who typed it left, was blocked or lost the keten; and so did all of the team, where a team follows it.
        """
        # Lists of who works here today, made once for a query: asked of each row they took three times as long.
        hier = select(Lidmaatschap.account_id).join(Lidmaatschap.account).correlate(None)
        hier = hier.where(
            Lidmaatschap.organisatie_id == wie.organisatie_id,
            Lidmaatschap.gemeente_id == wie.pet.gemeente_id,
            Lidmaatschap.rol == Rol.VERWIJZER,
            cast(Lidmaatschap.ketens, String).contains(f'"{keten}"', autoescape=True),
            Lidmaatschap.vanaf <= vandaag(),
            Lidmaatschap.tot.is_(None) | (Lidmaatschap.tot >= vandaag()),
            Account.geblokkeerd_op.is_(None),
        )
        weg: ColumnElement[bool] = cls.ingevoerd_door_id.not_in(hier)
        if wie.zicht == Zicht.TEAM:
            teams = hier.with_only_columns(Lidmaatschap.team).where(Lidmaatschap.team.is_not(None))
            weg &= cls.team.is_(None) | cls.team.not_in(teams)
        return (cls.keten_code == keten) & weg

    @property
    def keten(self) -> Keten:
        """The rules under which it was sent."""
        return catalogus().keten(self.keten_code, self.keten_versie)

    @property
    def afzender(self) -> str:
        """Who sent it, as the screen says it: an organisatie, or where it came from when nobody's colleague did."""
        if self.organisatie:
            return self.organisatie.naam
        return next((k.naam for k in self.keten.verwijzen.herkomst if k.code == self.herkomst), "De inwoner zelf")

    @property
    def typte(self) -> str:
        """Who typed it, with their function; without an account it was the sender."""
        wie = self.ingevoerd_door
        return f"{wie.naam}, {wie.functie}".rstrip(", ") if wie else self.afzender

    @property
    def wacht(self) -> bool:
        """Whether it still waits for an answer of the coördinator."""
        return not (self.aangenomen_op or self.geweigerd_op or self.ingetrokken_op)


class VanVerwijzing(VanInwoner):
    """A row that hangs on a verwijzing and is seen with it."""

    verwijzing_id: Mapped[UUID] = mapped_column(ForeignKey("verwijzing.id"), index=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the verwijzing."""
        return via(cls.verwijzing_id, Verwijzing, wie)


class Aanvulling(Model, VanVerwijzing):
    """What a verwijzer adds after sending."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    tekst = Verzegeld[str]()
    op: Mapped[datetime]
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    door: Mapped[Account] = relationship()


class Terugkoppeling(Model, VanVerwijzing):
    """What a verwijzer hears: a coarse state at a moment of the keten, or a message by the coördinator."""

    moment: Mapped[str] = mapped_column(String(40))
    # Codes only (reason, group's first day): what may be said stands in the catalogue.
    gegevens: Mapped[dict[str, Any]]
    tekst = Verzegeld[str]()
    op: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    gelezen_op: Mapped[datetime | None]


class Weigering(Model, VanGemeente):
    """Someone who does not want it now. Nothing here leads to a person: keten, result class, month, kind, reason."""

    keten_code: Mapped[str] = mapped_column(String(40))
    uitslag: Mapped[str] = mapped_column(String(30))
    # The first day of the month.
    maand: Mapped[date]
    verwijzer_soort: Mapped[str] = mapped_column(String(30))
    reden: Mapped[str] = mapped_column(String(40))
    formulier_id: Mapped[UUID] = mapped_column(unique=True)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """No persons here: seen by who counts in this keten."""
        return true() & cls.keten_code.in_(wie.ketens)
