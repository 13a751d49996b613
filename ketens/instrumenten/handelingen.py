"""Taking an instrument: the answers are kept sealed, the result and what is counted in the clear."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ketens.catalogus import Antwoordfout, catalogus
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Geslacht, Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag


def neem_af(
    instrument: str,
    antwoorden: Mapping[str, object],
    *,
    keten_code: str,
    door: Wie | None,
    inwoner: Inwoner | None = None,
    traject_id: UUID | None = None,
    setting: str = "praktijk",
    alleen_eigen: bool = False,
    leeftijd: int | None = None,
    geslacht: Geslacht = Geslacht.ONBEKEND,
    pc4: str | None = None,
    opnieuw_op: datetime | None = None,
    formulier_id: UUID | None = None,
    **zonder_account: Any,
) -> Afname:
    """Keep a filled-in instrument (`code@versie`) with its result.

    Without `inwoner` it is a count: the answers are not kept, and of the age (completed years) only the class.
    Without `door` (the resident themselves, a volunteer) `zonder_account` says for which organisatie it was taken and
    by what kind of person: `organisatie_id`, `verwijzer_soort`; on a valrisicodag also `valrisicodag_id`, `al_getest`.
    A wrong answer raises `Domeinfout` at the field of that answer.
    """
    wat = catalogus().instrument(instrument)
    if inwoner is not None:
        leeftijd, geslacht, pc4 = inwoner.leeftijd(vandaag()), inwoner.geslacht, inwoner.pc4
    try:
        gelezen = wat.lees(antwoorden)
        uitslag = wat.bepaal(gelezen, leeftijd=leeftijd, geslacht=geslacht)
    except Antwoordfout as fout:
        raise Domeinfout(fout.zin, veld=fout.sleutel) from fout
    afname = Afname(
        inwoner_id=inwoner.id if inwoner else None,
        traject_id=traject_id,
        keten_code=keten_code,
        instrument=wat.pin,
        uitslag=uitslag.uitslag,
        score=float(uitslag.score) if uitslag.score is not None else None,
        op=nu(),
        **(_van(door) | zonder_account),
        setting=setting,
        leeftijd=leeftijd if inwoner else None,
        leeftijdsklasse=leeftijdsklasse(leeftijd),
        geslacht=geslacht,
        pc4=pc4,
        alleen_eigen=alleen_eigen,
        opnieuw_op=opnieuw_op,
        formulier_id=formulier_id,
    )
    if inwoner is not None:
        afname.antwoorden = {sleutel: als_json(waarde) for sleutel, waarde in gelezen.items()}
    db.session.add(afname)
    return afname


def _van(door: Wie | None) -> dict[str, Any]:
    if door is None:
        return {}
    return {
        "door_id": door.account_id,
        "organisatie_id": door.organisatie_id,
        "verwijzer_soort": str(door.organisatie.soort) if door.organisatie else "onbekend",
    }


def als_json(waarde: object) -> Any:
    """Return an answer as JSON keeps it: decimals as text, several choices as a list."""
    if isinstance(waarde, bool | int | str) or waarde is None:
        return waarde
    return list(waarde) if isinstance(waarde, tuple | list) else str(waarde)


def leeftijdsklasse(leeftijd: int | None) -> str | None:
    """Return the five-year class of an age, such as `75-79`; under 65 and from 95 on are one class each."""
    if leeftijd is None:
        return None
    if leeftijd < 65:
        return "0-64"
    return "95+" if leeftijd >= 95 else f"{leeftijd // 5 * 5}-{leeftijd // 5 * 5 + 4}"
