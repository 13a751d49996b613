"""What happened, fact by fact, as the catalogue and the domain describe it in words; by loops over all rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.trajecten.models import Traject
from tests.indicatoren.naief.rijen import Rijen, dag

# The instrument with which someone is referred, and the step that asks for a place: domein 1.1 and 1.2.
TEST = {"valpreventie": "valrisicotest"}
PLAATSING = {"valpreventie": ("plaatsing",)}
GESPREKKEN = "gesprekken"
# Domein 1.5: present at session 1 or 2.
EERSTE_BIJEENKOMSTEN = 2
# And 75 of every hundred sessions are enough.
VOLDOENDE = 75


@dataclass
class Feit:
    """It happened: when, of whom, and all that can be said of it. Ages, because each file has classes of its own."""

    id: UUID
    op: datetime | date
    wie: UUID | None = None
    wat: dict[str, Any] = field(default_factory=dict)
    maten: dict[str, Any] = field(default_factory=dict)
    # A state counts in whatever year it is looked at.
    jaar: int | None = None

    @property
    def in_jaar(self) -> int:
        return self.jaar if self.jaar is not None else dag(self.op).year


Teller = Callable[[Rijen, str, datetime], Iterator[Feit]]
FEITEN: dict[str, Teller] = {}


def feit(teller: Teller) -> Teller:
    FEITEN[teller.__name__] = teller
    return teller


def ja_nee(eis: object) -> str:
    return "ja" if eis else "nee"


def van_inwoner(inwoner: Inwoner) -> dict[str, Any]:
    return {"pc4": inwoner.pc4, "geslacht": str(inwoner.geslacht)}


def zonder_versie(pin: str) -> str:
    return pin.split("@", maxsplit=1)[0]


def van_traject(rijen: Rijen, traject: Traject) -> dict[str, Any]:
    soort, organisatie = rijen.verwijzer(traject.id)
    return {
        "uitslag": traject.uitslag,
        "verwijzer_soort": soort,
        "organisatie": organisatie,
        **van_inwoner(rijen.inwoners[traject.inwoner_id]),
    }


def klasse_van(jaren: int | None) -> str | None:
    """Return the class of five years: under 65 and from 95 on there is one each."""
    if jaren is None:
        return None
    for begin in range(65, 95, 5):
        if begin <= jaren <= begin + 4:
            return f"{begin}-{begin + 4}"
    return "0-64" if jaren < 65 else "95+"


def verschil(toen: Afname, nadien: Afname) -> Decimal:
    """Return how much more or less it became, in the decimals in which it was written down."""
    return Decimal(str(nadien.score)) - Decimal(str(toen.score))
