"""Counting by wijk and month at once: the one crossing of two attributes that a public report has."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CTE, case, func, select

from ketens.catalogus import Indicator
from ketens.indicatoren.opzet import MAAND, PC4, WIJK, basis, bron_van, gevraagd, telt_mee
from ketens.indicatoren.stand import Stand
from ketens.indicatoren.tijd import JAAR, grenzen
from ketens.kern.db import db
from ketens.publicaties.beeld import Kruis


def te_kruisen(stand: Stand) -> tuple[str, ...]:
    """Return the indicators that can be counted so."""
    return tuple(code for code in stand.codes if _kan(stand.indicator(code)))


def kruis(stand: Stand, codes: Iterable[str]) -> Kruis:
    """Count these indicators by wijk and month in the year of `stand`: one statement for each fact."""
    per_feit: dict[str, list[Indicator]] = {}
    for code in codes:
        indicator = stand.indicator(code)
        if _kan(indicator) and indicator.feit:
            per_feit.setdefault(indicator.feit, []).append(indicator)
    geteld: dict[str, dict[tuple[str, int], int]] = {
        indicator.code: {} for eigen in per_feit.values() for indicator in eigen
    }
    for feit, eigen in per_feit.items():
        for rij in db.session.execute(_vraag(stand, feit, eigen), dict(grenzen(stand.jaar))):
            plek = stand.namen.sleutel(WIJK, rij.pc4), rij.periode % JAAR + 1
            for nr, indicator in enumerate(eigen):
                delen = geteld[indicator.code]
                delen[plek] = delen.get(plek, 0) + int(rij[2 + nr] or 0)
    return {code: _met_iemand(delen) for code, delen in geteld.items()}


def _kan(indicator: Indicator) -> bool:
    return indicator.personen and indicator.soort == "aantal" and {MAAND, WIJK} <= set(indicator.splitsingen)


def _vraag(stand: Stand, feit: str, eigen: list[Indicator]) -> Any:
    bron = bron_van(stand.bestand, feit)
    kolommen, maten = gevraagd(eigen)
    rijen: CTE = basis(bron, sorted({*kolommen, PC4}), maten)
    vlaggen = [
        case((telt_mee(bron, rijen, indicator), 1), else_=0).label(f"i_{nr}") for nr, indicator in enumerate(eigen)
    ]
    geteld = select(rijen.c.periode, rijen.c[f"k_{PC4}"].label("pc4"), *vlaggen).cte("geteld")
    sommen = [func.sum(geteld.c[f"i_{nr}"]).label(f"s_{nr}") for nr in range(len(eigen))]
    vraag = select(geteld.c.periode, geteld.c.pc4, *sommen).where(geteld.c.periode >= JAAR)
    return vraag.group_by(geteld.c.periode, geteld.c.pc4)


def _met_iemand(delen: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    """Leave out a wijk where nobody was counted: it stands in no table of the year either."""
    wijken = {wijk for (wijk, _), aantal in delen.items() if aantal}
    return {plek: aantal for plek, aantal in delen.items() if plek[0] in wijken}
