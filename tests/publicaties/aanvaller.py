"""Someone outside with a linear-programming solver and everything that was ever published.

On purpose nothing of `ketens.publicaties` but its words: a cell of each publication is a variable of its own, what was
shown is a bound, what did not change is an equation, and a solver in floats says how far a hidden number can go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from ketens.publicaties.verbergen import Eerder, Figuren, Grens, Relatie, Verborgen

Plek = tuple[int, str]  # which publication, which cell


@dataclass(frozen=True)
class Gezien:
    """One publication as the attacker has it, with what was really there to judge by."""

    echt: Mapping[str, int]
    weg: frozenset[str]
    relaties: Sequence[Relatie]
    grenzen: Sequence[Grens]
    deuren: frozenset[str]  # no persons: they may be hidden, but need not be protected

    @classmethod
    def nu(cls, figuren: Figuren, verborgen: Verborgen) -> Self:
        return cls.van(figuren.cellen, verborgen.sleutels, figuren.relaties, figuren.grenzen)

    @classmethod
    def toen(cls, eerder: Eerder) -> Self:
        weg = {k for k in (*eerder.echt, *(g.door for g in eerder.grenzen)) if eerder.waarden.get(k) is None}
        return cls.van(eerder.echt, weg, eerder.relaties, eerder.grenzen)

    @classmethod
    def van(
        cls, cellen: Mapping[str, int], weg: Collection[str], relaties: Sequence[Relatie], grenzen: Sequence[Grens]
    ) -> Self:
        deuren = {g.door: g.hoogstens for g in grenzen if g.door and g.door not in cellen}
        return cls({**cellen, **deuren}, frozenset(weg), relaties, grenzen, frozenset(deuren))


class Aanval:
    """The system of equations, and what came out of it so far."""

    def __init__(self, publicaties: Sequence[Gezien]) -> None:
        self.publicaties = publicaties
        self.plekken: dict[Plek, int] = {}
        rijen: list[tuple[dict[int, int], str, int]] = []
        for p, publicatie in enumerate(publicaties):
            for sleutel in publicatie.echt:
                self.plekken[p, sleutel] = len(self.plekken)
        for p, publicatie in enumerate(publicaties):
            rijen += [(self._rij(p, r), "=", 0) for r in publicatie.relaties]
            rijen += list(self._grenzen(p, publicatie))
        rijen += list(self._onveranderd())
        self.bounds = [
            (0, None) if sleutel in publicaties[p].weg else (publicaties[p].echt[sleutel],) * 2
            for p, sleutel in self.plekken
        ]
        self.gelijk, self.hoogstens = ([r for r in rijen if r[1] == soort] for soort in "=<")
        self.laag = np.array([publicaties[p].echt[k] for p, k in self.plekken], dtype=float)
        self.hoog = self.laag.copy()

    def _rij(self, p: int, relatie: Relatie) -> dict[int, int]:
        rij = {self.plekken[p, relatie.geheel]: 1}
        for deel in relatie.delen:
            rij[self.plekken[p, deel]] = rij.get(self.plekken[p, deel], 0) - 1
        return rij

    def _grenzen(self, p: int, publicatie: Gezien) -> Iterable[tuple[dict[int, int], str, int]]:
        for grens in publicatie.grenzen:
            links = self.plekken[p, grens.sleutel]
            if grens.door:
                yield {links: 1, self.plekken[p, grens.door]: -1}, "<", 0
            else:
                yield {links: 1}, "<", grens.hoogstens

    def _onveranderd(self) -> Iterable[tuple[dict[int, int], str, int]]:
        eerste: dict[tuple[str, int], int] = {}
        for (p, sleutel), j in self.plekken.items():
            zelfde = eerste.setdefault((sleutel, self.publicaties[p].echt[sleutel]), j)
            if zelfde != j:
                yield {zelfde: 1, j: -1}, "=", 0

    def _matrix(self, rijen: list[tuple[dict[int, int], str, int]]) -> dict[str, object]:
        if not rijen:
            return {}
        soort = "eq" if rijen[0][1] == "=" else "ub"
        i, j, v = zip(*((i, j, v) for i, (rij, _, _) in enumerate(rijen) for j, v in rij.items()), strict=True)
        matrix = csr_array((v, (i, j)), shape=(len(rijen), len(self.plekken)), dtype=float)
        return {f"A_{soort}": matrix, f"b_{soort}": [b for _, _, b in rijen]}

    def zoek(self, gewicht: Mapping[int, float]) -> None:
        """Push these variables down (weight above zero) or up as far as they go, and keep how far everything went."""
        c = np.zeros(len(self.plekken))
        for j, w in gewicht.items():
            c[j] = w
        uitkomst = linprog(c, **self.stelsel(), bounds=self.bounds, method="highs")
        assert uitkomst.status == 0, uitkomst.message
        self.laag = np.minimum(self.laag, uitkomst.x)
        self.hoog = np.maximum(self.hoog, uitkomst.x)

    def stelsel(self) -> dict[str, object]:
        return self._matrix(self.gelijk) | self._matrix(self.hoogstens)

    def onthuld(self) -> list[Plek]:
        """Every hidden number of which the attacker comes to know more than they may."""
        open_ = {(k, p.echt[k]) for p in self.publicaties for k in p.echt if k not in p.weg}
        doel = [
            (p, k)
            for p, publicatie in enumerate(self.publicaties)
            for k in sorted(publicatie.echt.keys() - publicatie.deuren)
            if k in publicatie.weg and (k, publicatie.echt[k]) not in open_
        ]
        self.bounds = [(0, 10_000) if b == (0, None) else b for b in self.bounds]
        for teken in (1, -1) if doel else ():
            self.zoek({self.plekken[plek]: teken for plek in doel})
        for plek in doel:
            for teken in (1, -1):
                if not self._genoeg(plek):
                    self.zoek({self.plekken[plek]: teken})
        return [plek for plek in doel if not self._genoeg(plek)]

    def _genoeg(self, plek: Plek) -> bool:
        laag, hoog = self.laag[self.plekken[plek]], self.hoog[self.plekken[plek]]
        if 0 < self.publicaties[plek[0]].echt[plek[1]] < 10:
            return laag <= 1 + 1e-6 and hoog >= 9 - 1e-6
        return hoog - laag >= 9 - 1e-6


def onthuld(figuren: Figuren, verborgen: Verborgen, eerder: Sequence[Eerder] = ()) -> list[Plek]:
    """What the attacker learns that they should not: (publication, the last one is now; key)."""
    return Aanval([*map(Gezien.toen, eerder), Gezien.nu(figuren, verborgen)]).onthuld()
