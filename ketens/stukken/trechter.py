"""A funnel: the steps of a keten under each other, and between two what did not go on."""

from decimal import Decimal

from ketens.stukken.assen import ONBEKEND, Reeks, is_verborgen, kort, lengte, namen, reeksen
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.doek import BREED, KLEIN, REEKSEN, ZACHT, Doek, Vulling, breedte, kort_af
from ketens.stukken.stuk import Grafiek

STAAF, NAAM, VERLIES, WIT = 18.0, 17.0, 15.0, 10.0
# The whole width behind each bar, so that what is missing is seen too.
SPOOR = Vulling("r0", "#eef1f4", "#eef1f4")


def teken(grafiek: Grafiek, doek: Doek) -> float:
    """Draw it and return its height."""
    (stappen, *_) = reeksen(grafiek)
    vol = max((lengte(waarde) or 0 for waarde in stappen.waarden), default=0) or 1
    y, vorige = 0.0, None
    for nr, naam in enumerate(namen(grafiek)):
        opzij = nr in grafiek.zijstappen
        if vorige is not None and not opzij:
            doek.tekst(4, y + 5, verschil(vorige, stappen.waarden[nr]), maat=KLEIN, kleur=ZACHT)
            y += VERLIES
        _teken_stap(doek, naam, stappen, (nr, opzij), (y, vol))
        y += NAAM + STAAF + WIT
        vorige = vorige if opzij else stappen.waarden[nr]
    return y - WIT + 2


def _teken_stap(doek: Doek, naam: str, stappen: Reeks, welke: tuple[int, bool], waar: tuple[float, float]) -> None:
    """Draw one step; a step aside begins further to the right and has the pattern of a second series."""
    (nr, opzij), (y, vol) = welke, waar
    waarde, lang, x = stappen.waarden[nr], lengte(stappen.waarden[nr]), 24.0 if opzij else 0.0
    getal = kort(waarde, stappen.soort)
    doek.tekst(x, y + 12, kort_af(naam, BREED - x - breedte(getal) - 20), vet=not opzij)
    doek.tekst(BREED, y + 12, getal, anker="end", vet=not (opzij or isinstance(waarde, Teken)))
    doek.vlak(x, y + NAAM, BREED - x, STAAF, SPOOR)
    if lang is not None:
        doek.vlak(x, y + NAAM, min(BREED * lang / vol, BREED - x), STAAF, REEKSEN[1 if opzij else 0])
    elif is_verborgen(waarde):
        doek.onbekend(x, y + NAAM, ONBEKEND, STAAF)


def verschil(van: Waarde, naar: Waarde) -> str:
    """Return what happens between two steps: "↓ 76 minder (51,4%)"."""
    if not isinstance(van, int) or not isinstance(naar, int):
        return "↓ verschil niet bekend"
    if naar > van:
        return f"↑ {in_woorden(naar - van, Soort.AANTAL)} meer"
    deel = f" ({in_woorden(Decimal(van - naar) * 100 / van, Soort.PROCENT)})" if van and naar < van else ""
    return f"↓ {in_woorden(van - naar, Soort.AANTAL)} minder{deel}"
