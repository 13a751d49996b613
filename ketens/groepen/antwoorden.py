"""What someone answers to an offered place: yes, no, or not now (besluit 0030). None of it commits."""

from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import laat_vervallen, vul
from ketens.groepen.bezetting import vergrendel
from ketens.groepen.handelingen import plaats
from ketens.groepen.melden import vergeet_aanbod
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.groepen.samen import ontbind
from ketens.inwoners import doorgeven
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.kern.pagina import datum
from ketens.trajecten.taken import Taak

ANTWOORDEN = {"ja": "Ja, ik kom", "niet_nu": "Nu niet, later wel", "nee": "Nee"}
VIA = ("link", "coordinator")
NEE_GEZEGD = "aanbod_nee"
WERKDAGEN_OM_TE_PRATEN = 3
# What a place given on an offer has as its reason, should something ask for one since the offer was made.
NAM_AAN = "Nam een aangeboden plaats aan."
# Why an offer that was not answered is none any more.
VERVALLEN = {
    "verlopen": "De tijd om te antwoorden is voorbij. De plaats is aan iemand anders aangeboden.",
    "groep_afgelast": "Deze groep gaat niet door.",
    "te_laat": "De groep is al te ver om nog te beginnen.",
}


def beantwoord(aanbod: Plaatsaanbod, antwoord: str, *, via: str, door: Wie | None) -> Plaatsing | None:
    """Take the answer to an offer: "ja" gives the place; after "nee" and "niet_nu" who is next is offered it at once.

    "nee" leaves the list, and the coördinator talks it over; "niet_nu" stays on it with the old date. Answered before,
    lapsed or past its last day: `Domeinfout`, and nothing changes.
    """
    if antwoord not in ANTWOORDEN or via not in VIA:
        raise Domeinfout("Kies ja, nu niet of nee.", veld="antwoord")
    doorgeven.vergrendel([aanbod.inwoner_id], aanbod.traject.keten_code)
    (groep,) = vergrendel(aanbod.groep_id)
    db.session.refresh(aanbod)
    if waarom := hoe_het_staat(aanbod):
        raise Domeinfout(waarom)
    plaatsing = _neem_aan(aanbod, via, door) if antwoord == "ja" else None
    aanbod.beantwoord_op, aanbod.antwoord, aanbod.antwoord_via = nu(), antwoord, via
    aanbod.antwoord_door_id = door.account_id if door else None
    aanbod.traject.noteer("aanbod_beantwoord", door=door, antwoord=antwoord, via=via, **groep.genoemd)
    for bericht in open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}"):
        bereikt(bericht, door=door, hoe="gesproken")
    vergeet_aanbod(aanbod)
    if antwoord != "ja":
        _gaat_niet(aanbod, antwoord, door)
        vul(groep, door=door, vrijgekomen=1)
    return plaatsing


def hoe_het_staat(aanbod: Plaatsaanbod) -> str | None:
    """Return in a sentence why this offer can't be answered any more, or None when it can."""
    if aanbod.antwoord:
        woord = {"ja": "ja", "nee": "nee", "niet_nu": "nu niet"}[aanbod.antwoord]
        return f"Op dit aanbod is al geantwoord: {woord}, op {datum(aanbod.beantwoord_op)}."
    if aanbod.vervallen_op:
        return VERVALLEN.get(aanbod.vervallen_reden or "", "Dit aanbod is ingetrokken.")
    if aanbod.groep.is_voorbij or not aanbod.groep.kan_instromen:
        return VERVALLEN["groep_afgelast" if aanbod.groep.afgelast_op else "te_laat"]
    if aanbod.vervalt_op and aanbod.vervalt_op < vandaag():
        return f"De tijd om te antwoorden liep tot en met {datum(aanbod.vervalt_op)} en is voorbij."
    return None


def trek_aanbod_in(aanbod: Plaatsaanbod, *, door: Wie | None) -> None:
    """Take an offer back; who had it keeps their place on the list, and who is next is offered the place.

    As after an answer the same person is not offered it at once again: they go off the list of this group by hand.
    """
    (groep,) = vergrendel(aanbod.groep_id)
    db.session.refresh(aanbod)
    if waarom := hoe_het_staat(aanbod):
        raise Domeinfout(waarom)
    laat_vervallen(aanbod, "ingetrokken", door=door)
    vul(groep, door=door, vrijgekomen=1)


def _neem_aan(aanbod: Plaatsaanbod, via: str, door: Wie | None) -> Plaatsing:
    uitkomst = plaats(aanbod.traject, aanbod.groep, door=door, reden_afwijking=NAM_AAN)
    if not isinstance(uitkomst, Plaatsing):
        raise Domeinfout("De groep is vol.")
    if via == "coordinator":  # who says yes on the phone has heard when and where it begins
        over_plaats = Bericht.sleutel == f"uitnodiging:{uitkomst.id}"
        for bericht in open_berichten(over_plaats, Bericht.kanaal == Bereik.BELLEN):
            bereikt(bericht, door=door, hoe="gesproken")
    return uitkomst


def _gaat_niet(aanbod: Plaatsaanbod, antwoord: str, door: Wie | None) -> None:
    wachtplek, traject = aanbod.wachtplek, aanbod.traject
    if wachtplek is not None and wachtplek.vervallen_op is None:
        ontbind(wachtplek, door=door)
    if antwoord != "nee":
        return
    if wachtplek is not None and wachtplek.vervallen_op is None:
        wachtplek.vervalt("nee")
        traject.noteer("van_wachtlijst", door=door, interventie=wachtplek.interventie_code, reden="nee")
    uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_PRATEN)
    db.session.add(Taak.over(traject, soort=NEE_GEZEGD, termijn_op=uiterlijk))
