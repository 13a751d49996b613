"""Numbers as lengths: what is drawn of a value, how far an axis runs, and the round numbers along it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.doek import KLEIN, LIJN, ZACHT, Doek, breedte
from ketens.stukken.stuk import Grafiek

# What may not be known is drawn so large, whatever it is.
ONBEKEND = 46.0


@dataclass(frozen=True, slots=True)
class Reeks:
    """A column of the table as it is drawn."""

    naam: str
    soort: Soort
    waarden: tuple[Waarde, ...]


def reeksen(grafiek: Grafiek) -> list[Reeks]:
    """Return the columns that are drawn, without the total."""
    tabel = grafiek.tabel
    return [
        Reeks(tabel.kolommen[nr].naam, tabel.kolommen[nr].soort, tuple(rij[nr] for rij in tabel.rijen))
        for nr in grafiek.kolommen
    ]


def namen(grafiek: Grafiek) -> list[str]:
    """Return what the rows are called."""
    return [in_woorden(rij[0], grafiek.tabel.kolommen[0].soort) for rij in grafiek.tabel.rijen]


def lengte(waarde: Waarde) -> float | None:
    """Return a value as a number, or None when there is none: hidden, not filled in, or still to come."""
    return float(waarde) if isinstance(waarde, int | Decimal) else None


def kort(waarde: Waarde, soort: Soort) -> str:
    """Return a value as it stands in a chart: amounts in whole euros, days without the word."""
    if isinstance(waarde, int | Decimal) and soort is Soort.GELD:
        return in_woorden(int(Decimal(waarde).scaleb(-2).to_integral_value()) * 100, soort)[: -len(",00")]
    if isinstance(waarde, int | Decimal) and soort is Soort.DAGEN:
        return in_woorden(waarde, Soort.GETAL)
    return in_woorden(waarde, soort)


@dataclass(frozen=True, slots=True)
class Schaal:
    """An axis: the numbers it runs between, and the round ones that are named."""

    laag: float
    hoog: float
    stappen: tuple[float, ...]

    def deel(self, waarde: float) -> float:
        """Return where a number lies, 0 to 1."""
        return (waarde - self.laag) / (self.hoog - self.laag)


def schaal(waarden: Iterable[float], soort: Soort) -> Schaal:
    """Return an axis from zero (or lower) to a round number that is high enough for all."""
    alle = [0.0, *waarden]
    laag, hoog = min(alle), max(alle)
    stap = _stap(max(hoog, -laag) / 5, 100.0 if soort is Soort.GELD else 1.0)
    onder, boven = stap * (laag // stap), stap * max(-(-hoog // stap), 1)
    aantal = round((boven - onder) / stap)
    return Schaal(onder, boven, tuple(onder + nr * stap for nr in range(aantal + 1)))


def _stap(ongeveer: float, kleinste: float) -> float:
    """Return 1, 2 or 5 with noughts, at least `ongeveer`."""
    stap = kleinste
    while True:
        for keer in (1, 2, 5):
            if stap * keer >= ongeveer:
                return stap * keer
        stap *= 10


def teken_raster(doek: Doek, as_: Schaal, soort: Soort, vak: tuple[float, float, float, float]) -> None:
    """Draw the lines of the round numbers in `vak` (left, right, top, height), their words left of it."""
    links, rechts, boven, hoog = vak
    for getal in as_.stappen:
        y = boven + hoog * (1 - as_.deel(getal))
        doek.lijn((links, y), (rechts, y), ZACHT if getal == 0 else LIJN)
        doek.tekst(links - 5, y + 4, woord(getal, soort), anker="end", maat=KLEIN, kleur=ZACHT)


def woord(getal: float, soort: Soort) -> str:
    """Return a round number of an axis in words."""
    return kort(Decimal(str(getal)).normalize() + 0, soort) if soort is not Soort.PROCENT else f"{getal:g}%"


def marge(as_: Schaal, soort: Soort) -> float:
    """Return the room that the words of an axis take."""
    return max(breedte(woord(getal, soort), KLEIN) for getal in as_.stappen) + 7


def uitleg(doek: Doek, wat: list[Reeks], y: float) -> float:
    """Say under a chart what a question mark stands for, where there is one, and return the room that it took."""
    tekens = {waarde.value for een in wat for waarde in een.waarden if isinstance(waarde, Teken)}
    if not tekens:
        return 0
    doek.tekst(0, y + 12, f"? = met een getal dat {' of '.join(sorted(tekens))} is", maat=KLEIN, kleur=ZACHT)
    return 18


def is_verborgen(waarde: Waarde) -> bool:
    """Tell whether a value may not be known."""
    return waarde is Teken.VERBORGEN
