"""Which column of someone's spreadsheet is which of our fields: recognised by the names people give it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# A column that is named so is never read: we have no ground for it, or it is not ours to know.
NOOIT = re.compile(r"\b(bsn|burgerservicenummer|sofi|diagnose|medicijn|medicatie|verzekeringsnummer)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Veld:
    """One of our fields: its name on the screen, what people call its column, and how its cells are read."""

    code: str
    naam: str
    lees: Callable[[str], Any]
    namen: tuple[str, ...] = ()
    verplicht: bool = False
    uitleg: str = ""


def raad_kolommen(velden: Iterable[Veld], kop: Sequence[str]) -> dict[str, str]:
    """Guess which column (by number, from 0, as text) is which of our fields; each field once."""
    gekozen: dict[str, str] = {}
    for nummer, naam in enumerate(kop):
        kaal = kale_kop(naam)
        veld = next((v for v in velden if kaal in (v.code.replace("_", " "), v.naam.casefold(), *v.namen)), None)
        if veld and veld.code not in gekozen.values() and not NOOIT.search(naam):
            gekozen[str(nummer)] = veld.code
    return gekozen


def kale_kop(naam: str) -> str:
    """Return the name of a column without capitals and marks: how it is compared and remembered."""
    return " ".join(re.sub(r"[^\w]+", " ", naam).casefold().split())
