"""A report as one value: chapters of text, facts, tables and charts. Every form it leaves in is written from this."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ketens.stukken.cel import Soort, Teken, Waarde

Rij = Sequence[Waarde]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its head and the kind of what stands in it."""

    naam: str
    soort: Soort = Soort.TEKST


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table. Its first column names the row; `totaal` is one more row, of which the maker answers for the sums."""

    code: str
    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: Sequence[Rij]
    totaal: Rij | None = None
    noot: str = ""

    def __post_init__(self) -> None:
        """Refuse a row that has not one value for each column."""
        breedte = len(self.kolommen)
        for rij in (*self.rijen, self.totaal):
            if rij is not None and len(rij) != breedte:
                raise ValueError(f"Tabel {self.code}: een rij van {len(rij)} cellen bij {breedte} kolommen.")

    @property
    def alle_rijen(self) -> Iterator[Rij]:
        """The rows, and the total at the end when there is one."""
        yield from self.rijen
        if self.totaal is not None:
            yield self.totaal


def tel_op(kolommen: tuple[Kolom, ...], rijen: Sequence[Rij], *, naam: str = "Totaal") -> tuple[Waarde, ...]:
    """Return a total row: amounts and counts added up, nothing under the others.

    Where a value is hidden the total would give it away, so it is hidden; where one is not filled in nobody knows it.
    """
    return (naam, *(_som([rij[nr] for rij in rijen], kolommen[nr].soort) for nr in range(1, len(kolommen))))


def _som(waarden: list[Waarde], soort: Soort) -> Waarde:
    if soort not in {Soort.AANTAL, Soort.GELD}:
        return ""
    for teken in Teken:
        if teken in waarden:
            return teken
    return sum(waarde for waarde in waarden if isinstance(waarde, int))


@dataclass(frozen=True, slots=True)
class Verwacht:
    """Where a line is expected to end, with the lowest and highest that are likely."""

    waarde: Decimal | int
    laag: Decimal | int
    hoog: Decimal | int


@dataclass(frozen=True, slots=True)
class Grafiek:
    """A chart, always drawn from its own table: the first column names, the columns of numbers are drawn.

    `reeksen` chooses columns by number (default: every column of numbers). `staand`: bars that stand. `doel` is a line
    to reach; `verwacht` where a "lijn" ends; in a "lijn" the rows after the last number are still to come.
    `zijstappen`: rows of a "trechter" that not everybody takes, so that who is not there is not lost.
    """

    code: str
    soort: Literal["staven", "gestapeld", "trechter", "lijn"]
    titel: str
    beschrijving: str
    tabel: Tabel
    doel: Decimal | int | None = None
    verwacht: Verwacht | None = None
    reeksen: tuple[int, ...] = ()
    staand: bool = False
    zijstappen: tuple[int, ...] = ()

    @property
    def kolommen(self) -> tuple[int, ...]:
        """The numbers of the columns that are drawn."""
        getallen = (nr for nr, kolom in enumerate(self.tabel.kolommen) if nr and kolom.soort.is_getal)
        return self.reeksen or tuple(getallen)


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph of text."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Lijst:
    """Points under each other."""

    punten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feiten:
    """Labels, each with its value in words."""

    regels: tuple[tuple[str, str], ...]


Blok = Alinea | Lijst | Feiten | Tabel | Grafiek


@dataclass(frozen=True, slots=True)
class Hoofdstuk:
    """A heading (level 1, 2 or 3) and what stands under it."""

    kop: str
    blokken: tuple[Blok, ...] = ()
    niveau: int = 1
    code: str = ""


@dataclass(frozen=True, slots=True)
class Stuk:
    """A report. `merk` stands on every page and sheet; `bestandsnaam` has no extension.

    `gegevens` is what the JSON form holds, when that form is an agreement of its own.
    """

    code: str
    titel: str
    ondertitel: str
    merk: Literal["intern", "openbaar", "persoonlijk"]
    gemeente: str
    gemaakt_op: date
    hoofdstukken: tuple[Hoofdstuk, ...]
    bestandsnaam: str
    gegevens: Mapping[str, Any] | None = None

    @property
    def tabellen(self) -> Iterator[Tabel]:
        """Every table, those of the charts included, in reading order; one that comes twice is given once."""
        gezien = set()
        for hoofdstuk in self.hoofdstukken:
            for blok in hoofdstuk.blokken:
                tabel = blok.tabel if isinstance(blok, Grafiek) else blok
                if isinstance(tabel, Tabel) and id(tabel) not in gezien:
                    gezien.add(id(tabel))
                    yield tabel

    @property
    def regels(self) -> int:
        """How many rows it has in all."""
        return sum(len(tabel.rijen) for tabel in self.tabellen)

    @property
    def cellen(self) -> int:
        """How many cells its tables have: what it costs to write."""
        return sum(len(tabel.rijen) * len(tabel.kolommen) for tabel in self.tabellen)
