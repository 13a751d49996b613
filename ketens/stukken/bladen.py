"""A report as sheets: a cover that holds the words, then one for each table with its chart. For XLSX and ODS."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from ketens.kern.csv import FORMULE
from ketens.kern.pdf import maak_beelden
from ketens.stukken.cel import Soort, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Grafiek, Lijst, Stuk, Tabel
from ketens.stukken.svg import teken
from ketens.stukken.tekst import leesbaar

VOORBLAD = "Voorblad"
LANGSTE_NAAM = 31
# A column is as wide as what stands in it, within bounds; the first rows say enough.
SMALST, BREEDST, KIJK = 10, 48, 200
# What a cell of a spreadsheet can hold.
LANGSTE_CEL = 32_767
# In points, by kind; a text has none.
GETALVORMEN = {
    Soort.AANTAL: "#,##0",
    Soort.GELD: "[$€-413] #,##0.00;-[$€-413] #,##0.00",
    Soort.PROCENT: "0.0%",
    Soort.GETAL: "#,##0.##",
    Soort.DAGEN: "#,##0.##",
    Soort.DATUM: "dd-mm-yyyy",
}


class Stijl(Enum):
    """How a line of the cover looks."""

    TITEL = 1
    KOP = 2
    TEKST = 3


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet: its name, its table, and the charts that are drawn from it."""

    naam: str
    tabel: Tabel
    grafieken: tuple[Grafiek, ...] = ()


def bladen(stuk: Stuk) -> list[Blad]:
    """Return a sheet for each table, under names that spreadsheets take and that differ, capitals or not."""
    gemaakt, bezet = [], {VOORBLAD.lower(), "history"}
    grafieken = [blok for een in stuk.hoofdstukken for blok in een.blokken if isinstance(blok, Grafiek)]
    for tabel in stuk.tabellen:
        naam = _naam(tabel.titel or tabel.code, bezet)
        bezet.add(naam.lower())
        gemaakt.append(Blad(naam, tabel, tuple(een for een in grafieken if een.tabel is tabel)))
    return gemaakt


@dataclass(frozen=True, slots=True)
class Beeld:
    """A chart as a picture, with the words for who does not see it; `breed` and `hoog` in centimetres."""

    png: bytes
    titel: str
    woorden: str

    breed = 12.0

    @property
    def punten(self) -> tuple[int, int]:
        """How many dots it is wide and high, by the head of the file."""
        breed, hoog = struct.unpack(">II", self.png[16:24])
        return breed, hoog

    @property
    def hoog(self) -> float:
        """How high it is at that width."""
        return round(self.breed * self.punten[1] / self.punten[0], 2)


def beelden(gemaakt: list[Blad]) -> dict[str, list[Beeld]]:
    """Return the charts of these sheets as pictures, by the name of the sheet."""
    pngs = iter(maak_beelden([teken(grafiek) for blad in gemaakt for grafiek in blad.grafieken]))
    return {blad.naam: [_beeld(next(pngs), grafiek) for grafiek in blad.grafieken] for blad in gemaakt}


def _beeld(png: bytes, grafiek: Grafiek) -> Beeld:
    return Beeld(png, leesbaar(grafiek.titel), leesbaar(f"{grafiek.titel}. {grafiek.beschrijving}"))


def _naam(titel: str, bezet: set[str]) -> str:
    schoon = " ".join(re.sub(r"[^\w .,()%€+&–-]", " ", titel).split()).lstrip("".join(FORMULE)) or "Tabel"
    naam, nr = _ingekort(schoon), 2
    while naam.lower() in bezet:
        staart = f" ({nr})"
        naam, nr = schoon[: LANGSTE_NAAM - len(staart)].strip() + staart, nr + 1
    return naam


def _ingekort(tekst: str) -> str:
    """Return as many whole words as fit; of one long word what fits."""
    if len(tekst) <= LANGSTE_NAAM:
        return tekst
    heel = tekst[: LANGSTE_NAAM + 1].rpartition(" ")[0].rstrip(" ,.")
    return heel or tekst[:LANGSTE_NAAM]


def is_formule(tekst: str) -> bool:
    """Tell whether a spreadsheet would calculate this text when someone opens the cell and leaves it again."""
    return tekst.startswith(FORMULE)


def losse_tabellen(stuk: Stuk) -> list[Tabel]:
    """Return the tables that stand in the report by themselves: a chart drawn from one of these repeats it not."""
    return [blok for hoofdstuk in stuk.hoofdstukken for blok in hoofdstuk.blokken if isinstance(blok, Tabel)]


def cijfers(grafiek: Grafiek) -> Tabel:
    """Return the table of a chart, under a title that tells it from the picture above it."""
    return replace(grafiek.tabel, titel=f"De cijfers: {grafiek.titel}")


def merkregel(stuk: Stuk) -> str:
    """Return the line that stands on every page and sheet."""
    return f"{stuk.merk} · {stuk.gemeente} · gemaakt op {in_woorden(stuk.gemaakt_op)}"


def voorblad(stuk: Stuk, gemaakt: list[Blad]) -> Iterator[tuple[Stijl, str, str]]:
    """Yield the lines of the cover: how it looks, a label or text, and a value beside it."""
    yield Stijl.TITEL, stuk.titel, ""
    yield Stijl.TEKST, stuk.ondertitel, ""
    yield Stijl.TEKST, "", ""
    for label, waarde in (
        ("Gemeente", stuk.gemeente),
        ("Voor wie", stuk.merk),
        ("Gemaakt op", in_woorden(stuk.gemaakt_op)),
    ):
        yield Stijl.TEKST, label, waarde
    namen = {id(blad.tabel): blad.naam for blad in gemaakt}
    for hoofdstuk in stuk.hoofdstukken:
        yield Stijl.TEKST, "", ""
        yield Stijl.KOP, hoofdstuk.kop, ""
        for blok in hoofdstuk.blokken:
            yield from _regels(blok, namen)


def _regels(blok: Blok, namen: dict[int, str]) -> Iterator[tuple[Stijl, str, str]]:
    if isinstance(blok, Alinea):
        yield Stijl.TEKST, blok.tekst, ""
    elif isinstance(blok, Lijst):
        for punt in blok.punten:
            yield Stijl.TEKST, f"• {punt}", ""
    elif isinstance(blok, Feiten):
        for label, waarde in blok.regels:
            yield Stijl.TEKST, label, waarde
    else:
        tabel = blok if isinstance(blok, Tabel) else blok.tabel
        yield Stijl.TEKST, blok.titel, f"zie blad {namen[id(tabel)]}"


def breedtes(tabel: Tabel) -> list[int]:
    """Return how wide each column is, in characters."""
    breed = [len(kolom.naam) + 2 for kolom in tabel.kolommen]
    for rij in (*tabel.rijen[:KIJK], tabel.totaal or ()):
        for nr, waarde in enumerate(rij):
            breed[nr] = max(breed[nr], len(in_woorden(waarde, tabel.kolommen[nr].soort)) + 1)
    return [min(max(een, SMALST), BREEDST) for een in breed]
