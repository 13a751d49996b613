"""What is done with a verwijzing: sent, supplemented, withdrawn, answered. None of it commits.

Nothing here looks whether a resident is known already: that is asked at acceptance, by who receives it.
"""

from collections.abc import Mapping
from typing import Unpack
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.kern.nieuw import schrijf_nieuw
from ketens.trajecten.handelingen import maak_taak
from ketens.verwijzingen.inzending import (
    al_ontvangen,
    eigen_antwoorden,
    geldige_herkomst,
    neem_test_af,
    triagetaak,
    vast,
)
from ketens.verwijzingen.models import INTREKREDENEN, Aanvulling, Verwijzing
from ketens.verwijzingen.persoon import Beslisser, Persoon, laat_los, leg_vast, maak_persoon, wie_geeft
from ketens.verwijzingen.terugkoppelen import hoort, lees_berichten, mag_aanvullen, stuur_bericht
from ketens.verwijzingen.wegen import Weg, weg
from ketens.verwijzingen.zonder_traject import AL_GEBRUIKT, bewaar_test, leg_weigering_vast, tel_test

__all__ = [
    "bewaar_test",
    "hoort",
    "lees_berichten",
    "leg_weigering_vast",
    "stuur_bericht",
    "tel_test",
    "trek_in",
    "verwijs",
    "vul_aan",
]

DOORGEVEN, TERUGKOPPELEN = ToestemmingSoort.DOORGEVEN, ToestemmingSoort.TERUGKOPPELEN
# Within how many working days a supplement or a withdrawal is looked at.
NIEUWS_WERKDAGEN = 2
NIET_AANVULLEN = (
    "De inwoner geeft geen toestemming meer om gegevens door te geven. Vindt de inwoner het toch goed? "
    "Maak dan een nieuwe verwijzing, of vraag de coördinator om de toestemming vast te leggen."
)


def verwijs(
    *,
    formulier_id: UUID,
    keten_code: str,
    door: Wie,
    antwoorden: Mapping[str, object],
    toestemming_doorgeven: bool,
    toestemming_terugkoppelen: bool = False,
    toelichting: str | None = None,
    eigen: Mapping[str, object] | None = None,
    herkomst: str = "verwijzer",
    namens: str | None = None,
    organisatie_id: UUID | None = None,
    langs: Weg | None = None,
    vertegenwoordiger: Beslisser | None = None,
    **persoon: Unpack[Persoon],
) -> Verwijzing:
    """Send a verwijzing to who coordinates the keten, and put it on their worklist. Sent twice, it is one.

    `antwoorden` as the instrument of the keten reads them, unanswered ones absent; `eigen` those to the keten's own
    questions. `organisatie_id` is who refers, if
    that is not the hat's own; `langs` the road, for who has found it already; `vertegenwoordiger` who decides for the
    resident, or for a child. A low risk raises `Domeinfout`: it is counted (`tel_test`) or kept (`bewaar_test`).
    """
    if bestaand := al_ontvangen(formulier_id, door.organisatie_id, persoon):
        return bestaand
    langs = langs or weg(door, keten_code)
    verwijzer = langs.verwijzer(organisatie_id)
    if langs.keten.toestemming("doorgeven").nodig_om_te_versturen and not toestemming_doorgeven:
        zin = "Zonder toestemming van de inwoner kunt u niets versturen."
        raise Domeinfout(zin, veld="toestemming_doorgeven")
    inwoner = maak_persoon(langs, persoon, vertegenwoordiger, verwijzer_id=verwijzer.id)
    gegeven = wie_geeft(langs, inwoner, vertegenwoordiger)
    verwijzing = Verwijzing(
        **vast(langs, inwoner, formulier_id),
        afname=neem_test_af(langs, antwoorden, inwoner),
        ingevoerd_door_id=door.account_id,
        ingevoerd_door_organisatie_id=door.organisatie_id,
        team=door.team,
        organisatie_id=verwijzer.id,
        organisatie=verwijzer,
        verwijzer_soort=str(verwijzer.soort),
        namens=namens,
        herkomst=geldige_herkomst(langs, herkomst),
        toelichting=toelichting,
        antwoorden=eigen_antwoorden(langs, eigen),
        is_demo=inwoner.is_demo,
    )
    verwijzing.taak = triagetaak(verwijzing, langs)
    db.session.add(verwijzing)
    for soort, ja in ((DOORGEVEN, toestemming_doorgeven), (TERUGKOPPELEN, toestemming_terugkoppelen)):
        if ja:
            leg_vast(langs, inwoner, soort, gegeven, organisatie_id=verwijzer.id, verwijzing_id=verwijzing.id)
    schrijf_nieuw(db.session())
    return verwijzing


def vul_aan(verwijzing: Verwijzing, *, formulier_id: UUID, tekst: str, door: Wie) -> Aanvulling:
    """Add what the verwijzer forgot. Once accepted it is an event of the traject and work for who coordinates it."""
    bestaand = db.session.scalars(select(Aanvulling).where(Aanvulling.formulier_id == formulier_id)).one_or_none()
    if bestaand and bestaand.verwijzing_id == verwijzing.id:
        return bestaand
    _alleen_eigen(verwijzing, door)
    if bestaand:
        raise Domeinfout(AL_GEBRUIKT)
    if verwijzing.geweigerd_op or verwijzing.ingetrokken_op:
        raise Domeinfout("Deze verwijzing is afgehandeld. Maak een nieuwe verwijzing.")
    if not mag_aanvullen(verwijzing):
        raise Domeinfout(NIET_AANVULLEN)
    aanvulling = Aanvulling(
        inwoner_id=verwijzing.inwoner_id,
        verwijzing_id=verwijzing.id,
        formulier_id=formulier_id,
        op=nu(),
        door_id=door.account_id,
    )
    aanvulling.tekst = tekst
    verwijzing.aanvullingen.append(aanvulling)
    if verwijzing.traject:
        verwijzing.traject.noteer("aanvulling", door=door, tekst=tekst, verwijzing_id=str(verwijzing.id))
    _op_de_werkvoorraad(verwijzing, "aanvulling")
    return aanvulling


def trek_in(verwijzing: Verwijzing, *, reden: str | None, door: Wie) -> None:
    """Withdraw. Waiting, it leaves the worklist and the resident is let go; once accepted the traject goes on.

    Who coordinates that traject is told.
    """
    _alleen_eigen(verwijzing, door)
    if reden not in INTREKREDENEN:
        raise Domeinfout("Kies een reden.", veld="reden")
    traject = verwijzing.traject
    # That a traject ended is told to who hears of it only; to another it is withdrawn, and changes nothing.
    geeindigd = traject is not None and traject.is_afgesloten
    if verwijzing.geweigerd_op or verwijzing.ingetrokken_op or (geeindigd and hoort([verwijzing.id])):
        raise Domeinfout("Deze verwijzing is al afgehandeld. U kunt haar niet meer intrekken.")
    verwijzing.ingetrokken_op, verwijzing.intrekreden = nu(), reden
    if verwijzing.taak:
        verwijzing.taak.handel_af()
    if traject:
        traject.noteer("verwijzing_ingetrokken", door=door, verwijzing_id=str(verwijzing.id), reden=reden)
    else:
        laat_los(verwijzing)
    if not geeindigd:
        _op_de_werkvoorraad(verwijzing, "intrekking")


def _alleen_eigen(verwijzing: Verwijzing, door: Wie) -> None:
    if door.organisatie_id not in (verwijzing.organisatie_id, verwijzing.ingevoerd_door_organisatie_id):
        raise Domeinfout("Alleen de organisatie die verwees kan dit doen.")


def _op_de_werkvoorraad(verwijzing: Verwijzing, soort: str) -> None:
    traject = verwijzing.traject
    if traject is None:
        return  # waits at triage: that task is on the worklist, and its page shows this
    maak_taak(
        soort=soort,
        keten_code=verwijzing.keten_code,
        organisatie_id=traject.organisatie_id,
        endpoint="trajecten.detail",
        object_id=traject.id,
        inwoner_id=traject.inwoner_id,
        traject_id=traject.id,
        account_id=traject.behandelaar_id,
        kenmerk=traject.kenmerk,
        termijn_op=werkdagen_erbij(vandaag(), NIEUWS_WERKDAGEN),
    )
