"""An amount that the law sets and that changes by date, such as the own risk of the health insurance."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ketens.catalogus.lezen import Code, Pin, Plek


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """An amount in cents, from a day up to and including a day (`jjjj-mm-dd`); without `tot` it still holds."""

    vanaf: str
    centen: int
    tot: str | None = None

    def na_lezen(self, plek: Plek) -> None:
        """Raise Catalogusfout unless these are days, in order."""
        for sleutel in ("vanaf", "tot"):
            waarde = getattr(self, sleutel)
            try:
                _ = date.fromisoformat(waarde) if waarde else None
            except ValueError as fout:
                raise plek.bij(sleutel).fout("verwacht een dag, zoals 2026-01-01.") from fout
        if self.tot is not None and self.tot < self.vanaf:
            raise plek.bij("tot").fout("de laatste dag ligt voor de eerste.")

    def geldt(self, dag: date) -> bool:
        """Whether the amount holds on this day."""
        return self.vanaf <= dag.isoformat() and (self.tot is None or dag.isoformat() <= self.tot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedrag:
    """The amounts of one kind; a day that no period holds has no known amount."""

    code: Code
    versie: int
    naam: str
    bron: str
    perioden: tuple[Periode, ...]
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    def na_lezen(self, plek: Plek) -> None:
        """Raise Catalogusfout when two periods hold on one day."""
        rijen = sorted(self.perioden, key=lambda rij: rij.vanaf)
        for eerder, later in pairwise(rijen):
            if eerder.tot is None or eerder.tot >= later.vanaf:
                raise plek.bij("perioden").fout(f"de periode vanaf {later.vanaf} begint voor de vorige eindigt.")

    def op(self, dag: date) -> int | None:
        """Return the amount on this day in cents, or None when it is not known."""
        return next((rij.centen for rij in self.perioden if rij.geldt(dag)), None)
