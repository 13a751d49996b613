"""An aanmelding without an account: by the resident, by someone near them, or on a valrisicodag.

Nobody is signed in, so nothing here says whether someone is known already, and no organisatie follows it: only who
receives it sees it.
"""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack
from uuid import UUID

from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.keuzes import RELATIES
from ketens.inwoners.models import Bereik, Inwoner, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.verwijzingen.inzending import al_ontvangen, geldige_herkomst, neem_test_af, triagetaak, vast
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.persoon import Beslisser, Persoon, leg_vast, maak_persoon, wie_geeft
from ketens.verwijzingen.wegen import Weg, openbare_weg

LOOPT_NIET = "In deze gemeente kunt u zich hier nu niet aanmelden."
AL_GEBRUIKT = "Met dit formulier is al iemand aangemeld. Begin opnieuw, of bel ons."
TE_JONG = "Dit is voor mensen van {vanaf} jaar of ouder. Bent u jonger en valt u vaak? Bel dan uw huisarts."
GEEN_TOESTEMMING = "Zonder toestemming mogen wij de gegevens niet gebruiken. Zet een vinkje, of bel ons."


class Naaste(TypedDict, total=False):
    """Who signs someone else up: how they are reached, and what they are to the resident (`keuzes.RELATIES`)."""

    naam: str
    telefoon: str
    relatie: str
    # The resident would rather have us call the naaste.
    eerst_bellen: bool


class Aangemelde(Persoon, total=False):
    """Who is signed up, how they wish to be reached, and when, in their own words."""

    bereik: Bereik | None
    bereik_wanneer: str | None


def meld_aan(
    *,
    formulier_id: UUID,
    keten_code: str,
    antwoorden: Mapping[str, object],
    herkomst: str,
    toestemming_doorgeven: bool,
    naaste: Naaste | None = None,
    toelichting: str | None = None,
    vertegenwoordiger: Beslisser | None = None,
    kanaal: str = "digitaal",
    setting: str = "thuis",
    test: Mapping[str, Any] | None = None,
    langs: Weg | None = None,
    **persoon: Unpack[Aangemelde],
) -> Verwijzing:
    """Sign someone up; it waits at triage like any verwijzing. Sent twice, it is one.

    `antwoorden` as the instrument of the keten reads them. `herkomst`: zelf, naaste or valrisicodag, as far as the
    keten knows it. `kanaal`: how they agreed (digitaal: read here; mondeling: said on a valrisicodag). `test`: what
    `neem_af` keeps besides (`valrisicodag_id`, `al_getest`). Raises `Domeinfout`.
    """
    if bestaand := al_ontvangen(formulier_id, None, persoon, AL_GEBRUIKT):
        return bestaand
    langs = langs or openbare_weg(keten_code)
    if langs is None:
        raise Domeinfout(LOOPT_NIET)
    if not toestemming_doorgeven:
        raise Domeinfout(GEEN_TOESTEMMING, veld="toestemming_doorgeven")
    inwoner = _maak(langs, persoon, vertegenwoordiger)
    gegeven = wie_geeft(langs, inwoner, vertegenwoordiger)
    if naaste:
        _onthoud(inwoner, naaste)
    wie = {"organisatie_id": langs.ontvanger.id, "verwijzer_soort": herkomst}
    verwijzing = Verwijzing(
        **vast(langs, inwoner, formulier_id),
        afname=neem_test_af(langs, antwoorden, inwoner, setting=setting, **wie, **(test or {})),
        verwijzer_soort=herkomst,
        herkomst=geldige_herkomst(langs, herkomst),
        toelichting=toelichting,
        is_demo=inwoner.is_demo,
    )
    verwijzing.taak = triagetaak(verwijzing, langs)
    db.session.add(verwijzing)
    leg_vast(
        langs,
        inwoner,
        ToestemmingSoort.DOORGEVEN,
        gegeven,
        organisatie_id=langs.ontvanger.id,
        verwijzing_id=verwijzing.id,
        kanaal=kanaal,
        zelf=herkomst == "zelf",
    )
    return verwijzing


def _maak(langs: Weg, persoon: Aangemelde, vertegenwoordiger: Beslisser | None) -> Inwoner:
    hoe, wanneer = persoon.pop("bereik", None), persoon.pop("bereik_wanneer", None)
    inwoner = maak_persoon(langs, persoon, vertegenwoordiger)
    if hoe == Bereik.BELLEN and not inwoner.telefoon:
        raise Domeinfout("Vul een telefoonnummer in, of kies een andere manier.", veld="telefoon")
    if hoe == Bereik.EMAIL and not inwoner.email:
        raise Domeinfout("Vul een e-mailadres in, of kies een andere manier.", veld="email")
    if hoe == Bereik.BRIEF and not (inwoner.postcode and inwoner.huisnummer):
        raise Domeinfout("Vul voor een brief de postcode en het huisnummer in.", veld="huisnummer")
    inwoner.bereik, inwoner.bereik_wanneer = hoe or inwoner.bereik, wanneer
    _hoort_bij_doelgroep(langs, inwoner)
    return inwoner


def _hoort_bij_doelgroep(langs: Weg, inwoner: Inwoner) -> None:
    """Raise `Domeinfout` for who is younger than whom the keten is for: a professional may refer them, with reasons."""
    vanaf, leeftijd = langs.keten.doelgroep.leeftijd_vanaf, inwoner.leeftijd(vandaag())
    if vanaf and (leeftijd or 0) < vanaf:
        raise Domeinfout(TE_JONG.format(vanaf=vanaf), veld="geboortedatum")


def _onthoud(inwoner: Inwoner, naaste: Naaste) -> None:
    for veld, zin in (("naam", "Vul uw naam in."), ("telefoon", "Vul uw telefoonnummer in.")):
        if not naaste.get(veld):
            raise Domeinfout(zin, veld=f"naaste_{veld}")
    if naaste.get("relatie") not in RELATIES:
        raise Domeinfout("Kies wie u bent voor deze persoon.", veld="naaste_relatie")
    voeg_contactpersoon_toe(
        inwoner,
        door=None,
        naam=naaste["naam"],
        relatie=naaste["relatie"],
        telefoon=naaste["telefoon"],
        eerst_bellen=naaste.get("eerst_bellen", False),
        # The resident agreed that this person arranges the first appointment, and to no more than that.
        mag_afspraken_maken=naaste.get("eerst_bellen", False),
    )
