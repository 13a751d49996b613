"""What a reader does not know, over all publications at once, and what they know about it.

An unknown is a figure with the number that was really there: unchanged since an earlier publication it is the same
unknown (we assume that a reader knows what changed), corrected it is a new one. What was shown once is no unknown.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ketens.publicaties.figuren import DREMPEL, Eerder, Figuren, Grens, Relatie


@dataclass(frozen=True)
class Onbekende:
    """One number that a reader may not know. `nu`: it stands in the figures that are to be published."""

    sleutel: str
    waarde: int
    telt: bool  # a number of persons: it may not follow from anything
    nu: bool
    dicht: bool  # hidden whatever we choose
    prijs: int

    @property
    def klein(self) -> bool:
        return self.telt and 0 < self.waarde < DREMPEL


@dataclass
class Stelsel:
    """Unknowns, and the relations between them (coefficients; they add up to what is known)."""

    onbekenden: list[Onbekende] = field(default_factory=list)
    vergelijkingen: list[dict[int, int]] = field(default_factory=list)

    def tabellen_met(self, nummers: Collection[int]) -> frozenset[int]:
        """What stands in one breakdown with any of these, as the whole or as a part: the parts of now."""
        geraakt = [v for v in self.vergelijkingen if not v.keys().isdisjoint(nummers)]
        return frozenset(j for v in geraakt for j, factor in v.items() if factor < 0 and self.onbekenden[j].nu)


def stel_op(figuren: Figuren, eerder: Sequence[Eerder]) -> tuple[list[Stelsel], frozenset[str]]:
    """The separate groups of unknowns, and the keys of now that are no unknown: shown before, with the same number."""
    return _Opsteller(figuren, eerder).loop()


class _Opsteller:
    def __init__(self, figuren: Figuren, eerder: Sequence[Eerder]) -> None:
        self.figuren, self.eerder = figuren, eerder
        self.bekend = {(k, v) for publicatie in eerder for k, v in publicatie.waarden.items() if v is not None}
        self.gezien = {(k, v) for publicatie in eerder for k, v in _alles(publicatie.echt, publicatie.grenzen).items()}
        self.prijzen = _prijzen(figuren)
        self.nummers: dict[Hashable, int] = {}
        self.vergeleken: set[frozenset[tuple[int, int]]] = set()
        self.stelsel = Stelsel()

    def loop(self) -> tuple[list[Stelsel], frozenset[str]]:
        nu = _alles(self.figuren.cellen, self.figuren.grenzen)
        for sleutel, waarde in nu.items():
            self._nummer(sleutel, waarde, telt=sleutel in self.figuren.cellen, nu=True)
        self._relaties(self.figuren.cellen, self.figuren.relaties, self.figuren.grenzen)
        for publicatie in self.eerder:
            for sleutel, waarde in _alles(publicatie.echt, publicatie.grenzen).items():
                self._nummer(sleutel, waarde, telt=sleutel in publicatie.echt, nu=False)
            self._relaties(publicatie.echt, publicatie.relaties, publicatie.grenzen)
        return list(_groepen(self.stelsel)), frozenset(k for k, v in nu.items() if (k, v) in self.bekend)

    def _nummer(self, sleutel: str, waarde: int, *, telt: bool, nu: bool) -> int | None:
        """The number of this unknown; None when readers know it."""
        wat = (sleutel, waarde)
        if wat in self.bekend:
            return None
        if wat not in self.nummers:
            # A bound too low to hide behind is hidden from the first day: shown once, it can't be taken back.
            klein = 0 < waarde < DREMPEL if telt else waarde < DREMPEL - 1
            dicht = not nu or wat in self.gezien or klein
            self._erbij(wat, Onbekende(sleutel, waarde, telt, nu, dicht, self.prijzen.get(sleutel, 0)))
        return self.nummers[wat]

    def _erbij(self, wat: Hashable, onbekende: Onbekende) -> int:
        self.nummers[wat] = len(self.stelsel.onbekenden)
        self.stelsel.onbekenden.append(onbekende)
        return self.nummers[wat]

    def _relaties(self, cellen: Mapping[str, int], relaties: Iterable[Relatie], grenzen: Iterable[Grens]) -> None:
        for relatie in relaties:
            self._vergelijk([(relatie.geheel, cellen[relatie.geheel], 1), *((k, cellen[k], -1) for k in relatie.delen)])
        for grens in grenzen:
            if grens.sleutel not in cellen:
                continue
            rest = grens.hoogstens - cellen[grens.sleutel]
            wat = (grens, rest)
            if wat not in self.nummers:  # what is left below the bound: nobody's figure, never shown
                self._erbij(wat, Onbekende(grens.door, rest, telt=False, nu=False, dicht=True, prijs=0))
            bron = [(grens.door, grens.hoogstens, 1)] if grens.door else []
            self._vergelijk([*bron, (grens.sleutel, cellen[grens.sleutel], -1)], {self.nummers[wat]: -1})

    def _vergelijk(self, termen: Iterable[tuple[str, int, int]], vast: Mapping[int, int] | None = None) -> None:
        vergelijking = dict(vast or {})
        for sleutel, waarde, factor in termen:
            if (nummer := self.nummers.get((sleutel, waarde))) is not None:
                vergelijking[nummer] = vergelijking.get(nummer, 0) + factor
        over = {j: factor for j, factor in vergelijking.items() if factor}
        if over and (zelfde := frozenset(over.items())) not in self.vergeleken:
            self.vergeleken.add(zelfde)
            self.stelsel.vergelijkingen.append(over)


def _alles(cellen: Mapping[str, int], grenzen: Iterable[Grens]) -> dict[str, int]:
    """The counts, and the figures that bound them."""
    return {grens.door: grens.hoogstens for grens in grenzen if grens.door} | dict(cellen)


def _prijzen(figuren: Figuren) -> dict[str, int]:
    """What hiding a figure costs its reader: by its place, never by its number, which the choice would tell."""
    gehelen = {relatie.geheel for relatie in figuren.relaties}
    delen = {deel for relatie in figuren.relaties for deel in relatie.delen}
    prijzen = {grens.door: 20 for grens in figuren.grenzen if grens.door}
    for sleutel in figuren.cellen:
        prijzen[sleutel] = 10 if sleutel not in gehelen else 30 if sleutel in delen else 300
    return prijzen


def _groepen(stelsel: Stelsel) -> Iterable[Stelsel]:
    """What hangs together through a relation."""
    baas = list(range(len(stelsel.onbekenden)))

    def van(j: int) -> int:
        while baas[j] != j:
            baas[j] = baas[baas[j]]
            j = baas[j]
        return j

    for vergelijking in stelsel.vergelijkingen:
        eerste, *rest = vergelijking
        for j in rest:
            baas[van(j)] = van(eerste)
    groepen: dict[int, tuple[Stelsel, dict[int, int]]] = {}
    for j, onbekende in enumerate(stelsel.onbekenden):
        groep, plek = groepen.setdefault(van(j), (Stelsel(), {}))
        plek[j] = len(groep.onbekenden)
        groep.onbekenden.append(onbekende)
    for vergelijking in stelsel.vergelijkingen:
        groep, plek = groepen[van(next(iter(vergelijking)))]
        groep.vergelijkingen.append({plek[j]: factor for j, factor in vergelijking.items()})
    return [groep for groep, _ in groepen.values()]
