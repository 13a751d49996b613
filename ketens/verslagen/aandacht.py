"""What a projectleider must see on the first page: a deadline, money that runs out. The features above report it here.

A feature with deadlines registers a function with `@aandacht`; the module is named in `LOS` or imported by its routes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ketens.gebruikers.wie import Wie


@dataclass(frozen=True, slots=True)
class Aandacht:
    """One sentence, the page that it leads to, and the day on which it must be done."""

    zin: str
    endpoint: str
    waarden: dict[str, Any] = field(default_factory=dict)
    op: date | None = None
    te_laat: bool = False


Lezer = Callable[[Wie], Iterable[Aandacht]]
AANDACHT: list[Lezer] = []


def aandacht(functie: Lezer) -> Lezer:
    """Let this function say what needs attention."""
    AANDACHT.append(functie)
    return functie


def wat_wacht(wie: Wie) -> list[Aandacht]:
    """Return all that needs attention: what is late first, then by day."""
    punten = [punt for lees in AANDACHT for punt in lees(wie)]
    return sorted(punten, key=lambda punt: (not punt.te_laat, punt.op or date.max, punt.zin))
