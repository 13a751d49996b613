"""What the clock does with offers: those whose time is up lapse, and their places go to who is next (besluit 0030).

Who was not reached loses nothing: without a day on which it was heard of an offer has no last day.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from ketens.audit.handelingen import schrijf_opdracht
from ketens.berichten.handelingen import ander_kanaal, open_berichten
from ketens.berichten.models import Bericht
from ketens.groepen.aanbieden import laat_vervallen, met_vrije_plaats, uitgedeelde_groepen, vul
from ketens.groepen.bedenktijd import is_haast
from ketens.groepen.bezetting import OPEN_AANBOD, open_aanbiedingen, vergrendel
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Wachtplek
from ketens.groepen.samen import ontbind
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.opdrachten.klok import elke
from ketens.rechten import Recht
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

OPDRACHT = "groepen.aanbod"
PER_GROEP = "groepen.aanbod_in_groep"
VERLOPEN = "aanbod_verlopen"
WERKDAGEN_OM_TE_VRAGEN = 2


@elke(timedelta(minutes=15), OPDRACHT)
def loop_na(_gegevens: Mapping[str, Any]) -> None:
    """Lay out a job for each group in which there may be something to do: a short transaction, that locks one group."""
    for groep_id in sorted({*_met_aanbod(), *_met_wachtenden()}):
        geef_op(PER_GROEP, gegevens={"groep_id": str(groep_id)}, sleutel=f"{PER_GROEP}:{groep_id}")


@opdracht(PER_GROEP)
def loop_groep_na(gegevens: Mapping[str, Any]) -> None:
    """Let lapse what is over, call who must hear soon, and offer what is free if the group was handed out.

    A place that came free was offered then and there; this finds who fits since: back from a pause, or moved.
    """
    (groep,) = vergrendel(UUID(gegevens["groep_id"]))
    geraakt = laat_verlopen(groep)
    if is_haast(groep):
        bel_wie_niets_hoorde(groep)
    geraakt += [aanbod.inwoner_id for aanbod in vul(groep, vrijgekomen=len(geraakt))]
    if geraakt:
        schrijf_opdracht(Recht.PLAATSEN, PER_GROEP, geraakt)


def laat_verlopen(groep: Groep) -> list[UUID]:
    """Let lapse the offers of a group whose last day has gone, or all when nobody can begin in it any more.

    Return whose they were.
    """
    over = [aanbod for aanbod in open_aanbiedingen(Plaatsaanbod.groep_id == groep.id) if _is_over(aanbod, groep)]
    for aanbod in over:
        _verloop(aanbod, "verlopen" if groep.kan_instromen else "te_laat")
    return [aanbod.inwoner_id for aanbod in over]


def bel_wie_niets_hoorde(groep: Groep) -> None:
    """Less than two days before the next session there is no time for post: who did not hear of an offer is called."""
    sleutels = [f"aanbod:{aanbod.id}" for aanbod in open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)]
    for bericht in open_berichten(Bericht.sleutel.in_(sleutels)) if sleutels else ():
        if bericht.kanaal is Bereik.BRIEF:
            ander_kanaal(bericht, Bereik.BELLEN, door=None)
        if bericht.taak and bericht.taak.afgehandeld_op is None:
            bericht.taak.termijn_op = min(bericht.taak.termijn_op, vandaag())


def _met_aanbod() -> set[UUID]:
    """The groups with an offer that is over, or that someone must hear of today."""
    aangeboden = open_aanbiedingen()
    groepen = {groep.id: groep for groep in _met_bijeenkomsten({aanbod.groep_id for aanbod in aangeboden})}
    return {
        aanbod.groep_id
        for aanbod in aangeboden
        if _is_over(aanbod, groep := groepen[aanbod.groep_id]) or (aanbod.bereikt_op is None and is_haast(groep))
    }


def _met_wachtenden() -> set[UUID]:
    """The groups that were handed out, in which a place is free, while somebody without an offer waits for it."""
    vrij = met_vrije_plaats(uitgedeelde_groepen())
    if not vrij:
        return set()
    vraag = select(Wachtplek.interventie_code, Wachtplek.keten_code, Traject.organisatie_id).join(Wachtplek.traject)
    heeft_al = exists().where(Plaatsaanbod.traject_id == Wachtplek.traject_id, *OPEN_AANBOD)
    vraag = vraag.where(Wachtplek.vervallen_op.is_(None), Traject.afgesloten_op.is_(None), ~heeft_al).distinct()
    wacht = {tuple(rij) for rij in db.session.execute(vraag)}
    gezocht = [groep.id for groep in vrij if (groep.interventie.code, groep.keten_code, groep.organisatie_id) in wacht]
    return {groep.id for groep in _met_bijeenkomsten(gezocht) if groep.kan_instromen}


def _met_bijeenkomsten(groep_ids: Sequence[UUID] | set[UUID]) -> Sequence[Groep]:
    vraag = select(Groep).where(Groep.id.in_(groep_ids)).options(selectinload(Groep.bijeenkomsten))
    return db.session.scalars(vraag).all()


def _is_over(aanbod: Plaatsaanbod, groep: Groep) -> bool:
    return not groep.kan_instromen or (aanbod.vervalt_op is not None and aanbod.vervalt_op < vandaag())


def _verloop(aanbod: Plaatsaanbod, reden: str) -> None:
    laat_vervallen(aanbod, reden)
    if aanbod.wachtplek is not None and aanbod.wachtplek.vervallen_op is None:
        ontbind(aanbod.wachtplek, door=None)
    if not aanbod.traject.is_afgesloten:
        uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VRAGEN)
        db.session.add(Taak.over(aanbod.traject, soort=VERLOPEN, termijn_op=uiterlijk))
