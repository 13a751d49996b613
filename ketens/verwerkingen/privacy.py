"""What a resident reads without an account: who does what with their data, as the rows that hold say it."""

from dataclasses import dataclass

from sqlalchemy import select

from ketens.gebruikers.models import Gemeente
from ketens.kern.db import db
from ketens.verwerkingen.overzichten import Ketenregister, registers
from ketens.verwerkingen.stand import Stroomstand


@dataclass(frozen=True, slots=True)
class Privacyketen:
    """One keten: the flows with a ground, and the names of those without."""

    register: Ketenregister

    @property
    def stromen(self) -> list[Stroomstand]:
        """The flows that a resident is told about."""
        return [stand for stand in self.register.stromen if stand.geldt]

    @property
    def wordt_uitgezocht(self) -> list[str]:
        """Names of flows whose ground was never laid down: said, not hidden."""
        return [stroom.naam for stroom in self.register.mist]


def ketens_met_gegevens() -> list[Privacyketen]:
    """The ketens that are or ever were on in this gemeente: switching off ends what comes in, not what is kept."""
    return [Privacyketen(register) for register in registers() if register.instelling]


def gemeenten() -> list[Gemeente]:
    """Every gemeente that works with this installation, by name."""
    return list(db.session.scalars(select(Gemeente).order_by(Gemeente.naam)))
