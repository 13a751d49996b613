"""A funnel: the steps of a keten under each other, and between two what did not go on."""

from decimal import Decimal

from ketens.stukken.assen import ONBEKEND, is_verborgen, kort, lengte, namen, reeksen
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.doek import BREED, KLEIN, REEKSEN, ZACHT, Doek, Vulling, breedte, kort_af
from ketens.stukken.stuk import Grafiek

STAAF, NAAM, VERLIES = 18.0, 17.0, 22.0
# The whole width behind each bar, so that what is missing is seen too.
SPOOR = Vulling("r0", "#eef1f4", "#eef1f4")


def teken(grafiek: Grafiek, doek: Doek) -> float:
    """Draw it and return its height."""
    (stappen, *_) = reeksen(grafiek)
    grootste = max((een for waarde in stappen.waarden if (een := lengte(waarde)) is not None), default=0)
    vol = max(grootste, 1)
    y = 0.0
    for nr, naam in enumerate(namen(grafiek)):
        waarde, lang = stappen.waarden[nr], lengte(stappen.waarden[nr])
        getal = kort(waarde, stappen.soort)
        doek.tekst(0, y + 12, kort_af(naam, BREED - breedte(getal) - 20), vet=True)
        doek.tekst(BREED, y + 12, getal, anker="end", vet=not isinstance(waarde, Teken))
        y += NAAM
        doek.vlak(0, y, BREED, STAAF, SPOOR)
        if lang is not None:
            doek.vlak(0, y, BREED * lang / vol, STAAF, REEKSEN[0])
        elif is_verborgen(waarde):
            doek.onbekend(0, y, ONBEKEND, STAAF)
        y += STAAF
        if nr + 1 < len(stappen.waarden):
            doek.tekst(4, y + 15, verschil(waarde, stappen.waarden[nr + 1]), maat=KLEIN, kleur=ZACHT)
            y += VERLIES + 3
    return y + 2


def verschil(van: Waarde, naar: Waarde) -> str:
    """Return what happens between two steps: "↓ 76 minder (51,4%)"."""
    if not isinstance(van, int) or not isinstance(naar, int):
        return "↓ verschil niet bekend"
    if naar > van:
        return f"↑ {in_woorden(naar - van, Soort.AANTAL)} meer"
    deel = f" ({in_woorden(Decimal(van - naar) * 100 / van, Soort.PROCENT)})" if van and naar < van else ""
    return f"↓ {in_woorden(van - naar, Soort.AANTAL)} minder{deel}"
