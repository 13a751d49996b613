"""What the clock does with offers: those whose time is up lapse, and their places go to who is next (besluit 0030).

Who was not reached loses nothing: without a day on which it was heard of an offer has no last day.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from ketens.audit.handelingen import schrijf_opdracht
from ketens.berichten.handelingen import ander_kanaal, open_berichten
from ketens.berichten.models import Bericht
from ketens.groepen.aanbieden import laat_vervallen, met_vrije_plaats, uitgedeelde_groepen, vul
from ketens.groepen.bedenktijd import is_haast
from ketens.groepen.bezetting import open_aanbiedingen, vergrendel
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.groepen.samen import ontbind
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.opdrachten.klok import elke
from ketens.rechten import Recht
from ketens.trajecten.taken import Taak

OPDRACHT = "groepen.aanbod"
VERLOPEN = "aanbod_verlopen"
WERKDAGEN_OM_TE_VRAGEN = 2


@elke(timedelta(minutes=15), OPDRACHT)
def loop_na(_gegevens: Mapping[str, Any]) -> None:
    """Let lapse what is over, call who must hear soon, and offer what is free in groups that are being handed out.

    A place that came free was offered then and there; this finds who fits since: back from a pause, or moved.
    """
    uitgedeeld = [groep.id for groep in uitgedeelde_groepen()]
    groepen = vergrendel(*{*uitgedeeld, *(aanbod.groep_id for aanbod in open_aanbiedingen())})
    geraakt = [id_ for groep in groepen for id_ in laat_verlopen(groep)]
    for groep in groepen:
        if is_haast(groep):
            bel_wie_niets_hoorde(groep)
    for groep in met_vrije_plaats([groep for groep in groepen if groep.kan_instromen]):
        geraakt += [aanbod.inwoner_id for aanbod in vul(groep)]
    if geraakt:
        schrijf_opdracht(Recht.PLAATSEN, OPDRACHT, geraakt)


def laat_verlopen(groep: Groep) -> list[UUID]:
    """Let lapse the offers of a group whose last day has gone, or all when nobody can begin in it any more.

    Return whose they were.
    """
    voorbij = not groep.kan_instromen
    van_nu = open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)
    over = [aanbod for aanbod in van_nu if voorbij or (aanbod.vervalt_op and aanbod.vervalt_op < vandaag())]
    for aanbod in over:
        _verloop(aanbod, "te_laat" if voorbij else "verlopen")
    return [aanbod.inwoner_id for aanbod in over]


def bel_wie_niets_hoorde(groep: Groep) -> None:
    """Less than two days before the next session there is no time for post: who did not hear of an offer is called."""
    sleutels = [f"aanbod:{aanbod.id}" for aanbod in open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)]
    for bericht in open_berichten(Bericht.sleutel.in_(sleutels)) if sleutels else ():
        if bericht.kanaal is Bereik.BRIEF:
            ander_kanaal(bericht, Bereik.BELLEN, door=None)
        if bericht.taak and bericht.taak.afgehandeld_op is None:
            bericht.taak.termijn_op = min(bericht.taak.termijn_op, vandaag())


def _verloop(aanbod: Plaatsaanbod, reden: str) -> None:
    laat_vervallen(aanbod, reden)
    if aanbod.wachtplek is not None and aanbod.wachtplek.vervallen_op is None:
        ontbind(aanbod.wachtplek, door=None)
    if not aanbod.traject.is_afgesloten:
        uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VRAGEN)
        db.session.add(Taak.over(aanbod.traject, soort=VERLOPEN, termijn_op=uiterlijk))
