"""Which unknowns of one group stay hidden, with the proof: other numbers that would look the same to every reader.

A proof is a move: whole persons that shift from one unknown to another, so that everything shown and every relation
stays as it is. Every small number must be able to be 1 and to be 9; every other hidden number must have two values at
least 9 apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ketens.publicaties.figuren import DREMPEL
from ketens.publicaties.schuiven import Schuif, Speling, heel, veelvouden
from ketens.publicaties.stelsel import Onbekende, Stelsel

_GRENZELOOS = 10**6
_NUL = 2_000  # the price of hiding a zero: known to be one by too many people


@dataclass(frozen=True)
class Uitkomst:
    """What to hide, and what stays in danger whatever is hidden."""

    verborgen: frozenset[int]
    verloren: frozenset[int] = frozenset()
    geheel: bool = False


class Faalt(Exception):
    """This unknown can't be protected with what may be hidden."""

    def __init__(self, nummer: int) -> None:
        super().__init__(nummer)
        self.nummer = nummer


def bescherm(stelsel: Stelsel) -> Uitkomst:
    """Hide as little as will do; when nothing will do, everything, and say which unknowns that does not save."""
    if not any(o.klein or (o.dicht and o.telt) for o in stelsel.onbekenden):
        return Uitkomst(frozenset())
    schuif = Schuif(stelsel.vergelijkingen)
    for nullen in (False, True):
        if (verborgen := _probeer(stelsel, schuif, nullen, frozenset())) is not None:
            return Uitkomst(verborgen)
    alles = _Poging(stelsel, schuif, nullen=True)
    alles.verborgen = set(range(len(stelsel.onbekenden)))
    verloren = frozenset(j for j, o in enumerate(stelsel.onbekenden) if o.telt and not alles.is_veilig(j))
    if verloren and not any(stelsel.onbekenden[j].nu for j in verloren):
        for nullen in (False, True):
            if (verborgen := _probeer(stelsel, schuif, nullen, verloren)) is not None:
                return Uitkomst(verborgen, verloren)
    return Uitkomst(frozenset(alles.verborgen), verloren, geheel=True)


def _probeer(stelsel: Stelsel, schuif: Schuif, nullen: bool, verloren: frozenset[int]) -> frozenset[int] | None:
    """Protect all but the lost; a cell that would itself be in danger as a cover is passed over the next time."""
    gemeden: set[int] = set()
    while True:
        poging = _Poging(stelsel, schuif, nullen, gemeden, verloren)
        try:
            poging.loop()
        except Faalt as fout:
            if fout.nummer in poging.moet:
                return None
            gemeden.add(fout.nummer)
        else:
            return frozenset(poging.verborgen)


class _Poging:
    def __init__(
        self,
        stelsel: Stelsel,
        schuif: Schuif,
        nullen: bool,
        gemeden: Iterable[int] = (),
        verloren: frozenset[int] = frozenset(),
    ) -> None:
        self.onbekenden, self.schuif, self.nullen = stelsel.onbekenden, schuif, nullen
        self.moet = {j for j, o in enumerate(self.onbekenden) if o.dicht}
        self.gemeden, self.verloren = set(gemeden), verloren
        self.verborgen = set(self.moet)
        self.zetten: list[dict[int, int]] = []

    def loop(self) -> None:
        """Small numbers first, then what covers them; then show again what proves superfluous."""
        while onveilig := [j for j in sorted(self.verborgen) if self._telt(j) and not self.is_veilig(j)]:
            self._dek(min(onveilig, key=lambda j: (j not in self.moet, not self.onbekenden[j].klein, j)))
        for j in sorted(self.verborgen - self.moet, key=lambda j: (-self.onbekenden[j].prijs, j)):
            self._toon_weer(j)

    def _telt(self, j: int) -> bool:
        return self.onbekenden[j].telt and j not in self.verloren

    def is_veilig(self, j: int) -> bool:
        """Whether the moves found so far, or new ones among what is hidden, protect this unknown."""
        return self._bewezen(j) or any(
            self._schuif(j, ver, betaald=False) and self._bewezen(j) for ver in self._nodig(j)
        )

    def _bewezen(self, j: int) -> bool:
        laag, hoog = self._bereik(j)
        return laag <= 1 and hoog >= DREMPEL - 1 if self.onbekenden[j].klein else hoog - laag >= DREMPEL - 1

    def _bereik(self, j: int) -> tuple[int, int]:
        standen = [0, *(zet[j] for zet in self.zetten if j in zet)]
        return self.onbekenden[j].waarde + min(standen), self.onbekenden[j].waarde + max(standen)

    def _nodig(self, j: int) -> list[int]:
        """How far this unknown must be able to move, up and down."""
        waarde, breed = self.onbekenden[j].waarde, DREMPEL - 1
        if self.onbekenden[j].klein:
            return [ver for ver in (breed - waarde, 1 - waarde) if ver]
        laag, hoog = self._bereik(j)
        return [hoog - waarde + breed - (hoog - laag), laag - waarde - breed + (hoog - laag)]

    def _schuif(self, j: int, ver: int, *, betaald: bool) -> dict[int, int]:
        speling = self._speling(betaald)
        zet = heel(self.schuif, j, ver, speling)
        if zet and not betaald:
            self._bewaar(zet)
        return zet

    def _bewaar(self, zet: dict[int, int]) -> None:
        self.zetten += [zet, *veelvouden(zet, self._speling(betaald=False))]

    def _dek(self, j: int) -> None:
        """Hide the cheapest cells that let this unknown move as far as it must."""
        for ver in self._nodig(j):
            zet = self._schuif(j, ver, betaald=True)
            if zet.get(j) == ver:
                self.verborgen |= zet.keys()
                self._bewaar(zet)
            elif self.onbekenden[j].klein:
                raise Faalt(j)
            if self._bewezen(j):
                return
        if not self._bewezen(j):
            raise Faalt(j)

    def _toon_weer(self, j: int) -> None:
        """Try to do without this cover."""
        bewaard = self.zetten
        self.verborgen.discard(j)
        self.zetten = [zet for zet in bewaard if j not in zet]
        if not all(self.is_veilig(k) for k in sorted(self.verborgen) if self._telt(k)):
            self.verborgen.add(j)
            self.zetten = bewaard

    def _speling(self, betaald: bool) -> Speling:
        speling = Speling([], [], [])
        for j, onbekende in enumerate(self.onbekenden):
            mag = j in self.verborgen or (betaald and self._dekt(j, onbekende))
            speling.laag.append(-self._omlaag(onbekende) if mag else 0)
            speling.hoog.append(_GRENZELOOS if mag else 0)
            speling.prijs.append(0 if j in self.verborgen else onbekende.prijs + (0 if onbekende.waarde else _NUL))
        return speling

    def _dekt(self, j: int, onbekende: Onbekende) -> bool:
        return onbekende.nu and j not in self.gemeden and (self.nullen or onbekende.waarde > 0)

    def _omlaag(self, onbekende: Onbekende) -> int:
        """Zeros are shown: who knows that, knows that a hidden number is at least one, and it must not help."""
        bodem = 0 if self.nullen or not onbekende.telt else min(1, onbekende.waarde)
        return onbekende.waarde - bodem
