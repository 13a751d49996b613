"""Going on the waiting list, changing what is waited for, and leaving it. None of it commits."""

from collections.abc import Sequence

from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import houd_vast, laat_los_en_vul, zoek_plaats_voor
from ketens.groepen.bezetting import open_aanbiedingen, vergrendel_traject, vergrendel_trajecten
from ketens.groepen.loslaten import zoekt_plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Wachtplek
from ketens.groepen.samen import koppel, ontbind
from ketens.groepen.wachtlijst import wacht
from ketens.inwoners.levensloop import VERTREKT, vertrekt
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.models import Traject


def zet_op_wachtlijst(
    traject: Traject,
    *,
    interventie_code: str,
    door: Wie | None,
    groep: Groep | None = None,
    wijk: str | None = None,
    dagdelen: Sequence[str] = (),
    taal: str | None = None,
    samen_met: str | None = None,
) -> Wachtplek:
    """Let someone wait for a group or for a kind of group; who waits already keeps the date and gets the new wishes.

    `samen_met` is the kenmerk of who must come along. A group of which places were offered before, with one free, is
    offered at once when it is their turn.
    """
    houd_vast(traject, interventie_code)
    vergrendel_traject(traject)
    if traject.is_afgesloten:
        raise Domeinfout("Dit traject is afgesloten. Heropen het eerst.")
    if vertrekt(traject.inwoner):
        raise Domeinfout(VERTREKT)
    if interventie_code not in [inzet.code for inzet in traject.keten.interventies]:
        raise Domeinfout("Kies een cursus uit de lijst.", veld="interventie_code")
    if groep is not None and groep.interventie.code != interventie_code:
        raise Domeinfout("Deze groep is van een andere cursus. Kies de cursus van de groep.", veld="groep_id")
    if zoekt_plaats(traject) is None:
        raise Domeinfout("Dit traject is nog niet toe aan een plaats, of de plaats is al gegeven.")
    wachtplek = wacht(traject, interventie_code, door=door)
    wachtplek.groep, wachtplek.wijk, wachtplek.dagdelen = groep, wijk or None, list(dagdelen)
    wachtplek.taal = taal or None
    db.session.flush()
    koppel(wachtplek, samen_met, door=door)
    zoek_plaats_voor(wachtplek)
    return wachtplek


def haal_van_wachtlijst(wachtplek: Wachtplek, *, door: Wie | None, reden: str = "ingetrokken") -> None:
    """Take someone from the waiting list; a second time changes nothing.

    Locked as who answers an offer does, and before anything is written: neither is offered to them meanwhile, nor do
    the two wait for each other.
    """
    houd_vast(wachtplek.traject)
    vergrendel_trajecten([wachtplek.traject_id])
    db.session.refresh(wachtplek, attribute_names=["vervallen_op"])
    if wachtplek.vervallen_op is None:
        ontbind(wachtplek, door=door)
        wachtplek.vervalt(reden)
        wachtplek.traject.noteer("van_wachtlijst", door=door, interventie=wachtplek.interventie_code, reden=reden)
        laat_los_en_vul(open_aanbiedingen(Plaatsaanbod.wachtplek_id == wachtplek.id), reden, door=door)
