"""What the page of a traject shows of its gesprekken: the form, the hulpvragen, and the instruments to choose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ketens.catalogus import Onbekend
from ketens.catalogus.ketendelen import Stap as Stapplan
from ketens.gebruikers.wie import wie
from ketens.trajecten.gesprekken import gesprekken
from ketens.trajecten.gespreksformulier import gesprekformulier
from ketens.trajecten.hulpvragen import Hulpvraag, hulpvragen
from ketens.trajecten.keuze_instrumenten import metingen
from ketens.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class Vraag:
    """A hulpvraag as the page shows it."""

    naam: str
    hoofd: bool
    woorden: str | None
    sinds: datetime


@dataclass(frozen=True, slots=True)
class Gesproken:
    """How many gesprekken there were, how long together, and when the last one was."""

    aantal: int
    minuten: int
    laatste: datetime | None


def gegevens(traject: Traject, wat: Stapplan | None) -> dict[str, Any]:
    """Return what the template needs; nothing is asked of the database where the keten knows none of it."""
    keten = traject.keten
    spreekt = wat is not None and wat.soort == "gesprekken"
    return {
        "gesprekform": gesprekformulier(traject) if spreekt else None,
        "hulpvragen": [_in_woorden(traject, rij) for rij in hulpvragen(traject)] if keten.hulpvragen else [],
        "gesproken": _gesproken(traject),
        "metingen": metingen(traject, wie()) if keten.keuze_instrumenten else [],
    }


def _in_woorden(traject: Traject, rij: Hulpvraag) -> Vraag:
    try:
        naam = traject.keten.hulpvraag(rij.code).naam
    except Onbekend:
        naam = rij.code.replace("_", " ")
    return Vraag(naam, rij.hoofd, rij.woorden, rij.sinds)


def _gesproken(traject: Traject) -> Gesproken:
    alle = gesprekken(traject)
    minuten = sum(int(gebeurtenis.gegevens.get("minuten") or 0) for gebeurtenis in alle)
    return Gesproken(len(alle), minuten, max((gebeurtenis.op for gebeurtenis in alle), default=None))
