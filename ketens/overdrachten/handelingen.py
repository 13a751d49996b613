"""Handing someone over, and what comes back. None of it commits."""

from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.gevers import gever_bij, is_minderjarig, past_bij
from ketens.inwoners.handelingen import leg_toestemming_vast
from ketens.inwoners.levensloop import moet_leven
from ketens.inwoners.models import ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.overdrachten.keuring import keur, kies_ontvanger
from ketens.overdrachten.keuzes import TERUGGEEFREDENEN, WERKDAGEN_TOT_BEVESTIGING
from ketens.overdrachten.models import Overdracht
from ketens.overdrachten.stand import (
    andere_ketens,
    eigen_risico,
    open_overdracht,
    stap_van,
    wachtende_stap,
    weg_naar,
)
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.doorzenden import zend_door
from ketens.verwijzingen.persoon import Gegeven

# Work on the worklist: nobody confirmed.
BEVESTIGEN = "overdracht_bevestigen"
ZIN = "De inwoner vindt het goed dat wij de naam, de contactgegevens en deze boodschap doorgeven aan {ontvanger}."
ZIN_VERSIE = "overdracht/1"


def draag_over(
    traject: Traject,
    *,
    formulier_id: UUID,
    bestemming: str,
    wijze: str,
    toestemming: bool,
    door: Wie,
    ontvanger_id: UUID | None = None,
    ontvanger_anders: str | None = None,
    naar_keten: str | None = None,
    boodschap: str | None = None,
    eigen_risico_besproken: bool | None = None,
    sluit_met: str | None = None,
) -> Overdracht:
    """Hand the resident of a traject over, in one act: consent, message, what goes there, and how this one goes on.

    `sluit_met` ends the traject at once; without it, it goes on. To insured care it ends when the receiver confirms.
    Sent twice, it is one.
    """
    al = select(Overdracht).where(Overdracht.formulier_id == formulier_id, Overdracht.traject_id == traject.id)
    if bestaand := db.session.scalars(al).one_or_none():
        return bestaand
    moet_leven(traject.inwoner)
    db.session.refresh(traject, with_for_update=True)
    traject.moet_lopen()
    if not toestemming:
        raise Domeinfout("Zonder toestemming van de inwoner draagt u niets over.", veld="toestemming")
    keur(traject, bestemming, wijze, eigen_risico_besproken, sluit_met)
    overdracht = Overdracht(
        formulier_id=formulier_id,
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject_id=traject.id,
        traject=traject,
        keten_code=traject.keten_code,
        bestemming=bestemming,
        wijze=wijze,
        door_id=door.account_id,
    )
    overdracht.boodschap = boodschap
    kies_ontvanger(overdracht, ontvanger_id, ontvanger_anders, naar_keten, door)
    _leg_toestemming_vast(overdracht, door)
    overdracht_id = str(overdracht.id)
    traject.noteer("overgedragen", door=door, tekst=boodschap, overdracht_id=overdracht_id, bestemming=bestemming)
    if sluit_met:
        # Before this handover is there: it goes on when the traject ends, and those before it do not.
        traject.sluit_af(door=door, reden=sluit_met)
    db.session.add(overdracht)
    if bestemming == "zvw":
        _via_de_verzekering(overdracht, bool(eigen_risico_besproken), door)
    if bestemming == "keten":
        _zend_door(overdracht, door)
    else:
        overdracht.taak = zet_op_werkvoorraad(overdracht, BEVESTIGEN, WERKDAGEN_TOT_BEVESTIGING)
    return overdracht


def bevestig(overdracht: Overdracht, *, door: Wie) -> None:
    """Record that the receiver has it. To insured care that ends the traject, as its step says."""
    _vergrendel(overdracht)
    _moet_open(overdracht)
    _beantwoord(overdracht)
    overdracht.bevestigd_op = nu()
    traject = overdracht.traject
    traject.noteer("overdracht_bevestigd", door=door, overdracht_id=str(overdracht.id))
    code = overdracht.stap_code
    if code and traject.stap(code):
        traject.rond_stap_af(code, door=door, uitkomst="bevestigd")
        traject.sluit_af(door=door, reden=traject.keten.stap(code).sluit_met or "")


def geef_terug(overdracht: Overdracht, *, reden: str, door: Wie, toelichting: str | None = None) -> None:
    """Record that it came back. The step is open again; a traject that ended with it runs again."""
    _vergrendel(overdracht)
    if reden not in TERUGGEEFREDENEN:
        raise Domeinfout("Kies een reden uit de lijst.", veld="reden")
    if overdracht.teruggegeven_op or overdracht.ingetrokken_op:
        raise Domeinfout("Deze overdracht is al afgehandeld. Er is niets gewijzigd.")
    if overdracht.bestemming == "keten":
        raise Domeinfout("De andere keten beslist zelf over deze verwijzing. Haar geeft u niet terug.")
    _beantwoord(overdracht)
    overdracht.teruggegeven_op, overdracht.teruggeefreden = nu(), reden
    traject = overdracht.traject
    traject.noteer("overdracht_terug", door=door, tekst=toelichting, overdracht_id=str(overdracht.id), reden=reden)
    if traject.is_afgesloten:
        traject.heropen(door=door, reden=f"Teruggegeven: {TERUGGEEFREDENEN[reden].lower()}")
    elif overdracht.stap_code:
        traject.open_stap(overdracht.stap_code, door=door)


def trek_in(overdracht: Overdracht, *, door: Wie | None) -> None:
    """Take it back: it was a mistake, or the resident does not want it any more."""
    _vergrendel(overdracht)
    _moet_open(overdracht)
    _beantwoord(overdracht)
    overdracht.ingetrokken_op = nu()
    overdracht.traject.noteer("overdracht_ingetrokken", door=door, overdracht_id=str(overdracht.id))


def kies_andere_route(traject: Traject, *, route: str, door: Wie) -> None:
    """Leave the step that asks for a handover along another road of the keten."""
    stap = wachtende_stap(traject)
    if stap is None:
        raise Domeinfout("Dit traject wacht niet op een overdracht.")
    weg = next((weg for weg in traject.keten.routes if weg.code == route), None)
    if weg is None or weg.volgende_stap == stap.code:
        raise Domeinfout("Kies een andere weg uit de lijst.", veld="route")
    if lopend := open_overdracht(traject.id, "zvw"):
        trek_in(lopend, door=door)
    traject.rond_stap_af(stap.code, door=door, uitkomst=route)
    traject.volg_route(route, door=door)


def _via_de_verzekering(overdracht: Overdracht, besproken: bool, door: Wie) -> None:
    overdracht.eigen_risico_besproken, overdracht.eigen_risico = besproken, eigen_risico()
    if code := stap_van(overdracht.traject):
        overdracht.traject.open_stap(code, door=door)
        overdracht.stap_code = code


def _leg_toestemming_vast(overdracht: Overdracht, door: Wie) -> None:
    gegeven = _wie_geeft(overdracht)
    ontvanger = overdracht.ontvanger_naam
    overdracht.toestemming = leg_toestemming_vast(
        overdracht.inwoner,
        soort=ToestemmingSoort.OVERDRAGEN,
        keten_code=overdracht.keten_code,
        ontvangers=ontvanger,
        formulering=ZIN.format(ontvanger=ontvanger),
        formulering_versie=ZIN_VERSIE,
        kanaal="mondeling",
        door=door,
        gever=gegeven.gever,
        vertegenwoordiger=gegeven.ander,
    )


def _wie_geeft(overdracht: Overdracht) -> Gegeven:
    inwoner = overdracht.inwoner
    leeftijd = inwoner.leeftijd(vandaag())
    gever = gever_bij(leeftijd, met_ander=is_minderjarig(leeftijd))
    mogen = [ander for ander in inwoner.contactpersonen if past_bij(gever, ander.vertegenwoordiger_grond)]
    return Gegeven(gever, next((ander for ander in mogen if not ander.verwijderd_op), None))


def _zend_door(overdracht: Overdracht, door: Wie) -> None:
    langs = weg_naar(andere_ketens(overdracht.traject, door), overdracht.naar_keten)
    assert langs is not None  # noqa: S101  `_kies_ontvanger` found it
    overdracht.verwijzing = zend_door(
        overdracht.inwoner,
        formulier_id=overdracht.formulier_id,
        langs=langs,
        gegeven=_wie_geeft(overdracht),
        toelichting=overdracht.boodschap,
        door=door,
    )
    # It stands on the worklist there: received.
    overdracht.bevestigd_op = nu()


def _vergrendel(overdracht: Overdracht) -> None:
    momenten = ["versie", "bevestigd_op", "teruggegeven_op", "ingetrokken_op"]
    db.session.refresh(overdracht, attribute_names=momenten, with_for_update=True)


def _moet_open(overdracht: Overdracht) -> None:
    if not overdracht.is_open:
        raise Domeinfout("Deze overdracht is al afgehandeld. Er is niets gewijzigd.")


def _beantwoord(overdracht: Overdracht) -> None:
    if overdracht.taak:
        overdracht.taak.handel_af()


def zet_op_werkvoorraad(overdracht: Overdracht, soort: str, werkdagen: int) -> Taak:
    """Have someone look at a handover, in so many working days at the latest."""
    taak = Taak.over(overdracht.traject, soort=soort, termijn_op=werkdagen_erbij(vandaag(), werkdagen))
    taak.endpoint, taak.object_id = "overdrachten.detail", overdracht.id
    db.session.add(taak)
    return taak
