"""Who waits, since when, in which order, and why they have no place yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import Stand
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners import doorgeven
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.kern.pagina import datum
from ketens.trajecten.models import Traject

# A deelname that ended so has met the need; after a place that was lost the old date stands.
VERVULD = ("afgerond", "uitgevallen")


@dataclass(frozen=True, slots=True)
class Wachtende:
    """Someone on the list as a page shows them: their number and one sentence."""

    wachtplek: Wachtplek
    nr: int
    waarom: str
    aan_de_beurt: bool


def datum_van_behoefte(traject: Traject) -> datetime:
    """Return since when this traject needs a place: the start of its step plaatsing, also when a place was lost."""
    soort: dict[str, str] = {stap.code: stap.soort for stap in traject.keten.stappen}
    vervuld = [
        stap.afgerond_op
        for stap in traject.stappen
        if soort.get(stap.code) == "deelname" and stap.uitkomst in VERVULD and stap.afgerond_op
    ]
    vanaf = max(vervuld, default=None)
    begonnen = [
        stap.begonnen_op
        for stap in traject.stappen
        if soort.get(stap.code) == "plaatsing" and (vanaf is None or stap.begonnen_op >= vanaf)
    ]
    return min(begonnen, default=nu())


def wachtplekken_van(traject: Traject) -> list[Wachtplek]:
    """Return what this traject waits for now."""
    vraag = select(Wachtplek).where(Wachtplek.traject_id == traject.id, Wachtplek.vervallen_op.is_(None))
    return list(db.session.scalars(vraag.options(joinedload(Wachtplek.groep)).order_by(Wachtplek.id)))


def wacht(traject: Traject, interventie_code: str, *, door: Wie | None, groep: Groep | None = None) -> Wachtplek:
    """Return the waiting place of this traject for this interventie; a new one is as old as the need."""
    bestaand = next((w for w in wachtplekken_van(traject) if w.interventie_code == interventie_code), None)
    if bestaand:
        return bestaand
    wachtplek = Wachtplek(
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject=traject,
        keten_code=traject.keten_code,
        interventie_code=interventie_code,
        groep=groep,
        dagdelen=[],
        sinds=datum_van_behoefte(traject),
        door_id=door.account_id if door else None,
    )
    db.session.add(wachtplek)
    traject.noteer("op_wachtlijst", door=door, interventie=interventie_code, groep=groep.naam if groep else None)
    return wachtplek


def wachtlijst(interventie_code: str, keten_code: str, organisatie_id: object) -> list[Wachtplek]:
    """Return who waits for an interventie, first who is served first: priority, then date of the need, then the row."""
    return wachtlijsten([interventie_code], keten_code, organisatie_id)[interventie_code]


def wachtlijsten(
    interventie_codes: Iterable[str], keten_code: str, organisatie_id: object
) -> dict[str, list[Wachtplek]]:
    """Return the same for several interventies, in one query."""
    lijsten: dict[str, list[Wachtplek]] = {code: [] for code in interventie_codes}
    vraag = (
        select(Wachtplek)
        .join(Wachtplek.traject)
        .where(
            Wachtplek.interventie_code.in_(lijsten),
            Wachtplek.keten_code == keten_code,
            Wachtplek.vervallen_op.is_(None),
            Traject.organisatie_id == organisatie_id,
        )
        .options(
            joinedload(Wachtplek.traject, innerjoin=True).selectinload(Traject.pauzes),
            # With their consents: a group that others lead takes only who agreed to that.
            joinedload(Wachtplek.inwoner, innerjoin=True).selectinload(Inwoner.toestemmingen),
            joinedload(Wachtplek.groep),
        )
    )
    for wachtplek in sorted(db.session.scalars(vraag), key=lambda wachtplek: wachtplek.rang):
        lijsten[wachtplek.interventie_code].append(wachtplek)
    return lijsten


def gaan_voor(traject: Traject, groep: Groep, stand: Stand, rij: Sequence[Wachtplek]) -> int:
    """Return how many of the list `rij` are passed over when this traject gets a place in the group: 0 is nobody.

    Who comes first and does not fit the group is not passed over, nor who still has a place left after this one.
    """
    eigen = next((wachtplek for wachtplek in rij if wachtplek.traject_id == traject.id), None)
    # Who is not on the list has the need since the step began, and stands behind who has it just as long.
    rang = (
        eigen.rang
        if eigen
        else (traject.keten.rang(traject.uitslag), datum_van_behoefte(traject), UUID(int=2**128 - 1))
    )
    voor = [wachtplek for wachtplek in rij if wachtplek.rang < rang and waarom_niet(wachtplek, groep) is None]
    return len(voor) if len(voor) >= stand.vrij else 0


def lijst_voor(groep: Groep, stand: Stand) -> list[Wachtende]:
    """Return who waits for the interventie of this group, with why they have no place in it yet."""
    rijen, voor, vrij = [], 0, stand.vrij
    for nr, wachtplek in enumerate(wachtlijst(groep.interventie.code, groep.keten_code, groep.organisatie_id), start=1):
        past_niet = waarom_niet(wachtplek, groep)
        aan_de_beurt = past_niet is None and voor < vrij and groep.kan_instromen
        rijen.append(Wachtende(wachtplek, nr, past_niet or _beurt(groep, stand, voor), aan_de_beurt))
        voor += past_niet is None
    return rijen


def eerste_voor(groep: Groep) -> Wachtplek | None:
    """Return who would be served first in this group, or None when nobody who waits fits it."""
    rij = wachtlijst(groep.interventie.code, groep.keten_code, groep.organisatie_id)
    return next((wachtplek for wachtplek in rij if waarom_niet(wachtplek, groep) is None), None)


def waarom_niet(wachtplek: Wachtplek, groep: Groep) -> str | None:
    """Return in one sentence why this group is not what they wait for, or None when it is."""
    andere = wachtplek.groep
    if wachtplek.traject.pauze:
        return staat_stil_tot(wachtplek.traject.pauze.tot)
    if andere is not None and andere.id != groep.id and not andere.is_voorbij:
        return f"Wacht op een andere groep: {andere.naam}."
    if groep.deelt_buiten and not doorgeven.geldt(wachtplek.inwoner, wachtplek.keten_code):
        return "De inwoner gaf geen toestemming om gegevens door te geven aan de trainer."
    return _wil_iets_anders(wachtplek, groep)


def _wil_iets_anders(wachtplek: Wachtplek, groep: Groep) -> str | None:
    if wachtplek.wijk and groep.wijk and wachtplek.wijk.casefold() != groep.wijk.casefold():
        return f"Wil een groep in {wachtplek.wijk}; deze is in {groep.wijk}."
    if wachtplek.taal and wachtplek.taal.casefold() != groep.taal.casefold():
        return f"Wil een groep in het {wachtplek.taal}; deze is in het {groep.taal}."
    if kan_niet := [deel for deel in groep.dagdelen if wachtplek.dagdelen and deel not in wachtplek.dagdelen]:
        return f"Kan niet op {' en '.join(map(dagdeel_naam, kan_niet))}."
    return None


def _beurt(groep: Groep, stand: Stand, voor: int) -> str:
    if groep.afgelast_op:
        return "Deze groep is afgelast."
    if groep.is_voorbij:
        return "Deze groep is afgelopen."
    if not groep.kan_instromen:
        return "Deze groep is al te ver om nog te beginnen."
    if voor < stand.vrij:
        return "Er is plaats: geef deze inwoner een plaats."
    vol = "De groep is vol"
    if stand.vrij:
        vol = "Er is plaats vrij" if stand.vrij == 1 else f"Er zijn {stand.vrij} plaatsen vrij"
    if not voor:
        return f"{vol}. Deze inwoner is als eerste aan de beurt."
    return f"{vol}; {eerder_aan_de_beurt(voor)}."


def staat_stil_tot(dag: date) -> str:
    """Return why someone gets no place now, though they keep their date."""
    return f"Dit traject staat stil tot {datum(dag)}."


def eerder_aan_de_beurt(aantal: int) -> str:
    """Return "2 inwoners zijn eerder aan de beurt"."""
    return f"{aantal} {'inwoner is' if aantal == 1 else 'inwoners zijn'} eerder aan de beurt"


DAGNAMEN = {"ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag"}
DAGDELEN = {f"{dag}_{deel}": f"{naam}{deel}" for dag, naam in DAGNAMEN.items() for deel in ("ochtend", "middag")}


def dagdeel_naam(code: str) -> str:
    """Return "dinsdagochtend" for `di_ochtend`."""
    return DAGDELEN.get(code, code)


def dagdeel_namen(codes: Sequence[str]) -> str:
    """Return the parts of the week in words, in the order of the week."""
    volgorde = list(DAGDELEN)
    return ", ".join(
        dagdeel_naam(code) for code in sorted(codes, key=lambda c: volgorde.index(c) if c in volgorde else 99)
    )
