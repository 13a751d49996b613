"""What ends at the practice: a low risk that is counted or kept for a year, and who does not want it now."""

from collections.abc import Mapping
from datetime import date
from typing import Unpack
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.catalogus.ketendelen import Vervolg
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Geslacht, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import leeftijd_op, moment, vandaag
from ketens.trajecten.handelingen import maak_taak
from ketens.verwijzingen.models import Weigering
from ketens.verwijzingen.persoon import Beslisser, Persoon, leg_vast, maak_persoon, wie_geeft
from ketens.verwijzingen.wegen import Weg, weg

AL_GEBRUIKT = "Dit formulier is al gebruikt. Open een nieuwe verwijzing en vul het opnieuw in."
GEEN_VERWIJZING = "Bij deze uitslag is er geen verwijzing. Kies 'Telling opslaan' of 'Bewaren en over een jaar bellen'."
NIET_BEWAREN = "Zonder toestemming bewaren wij geen naam. Kies anders 'Telling opslaan'."
# Where a test was taken.
SETTINGS = {"praktijk": "In de praktijk", "thuis": "Bij de inwoner thuis", "telefoon": "Per telefoon"}
_GEEN_TRAJECT = UUID("b27f1f0a-6c0e-4f0e-9a55-0f6b8a6f6a11")


def tel_test(
    *,
    formulier_id: UUID,
    keten_code: str,
    door: Wie,
    antwoorden: Mapping[str, object],
    geboortedatum: date | None = None,
    leeftijd: int | None = None,
    geslacht: Geslacht = Geslacht.ONBEKEND,
    pc4: str | None = None,
    setting: str = "praktijk",
) -> Afname:
    """Count a low risk without identity: age class, sex, PC4 and setting. Of the birth date only the class is kept."""
    langs = weg(door, keten_code)
    if bestaand := _al_geteld(formulier_id, door):
        return bestaand
    _zonder_traject(langs, antwoorden)
    return neem_af(
        str(langs.keten.instrument_bij_verwijzing),
        antwoorden,
        keten_code=keten_code,
        door=door,
        leeftijd=leeftijd_op(geboortedatum, vandaag()) if geboortedatum else leeftijd,
        geslacht=geslacht,
        pc4=pc4,
        setting=setting,
        formulier_id=formulier_id,
    )


def bewaar_test(
    *,
    formulier_id: UUID,
    keten_code: str,
    door: Wie,
    antwoorden: Mapping[str, object],
    toestemming_opnieuw_bellen: bool,
    setting: str = "praktijk",
    vertegenwoordiger: Beslisser | None = None,
    **persoon: Unpack[Persoon],
) -> Afname:
    """Keep a low risk of a resident who agreed to be called again, and put that call on the worklist of that day."""
    langs = weg(door, keten_code)
    if bestaand := _al_geteld(formulier_id, door):
        return bestaand
    vervolg = _zonder_traject(langs, antwoorden)
    if not toestemming_opnieuw_bellen:
        raise Domeinfout(NIET_BEWAREN, veld="toestemming_opnieuw_bellen")
    inwoner = maak_persoon(langs, persoon, vertegenwoordiger)
    opnieuw = _over_maanden(vandaag(), vervolg.opnieuw_na_maanden or 12)
    leg_vast(langs, inwoner, ToestemmingSoort.OPNIEUW_BELLEN, wie_geeft(langs, inwoner, vertegenwoordiger))
    maak_taak(
        soort="opnieuw_bellen",
        keten_code=keten_code,
        organisatie_id=langs.ontvanger.id,
        endpoint="inwoners.detail",
        object_id=inwoner.id,
        inwoner_id=inwoner.id,
        termijn_op=opnieuw,
    )
    return neem_af(
        str(langs.keten.instrument_bij_verwijzing),
        antwoorden,
        keten_code=keten_code,
        door=door,
        inwoner=inwoner,
        setting=setting,
        opnieuw_op=moment(opnieuw),
        formulier_id=formulier_id,
    )


def leg_weigering_vast(
    *, formulier_id: UUID, keten_code: str, door: Wie, antwoorden: Mapping[str, object], reden: str | None
) -> Weigering:
    """Count someone who does not want it now: keten, result, month, kind of verwijzer and reason, and no more.

    Ids made by the clock would tell the moment: the row has a random one, and of the form's only a hash.
    """
    langs = weg(door, keten_code)
    eenmalig = uuid5(_GEEN_TRAJECT, formulier_id.hex)
    vraag = select(Weigering).where(Weigering.formulier_id == eenmalig)
    if bestaand := db.session.scalars(vraag).one_or_none():
        return bestaand
    if reden not in [keuze.code for keuze in langs.keten.verwijzen.wil_nu_niet]:
        raise Domeinfout("Kies een reden.", veld="reden")
    weigering = Weigering(
        id=uuid4(),
        keten_code=keten_code,
        uitslag=_uitslag(langs, antwoorden) or "geen",
        maand=vandaag().replace(day=1),
        verwijzer_soort=str(door.organisatie.soort) if door.organisatie else "onbekend",
        reden=reden,
        formulier_id=eenmalig,
    )
    db.session.add(weigering)
    return weigering


def _uitslag(langs: Weg, antwoorden: Mapping[str, object]) -> str | None:
    pin = langs.keten.instrument_bij_verwijzing
    return catalogus().instrument(pin).bepaal(antwoorden).uitslag if pin else None


def _zonder_traject(langs: Weg, antwoorden: Mapping[str, object]) -> Vervolg:
    uitslag = _uitslag(langs, antwoorden)
    if uitslag is None or langs.keten.vervolg(uitslag).opent_traject:
        raise Domeinfout("Dit kan alleen als de uitslag geen verwijzing vraagt. Bereken de uitslag opnieuw.")
    return langs.keten.vervolg(uitslag)


def _al_geteld(formulier_id: UUID, door: Wie) -> Afname | None:
    bestaand = db.session.scalars(select(Afname).where(Afname.formulier_id == formulier_id)).one_or_none()
    if bestaand and bestaand.organisatie_id != door.organisatie_id:
        raise Domeinfout(AL_GEBRUIKT)
    return bestaand


def _over_maanden(dag: date, maanden: int) -> date:
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, 28))
