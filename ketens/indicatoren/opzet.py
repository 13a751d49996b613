"""From a file of indicators to statements: one per fact, that counts all its indicators by all their splits at once.

A statement lays the rows of two years down once, with a nought or one per indicator, and adds those up by month, wijk
and so on. So the database counts, and what comes back is as long as the tables on the page. Built once per file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Float,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)

from ketens.catalogus import Indicator, Indicatoren, catalogus
from ketens.catalogus.indicator import MEET, Voorwaarde
from ketens.indicatoren.bron import Bron, Kolom
from ketens.indicatoren.feiten import FEITEN
from ketens.indicatoren.tijd import JAAR, binnen, periode

MAAND, WIJK, PC4 = "maand", "wijk", "pc4"
# What the values of a measure are counted by, to find the one in the middle.
WAARDE = "waarde"
OPGETELD = ("som", "gemiddelde")


# Facts with few rows: one statement counts them all.
SAMEN = (
    "weigering", "beoordeling_gevraagd", "beoordeling_beantwoord", "wachtend", "groep", "gevolgd", "effect",
    "verandering",
    "terugkoppeling", "toeleiding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opzet:
    """One statement: it gives rows (nr of the split, year 0 or 1, key, a number per indicator or nothing)."""

    vraag: Select[Any]
    splitsingen: tuple[str, ...]
    indicatoren: tuple[Indicator, ...]


def tabellen(bestand: Indicatoren) -> tuple[Opzet, ...]:
    """Return the statements of a file."""
    return _tabellen(bestand.pin)


@cache
def _tabellen(pin: str) -> tuple[Opzet, ...]:
    bestand = catalogus().indicatoren(pin)
    per_vraag: dict[str, dict[str, list[Indicator]]] = {}
    for indicator in bestand.indicatoren:
        if naam := indicator.feit:
            vraag = "" if naam in SAMEN else naam
            per_vraag.setdefault(vraag, {}).setdefault(naam, []).append(indicator)
    return tuple(_opzet(bestand, per_feit) for per_feit in per_vraag.values())


def bron_van(bestand: Indicatoren, feit: str) -> Bron:
    """Return the query of a fact for the keten of this file, by the newest rules of that keten."""
    return FEITEN[feit](catalogus().keten(bestand.code))


def nodig(eigen: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the columns by which a fact is split: the month always, and of a wijk its postcode area."""
    gevraagd = {PC4 if naam == WIJK else naam for indicator in eigen for naam in indicator.splitsingen}
    meet = {f"{WAARDE}:{indicator.maten[0]}" for indicator in eigen if indicator.soort in ("mediaan", "percentiel")}
    return (MAAND, *sorted(gevraagd - {MAAND}), *sorted(meet))


def splitst(indicator: Indicator, splitsing: str) -> bool:
    """Tell whether an indicator is split by this column."""
    if splitsing.startswith(f"{WAARDE}:"):
        return indicator.soort in ("mediaan", "percentiel") and indicator.maten[0] == splitsing.partition(":")[2]
    return (
        splitsing == MAAND or splitsing in indicator.splitsingen or (splitsing == PC4 and WIJK in indicator.splitsingen)
    )


def basis(
    bron: Bron, kolommen: Iterable[str], maten: Iterable[str], over: Iterable[str] = (), *, naam: str = "basis"
) -> CTE:
    """Return the rows of two years of a fact, with the columns that are asked."""
    wanneer = periode(bron.moment, dag=bron.dag) if bron.periode is None else bron.periode
    velden = [
        bron.sleutel.label("id"),
        bron.moment.label("op"),
        wanneer.label("periode"),
        *([bron.persoon.label("persoon")] if bron.persoon is not None else []),
        *(bron.kolom(kolom).label(f"k_{kolom}") for kolom in kolommen),
        *(bron.maten[maat].label(f"m_{maat}") for maat in maten),
        *(bron.over[wat].label(f"o_{wat}") for wat in over),
    ]
    waar = bron.waar if bron.periode is not None else (*bron.waar, binnen(bron.moment, dag=bron.dag))
    return bron.van.in_vraag(select(*velden)).where(*waar).cte(naam).prefix_with("MATERIALIZED")


def gevraagd(eigen: Iterable[Indicator]) -> tuple[list[str], list[str]]:
    """Return the columns and the numbers of a fact that these indicators name."""
    lijst = list(eigen)
    kolommen: set[str] = {eis.kolom for indicator in lijst for eis in indicator.voorwaarden}
    kolommen |= {naam for naam in nodig(lijst) if naam != MAAND and ":" not in naam}
    return sorted(kolommen), sorted({maat for indicator in lijst for maat in indicator.maten})


def telt_mee(bron: Bron, rijen: Any, indicator: Indicator) -> Kolom:
    """Return the condition that a row counts for an indicator; of a resident the first one of the year."""
    eisen = [_eis(bron, rijen, eis) for eis in indicator.voorwaarden]
    if indicator.soort in MEET:
        eisen.append(rijen.c[f"m_{indicator.maten[0]}"].is_not(None))
    telt: Kolom = and_(true(), *eisen)
    if indicator.telt == "rijen":
        return telt
    groep = [jaar_van(rijen), rijen.c.persoon, *([case((telt, 1), else_=0)] if eisen else [])]
    plaats = func.row_number().over(partition_by=groep, order_by=[rijen.c.op, rijen.c.id])
    return and_(telt, plaats == 1)


def _eis(bron: Bron, rijen: Any, eis: Voorwaarde) -> Kolom:
    kolom, waarden = rijen.c[f"k_{eis.kolom}"], eis.een_van or eis.niet
    if eis.kolom in bron.pins:
        waarden = tuple(pin for waarde in waarden for pin in met_code(waarde))
    past = kolom == waarden[0] if len(waarden) == 1 else kolom.in_(waarden)
    return past if eis.een_van else kolom.is_(None) | ~past


@cache
def met_code(code: str) -> tuple[str, ...]:
    """Return every version of an interventie or instrument."""
    alle = (*catalogus().alle_interventies, *catalogus().alle_instrumenten)
    return tuple(pin for pin in alle if pin.partition("@")[0] == code)


def jaar_van(rijen: Any) -> Kolom:
    """Return 0 for the year before and 1 for the year that is asked."""
    return case((rijen.c.periode >= JAAR, literal_column("1")), else_=literal_column("0"))


def _opzet(bestand: Indicatoren, per_feit: Mapping[str, list[Indicator]]) -> Opzet:
    alle = [indicator for eigen in per_feit.values() for indicator in eigen]
    splitsingen: list[str] = []
    delen = []
    for feit, eigen in per_feit.items():
        geteld = _geteld(bron_van(bestand, feit), feit, eigen)
        for splitsing in nodig(eigen):
            delen.append(_deel(geteld, len(splitsingen), splitsing, alle, eigen))
            splitsingen.append(splitsing)
    return Opzet(select(union_all(*delen).subquery("alles")), tuple(splitsingen), tuple(alle))


def _geteld(bron: Bron, feit: str, eigen: list[Indicator]) -> CTE:
    """Lay the rows of a fact down once, each with what it adds to every indicator."""
    rijen = basis(bron, *gevraagd(eigen), naam=f"basis_{feit}")
    splits = [rijen.c[_kolom_van(naam)] for naam in nodig(eigen) if naam != MAAND]
    velden = [_bijdrage(bron, rijen, indicator).label(indicator.code) for indicator in eigen]
    geteld = select(rijen.c.periode, jaar_van(rijen).label("jaar"), *splits, *velden).cte(f"geteld_{feit}")
    return geteld.prefix_with("MATERIALIZED")


def _kolom_van(splitsing: str) -> str:
    soort, _, maat = splitsing.partition(":")
    return f"m_{maat}" if soort == WAARDE else f"k_{splitsing}"


def opgeteld(rijen: Any, indicator: Indicator) -> Kolom:
    """Return the numbers of an indicator added up."""
    return reduce(add, [rijen.c[f"m_{maat}"] for maat in indicator.maten])


def _bijdrage(bron: Bron, rijen: Any, indicator: Indicator) -> Kolom:
    """What a row adds: one, or its numbers; where it does not count, nothing."""
    wat: Any = literal_column("1")
    if indicator.soort in OPGETELD:
        wat = opgeteld(rijen, indicator)
    return case((telt_mee(bron, rijen, indicator), wat))


def _som(kolom: Any, indicator: Indicator) -> Any:
    """Add up. Whole numbers stay whole (PostgreSQL makes a numeric of their sum): hiding small counts needs ints."""
    som = func.sum(kolom)
    return som if indicator.soort == "gemiddelde" else cast(som, BigInteger)


def _deel(geteld: Any, nr: int, splitsing: str, alle: list[Indicator], eigen: list[Indicator]) -> Select[Any]:
    """Add up by one column. Every part of the statement has a column for each indicator, and says of each of what."""
    is_maand = splitsing == MAAND
    sleutel = geteld.c.periode if is_maand else geteld.c[_kolom_van(splitsing)]
    sommen: list[Any] = []
    for plaats, indicator in enumerate(alle):
        hoort = indicator in eigen
        leeg = cast(null(), Float() if indicator.soort == "gemiddelde" else BigInteger())
        som = _som(geteld.c[indicator.code], indicator) if hoort and splitst(indicator, splitsing) else leeg
        sommen.append(som.label(f"s_{plaats}"))
        # How many rows a sum or a mean rests on.
        if indicator.soort in OPGETELD:
            aantal = func.count(geteld.c[indicator.code]) if hoort and is_maand else cast(null(), BigInteger())
            sommen.append(aantal.label(f"n_{plaats}"))
    kop: tuple[Any, ...] = literal_column(str(nr)).label("nr"), geteld.c.jaar, cast(sleutel, String).label("sleutel")
    return select(*kop, *sommen).group_by(geteld.c.jaar, sleutel)
