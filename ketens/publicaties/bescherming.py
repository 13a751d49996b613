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
    """What to hide; what stays in danger whatever is hidden; and what is not published because of that."""

    verborgen: frozenset[int]
    verloren: frozenset[int] = frozenset()
    tabel: frozenset[int] = frozenset()


class Faalt(Exception):
    """This unknown can't be protected with what may be hidden."""

    def __init__(self, nummer: int) -> None:
        super().__init__(nummer)
        self.nummer = nummer


def bescherm(stelsel: Stelsel) -> Uitkomst:
    """Hide as little as will do. What nothing can save takes its whole table with it; the rest is protected as ever."""
    onbekenden = stelsel.onbekenden
    if not any(o.klein or (o.dicht and o.telt) for o in onbekenden):
        return Uitkomst(frozenset(j for j, o in enumerate(onbekenden) if o.dicht))
    schuif = Schuif(stelsel.vergelijkingen)
    if (verborgen := _probeer(stelsel, schuif)) is not None:
        return Uitkomst(verborgen)
    alles = _Poging(stelsel, schuif, nullen=True).alles()
    tabel = frozenset(j for j in alles if onbekenden[j].nu)
    tabel |= stelsel.tabellen_met(tabel)
    if alles and (verborgen := _probeer(stelsel, schuif, alles, tabel)) is not None:
        return Uitkomst(verborgen, alles, tabel)
    nu = frozenset(j for j, o in enumerate(onbekenden) if o.nu)
    return Uitkomst(nu, alles, nu)


def _probeer(
    stelsel: Stelsel, schuif: Schuif, verloren: frozenset[int] = frozenset(), tabel: frozenset[int] = frozenset()
) -> frozenset[int] | None:
    """Protect all but the lost, with the zeros shown if that will do."""
    for nullen in (False, True):
        gemeden: set[int] = set()
        while True:
            poging = _Poging(stelsel, schuif, nullen=nullen, gemeden=gemeden, verloren=verloren, tabel=tabel)
            try:
                return poging.loop()
            except Faalt as fout:
                if fout.nummer in poging.moet:
                    break
                gemeden.add(fout.nummer)  # a cover that would be in danger itself
    return None


class _Poging:
    """One way through: what is hidden so far, and the moves that prove it."""

    def __init__(
        self,
        stelsel: Stelsel,
        schuif: Schuif,
        *,
        nullen: bool,
        gemeden: Iterable[int] = (),
        verloren: frozenset[int] = frozenset(),
        tabel: frozenset[int] = frozenset(),
    ) -> None:
        self.onbekenden, self.schuif, self.nullen = stelsel.onbekenden, schuif, nullen
        self.moet = tabel.union(j for j, o in enumerate(self.onbekenden) if o.dicht)
        self.gemeden, self.verloren = frozenset(gemeden), verloren
        self.verborgen: set[int] = set()
        leeg = [0] * len(self.onbekenden)
        self.gratis = Speling(leeg[:], leeg[:], leeg)  # only what is hidden moves
        self.betaald = Speling(leeg[:], leeg[:], leeg[:])  # so does, at a price, what may yet be hidden
        for j, onbekende in enumerate(self.onbekenden):
            if self._dekt(j, onbekende):
                self.betaald.laag[j], self.betaald.hoog[j] = -self._omlaag(onbekende), _GRENZELOOS
                self.betaald.prijs[j] = onbekende.prijs + (0 if onbekende.waarde else _NUL)
        self._verberg(self.moet)
        self._onthoud([])

    def loop(self) -> frozenset[int]:
        """Small numbers first, then what covers them; then show again what proves superfluous."""
        while onveilig := [j for j in self.verborgen if self._telt(j) and not self._bewezen(j)]:
            j = min(onveilig, key=lambda j: (j not in self.moet, not self.onbekenden[j].klein, j))
            if not self.is_veilig(j):
                self._dek(j)
        for j in sorted(self.verborgen - self.moet, key=lambda j: (-self.onbekenden[j].prijs, j)):
            self._toon_weer(j)
        return frozenset(self.verborgen)

    def alles(self) -> frozenset[int]:
        """Hide the whole group; what even that does not protect."""
        self._verberg(range(len(self.onbekenden)))
        return frozenset(j for j, o in enumerate(self.onbekenden) if o.telt and not self.is_veilig(j))

    def _telt(self, j: int) -> bool:
        return self.onbekenden[j].telt and j not in self.verloren

    def is_veilig(self, j: int) -> bool:
        """Whether the moves found so far, or new ones among what is hidden, protect this unknown."""
        for ver in self._nodig(j):
            if not self._bewezen(j) and (zet := heel(self.schuif, j, ver, self.gratis)):
                self._bewaar(zet)
        return self._bewezen(j)

    def _bewezen(self, j: int) -> bool:
        laag, hoog = self.onbekenden[j].waarde + self.laagst[j], self.onbekenden[j].waarde + self.hoogst[j]
        return laag <= 1 and hoog >= DREMPEL - 1 if self.onbekenden[j].klein else hoog - laag >= DREMPEL - 1

    def _nodig(self, j: int) -> list[int]:
        """How far this unknown must be able to move, up and down."""
        waarde, breed = self.onbekenden[j].waarde, DREMPEL - 1
        if self.onbekenden[j].klein:
            return [ver for ver in (breed - waarde, 1 - waarde) if ver]
        return [self.laagst[j] + breed, self.hoogst[j] - breed]

    def _dek(self, j: int) -> None:
        """Hide the cheapest cells that let this unknown move as far as it must."""
        for ver in self._nodig(j):
            zet = {} if self._bewezen(j) else heel(self.schuif, j, ver, self.betaald)
            if zet.get(j) == ver:
                self._verberg(zet)
                self._bewaar(zet)
        if not self._bewezen(j):
            raise Faalt(j)

    def _toon_weer(self, j: int) -> None:
        """Try to do without this cover."""
        bewaard = self.zetten
        self.verborgen.discard(j)
        self.gratis.laag[j] = self.gratis.hoog[j] = 0
        self._onthoud([zet for zet in bewaard if j not in zet])
        if not all(self.is_veilig(k) for k in sorted(self.verborgen) if self._telt(k) and not self._bewezen(k)):
            self._verberg([j])
            self._onthoud(bewaard)

    def _verberg(self, nummers: Iterable[int]) -> None:
        for j in nummers:
            self.verborgen.add(j)
            for speling in (self.gratis, self.betaald):
                speling.laag[j], speling.hoog[j] = -self._omlaag(self.onbekenden[j]), _GRENZELOOS
                speling.prijs[j] = 0

    def _bewaar(self, zet: dict[int, int]) -> None:
        self._tel_mee([zet, *veelvouden(zet, self.gratis)])

    def _onthoud(self, zetten: list[dict[int, int]]) -> None:
        self.zetten: list[dict[int, int]] = []
        self.laagst, self.hoogst = ([0] * len(self.onbekenden) for _ in range(2))
        self._tel_mee(zetten)

    def _tel_mee(self, zetten: list[dict[int, int]]) -> None:
        self.zetten += zetten
        for zet in zetten:
            for j, ver in zet.items():
                self.laagst[j], self.hoogst[j] = min(self.laagst[j], ver), max(self.hoogst[j], ver)

    def _dekt(self, j: int, onbekende: Onbekende) -> bool:
        return onbekende.nu and j not in self.gemeden and (self.nullen or onbekende.waarde > 0)

    def _omlaag(self, onbekende: Onbekende) -> int:
        """Zeros are shown: who knows that, knows that a hidden number is at least one, and it must not help."""
        bodem = 0 if self.nullen or not onbekende.telt else min(1, onbekende.waarde)
        return onbekende.waarde - bodem
