"""Bars that lie: one row for each name, one bar for each series, its value at its end."""

from ketens.stukken.assen import ONBEKEND, Reeks, is_verborgen, kort, lengte, namen, reeksen, schaal
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.doek import BREED, DOEL, INKT, KLEIN, ZACHT, Doek, breedte, kort_af, reeks
from ketens.stukken.stuk import Grafiek

TUSSEN, WIT = 3.0, 11.0
# Names up to this width stand left of their bars, longer ones above them.
NAAMKOLOM = 132.0


class _Vlak:
    """The room that is drawn in, and the axis along it."""

    def __init__(self, grafiek: Grafiek, doek: Doek) -> None:
        self.grafiek, self.doek = grafiek, doek
        self.wat, self.namen = reeksen(grafiek), namen(grafiek)
        # Many bars under one name are thin: the chart must still fit on a page.
        self.staaf = 17.0 if len(self.wat) < 3 else 12.0
        breedste = max(breedte(naam) for naam in self.namen)
        self.links = breedste + 10 if breedste <= NAAMKOLOM else 0.0
        lengten = [lengte(waarde) for een in self.wat for waarde in een.waarden]
        woorden = [_woord(een.waarden[nr], een.soort) for een in self.wat for nr in range(len(self.namen))]
        breed = [breedte(woord, KLEIN) for woord, lang in zip(woorden, lengten, strict=True) if lang is not None]
        self.rechts = BREED - max(breed, default=0) - 6
        self.as_ = schaal([een for een in (*lengten, lengte(grafiek.doel or 0)) if een is not None], self.wat[0].soort)
        self.nul = self.x(0)

    def x(self, getal: float) -> float:
        """Return where a number lies."""
        return self.links + (self.rechts - self.links) * self.as_.deel(getal)


def teken(grafiek: Grafiek, doek: Doek) -> float:
    """Draw it and return its height."""
    vlak = _Vlak(grafiek, doek)
    boven = y = doek.legenda([een.naam for een in vlak.wat], 0) + (18 if grafiek.doel is not None else 0)
    for nr, naam in enumerate(vlak.namen):
        y = _teken_naam(vlak, naam, y)
        doek.lijn((vlak.nul, y - 2), (vlak.nul, y + len(vlak.wat) * (vlak.staaf + TUSSEN) - 1), ZACHT)
        for welke, een in enumerate(vlak.wat):
            _teken_staaf(vlak, een, (nr, welke), y)
            y += vlak.staaf + TUSSEN
        y += WIT - TUSSEN
    if grafiek.doel is not None:
        _teken_doel(vlak, boven, y - WIT + 2)
    return y - WIT + 4


def _woord(waarde: Waarde, soort: Soort) -> str:
    """Return a value at the end of its bar, where there is room for "dagen"."""
    return in_woorden(waarde, soort) if soort is Soort.DAGEN else kort(waarde, soort)


def _teken_naam(vlak: _Vlak, naam: str, y: float) -> float:
    if vlak.links:
        vlak.doek.tekst(0, y + (len(vlak.wat) * (vlak.staaf + TUSSEN) - TUSSEN) / 2 + 4.5, naam)
        return y
    vlak.doek.tekst(0, y + 11, kort_af(naam, BREED))
    return y + 17


def _teken_staaf(vlak: _Vlak, een: Reeks, plek: tuple[int, int], y: float) -> None:
    nr, welke = plek
    waarde, lang, eind = een.waarden[nr], lengte(een.waarden[nr]), vlak.nul
    if lang is not None:
        punt = vlak.x(lang)
        vlak.doek.vlak(min(vlak.nul, punt), y, abs(punt - vlak.nul), vlak.staaf, reeks(welke))
        eind = max(vlak.nul, punt)
    elif is_verborgen(waarde):
        vlak.doek.onbekend(vlak.nul, y, ONBEKEND, vlak.staaf)
        eind = vlak.nul + ONBEKEND
    kleur = ZACHT if isinstance(waarde, Teken) else INKT
    vlak.doek.tekst(eind + 5, y + vlak.staaf / 2 + 4, _woord(waarde, een.soort), maat=KLEIN, kleur=kleur)


def _teken_doel(vlak: _Vlak, boven: float, onder: float) -> None:
    doel = vlak.grafiek.doel or 0
    x, woorden = vlak.x(float(doel)), f"doel {_woord(doel, vlak.wat[0].soort)}"
    vlak.doek.lijn((x, boven - 5), (x, onder), DOEL, 1.6, "5 3")
    half = breedte(woorden, KLEIN) / 2
    midden = min(max(x, half), BREED - half)
    vlak.doek.tekst(midden, boven - 9, woorden, anker="middle", maat=KLEIN, kleur=DOEL, vet=True)
