"""What every sending has in common, whoever sends: read once, taken once, and on the worklist of who receives it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from ketens.catalogus import Antwoordfout
from ketens.catalogus.vragen import lees_antwoorden
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import nu
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.taken import Taak, termijn_bij
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.persoon import Persoon, naam_van
from ketens.verwijzingen.wegen import Weg
from ketens.verwijzingen.zonder_traject import AL_GEBRUIKT, GEEN_VERWIJZING

# Built once, and asked of the connection: it is asked at every sending, and nearly always finds nothing. The sluice
# would cost as much again, so the gemeente stands in it.
_VAN_FORMULIER = select(Verwijzing.id).where(
    Verwijzing.formulier_id == bindparam("formulier_id"), Verwijzing.gemeente_id == bindparam("gemeente_id")
)


def al_ontvangen(
    formulier_id: UUID, organisatie_id: UUID | None, persoon: Persoon, zin: str = AL_GEBRUIKT
) -> Verwijzing | None:
    """Return what this form sent before, or None. `organisatie_id`: of who sends, None without an account.

    Someone else on a page that was left open is not a repeat (they would silently not be referred): `Domeinfout`.
    """
    waarden = {"formulier_id": formulier_id, "gemeente_id": huidige_gemeente()}
    db.session.flush()  # what was sent a moment ago counts
    bestaand_id = db.session.connection().scalar(_VAN_FORMULIER, waarden)
    if bestaand_id is None:
        return None
    bestaand = db.session.get_one(Verwijzing, bestaand_id)
    zelfde = bestaand.persoon_naam == naam_van(persoon) and bestaand.persoon_geboortedatum == persoon.get(
        "geboortedatum"
    )
    if bestaand.ingevoerd_door_organisatie_id != organisatie_id or not zelfde:
        raise Domeinfout(zin)
    return bestaand


def vast(langs: Weg, inwoner: Inwoner, formulier_id: UUID) -> dict[str, object]:
    """Return what the road, the resident and the clock say of a verwijzing."""
    return {
        "inwoner_id": inwoner.id,
        "inwoner": inwoner,
        "persoon_naam": inwoner.naam,
        "persoon_geboortedatum": inwoner.geboortedatum,
        "formulier_id": formulier_id,
        "kenmerk": nieuw_kenmerk(),
        "keten_code": langs.keten.code,
        "keten_versie": langs.keten.versie,
        "ontvanger_id": langs.ontvanger.id,
        "ontvanger": langs.ontvanger,
        "ingediend_op": nu(),
    }


def neem_test_af(langs: Weg, antwoorden: Mapping[str, object], inwoner: Inwoner, **hoe: Any) -> Afname | None:
    """Keep the test that goes with a verwijzing (`hoe` as `neem_af` takes it). A low risk raises `Domeinfout`."""
    pin = langs.keten.instrument_bij_verwijzing
    if pin is None:
        return None
    afname = neem_af(pin, antwoorden, keten_code=langs.keten.code, door=langs.wie, inwoner=inwoner, **hoe)
    if not langs.keten.vervolg(afname.uitslag).opent_traject:
        raise Domeinfout(GEEN_VERWIJZING)
    return afname


def geldige_herkomst(langs: Weg, code: str) -> str:
    """Return the origin when the keten knows it. Raises `Domeinfout`."""
    if code not in [keuze.code for keuze in langs.keten.verwijzen.herkomst]:
        raise Domeinfout("Kies waar de vraag vandaan komt.", veld="herkomst")
    return code


def eigen_antwoorden(langs: Weg, ruw: Mapping[str, object] | None) -> dict[str, Any] | None:
    """Return the answers to the keten's own questions as they are kept, or None when there are none.

    Raises `Domeinfout` at the first that can't be, or that is asked for and missing.
    """
    # What explains it has a place of its own on the verwijzing.
    vragen = [vraag for vraag in langs.keten.verwijzen.vragen if vraag.sleutel != "toelichting"]
    try:
        gelezen = lees_antwoorden(vragen, ruw or {}, f"een verwijzing naar {langs.keten.naam}")
    except Antwoordfout as fout:
        raise Domeinfout(fout.zin, veld=fout.sleutel) from fout
    for vraag in vragen:
        if vraag.verplicht and vraag.sleutel not in gelezen and vraag.is_zichtbaar(gelezen):
            raise Domeinfout("Vul hier een antwoord in.", veld=vraag.sleutel)
    # As JSON keeps it: a number as text, so that it stays as exact as it was typed.
    return {sleutel: str(a) if isinstance(a, Decimal) else a for sleutel, a in gelezen.items()} or None


def triagetaak(verwijzing: Verwijzing, langs: Weg) -> Taak:
    """Put a verwijzing on the worklist of who receives it."""
    return maak_taak(
        soort="triage",
        keten_code=verwijzing.keten_code,
        organisatie_id=verwijzing.ontvanger_id,
        endpoint="triage.detail",
        object_id=verwijzing.id,
        inwoner_id=verwijzing.inwoner_id,
        kenmerk=verwijzing.kenmerk,
        termijn_op=termijn_bij(langs.instelling, "triage", langs.keten.triage.termijn_werkdagen),
    )
