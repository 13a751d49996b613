"""A part of a report: its text, tables and charts, and which rows a number opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ketens.stukken.cel import Soort, Waarde
from ketens.stukken.stuk import Blok, Grafiek, Hoofdstuk, Kolom, Tabel

# Not an indicator: the books of the onderdeel, or of one bron of it.
GELD = "geld"


class Opent(NamedTuple):
    """The rows behind a number: of which indicator (or of the money), and of which part of it."""

    indicator: str
    splitsing: str | None = None
    waarde: str | None = None
    jaar: int | None = None


# What stands in a cell, with what it opens.
Cel = Waarde | tuple[Waarde, Opent | None]
# By code of the table, number of the row (the total comes last) and number of the column.
Openers = Mapping[tuple[str, int, int], Opent]


@dataclass(frozen=True, slots=True)
class Deel:
    """A part under a heading. `kort` says it in a few words, for who leaves it folded."""

    code: str
    kop: str
    blokken: tuple[Blok, ...]
    kort: str = ""
    opent: Openers = field(default_factory=dict)

    @property
    def hoofdstuk(self) -> Hoofdstuk:
        """The part as it stands in a document."""
        return Hoofdstuk(self.kop, self.blokken, code=self.code)


class Bouwer:
    """A table in the making: each cell comes with what it opens."""

    def __init__(self, code: str, titel: str, kolommen: Iterable[tuple[str, Soort]], noot: str = "") -> None:
        self.code, self.titel, self.noot = code, titel, noot
        self.kolommen = tuple(Kolom(naam, soort) for naam, soort in kolommen)
        self.rijen: list[tuple[Waarde, ...]] = []
        self.opent: dict[tuple[str, int, int], Opent] = {}

    def rij(self, *cellen: Cel) -> None:
        """Add a row; a cell that opens something is a pair."""
        nr, kaal = len(self.rijen), []
        for kolom, cel in enumerate(cellen):
            waarde, opent = cel if isinstance(cel, tuple) else (cel, None)
            kaal.append(waarde)
            if opent:
                self.opent[self.code, nr, kolom] = opent
        self.rijen.append(tuple(kaal))

    def tabel(self, totaal: Sequence[Waarde] | None = None) -> Tabel:
        """Return the table."""
        rest = {} if totaal is None else {"totaal": tuple(totaal)}
        return Tabel(self.code, self.titel, self.kolommen, tuple(self.rijen), noot=self.noot, **rest)


def is_leeg(blok: Blok) -> bool:
    """Tell whether a table or chart has nothing to show."""
    tabel = blok.tabel if isinstance(blok, Grafiek) else blok
    return isinstance(tabel, Tabel) and not tabel.rijen
