"""A figure as it stands in a cell: its kind by its unit, and "niet ingevuld" where nobody knows."""

from decimal import Decimal

from ketens.catalogus import Indicator
from ketens.indicatoren.stand import Stand
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden

SOORTEN = {"procent": Soort.PROCENT, "dagen": Soort.DAGEN, "euro": Soort.GELD}
TE_WEINIG = "te weinig"


def soort_van(indicator: Indicator) -> Soort:
    """Return the kind of the value of an indicator; money is in cents."""
    return SOORTEN.get(indicator.eenheid) or (Soort.GETAL if indicator.soort == "gemiddelde" else Soort.AANTAL)


def cel(waarde: int | Decimal | None) -> Waarde:
    """Return what stands in a cell: never a zero for what nobody filled in."""
    return Teken.NIET_INGEVULD if waarde is None else waarde


def cijfer(stand: Stand, code: str, jaar: int | None = None) -> Waarde:
    """Return the figure as it stands in a cell: with words where it would rest on too few."""
    return TE_WEINIG if stand.te_weinig(code, jaar) else cel(stand.waarde(code, jaar))


def woord(stand: Stand, code: str, jaar: int | None = None) -> str:
    """Return the figure as people read it."""
    return in_woorden(cijfer(stand, code, jaar), soort_van(stand.indicator(code)))


def kaal(stand: Stand, code: str, jaar: int | None = None) -> Waarde:
    """Return the figure for a column that holds all units: money in euros."""
    waarde = cijfer(stand, code, jaar)
    is_geld = soort_van(stand.indicator(code)) is Soort.GELD and isinstance(waarde, int)
    return Decimal(waarde).scaleb(-2) if is_geld else waarde  # type: ignore[arg-type]
