"""Bars that stand, beside each other or stacked: months, years."""

from ketens.stukken.assen import (
    Reeks,
    Schaal,
    is_verborgen,
    kort,
    lengte,
    marge,
    namen,
    reeksen,
    schaal,
    teken_raster,
    uitleg,
)
from ketens.stukken.cel import Teken
from ketens.stukken.doek import BREED, DOEL, KLEIN, Doek, breedte, kort_af, reeks
from ketens.stukken.stuk import Grafiek

HOOG = 170.0
ONBEKEND_HOOG = 22.0


class _Vlak:
    """The room that is drawn in, and the axis along it."""

    def __init__(self, doek: Doek, wat: list[Reeks], as_: Schaal, boven: float, aantal: int) -> None:
        self.doek, self.as_, self.boven = doek, as_, boven
        self.links = marge(as_, wat[0].soort)
        self.stap = (BREED - self.links) / max(aantal, 1)
        teken_raster(doek, as_, wat[0].soort, (self.links, BREED, boven, HOOG))

    def y(self, getal: float) -> float:
        """Return where a number lies."""
        return self.boven + HOOG * (1 - self.as_.deel(getal))

    def x(self, nr: int) -> float:
        """Return where the place of a name begins."""
        return self.links + nr * self.stap

    def naam(self, nr: int, naam: str) -> None:
        """Write a name under its bars."""
        kort_ = kort_af(naam, self.stap + 2, KLEIN)
        self.doek.tekst(self.x(nr) + self.stap / 2, self.boven + HOOG + 15, kort_, anker="middle", maat=KLEIN)


def passen(grafiek: Grafiek) -> bool:
    """Tell whether the names fit under bars that stand."""
    rijen = namen(grafiek)
    return max((breedte(naam, KLEIN) for naam in rijen), default=0) <= (BREED - 30) / max(len(rijen), 1) + 2


def teken_naast(grafiek: Grafiek, doek: Doek) -> float:
    """Draw bars beside each other and return the height."""
    rijen, wat = namen(grafiek), reeksen(grafiek)
    boven = doek.legenda([een.naam for een in wat], 0) + 16
    lengten = [lang for rij in wat for waarde in rij.waarden if (lang := lengte(waarde)) is not None]
    vlak = _Vlak(doek, wat, schaal([*lengten, float(grafiek.doel or 0)], wat[0].soort), boven, len(rijen))
    breed = min((vlak.stap - 4) / len(wat), 34.0)
    # All numbers or none: one that is missing would look like a number that is not there.
    past = all(breedte(_boven_kolom(een, nr), KLEIN) <= breed + 5 for een in wat for nr in range(len(rijen)))
    for nr, naam in enumerate(rijen):
        vlak.naam(nr, naam)
        begin = vlak.x(nr) + (vlak.stap - breed * len(wat)) / 2
        for welke, een in enumerate(wat):
            boven_staaf = _kolom(vlak, een, (nr, welke), begin + welke * breed, breed)
            if past or isinstance(een.waarden[nr], Teken):
                midden = begin + (welke + 0.5) * breed
                doek.tekst(midden, boven_staaf - 4, _boven_kolom(een, nr), anker="middle", maat=KLEIN)
    _doel(vlak, grafiek, wat[0])
    return boven + HOOG + 20 + uitleg(doek, wat, boven + HOOG + 20)


def _kolom(vlak: _Vlak, een: Reeks, plek: tuple[int, int], x: float, breed: float) -> float:
    """Draw one bar and return where it ends."""
    nr, welke = plek
    waarde, lang = een.waarden[nr], lengte(een.waarden[nr])
    boven = nul = vlak.y(0)
    if lang is not None:
        boven = min(nul, vlak.y(lang))
        vlak.doek.vlak(x + 0.5, boven, breed - 1, abs(vlak.y(lang) - nul), reeks(welke))
    elif is_verborgen(waarde):
        boven = nul - ONBEKEND_HOOG
        vlak.doek.onbekend(x + 0.5, boven, breed - 1, ONBEKEND_HOOG)
    return boven


def _boven_kolom(een: Reeks, nr: int) -> str:
    """Return the value over a bar; a sign in one letter, the legend and the table say the word."""
    waarde = een.waarden[nr]
    return "?" if isinstance(waarde, Teken) else kort(waarde, een.soort)


def teken_gestapeld(grafiek: Grafiek, doek: Doek) -> float:
    """Draw the series on top of each other, their sum above them, and return the height."""
    rijen, wat = namen(grafiek), reeksen(grafiek)
    boven = doek.legenda([een.naam for een in wat], 0) + 16
    sommen = [sum(lengte(een.waarden[nr]) or 0 for een in wat) for nr in range(len(rijen))]
    vlak = _Vlak(doek, wat, schaal([*sommen, float(grafiek.doel or 0)], wat[0].soort), boven, len(rijen))
    breed = min(vlak.stap - 6, 40.0)
    for nr, naam in enumerate(rijen):
        vlak.naam(nr, naam)
        _stapel(vlak, wat, nr, vlak.x(nr) + (vlak.stap - breed) / 2, breed)
    _doel(vlak, grafiek, wat[0])
    return boven + HOOG + 20 + uitleg(doek, wat, boven + HOOG + 20)


def _stapel(vlak: _Vlak, wat: list[Reeks], nr: int, x: float, breed: float) -> None:
    y, som, kent = vlak.y(0), 0.0, True
    for welke, een in enumerate(wat):
        lang = lengte(een.waarden[nr])
        if lang is None:
            kent = kent and not isinstance(een.waarden[nr], Teken)
            continue
        hoog = HOOG * lang / (vlak.as_.hoog - vlak.as_.laag)
        y, som = y - hoog, som + lang
        vlak.doek.vlak(x, y, breed, max(hoog - 0.7, 0), reeks(welke))
    if any(is_verborgen(een.waarden[nr]) for een in wat):
        y -= ONBEKEND_HOOG
        vlak.doek.onbekend(x, y, breed, ONBEKEND_HOOG - 0.7)
    leeg = all(een.waarden[nr] == "" for een in wat)
    woorden = "" if leeg else kort(int(som), wat[0].soort) if kent else "?"
    if breedte(woorden, KLEIN) <= vlak.stap + 2:
        vlak.doek.tekst(x + breed / 2, y - 4, woorden, anker="middle", maat=KLEIN)


def _doel(vlak: _Vlak, grafiek: Grafiek, een: Reeks) -> None:
    if grafiek.doel is None:
        return
    y = vlak.y(float(grafiek.doel))
    vlak.doek.lijn((vlak.links, y), (BREED, y), DOEL, 1.6, "5 3")
    woorden = f"doel {kort(grafiek.doel, een.soort)}"
    vlak.doek.tekst(BREED, y - 5, woorden, anker="end", maat=KLEIN, kleur=DOEL, vet=True)
