"""A line that grows: what was reached until now, where it is expected to end, and the line to reach."""

from ketens.stukken.assen import Reeks, kort, lengte, marge, namen, reeksen, schaal, teken_raster
from ketens.stukken.doek import BREED, DOEL, KLEIN, Doek, breedte, kort_af
from ketens.stukken.stuk import Grafiek

HOOG, BOVEN, REGEL = 180.0, 10.0, 14.0
# Between two names below the line, so that they do not read as one.
TUSSEN = 6.0
# Lines differ in dashes too, each has its name at its end.
LIJNEN = (("#0b5c8a", 2.6, ""), ("#45525e", 1.8, "6 4"), ("#9a6700", 1.8, "2 3"), ("#2e7d4f", 1.8, "9 3 2 3"))
BAND, VERWACHT = "#cfe1ee", "#0b5c8a"
Punt = tuple[float, float]


class _Vlak:
    """The room that is drawn in."""

    def __init__(self, grafiek: Grafiek, doek: Doek) -> None:
        self.grafiek, self.doek = grafiek, doek
        self.wat = reeksen(grafiek)
        self.namen = namen(grafiek)
        soort = self.wat[0].soort
        getallen = [een for rij in self.wat for waarde in rij.waarden if (een := lengte(waarde)) is not None]
        verwacht = grafiek.verwacht
        erbij = [float(verwacht.hoog), float(verwacht.laag)] if verwacht else []
        self.as_ = schaal([*getallen, *erbij, float(grafiek.doel or 0)], soort)
        # (y, words, colour) of what stands right of the chart.
        self.etiketten: list[tuple[float, str, str]] = []
        self.links = marge(self.as_, soort)
        self.rechts = BREED - max(breedte(woorden, KLEIN) for woorden in self._woorden()) - 12

    def _woorden(self) -> list[str]:
        doel, verwacht, soort = self.grafiek.doel, self.grafiek.verwacht, self.wat[0].soort
        return [
            *(f"{een.naam}: {kort(_laatste(een), soort)}" for een in self.wat),
            *([f"doel {kort(doel, soort)}"] if doel is not None else []),
            *([f"verwacht {kort(verwacht.waarde, soort)}"] if verwacht else []),
        ]

    def x(self, nr: int) -> float:
        """Return where the moment of a row lies."""
        return self.links + (self.rechts - self.links) * nr / max(len(self.namen) - 1, 1)

    def y(self, getal: float) -> float:
        """Return where a number lies."""
        return BOVEN + HOOG * (1 - self.as_.deel(getal))


def teken(grafiek: Grafiek, doek: Doek) -> float:
    """Draw it and return its height."""
    vlak = _Vlak(grafiek, doek)
    soort = vlak.wat[0].soort
    teken_raster(doek, vlak.as_, soort, (vlak.links, vlak.rechts, BOVEN, HOOG))
    ruimte = (vlak.rechts - vlak.links) / max(len(vlak.namen) - 1, 1)
    past = max((breedte(naam, KLEIN) for naam in vlak.namen), default=0) + TUSSEN <= ruimte
    for nr, naam in enumerate(vlak.namen):
        if past or nr % 2 == 0:
            kort_ = kort_af(naam, max(ruimte * 2 - 2, 20), KLEIN)
            half = breedte(kort_, KLEIN) / 2
            doek.tekst(max(vlak.x(nr), half), BOVEN + HOOG + 16, kort_, anker="middle", maat=KLEIN)
    _teken_verwacht(vlak)
    if grafiek.doel is not None:
        y = vlak.y(float(grafiek.doel))
        doek.lijn((vlak.links, y), (vlak.rechts, y), DOEL, 1.6, "5 3")
        vlak.etiketten.append((y, f"doel {kort(grafiek.doel, soort)}", DOEL))
    for nr, een in reversed(list(enumerate(vlak.wat))):
        _teken_reeks(vlak, een, *LIJNEN[nr % len(LIJNEN)])
    _teken_etiketten(vlak)
    return BOVEN + HOOG + 22


def _laatste(een: Reeks) -> int:
    getallen = [waarde for waarde in een.waarden if lengte(waarde) is not None]
    return getallen[-1] if getallen else 0  # type: ignore[return-value]


def _teken_reeks(vlak: _Vlak, een: Reeks, kleur: str, dik: float, streep: str) -> None:
    """Draw a line; where a value is not known it breaks off, and goes on after it."""
    stuk: list[Punt] = []
    stukken = [stuk]
    for nr, waarde in enumerate(een.waarden):
        lang = lengte(waarde)
        if lang is not None:
            stuk.append((vlak.x(nr), vlak.y(lang)))
        elif stuk:
            stuk = []
            stukken.append(stuk)
    gevuld = [punten for punten in stukken if punten]
    for punten in gevuld:
        if len(punten) > 1:
            vlak.doek.pad(punten, kleur, dik, streep)
        else:
            vlak.doek.punt(*punten[0], kleur)
    if gevuld:
        x, y = gevuld[-1][-1]
        vlak.doek.punt(x, y, kleur)
        vlak.etiketten.append((y, f"{een.naam}: {kort(_laatste(een), een.soort)}", kleur))


def _teken_verwacht(vlak: _Vlak) -> None:
    verwacht = vlak.grafiek.verwacht
    gevuld = [nr for nr, waarde in enumerate(vlak.wat[0].waarden) if lengte(waarde) is not None]
    if verwacht is None or not gevuld or gevuld[-1] == len(vlak.namen) - 1:
        return
    begin = (vlak.x(gevuld[-1]), vlak.y(float(_laatste(vlak.wat[0]))))
    laag, midden, hoog = (vlak.y(float(getal)) for getal in (verwacht.laag, verwacht.waarde, verwacht.hoog))
    vlak.doek.vorm([begin, (vlak.rechts, hoog), (vlak.rechts, laag)], BAND)
    vlak.doek.lijn(begin, (vlak.rechts, midden), VERWACHT, 1.6, "3 3")
    vlak.etiketten.append((midden, f"verwacht {kort(verwacht.waarde, vlak.wat[0].soort)}", VERWACHT))


def _teken_etiketten(vlak: _Vlak) -> None:
    """Write the names right of the lines, pushed apart where they would touch."""
    onder = BOVEN - REGEL
    for y, woorden, kleur in sorted(vlak.etiketten):
        onder = max(y + 4, onder + REGEL)
        vlak.doek.tekst(vlak.rechts + 8, onder, woorden, maat=KLEIN, kleur=kleur, vet=True)
