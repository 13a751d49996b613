"""What a public number counts, said in one way: two figures that count the same are one number to the reader.

"Tests naar uitslag, hoog" and "Valrisicotests, uitslag hoog" are the same tests: hidden in the one, shown in the other,
would be shown. So a cell is known by its fact and by which values of which columns it counts, not by its indicator.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, Self

KWARTAAL = "kwartaal"


class Voorwaardelijk(Protocol):
    """What is read of a condition of the catalogue."""

    @property
    def kolom(self) -> str: ...
    @property
    def een_van(self) -> tuple[str, ...]: ...
    @property
    def niet(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Waarden:
    """These values of a column, or (`niet`) all but these."""

    waarden: frozenset[str] = frozenset()
    niet: bool = True

    def en(self, ander: Self) -> "Waarden":
        """Return the values that are in both."""
        if self.niet and ander.niet:
            return Waarden(self.waarden | ander.waarden)
        wel, rest = (ander, self) if self.niet else (self, ander)
        return Waarden(wel.waarden - rest.waarden if rest.niet else wel.waarden & rest.waarden, niet=False)

    def zonder(self, ander: Self) -> "Waarden":
        """Return the values that are in this one and not in the other."""
        return self.en(Waarden(ander.waarden, niet=not ander.niet))  # type: ignore[arg-type]

    def past_in(self, ander: Self) -> bool:
        """Tell whether every value of this one is surely in the other."""
        rest = self.zonder(ander)
        return not rest.niet and not rest.waarden

    def __str__(self) -> str:
        return ("niet " if self.niet else "") + "+".join(sorted(self.waarden))


ALLES = Waarden()


@dataclass(frozen=True, slots=True)
class Geteld:
    """Rows of a fact in a year (or the different residents among them, or a sum) that meet every condition."""

    feit: str
    jaar: int
    telt: str = "rijen"
    eisen: tuple[tuple[str, Waarden], ...] = ()

    @classmethod
    def van(cls, feit: str, jaar: int, telt: str, eisen: Iterable[Voorwaardelijk]) -> Self:
        """From an indicator of the catalogue."""
        geteld = cls(feit, jaar, telt)
        for eis in eisen:
            waarden = Waarden(frozenset(eis.een_van or eis.niet), niet=not eis.een_van)
            geteld = geteld.met(eis.kolom, waarden)
        return geteld

    def met(self, kolom: str, waarden: Waarden) -> Self:
        """Return this count with one more condition."""
        eisen = dict(self.eisen)
        eisen[kolom] = eisen.get(kolom, ALLES).en(waarden)
        return replace(self, eisen=_vast(eisen))

    def waar(self, kolom: str, waarde: str) -> Self:
        """Return the part of this count where a column has this value."""
        return self.met(kolom, Waarden(frozenset({waarde}), niet=False))

    def verschilt_in(self, deel: Self) -> str | None:
        """Return the one column by which `deel` is a part of this, or None when it is none."""
        if (self.feit, self.jaar, self.telt) != (deel.feit, deel.jaar, deel.telt):
            return None
        hier, daar = dict(self.eisen), dict(deel.eisen)
        anders = [k for k in {*hier, *daar} if hier.get(k, ALLES) != daar.get(k, ALLES)]
        if len(anders) != 1 or not daar.get(anders[0], ALLES).past_in(hier.get(anders[0], ALLES)):
            return None
        return anders[0]

    def valt_binnen(self, heel: Self) -> bool:
        """Tell whether every row that counts here surely counts in `heel` too, by its conditions."""
        hier, daar = dict(self.eisen), dict(heel.eisen)
        if (self.feit, self.jaar) != (heel.feit, heel.jaar):
            return False
        return all(hier.get(kolom, ALLES).past_in(waarden) for kolom, waarden in daar.items())

    def zonder(self, deel: Self, kolom: str) -> Self:
        """Return what is counted here and not in `deel`, which differs in this column only."""
        eisen = dict(self.eisen)
        eisen[kolom] = eisen.get(kolom, ALLES).zonder(dict(deel.eisen)[kolom])
        return replace(self, eisen=_vast(eisen))

    def los_van(self, ander: Self, kolom: str) -> bool:
        """Tell whether the two have no value of this column in common."""
        samen = dict(self.eisen).get(kolom, ALLES).en(dict(ander.eisen).get(kolom, ALLES))
        return not samen.niet and not samen.waarden

    @property
    def als_rijen(self) -> Self:
        """The rows that the different residents are among."""
        return replace(self, telt="rijen")

    @property
    def sleutel(self) -> str:
        """The name of the cell: the same in every publication, whatever the indicator is called."""
        return "|".join(
            [
                self.feit if self.telt == "rijen" else f"{self.feit} ({self.telt})",
                str(self.jaar),
                *(f"{kolom}={waarden}" for kolom, waarden in self.eisen),
            ]
        )


def _vast(eisen: Mapping[str, Waarden]) -> tuple[tuple[str, Waarden], ...]:
    return tuple(sorted(((kolom, waarden) for kolom, waarden in eisen.items() if waarden != ALLES), key=lambda p: p[0]))
