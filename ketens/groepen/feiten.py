"""What is known of everybody who waits, beside what they wait for: offers, places, answers. In two queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.kern.pagina import datum

# A place or an offer that ended so is not held against anyone: nobody said no.
BUITEN_HUN_SCHULD = ("groep_afgelast", "traject_afgesloten", "vergissing", "verhuisd", "overleden")


@dataclass(frozen=True, slots=True)
class Aanbodfeit:
    """An offer that someone had or has."""

    id: UUID
    groep_id: UUID
    groep: str
    vervalt_op: date | None
    antwoord: str | None
    vervallen_reden: str | None
    open: bool
    op: datetime

    @property
    def hier(self) -> str:
        """Why someone has no place yet who was offered one in this group."""
        if self.vervalt_op is None:
            return "Heeft een aanbod voor deze groep. Het bericht heeft de inwoner nog niet bereikt."
        return f"Heeft een aanbod voor deze groep, tot en met {datum(self.vervalt_op)}."

    @property
    def afgelopen(self) -> str | None:
        """Why this group is not offered again, or None: it ended for another reason than an answer or silence."""
        if self.antwoord == "niet_nu":
            return f"Zei op {datum(self.op)} ‘nu niet’ tegen deze groep. Houdt de datum, voor een andere groep."
        if self.antwoord == "nee":
            return f"Zei op {datum(self.op)} nee tegen deze groep."
        if self.vervallen_reden == "verlopen":
            return f"Gaf geen antwoord op het aanbod voor deze groep, dat liep tot en met {datum(self.vervalt_op)}."
        if self.vervallen_reden == "ingetrokken":
            return "Het aanbod voor deze groep is ingetrokken."
        return None


@dataclass(frozen=True, slots=True)
class Plaatsfeit:
    """A place that someone had or has."""

    traject_id: UUID
    inwoner_id: UUID
    groep_id: UUID
    groep: str
    eindreden: str | None
    interventie: str
    loopt: bool


@dataclass(frozen=True, slots=True)
class Feiten:
    """Offers by traject, places by resident and by traject."""

    aanbiedingen: dict[UUID, list[Aanbodfeit]] = field(default_factory=lambda: defaultdict(list))
    plaatsen: dict[UUID, list[Plaatsfeit]] = field(default_factory=lambda: defaultdict(list))

    def open_aanbod(self, traject_id: UUID) -> Aanbodfeit | None:
        """Return the offer that someone may still answer."""
        return next((feit for feit in self.aanbiedingen.get(traject_id, ()) if feit.open), None)

    def eerder(self, traject_id: UUID, groep: Groep) -> str | None:
        """Return why this group is not offered to them again, or None."""
        hier = [feit.afgelopen for feit in self.aanbiedingen.get(traject_id, ()) if feit.groep_id == groep.id]
        if zin := next((zin for zin in hier if zin), None):
            return zin
        terug = [f for f in self.plaatsen.get(traject_id, ()) if f.groep_id == groep.id and not f.loopt]
        if any(feit.eindreden not in BUITEN_HUN_SCHULD for feit in terug):
            return "Gaf een plaats in deze groep terug."
        return None

    def plaats_van(self, wie_id: UUID, interventie: str) -> Plaatsfeit | None:
        """Return the place that a resident or traject has now in a group of this interventie."""
        return next((f for f in self.plaatsen.get(wie_id, ()) if f.loopt and f.interventie == interventie), None)


def feiten(interventie_codes: Sequence[str], keten_code: str) -> Feiten:
    """Return what is known of all who wait for these interventies."""
    wacht = (
        Wachtplek.interventie_code.in_(interventie_codes),
        Wachtplek.keten_code == keten_code,
        Wachtplek.vervallen_op.is_(None),
    )
    weet = Feiten()
    for a in db.session.execute(_aanbiedingen(select(Wachtplek.traject_id).where(*wacht))):
        is_open, op = a.beantwoord_op is None and a.vervallen_op is None, a.beantwoord_op or a.aangeboden_op
        feit = Aanbodfeit(a.id, a.groep_id, a.naam, a.vervalt_op, a.antwoord, a.vervallen_reden, open=is_open, op=op)
        weet.aanbiedingen[a.traject_id].append(feit)
    vraag = _plaatsen(select(Wachtplek.inwoner_id).where(*wacht), select(Wachtplek.samen_met_id).where(*wacht))
    for p in db.session.execute(vraag):
        code, loopt = p.interventie_pin.partition("@")[0], p.geeindigd_op is None
        plaats = Plaatsfeit(p.traject_id, p.inwoner_id, p.groep_id, p.naam, p.eindreden, interventie=code, loopt=loopt)
        weet.plaatsen[p.traject_id].append(plaats)
        weet.plaatsen[p.inwoner_id].append(plaats)
    return weet


def _aanbiedingen(trajecten: Any) -> Select[Any]:
    a = Plaatsaanbod
    return (
        select(a.traject_id, a.beantwoord_op, a.vervallen_op, a.aangeboden_op)
        .add_columns(a.id, a.groep_id, Groep.naam, a.vervalt_op, a.antwoord, a.vervallen_reden)
        .join(Groep, Groep.id == a.groep_id)
        .where(a.traject_id.in_(trajecten))
        .order_by(a.id.desc())
    )


def _plaatsen(inwoners: Any, samen: Any) -> Select[Any]:
    p = Plaatsing
    return (
        select(Groep.interventie_pin, p.geeindigd_op)
        .add_columns(p.traject_id, p.inwoner_id, p.groep_id, Groep.naam, p.eindreden)
        .join(Groep, Groep.id == p.groep_id)
        .where(or_(p.inwoner_id.in_(inwoners), p.traject_id.in_(samen)))
        .order_by(p.id)
    )
