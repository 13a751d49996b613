"""What the monitor knows of one keten in one year, as plain values: text, tables and charts follow from this alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ketens.stukken.cel import Soort, Teken, Waarde

# How many years a table shows: the year itself and those before it.
JAREN = 4


@dataclass(frozen=True, slots=True)
class Reeks:
    """One figure over the years. `enkel` and `meer` are its words ("1 deelname die begon"); else it has none."""

    code: str
    naam: str
    definitie: str
    waarden: Mapping[int, Waarde]
    soort: Soort = Soort.AANTAL
    enkel: str = ""
    meer: str = ""
    # Whether the years may be added up: deelnames may, different inwoners may not.
    samen: bool = False

    def op(self, jaar: int) -> Waarde:
        """Return the figure of a year, or why there is none."""
        return self.waarden.get(jaar, Teken.NIET_INGEVULD)

    def getal(self, jaar: int) -> int | Decimal | None:
        """Return the figure of a year when it is there and may be said."""
        waarde = self.op(jaar)
        return waarde if isinstance(waarde, int | Decimal) else None

    @property
    def is_leeg(self) -> bool:
        """Whether nobody filled in any year."""
        return all(waarde is Teken.NIET_INGEVULD for waarde in self.waarden.values())


@dataclass(frozen=True, slots=True)
class Bereik:
    """A share of a group of people: the figure itself, the group, and the aim."""

    reeks: Reeks
    # "de thuiswonende 65-plussers"
    groep: str
    groep_aantal: int | None
    bron: str
    peildatum: date | None
    doel: Decimal | None


@dataclass(frozen=True, slots=True)
class Geld:
    """The money of one year, in cents. None: nobody filled it in."""

    begroot: int | None = None
    verplicht: int = 0
    gerealiseerd: int | None = None
    prognose: int | None = None
    # Spent, by the name of where it comes from, in the order of the table.
    per_bron: Mapping[str, int] = field(default_factory=dict)
    per_gestart: Waarde = Teken.NIET_INGEVULD
    per_afgerond: Waarde = Teken.NIET_INGEVULD


@dataclass(frozen=True, slots=True)
class Regime:
    """The regeling that pays, until when, and which comes after it."""

    naam: str
    tot: date
    daarna: str = ""
    # Whether it is known what comes after it.
    bedragen_bekend: bool = False


@dataclass(frozen=True, slots=True)
class Planning:
    """The groups that begin in the year after the one that is told, as far as they are planned now."""

    jaar: int
    groepen: int
    # None: not told outside, where it would bound how many took part.
    plaatsen: int | None


@dataclass(frozen=True, slots=True)
class Fixatie:
    """That the figures of the year were signed off: when, and whether they differ by now."""

    op: date
    verschillen: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """One keten in one year. `tot`: the last day that is counted when the year is still running."""

    code: str
    naam: str
    jaar: int
    beschrijving: tuple[str, ...]
    reeksen: tuple[Reeks, ...] = ()
    bereiken: tuple[Bereik, ...] = ()
    geld: Mapping[int, Geld] = field(default_factory=dict)
    tot: date | None = None
    # "At this pace": by the code of a figure.
    verwacht: Mapping[str, int] = field(default_factory=dict)
    regime: Regime | None = None
    planning: Planning | None = None
    vastgesteld: Fixatie | None = None
    openbaar: bool = False

    @property
    def jaren(self) -> tuple[int, ...]:
        """The years of the tables, the oldest first."""
        return tuple(range(self.jaar - JAREN + 1, self.jaar + 1))
