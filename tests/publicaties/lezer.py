"""What someone outside reads: the tables of a public report out of each file and page, number for number."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl

from tests.klant import X

VERBORGEN, LEEG = "verborgen", "niet ingevuld"
Cel = Decimal | str


@dataclass(frozen=True)
class Gelezen:
    """A table: what its columns are called, and its rows; the first cell of each names it."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]

    def __iter__(self) -> Iterator[tuple[str, str, Cel]]:
        for naam, *cellen in self.rijen:
            yield from ((str(naam), kolom, cel) for kolom, cel in zip(self.kolommen[1:], cellen, strict=True))


def getal(cel: object) -> Cel:
    """Return a cell as a number when it is one, however it was written."""
    tekst = "" if cel is None else str(cel).strip()
    kaal = tekst.removeprefix("€ ").removesuffix("%").removesuffix(" dagen").removesuffix(" dag")
    if isinstance(cel, str) and "," in kaal:
        kaal = kaal.replace(".", "").replace(",", ".")
    elif isinstance(cel, str) and kaal.count(".") and all(len(deel) == 3 for deel in kaal.split(".")[1:]):
        kaal = kaal.replace(".", "")
    try:
        return Decimal(kaal).normalize() + 0
    except ArithmeticError:
        return tekst


def uit_json(inhoud: bytes) -> list[Gelezen]:
    blokken = [blok for hoofdstuk in json.loads(inhoud)["hoofdstukken"] for blok in hoofdstuk["blokken"]]
    tabellen = [blok.get("tabel", blok) for blok in blokken if blok["blok"] in ("tabel", "grafiek")]
    return [
        _tabel(
            tabel["titel"],
            [kolom["naam"] for kolom in tabel["kolommen"]],
            [*tabel["rijen"], *[tabel["totaal"]] * (tabel["totaal"] is not None)],
        )
        for tabel in tabellen
    ]


def uit_csv(inhoud: bytes) -> list[Gelezen]:
    regels = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))[1:]
    begin = [nr for nr, regel in enumerate(regels) if regel == []]
    return [
        _tabel(deel[1][0], deel[2], deel[3:])
        for deel in (regels[van:tot] for van, tot in zip(begin, [*begin[1:], len(regels)], strict=True))
    ]


def uit_xlsx(inhoud: bytes) -> list[Gelezen]:
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    gelezen = []
    for blad in boek.worksheets[1:]:
        rijen = [[_cel(cel) for cel in rij] for rij in blad.iter_rows()]
        breed = sum(cel is not None for cel in rijen[3])
        delen = [rij[:breed] for rij in rijen[4:]]
        einde = next((nr for nr, rij in enumerate(delen) if rij[0] is None), len(delen))
        gelezen.append(_tabel(rijen[0][0], rijen[3][:breed], delen[:einde]))
    return gelezen


def _cel(cel: Any) -> object:
    is_procent = cel.number_format == "0.0%" and isinstance(cel.value, int | float)
    return round(Decimal(str(cel.value)) * 100, 1) if is_procent else cel.value


def uit_docx(inhoud: bytes) -> list[list[tuple[Cel, ...]]]:
    document = docx.Document(io.BytesIO(inhoud))
    return [[tuple(getal(cel.text) for cel in rij.cells) for rij in tabel.rows] for tabel in document.tables]


def uit_pagina(boom: ET.Element) -> list[Gelezen]:
    artikel = next(el for el in boom.iter(f"{X}article") if el.get("class") == "stuk")
    gelezen = []
    for tabel in artikel.iter(f"{X}table"):
        kop, *rijen = [[" ".join("".join(cel.itertext()).split()) for cel in rij] for rij in tabel.iter(f"{X}tr")]
        gelezen.append(_tabel(tabel.findtext(f"{X}caption") or "", kop, rijen))
    return gelezen


def _tabel(titel: str, kolommen: list[str], rijen: list[list[object]]) -> Gelezen:
    return Gelezen(titel, tuple(kolommen), tuple((str(rij[0]), *map(getal, rij[1:])) for rij in rijen))
