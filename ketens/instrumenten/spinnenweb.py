"""A spider web: values 0-10 on axes around a middle. Geometry only; the drawing stands in `bouwstenen/spinnenweb`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

BREED, HOOG = 460, 340
STRAAL, HOOGSTE = 120, 10
BIJSCHRIFT = 16
RINGEN = (2, 4, 6, 8, 10)

Punt = tuple[float, float]
Waarden = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class As:
    """An axis: its name, where that stands, and where the axis ends."""

    naam: str
    bij: Punt
    anker: str
    einde: Punt


@dataclass(frozen=True, slots=True)
class Vorm:
    """One moment: the line around, and a mark for each value that is known."""

    naam: str
    lijn: str
    merken: list[Punt]


@dataclass(frozen=True, slots=True)
class Spinnenweb:
    """What there is to draw: axes, rings, and one form per moment, the oldest first."""

    assen: list[As]
    ringen: list[str]
    vormen: list[Vorm]
    midden: Punt = (BREED / 2, HOOG / 2)
    maten: tuple[int, int] = (BREED, HOOG)


def teken(assen: Sequence[str], momenten: Sequence[tuple[str, Waarden]]) -> Spinnenweb:
    """Return the web of these axes with a form per moment (name, values in the order of the axes; None: not asked)."""
    aantal = len(assen)
    return Spinnenweb(
        assen=[_as(naam, nummer, aantal) for nummer, naam in enumerate(assen)],
        ringen=[_lijn([_punt(nummer, aantal, ring) for nummer in range(aantal)]) for ring in RINGEN],
        vormen=[_vorm(naam, waarden) for naam, waarden in momenten],
    )


def _as(naam: str, nummer: int, aantal: int) -> As:
    bij = _op(nummer, aantal, STRAAL + BIJSCHRIFT)
    naast = round(bij[0] - BREED / 2)
    anker = "middle" if not naast else "start" if naast > 0 else "end"
    return As(naam, bij, anker, _punt(nummer, aantal, HOOGSTE))


def _vorm(naam: str, waarden: Waarden) -> Vorm:
    merken = [_punt(nummer, len(waarden), waarde) for nummer, waarde in enumerate(waarden) if waarde is not None]
    return Vorm(naam, _lijn(merken), merken)


def _lijn(punten: Sequence[Punt]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in punten)


def _punt(nummer: int, aantal: int, waarde: int) -> Punt:
    return _op(nummer, aantal, STRAAL * waarde / HOOGSTE)


def _op(nummer: int, aantal: int, straal: float) -> Punt:
    hoek = 2 * pi * nummer / aantal - pi / 2  # the first axis points up
    return round(BREED / 2 + straal * cos(hoek), 1), round(HOOG / 2 + straal * sin(hoek), 1)
