"""Offering free places, and letting an offer go. A place that comes free is offered in the same transaction.

Locks in one order, here and everywhere: consents, groups (by id), trajecten (by id). See besluit 0030.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from ketens.gebruikers.wie import Wie
from ketens.groepen.beurt import beurten
from ketens.groepen.bezetting import open_aanbiedingen, stand, standen, vergrendel, vergrendel_trajecten
from ketens.groepen.melden import bied_plaatsen_aan, vergeet_aanbod
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachtlijst import wachtlijst, wachtplekken_van
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.trajecten.vooraf import eerst_vast

# Someone's turn came, but the group may not fit them: the coördinator looks.
BEKIJKEN = "aanbod_bekijken"
WERKDAGEN_OM_TE_KIJKEN = 2


def vul(groep: Groep, *, door: Wie | None = None, vrijgekomen: int | None = None) -> list[Plaatsaanbod]:
    """Offer every free place of the group at once, in order, to who waits and fits; nobody fits: nothing.

    `vrijgekomen` is how many came free just now: in a group that was not handed out yet no more than those are offered.
    Counted anew under the lock of the group. Who is about to be offered a place is locked too, and looked at again:
    meanwhile they may have been given one elsewhere.
    """
    (groep,) = vergrendel(groep.id)
    nu_vrij, los = stand(groep), vrijgekomen is not None and not _is_uitgedeeld(groep)
    if los:
        nu_vrij = replace(nu_vrij, plaatsen=nu_vrij.bezet + min(nu_vrij.vrij, vrijgekomen or 0))
    if not groep.kan_instromen or not nu_vrij.vrij:
        return []
    vast: set[UUID] = set()
    while True:
        rij = wachtlijst(groep.interventie.code, groep.keten_code, groep.organisatie_id, vers=bool(vast))
        uitkomst = beurten(groep, nu_vrij, rij) if rij else []
        gekozen = [wachtende.wachtplek for wachtende in uitkomst if wachtende.aan_de_beurt]
        if {wachtplek.traject_id for wachtplek in gekozen} <= vast:
            break
        vast |= {wachtplek.traject_id for wachtplek in gekozen}
        vergrendel_trajecten(vast)
    _laat_bekijken(groep, [wachtende.wachtplek.traject for wachtende in uitkomst if wachtende.te_bekijken])
    return _bied(groep, gekozen, door, los=los)


def bied_aan(groep: Groep, wachtplekken: Sequence[Wachtplek], *, door: Wie | None) -> list[Plaatsaanbod]:
    """Offer these people, who wait, a place in this group, whatever the order; there must be a place for each."""
    (groep,) = vergrendel(groep.id)
    vergrendel_trajecten([wachtplek.traject_id for wachtplek in wachtplekken])
    if not groep.kan_instromen or stand(groep).vrij < len(wachtplekken):
        raise Domeinfout("Er zijn niet genoeg plaatsen vrij in deze groep.")
    if any(wachtplek.vervallen_op for wachtplek in wachtplekken):
        raise Domeinfout("Iemand van hen wacht niet meer.")
    if open_aanbiedingen(Plaatsaanbod.traject_id.in_([wachtplek.traject_id for wachtplek in wachtplekken])):
        raise Domeinfout("Iemand van hen heeft al een aanbod.")
    return _bied(groep, wachtplekken, door)


def laat_vervallen(aanbod: Plaatsaanbod, reden: str, *, door: Wie | None = None) -> None:
    """Let an offer go that nobody answered; who had it keeps their place on the list. Under the lock of its group.

    One place came free then: `vul` the group after it. A second time changes nothing.
    """
    if not aanbod.staat_open:
        return
    aanbod.vervallen_op, aanbod.vervallen_reden = nu(), reden
    vergeet_aanbod(aanbod)
    aanbod.traject.noteer("aanbod_vervallen", door=door, reden=reden, **aanbod.groep.genoemd)


def laat_los_en_vul(aanbiedingen: Sequence[Plaatsaanbod], reden: str, *, door: Wie | None) -> None:
    """Let these offers go and offer their places to who is next; one that was answered meanwhile stays as it is."""
    if not (ids := [aanbod.id for aanbod in aanbiedingen]):
        return
    groepen = vergrendel(*{aanbod.groep_id for aanbod in aanbiedingen})
    vers = select(Plaatsaanbod).where(Plaatsaanbod.id.in_(ids)).order_by(Plaatsaanbod.id)
    los = [aanbod for aanbod in db.session.scalars(vers.execution_options(populate_existing=True)) if aanbod.staat_open]
    for aanbod in los:
        laat_vervallen(aanbod, reden, door=door)
    for groep in groepen:
        vul(groep, door=door, vrijgekomen=sum(aanbod.groep_id == groep.id for aanbod in los))


def trek_aanbiedingen_in(groep: Groep, *, door: Wie | None) -> list[Plaatsaanbod]:
    """Let the offers of a group that is called off go; return those of who had heard, and must hear this too."""
    aangeboden = open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)
    for aanbod in aangeboden:
        laat_vervallen(aanbod, "groep_afgelast", door=door)
    return [aanbod for aanbod in aangeboden if aanbod.bereikt_op]


@eerst_vast
def houd_vast(traject: Traject, *interventie_codes: str) -> None:
    """Lock the groups in which this traject may free a place or be offered one, before the traject itself.

    `interventie_codes`: what it is about to wait for, beside what it waits for now.
    """
    if ids := groepen_om(traject, *interventie_codes):
        vergrendel(*ids)


def groepen_om(traject: Traject, *interventie_codes: str) -> set[UUID]:
    """Return which groups those are: who has more to lock locks all of them in one call."""
    lopend = select(Plaatsing.groep_id).where(Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    ids = {aanbod.groep_id for aanbod in open_aanbiedingen(Plaatsaanbod.traject_id == traject.id)}
    ids |= set(db.session.scalars(lopend))
    for code in {*interventie_codes, *(wachtplek.interventie_code for wachtplek in wachtplekken_van(traject))}:
        ids |= {groep.id for groep in _uitgedeeld_voor(code, traject)}
    return ids


def zoek_plaats_voor(*wachtplekken: Wachtplek) -> None:
    """Offer what is free in groups that were handed out: whoever waits here may fit, or waits since now.

    A group that nobody handed out yet waits for the coördinator: they may want to place by hand first.
    """
    groepen = {g for w in wachtplekken for g in _uitgedeeld_voor(w.interventie_code, w.traject)}
    if vrij := met_vrije_plaats(list(groepen)):
        for groep in vergrendel(*(groep.id for groep in vrij)):
            vul(groep)


def met_vrije_plaats(groepen: Sequence[Groep]) -> list[Groep]:
    """Return those of these groups with a place free, in the order of their ids."""
    bezet = standen(groepen)
    return [groep for groep in sorted(groepen, key=lambda g: g.id) if bezet[groep.id].vrij]


def uitgedeelde_groepen() -> list[Groep]:
    """Return all groups that were handed out and in which someone might still begin."""
    return list(db.session.scalars(select(Groep).where(*_kan_nog(), _uitgedeeld())))


def _is_uitgedeeld(groep: Groep) -> bool:
    return db.session.scalar(select(Groep.id).where(Groep.id == groep.id, _uitgedeeld())) is not None


def _uitgedeeld() -> ColumnElement[bool]:
    """More was offered in this group than the places that came free by themselves."""
    return exists().where(Plaatsaanbod.groep_id == Groep.id, Plaatsaanbod.losse_plaats.is_(False))


def _uitgedeeld_voor(interventie_code: str, traject: Traject) -> list[Groep]:
    vraag = select(Groep).where(
        Groep.keten_code == traject.keten_code,
        Groep.organisatie_id == traject.organisatie_id,
        Groep.interventie_pin.startswith(f"{interventie_code}@", autoescape=True),
    )
    return list(db.session.scalars(vraag.where(*_kan_nog(), _uitgedeeld())))


def _kan_nog() -> tuple[ColumnElement[bool], ...]:
    return Groep.afgelast_op.is_(None), Groep.eindigt_op >= vandaag()


def _bied(
    groep: Groep, wachtplekken: Sequence[Wachtplek], door: Wie | None, *, los: bool = False
) -> list[Plaatsaanbod]:
    nieuwe = [_aanbod(groep, wachtplek, door, los=los) for wachtplek in wachtplekken]
    db.session.add_all(nieuwe)
    for aanbod in nieuwe:
        aanbod.traject.noteer("aangeboden", door=door, begint_op=groep.begint_op.isoformat(), **groep.genoemd)
    bied_plaatsen_aan(nieuwe, groep, door=door)
    db.session.flush()
    return nieuwe


def _aanbod(groep: Groep, wachtplek: Wachtplek, door: Wie | None, *, los: bool) -> Plaatsaanbod:
    return Plaatsaanbod(
        groep_id=groep.id,
        groep=groep,
        inwoner_id=wachtplek.inwoner_id,
        inwoner=wachtplek.inwoner,
        traject_id=wachtplek.traject_id,
        traject=wachtplek.traject,
        wachtplek_id=wachtplek.id,
        wachtplek=wachtplek,
        aangeboden_op=nu(),
        losse_plaats=los,
        aangeboden_door_id=door.account_id if door else None,
    )


def _laat_bekijken(groep: Groep, trajecten: Sequence[Traject]) -> None:
    """Put those whose turn came, and whom this group may not fit, on the worklist: once for each group."""
    if not trajecten:
        return
    ids = [traject.id for traject in trajecten]
    vraag = select(Taak.traject_id).where(Taak.traject_id.in_(ids), Taak.soort == BEKIJKEN, Taak.object_id == groep.id)
    al = set(db.session.scalars(vraag))
    uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_KIJKEN)
    for traject in trajecten:
        if traject.id not in al:
            taak = Taak.over(traject, soort=BEKIJKEN, termijn_op=uiterlijk)
            # On the page of the group stands why, and the button.
            taak.endpoint, taak.object_id = "rooster.detail", groep.id
            db.session.add(taak)
