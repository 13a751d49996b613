"""The same as a file for a computer: the tables by name, each value as JSON takes it (docs/inzage-json.md)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from ketens.gebruikers.models import Gemeente
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.klok import vandaag
from ketens.toezicht.inwoneroverzicht import Blik
from ketens.verzoeken.kaart import SCHUIL, kaart
from ketens.verzoeken.lezen import Deel, Rij
from ketens.verzoeken.models import Soort, Verzoek

VERSIE = 1


def als_gegevens(
    verzoek: Verzoek,
    gemeente: Gemeente,
    delen: Sequence[Deel],
    blikken: Sequence[Blik],
    bewaren: list[dict[str, str]],
    *,
    schuilt: bool,
) -> dict[str, Any]:
    """Return all of it: what was read, who looked, how long it stays, and what is not given and why."""
    alles = verzoek.soort is Soort.INZAGE
    inhoud: dict[str, Any] = {
        "soort": verzoek.soort.value,
        "versie": VERSIE,
        "verzoek": verzoek.kenmerk,
        "gemeente": gemeente.naam,
        "gemaakt_op": vandaag(),
        "tabellen": {
            deel.plan.naam: {"kop": deel.plan.kop, "rijen": [_rij(rij) for rij in deel.rijen]} for deel in delen
        },
    }
    if alles:
        inhoud["bekeken"] = [
            {"dag": b.dag, "tijd": b.tijd, "organisatie": b.organisatie, "werk": b.functie, "waarvoor": b.waarvoor}
            for b in blikken
        ]
        inhoud["bewaren"] = bewaren
        inhoud["weggelaten"] = {
            deel.plan.naam: {
                kolom: kaart().redenen[reden] for kolom, reden in kaart().weg(deel.plan.naam, schuilt=schuilt).items()
            }
            for deel in delen
        }
    elif schuilt:
        inhoud["weggelaten"] = {
            deel.plan.naam: dict.fromkeys(deel.plan.schuil, kaart().redenen[SCHUIL])
            for deel in delen
            if deel.plan.schuil
        }
    return inhoud


def _rij(rij: Rij) -> dict[str, Any]:
    return {kolom: waarde(een) for kolom, een in rij.waarden.items()}


def waarde(een: Any) -> Any:
    """Return a value as JSON takes it: moments in UTC, days as dates, a safe contact as its agreements."""
    if isinstance(een, datetime | date):
        return een.isoformat()
    if isinstance(een, Enum):
        return een.value
    if isinstance(een, VeiligContact):
        return een.in_een_regel
    if isinstance(een, Decimal | UUID):
        return str(een)
    if isinstance(een, dict):
        return {str(sleutel): waarde(inhoud) for sleutel, inhoud in een.items()}
    return [waarde(deel) for deel in een] if isinstance(een, list | tuple) else een
