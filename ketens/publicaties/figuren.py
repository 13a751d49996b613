"""What a public report counts, how its numbers hang together, and what was published before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

DREMPEL = 10  # fewer persons than this, and more than none, is not published (domein.md 6.6)


@dataclass(frozen=True)
class Cel:
    """A number of persons: `sleutel` such as "aantal_vrt|2025|wijk=centrum|kwartaal=1"."""

    sleutel: str
    waarde: int


@dataclass(frozen=True)
class Relatie:
    """`geheel` is the sum of `delen`, and every reader knows that."""

    geheel: str
    delen: tuple[str, ...]


@dataclass(frozen=True)
class Grens:
    """A number that can't exceed another: who started and the places of a group, unique persons and deelnames.

    `door` is where the reader gets the bound: the key of another cell, or of a figure that is no count of persons and
    is hidden too when a hidden count would follow from it. Without `door` the bound is known whatever we do.
    """

    sleutel: str
    hoogstens: int
    door: str = ""


@dataclass(frozen=True)
class Afgeleid:
    """A percentage, mean, rate or amount: hidden with any count (`uit`) that would follow from it.

    `n` is the count that it is a mean or percentage of: below `minstens` it is not shown.
    """

    sleutel: str
    uit: tuple[str, ...]
    n: str = ""
    minstens: int = DREMPEL


@dataclass(frozen=True)
class Figuren:
    """The figures of one report: counts of persons by key, and what a reader knows about them.

    A zero that everyone knows to be one (a quarter still to come) is better left out: it protects nothing.
    """

    cellen: Mapping[str, int]
    relaties: tuple[Relatie, ...] = ()
    grenzen: tuple[Grens, ...] = ()
    afgeleid: tuple[Afgeleid, ...] = ()

    def __post_init__(self) -> None:
        controleer(self.cellen, self.relaties, self.grenzen)
        for afgeleid in self.afgeleid:
            if onbekend := {*afgeleid.uit, afgeleid.n} - self.cellen.keys() - {""}:
                raise ValueError(f"{afgeleid.sleutel} volgt uit wat er niet is: {', '.join(sorted(onbekend))}")

    @classmethod
    def van(cls, cellen: Iterable[Cel], relaties: Iterable[Relatie], grenzen: Iterable[Grens] = ()) -> Self:
        """From loose cells; the same key twice with another number is a ValueError."""
        waarden: dict[str, int] = {}
        for cel in cellen:
            if waarden.setdefault(cel.sleutel, cel.waarde) != cel.waarde:
                raise ValueError(f"{cel.sleutel} staat er twee keer in, met een ander getal")
        return cls(waarden, tuple(relaties), tuple(grenzen))


@dataclass(frozen=True)
class Eerder:
    """One earlier publication: what readers saw (None: hidden), and what was really there (kept sealed by us).

    `waarden` also holds the figures that bound a count (`Grens.door`): what is not in it, was not shown.
    """

    waarden: Mapping[str, int | None]
    echt: Mapping[str, int]
    relaties: tuple[Relatie, ...] = ()
    grenzen: tuple[Grens, ...] = ()

    def __post_init__(self) -> None:
        controleer(self.echt, self.relaties, self.grenzen)
        if fout := next((k for k, v in self.waarden.items() if v is not None and self.echt.get(k, v) != v), None):
            raise ValueError(f"{fout} is anders gepubliceerd dan het was")


@dataclass(frozen=True)
class Verborgen:
    """Which keys are hidden, all with one and the same mark; and in Dutch what could not be protected."""

    sleutels: frozenset[str]
    onmogelijk: tuple[str, ...] = field(default=())


def controleer(cellen: Mapping[str, int], relaties: Iterable[Relatie], grenzen: Iterable[Grens]) -> None:
    """Figures that don't add up can't be protected: what would follow from them is anyone's guess (ValueError)."""
    if fout := next((sleutel for sleutel, waarde in cellen.items() if waarde < 0), None):
        raise ValueError(f"{fout} is minder dan nul")
    for relatie in relaties:
        if onbekend := {relatie.geheel, *relatie.delen} - cellen.keys():
            raise ValueError(f"{relatie.geheel} rekent met wat er niet is: {', '.join(sorted(onbekend))}")
        if cellen[relatie.geheel] != sum(cellen[deel] for deel in relatie.delen):
            raise ValueError(f"{relatie.geheel} is niet de som van zijn delen")
    for grens in grenzen:
        if cellen.get(grens.sleutel, 0) > grens.hoogstens:
            raise ValueError(f"{grens.sleutel} is meer dan de grens {grens.hoogstens}")
        if cellen.get(grens.door, grens.hoogstens) != grens.hoogstens:
            raise ValueError(f"de grens van {grens.sleutel} is niet wat {grens.door} zegt")
