"""How the money stands, as values: per onderdeel and bron, and of a year as a whole. Cents everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Bedragen:
    """What was granted, planned, committed and spent. `verplicht` is what is still to be paid on commitments.

    Who adds two of these gets what both say; what neither knows stays unknown.
    """

    toegekend: int = 0
    begroot: int = 0
    verplicht: int = 0
    gerealiseerd: int = 0
    # Groups on the calendar whose cost is known and for which nothing was ordered or paid yet.
    gepland: int = 0
    btw_compensabel: int = 0
    # Whether somebody filled it in: what nobody filled in is not zero.
    is_toegekend: bool = False
    is_begroot: bool = False

    @property
    def prognose(self) -> int:
        """What will be spent at the end of the year: booked, committed and planned."""
        return self.gerealiseerd + self.verplicht + self.gepland

    @property
    def vrij(self) -> int:
        """What of the budget is neither spent nor committed; below zero when there is too little."""
        return self.begroot - self.gerealiseerd - self.verplicht

    @property
    def heeft_vrij(self) -> bool:
        """Whether `vrij` says anything: there is a budget, or money was spent without one."""
        return self.is_begroot or bool(self.gerealiseerd or self.verplicht)

    @property
    def over(self) -> int:
        """What of the budget is left at the end of the year by the forecast; below zero when there is too little."""
        return self.begroot - self.prognose

    def __add__(self, ander: "Bedragen") -> "Bedragen":
        return Bedragen(
            self.toegekend + ander.toegekend,
            self.begroot + ander.begroot,
            self.verplicht + ander.verplicht,
            self.gerealiseerd + ander.gerealiseerd,
            self.gepland + ander.gepland,
            self.btw_compensabel + ander.btw_compensabel,
            self.is_toegekend or ander.is_toegekend,
            self.is_begroot or ander.is_begroot,
        )


NIETS = Bedragen()


def som(delen: Iterable[Bedragen]) -> Bedragen:
    """Add up."""
    totaal = NIETS
    for deel in delen:
        totaal += deel
    return totaal


class Ernst(StrEnum):
    """How bad: the ceiling was passed, or something to look at."""

    FOUT = "fout"
    LET_OP = "let op"


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """A sentence about the money, and which onderdeel it is about (None: all of it)."""

    ernst: Ernst
    zin: str
    onderdeel: str | None = None


@dataclass(frozen=True, slots=True)
class Deelnames:
    """Started and completed in a year, of those that the gemeente pays; and the others apart."""

    gestart: int = 0
    afgerond: int = 0
    gestart_zvw: int = 0
    afgerond_zvw: int = 0
    # Paid by an additional insurance or by the resident.
    gestart_anders: int = 0
    afgerond_anders: int = 0


@dataclass(frozen=True, slots=True)
class Geldstand:
    """The money of a year: of one keten's onderdeel, or of all onderdelen together."""

    jaar: int
    keten_code: str | None
    # By onderdeel and bron; every other figure here is a sum of these.
    cellen: Mapping[tuple[str, str], Bedragen] = field(default_factory=dict)
    deelnames: Deelnames = Deelnames()
    per_keten: Mapping[str, Deelnames] = field(default_factory=dict)
    meldingen: tuple[Waarschuwing, ...] = ()
    # What the gemeente itself pays of what was spent: without the insurer and what participants pay.
    door_gemeente: int = 0

    @property
    def totaal(self) -> Bedragen:
        """All of it."""
        return som(self.cellen.values())

    @property
    def per_bron(self) -> dict[str, Bedragen]:
        """By where the money comes from."""
        return {bron: som(b for (_, van), b in self.cellen.items() if van == bron) for bron in self._sleutels(1)}

    @property
    def per_onderdeel(self) -> dict[str, Bedragen]:
        """By what it is for."""
        return {deel: som(b for (van, _), b in self.cellen.items() if van == deel) for deel in self._sleutels(0)}

    def _sleutels(self, nr: int) -> list[str]:
        return sorted({sleutel[nr] for sleutel in self.cellen})

    @property
    def toegekend(self) -> int:
        """Cents; look at `is_toegekend` before showing 0."""
        return self.totaal.toegekend

    @property
    def begroot(self) -> int:
        """Cents; look at `is_begroot` before showing 0."""
        return self.totaal.begroot

    @property
    def is_toegekend(self) -> bool:
        """Whether anybody filled in what was granted."""
        return self.totaal.is_toegekend

    @property
    def is_begroot(self) -> bool:
        """Whether anybody filled in a budget."""
        return self.totaal.is_begroot

    @property
    def verplicht(self) -> int:
        """Still to be paid on commitments."""
        return self.totaal.verplicht

    @property
    def gerealiseerd(self) -> int:
        """Spent in this year, by delivery."""
        return self.totaal.gerealiseerd

    @property
    def prognose(self) -> int:
        """Spent at the end of the year: booked, committed and planned."""
        return self.totaal.prognose

    @property
    def vrij(self) -> int:
        """Of the budget neither spent nor committed."""
        return self.totaal.vrij

    @property
    def waarschuwingen(self) -> tuple[str, ...]:
        """The sentences, the worst first."""
        return tuple(melding.zin for melding in self.meldingen)

    @property
    def kosten_per_gestart(self) -> int | None:
        """What the gemeente pays per deelname that began this year, in cents; None when none did."""
        return per_deelname(self.door_gemeente, self.deelnames.gestart)

    @property
    def kosten_per_afgerond(self) -> int | None:
        """What the gemeente pays per deelname that was completed this year."""
        return per_deelname(self.door_gemeente, self.deelnames.afgerond)


def per_deelname(bedrag: int, aantal: int) -> int | None:
    """Divide an amount by a number of deelnames, rounded to the cent, half up; None when there were none."""
    return (2 * bedrag + aantal) // (2 * aantal) if aantal else None
