"""Who waits, since when and in which order; and whether a group is what they wait for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners import doorgeven
from ketens.inwoners.beperking import onbeperkt
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.kern.pagina import datum
from ketens.trajecten.models import Traject

# A deelname that ended so has met the need; after a place that was lost the old date stands.
VERVULD = ("afgerond", "uitgevallen")


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
    return list(db.session.scalars(_van_traject(), {"traject_id": traject.id}))


@cache
def _van_traject() -> Select[Wachtplek]:
    # Built once: it is asked at every placing, under the lock.
    vraag = select(Wachtplek).where(Wachtplek.traject_id == bindparam("traject_id"), Wachtplek.vervallen_op.is_(None))
    return vraag.options(joinedload(Wachtplek.groep)).order_by(Wachtplek.id)


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


def wachtlijst(
    interventie_code: str, keten_code: str, organisatie_id: object, *, vers: bool = False
) -> list[Wachtplek]:
    """Return who waits for an interventie, first who is served first: priority, then date of the need, then the row.

    `vers` reads what is in memory anew, for who has just locked these people.
    """
    return wachtlijsten([interventie_code], keten_code, organisatie_id, vers=vers)[interventie_code]


def wachtlijsten(
    interventie_codes: Iterable[str], keten_code: str, organisatie_id: object, *, vers: bool = False
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
            Traject.afgesloten_op.is_(None),
            onbeperkt(Wachtplek.inwoner_id),
        )
        .options(
            joinedload(Wachtplek.traject, innerjoin=True).selectinload(Traject.pauzes),
            # With their consents: a group that others lead takes only who agreed to that.
            joinedload(Wachtplek.inwoner, innerjoin=True).selectinload(Inwoner.toestemmingen),
            joinedload(Wachtplek.groep),
        )
        .execution_options(populate_existing=vers)
    )
    for wachtplek in sorted(db.session.scalars(vraag), key=lambda wachtplek: wachtplek.rang):
        lijsten[wachtplek.interventie_code].append(wachtplek)
    return lijsten


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
