"""What the pages show: the list with its states, and what goes back and forth about one traject."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from ketens.gebruikers.wie import Wie
from ketens.kern.bladeren import bladeren, bladzijden
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from ketens.trajecten.vragenformulier import in_woorden
from ketens.verwijzingen.models import INTREKREDENEN, Aanvulling, Terugkoppeling, Verwijzing
from ketens.verwijzingen.stand import EINDE, Stand
from ketens.verwijzingen.statuslink import mag_geven
from ketens.verwijzingen.terugkoppelen import NIETS, gehoor, mag_aanvullen, stil_sinds
from ketens.verwijzingen.verlopen import verlopen

PER_BLADZIJDE = 25
V = Verwijzing
STANDEN = {
    "wacht": "Wacht op antwoord",
    "aangenomen": "Aangenomen",
    "geweigerd": "Niet aangenomen",
    "ingetrokken": "Ingetrokken",
}


@dataclass(frozen=True, slots=True)
class Regel:
    """A verwijzing of the list, and how it stands."""

    verwijzing: Verwijzing
    stand: Stand


@dataclass(frozen=True, slots=True)
class Lijst:
    """One page of the list, newest first; `nummer` from 1."""

    regels: list[Regel]
    nummer: int
    totaal: int
    filter: dict[str, Any]

    @property
    def standen(self) -> list[tuple[str, str]]:
        """The states to filter on, with their words."""
        return list(STANDEN.items())

    @property
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        return bladeren(self.nummer, len(self.regels), self.totaal, per=PER_BLADZIJDE, url=self._url)

    def _url(self, nummer: int) -> str:
        return url_for("verwijzingen.lijst", bladzijde=nummer, **self.filter)


def lijst(wie: Wie, *, stand: str = "", kenmerk: str = "", nummer: int = 1) -> Lijst:
    """Return a page of what this hat follows: what its organisatie sent, or what was sent to it."""
    eisen = [Verwijzing.zichtbaar_voor(wie)]
    if wie.rol == Rol.VERWIJZER:
        eisen.append(Verwijzing.organisatie_id == wie.organisatie_id)
    if stand in STANDEN:
        eisen.append(_in_stand(stand, wie))
    if kenmerk := netjes(kenmerk):
        eisen.append(Verwijzing.kenmerk.startswith(kenmerk, autoescape=True))
    totaal = db.session.scalar(select(func.count()).select_from(Verwijzing).where(*eisen)) or 0
    nummer = min(max(nummer, 1), bladzijden(totaal, PER_BLADZIJDE))
    vraag = (
        select(Verwijzing)
        .where(*eisen)
        .options(joinedload(Verwijzing.organisatie))
        .order_by(Verwijzing.ingediend_op.desc(), Verwijzing.id.desc())
        .limit(PER_BLADZIJDE)
        .offset((nummer - 1) * PER_BLADZIJDE)
    )
    rijen = db.session.scalars(vraag).all()
    standen = verlopen(rijen, wie)
    filter_: dict[str, Any] = {naam: waarde for naam, waarde in (("stand", stand), ("kenmerk", kenmerk)) if waarde}
    return Lijst([Regel(rij, standen[rij.id][-1]) for rij in rijen], nummer, totaal, filter_)


def _in_stand(stand: str, wie: Wie) -> ColumnElement[bool]:
    if stand == "ingetrokken":
        return V.ingetrokken_op.is_not(None)
    aangenomen, geweigerd = _gezien(V.aangenomen_op, wie), _gezien(V.geweigerd_op, wie)
    eis = {"wacht": ~(aangenomen | geweigerd), "aangenomen": aangenomen, "geweigerd": geweigerd}[stand]
    return eis & V.ingetrokken_op.is_(None)


def _gezien(moment: InstrumentedAttribute[datetime | None], wie: Wie) -> ColumnElement[bool]:
    """Return the condition that it happened, and that a verwijzer was told: a filter tells no more than a page."""
    if wie.rol != Rol.VERWIJZER:
        return moment.is_not(None)
    stil = stil_sinds(V.id)
    return moment.is_not(None) & (stil.is_(None) | (moment <= stil))


def netjes(kenmerk: str) -> str:
    """Return a typed kenmerk as it is stored: capitals, and a dash after three letters."""
    kaal = "".join(teken for teken in kenmerk.upper() if teken.isalnum())
    return f"{kaal[:3]}-{kaal[3:]}" if len(kaal) > 3 else kaal


def antwoorden_van(verwijzing: Verwijzing) -> list[tuple[str, str]]:
    """Return question and answer, in words, of what the keten itself asked."""
    return in_woorden(verwijzing.keten.verwijzen.vragen, verwijzing.antwoorden or {})


def beeld(verwijzing: Verwijzing, wie: Wie) -> dict[str, Any]:
    """Return what the page of one verwijzing shows: states newest first, messages, what may be done."""
    standen = verlopen([verwijzing], wie)[verwijzing.id]
    eigen = wie.organisatie_id in (verwijzing.organisatie_id, verwijzing.ingevoerd_door_organisatie_id)
    doorgeven = mag_aanvullen(verwijzing)
    open_ = not (verwijzing.geweigerd_op or verwijzing.ingetrokken_op)
    einde = standen[-1].code in EINDE
    terug = berichten(verwijzing) if wie.organisatie_id == verwijzing.organisatie_id or wie.rol != Rol.VERWIJZER else []
    return {
        "verwijzing": verwijzing,
        "stand": standen[-1],
        "standen": standen[::-1],
        "berichten": terug,
        "mag_aanvullen": eigen and open_ and doorgeven,
        "niet_doorgeven": eigen and open_ and not doorgeven,
        "mag_intrekken": eigen and open_ and not einde,
        "intrekredenen": INTREKREDENEN,
        "mag_statuslink": mag_geven(verwijzing, wie),
        "antwoorden": antwoorden_van(verwijzing),
    }


def berichten(verwijzing: Verwijzing) -> list[Terugkoppeling]:
    """Return what the coördinator wrote back, newest first."""
    return [bericht for bericht in reversed(verwijzing.terugkoppelingen) if bericht.tekst]


@dataclass(frozen=True, slots=True)
class Wisseling:
    """A verwijzing of a traject: may its verwijzer hear something, what was said, and what came in."""

    verwijzing: Verwijzing
    mag: bool
    # The consent to report back was taken back: then this verwijzer hears nothing new at all.
    stil: bool
    berichten: list[Terugkoppeling]
    aanvullingen: list[Aanvulling]
    antwoorden: list[tuple[str, str]]


def wisselingen(traject: Traject) -> list[Wisseling]:
    """Return what went back and forth about a traject, per verwijzing, the newest first."""
    vraag = (
        select(Verwijzing)
        .where(Verwijzing.traject_id == traject.id)
        .options(
            joinedload(Verwijzing.organisatie),
            selectinload(Verwijzing.terugkoppelingen),
            selectinload(Verwijzing.aanvullingen).joinedload(Aanvulling.door),
        )
        .order_by(Verwijzing.ingediend_op.desc())
    )
    rijen = db.session.scalars(vraag).all()
    bekend = gehoor(rij.id for rij in rijen)
    hoe = [(rij, bekend.get(rij.id, NIETS)) for rij in rijen]
    return [
        Wisseling(
            rij,
            een.hoort and not een.tot,
            een.tot is not None,
            berichten(rij),
            list(reversed(rij.aanvullingen)),
            antwoorden_van(rij),
        )
        for rij, een in hoe
    ]
