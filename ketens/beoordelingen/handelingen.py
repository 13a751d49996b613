"""Asking a practice to assess, and what comes back: a date, a route and one line. The factors stay there."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from ketens.beoordelingen.models import Beoordeling
from ketens.beoordelingen.stand import (
    beoordelaars,
    factorenlijst,
    open_verzoek,
    praktijken_met_app,
    wachtende_stap,
)
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.inwoners import doorgeven
from ketens.inwoners.handelingen import Stopwens, betrek, bij_intrekking
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.kern.pagina import datum
from ketens.trajecten.handelingen import bij_afsluiting
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

GROND = "beoordeling"
HERINNERING = "herinnering_beoordeling"
# A practice without the app does not see that a request was taken back: someone tells it, without the reason.
AFZEGGEN, WERKDAGEN_OM_AF_TE_ZEGGEN = "verzoek_afzeggen", 1
LANGSTE_REGEL = 200
# An assessment from longer before the request says nothing about today; most often it is a mistyped year.
OUDSTE = timedelta(days=366)


def vraag_beoordeling(
    traject: Traject, *, praktijk_id: UUID, vraag: str | None, door: Wie, formulier_id: UUID | None = None
) -> Beoordeling:
    """Ask a practice to assess this resident; a practice without beoordelaars in the app gets a letter.

    Nothing leaves the organisatie without the resident's consent to pass data on (domein 6.1). Sent twice, it is one.
    """
    al = select(Beoordeling).where(Beoordeling.id == formulier_id, Beoordeling.traject_id == traject.id)
    if formulier_id and (bestaand := db.session.scalars(al).one_or_none()):
        return bestaand
    mag_doorgeven = doorgeven.vergrendel([traject.inwoner_id], traject.keten_code)
    db.session.refresh(traject, with_for_update=True)
    if wachtende_stap(traject) is None:
        raise Domeinfout("Dit traject wacht niet op een valrisicobeoordeling.")
    if lopend := open_verzoek(traject.id):
        raise Domeinfout(f"Er loopt al een verzoek bij {lopend.praktijk.naam}. Trek dat eerst in.")
    if not mag_doorgeven:
        raise Domeinfout(doorgeven.GEEN_TOESTEMMING)
    if praktijk_id not in {partner.organisatie_id for partner in beoordelaars(traject.keten_code)}:
        raise Domeinfout("Deze praktijk doet geen valrisicobeoordelingen. Kies een andere.", veld="praktijk")
    beoordeling = Beoordeling(
        id=formulier_id,
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject_id=traject.id,
        traject=traject,
        keten_code=traject.keten_code,
        organisatie_id=traject.organisatie_id,
        praktijk_id=praktijk_id,
        gevraagd_op=nu(),
        gevraagd_door_id=door.account_id,
        per_brief=praktijk_id not in praktijken_met_app(traject.keten_code),
    )
    beoordeling.vraag = vraag
    db.session.add(beoordeling)
    betrek(traject.inwoner, organisatie_id=praktijk_id, keten_code=traject.keten_code, grond=GROND)
    traject.noteer(
        "beoordeling_gevraagd",
        door=door,
        tekst=vraag,
        beoordeling_id=str(beoordeling.id),
        praktijk_id=str(praktijk_id),
        per_brief=beoordeling.per_brief,
    )
    return beoordeling


def beantwoord(
    beoordeling: Beoordeling,
    *,
    beoordeeld_op: date,
    route: str,
    advies: str,
    factoren: Mapping[str, object] | None = None,
    door: Wie,
) -> None:
    """Record the answer and take the road of its route. `factoren` are for the practice alone, and may be empty."""
    _vergrendel(beoordeling)
    _moet_open(beoordeling)
    traject = beoordeling.traject
    if not beoordeling.per_brief and door.organisatie_id != beoordeling.praktijk_id:
        raise Domeinfout("Deze praktijk antwoordt zelf in de app.")
    if route not in {weg.code for weg in traject.keten.routes}:
        raise Domeinfout("Kies een van de routes.", veld="route")
    if beoordeeld_op > vandaag():
        raise Domeinfout("Kies een datum die niet in de toekomst ligt.", veld="beoordeeld_op")
    if beoordeeld_op < beoordeling.gevraagd_op.date() - OUDSTE:
        raise Domeinfout("Deze datum is meer dan een jaar voor het verzoek. Klopt het jaar?", veld="beoordeeld_op")
    if len(advies) > LANGSTE_REGEL:
        raise Domeinfout(f"Gebruik niet meer dan {LANGSTE_REGEL} tekens.", veld="advies")
    beoordeling.afname = _bewaar_factoren(beoordeling, factoren or {}, door)
    beoordeling.beoordeeld_op, beoordeling.route, beoordeling.advies = beoordeeld_op, route, advies
    beoordeling.beantwoord_op, beoordeling.beantwoord_door_id = nu(), door.account_id
    _laat_los(beoordeling)
    traject.noteer(
        "beoordeling_beantwoord",
        door=door,
        tekst=advies,
        beoordeling_id=str(beoordeling.id),
        route=route,
        beoordeeld_op=beoordeeld_op.isoformat(),
    )
    stap = wachtende_stap(traject)
    if stap is not None:
        traject.rond_stap_af(stap.code, door=door, uitkomst=route)
        traject.volg_route(route, door=door)


def trek_in(beoordeling: Beoordeling, *, door: Wie | None) -> None:
    """Take the request back: from now on the practice sees nothing of the resident through it."""
    _vergrendel(beoordeling)
    _moet_open(beoordeling)
    beoordeling.ingetrokken_op = nu()
    _laat_los(beoordeling)
    beoordeling.traject.noteer("beoordeling_ingetrokken", door=door, beoordeling_id=str(beoordeling.id))


def herinner(beoordeling: Beoordeling) -> None:
    """Remind once: a task for who treats the traject, and a mark in the list of the practice."""
    if not beoordeling.is_open or beoordeling.herinnerd_op:
        return
    beoordeling.herinnerd_op = nu()
    db.session.add(Taak.over(beoordeling.traject, soort=HERINNERING, termijn_op=vandaag()))
    beoordeling.traject.noteer("beoordeling_herinnerd", door=None, beoordeling_id=str(beoordeling.id))


@bij_afsluiting
def trek_open_verzoek_in(traject: Traject, door: Wie | None) -> None:
    """A traject that ends asks nothing of a practice any more."""
    if verzoek := open_verzoek(traject.id):
        trek_in(verzoek, door=door)


@bij_intrekking
def haal_terug(toestemming: Toestemming, door: Wie, _stopt: Stopwens) -> None:
    """Who takes back the consent to pass data on takes back the request that waits; what was answered stays."""
    if toestemming.soort != ToestemmingSoort.DOORGEVEN:
        return
    vraag = select(Beoordeling).where(
        Beoordeling.inwoner_id == toestemming.inwoner_id,
        Beoordeling.keten_code == toestemming.keten_code,
        Beoordeling.beantwoord_op.is_(None),
        Beoordeling.ingetrokken_op.is_(None),
    )
    for beoordeling in db.session.scalars(vraag.order_by(Beoordeling.id)).all():
        trek_in(beoordeling, door=door)
        if beoordeling.per_brief:
            uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_AF_TE_ZEGGEN)
            db.session.add(Taak.over(beoordeling.traject, soort=AFZEGGEN, termijn_op=uiterlijk))


def _bewaar_factoren(beoordeling: Beoordeling, factoren: Mapping[str, object], door: Wie) -> Afname | None:
    pin = factorenlijst(beoordeling)
    ingevuld = {sleutel: waarde for sleutel, waarde in factoren.items() if waarde}
    if not ingevuld or pin is None:
        return None
    if door.organisatie_id != beoordeling.praktijk_id:
        raise Domeinfout("Alleen de praktijk zelf legt de factoren vast.")
    return neem_af(
        pin,
        ingevuld,
        keten_code=beoordeling.keten_code,
        door=door,
        inwoner=beoordeling.inwoner,
        traject_id=beoordeling.traject_id,
        alleen_eigen=True,
    )


def _vergrendel(beoordeling: Beoordeling) -> None:
    # Two who answer at once: the second waits here, and then finds the answer of the first.
    db.session.refresh(beoordeling, attribute_names=["versie", "beantwoord_op", "ingetrokken_op"], with_for_update=True)


def _moet_open(beoordeling: Beoordeling) -> None:
    if beoordeling.beantwoord_op:
        wie = beoordeling.beantwoord_door.naam if beoordeling.beantwoord_door else "iemand anders"
        raise Domeinfout(
            f"Dit verzoek is al beantwoord, door {wie} op {datum(beoordeling.beantwoord_op)}. "
            "Uw antwoord is niet bewaard."
        )
    if beoordeling.ingetrokken_op:
        raise Domeinfout(
            f"De coördinator heeft dit verzoek op {datum(beoordeling.ingetrokken_op)} ingetrokken. "
            "U hoeft niets meer te doen. Uw antwoord is niet bewaard."
        )


def _laat_los(beoordeling: Beoordeling) -> None:
    for rij in beoordeling.inwoner.betrokkenheden:
        eigen = (rij.organisatie_id, rij.keten_code, rij.grond)
        if rij.tot is None and eigen == (beoordeling.praktijk_id, beoordeling.keten_code, GROND):
            rij.tot = vandaag()
    for taak in beoordeling.traject.open_taken():
        if taak.soort == HERINNERING:
            taak.handel_af()
