"""What stands in a cell of a report, and how it reads in Dutch."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum


class Soort(StrEnum):
    """The kind of a column: it decides how a value is written and lined up."""

    TEKST = "tekst"
    AANTAL = "aantal"  # int
    GELD = "geld"  # int, cents
    PROCENT = "procent"  # Decimal, 14 for 14%
    GETAL = "getal"  # Decimal, with the decimals it has
    DAGEN = "dagen"  # int or Decimal
    DATUM = "datum"

    @property
    def is_getal(self) -> bool:
        """Whether its values are numbers: lined up to the right, drawn in a chart."""
        return self not in {Soort.TEKST, Soort.DATUM}


class Teken(Enum):
    """What stands where no value can: never a zero, never an empty cell."""

    VERBORGEN = "verborgen"
    NIET_INGEVULD = "niet ingevuld"


Waarde = str | int | Decimal | date | Teken


def in_woorden(waarde: Waarde, soort: Soort = Soort.TEKST) -> str:
    """Return a value as people read it: "1.234", "€ 1.234,56", "14,0%", "12 dagen", "14-11-2026", "verborgen"."""
    if isinstance(waarde, Teken):
        return waarde.value
    if isinstance(waarde, str | date):
        return waarde if isinstance(waarde, str) else f"{waarde:%d-%m-%Y}"
    match soort:
        case Soort.GELD:
            return f"{'-' if waarde < 0 else ''}€ {_nederlands(abs(Decimal(waarde)) / 100, 2)}"
        case Soort.PROCENT:
            return f"{_nederlands(Decimal(waarde), 1)}%"
        case Soort.DAGEN:
            return f"{_nederlands(Decimal(waarde))} {'dag' if waarde == 1 else 'dagen'}"
    return _nederlands(Decimal(waarde))


def _nederlands(getal: Decimal, decimalen: int | None = None) -> str:
    """Return a number with dots and a comma, rounded half up, or with the decimals that it has."""
    if decimalen is not None:
        getal = getal.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    return f"{getal or abs(getal):,f}".translate(str.maketrans(",.", ".,"))
