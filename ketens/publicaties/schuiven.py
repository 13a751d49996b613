"""How far one unknown can move while every relation keeps holding, at the lowest price: an exact simplex.

Relations between counts are sparse and their coefficients ±1, so a dictionary per row is quick and needs no floats.
All moves start from what is true: standing still satisfies every relation, whatever the basis. So one basis serves
every question, and no first phase is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Getal = int | Fraction
_BELONING = 10**12  # of moving the target: more than any price
_GEDULD = 40  # steps without progress, after which Bland's rule makes sure of an end
_STAPPEN = 5_000


@dataclass
class Speling:
    """What each unknown may do: between `laag` (≤ 0) and `hoog` (≥ 0), at `prijs` for each person moved."""

    laag: list[int]
    hoog: list[int]
    prijs: list[int]


class Schuif:
    """The relations, solved for some of the unknowns (`rijen`) in terms of the others."""

    def __init__(self, vergelijkingen: Iterable[Mapping[int, int]]) -> None:
        self.rijen: dict[int, dict[int, Getal]] = {}
        self.kolommen: dict[int, set[int]] = {}
        for vergelijking in vergelijkingen:
            self._neem_op(vergelijking)

    def _neem_op(self, vergelijking: Mapping[int, int]) -> None:
        """Solve one more relation for one of its unknowns; what follows from the others adds nothing."""
        som: dict[int, Getal] = {}
        for j, factor in vergelijking.items():
            for k, deel in self.rijen.get(j, {j: 1}).items():
                som[k] = som.get(k, 0) + factor * deel
        over = {k: factor for k, factor in som.items() if factor}
        if not over:
            return
        b = min(over, key=lambda k: (abs(over[k]) != 1, len(self.kolommen.get(k, ())), k))
        noemer = -over.pop(b)
        self._vervang(b, {k: _deel(factor, noemer) for k, factor in over.items()})

    def _vervang(self, b: int, rij: dict[int, Getal]) -> None:
        """Let `b` be given by `rij`, also in the rows that used it."""
        for i in self.kolommen.pop(b, set()):
            factor = self.rijen[i].pop(b)
            for k, deel in rij.items():
                self._zet(i, k, self.rijen[i].get(k, 0) + factor * deel)
        self.rijen[b] = rij
        for k in rij:
            self.kolommen.setdefault(k, set()).add(b)

    def _zet(self, i: int, k: int, factor: Getal) -> None:
        if factor:
            self.rijen[i][k] = factor
            self.kolommen.setdefault(k, set()).add(i)
        elif k in self.rijen[i]:
            del self.rijen[i][k]
            self.kolommen[k].discard(i)

    def ruil(self, b: int, e: int) -> dict[int, Getal]:
        """Solve the row of `b` for `e` instead; the new row."""
        rij = self.rijen.pop(b)
        for k in rij:
            self.kolommen[k].discard(b)
        noemer = rij.pop(e)
        nieuw = {k: _deel(-factor, noemer) for k, factor in rij.items()}
        nieuw[b] = _deel(1, noemer)
        self._vervang(e, nieuw)
        return nieuw

    def ver(self, doel: int, meer: int, speling: Speling) -> dict[int, Getal]:
        """The cheapest move that brings `doel` as near to `meer` as it can come: unknown → how far it moves."""
        return _Tocht(self, doel, meer, speling).loop()


def heel(schuif: Schuif, doel: int, meer: int, speling: Speling) -> dict[int, int]:
    """The same in whole persons: an unknown that would move by a half is held nearer to where it stands."""
    laag, hoog = list(speling.laag), list(speling.hoog)
    while True:
        zet = schuif.ver(doel, meer, Speling(laag, hoog, speling.prijs))
        gebroken = next((j for j, ver in sorted(zet.items()) if ver.denominator != 1), None)
        if gebroken is None:
            return {j: int(ver) for j, ver in zet.items()}
        if gebroken == doel:
            meer = int(zet[doel])
        hoog[gebroken], laag[gebroken] = max(0, int(zet[gebroken])), min(0, int(zet[gebroken]))


class _Tocht:
    """One question, from standing still to the optimum."""

    def __init__(self, schuif: Schuif, doel: int, meer: int, speling: Speling) -> None:
        self.schuif, self.doel, self.speling = schuif, doel, speling
        self.meer = meer
        self.y: dict[int, Getal] = {}
        self.kant = dict.fromkeys(schuif.rijen, 1)
        self.helling: dict[int, Getal] = {}
        for i, rij in schuif.rijen.items():
            self._tel_op(rij, self._eigen(i, 1))

    def _tel_op(self, rij: Mapping[int, Getal], keer: Getal) -> None:
        if keer:
            for k, factor in rij.items():
                som = self.helling.get(k, 0) + keer * factor
                if som:
                    self.helling[k] = som
                else:
                    self.helling.pop(k, None)

    def _eigen(self, j: int, kant: int) -> Getal:
        """What one more of `j` costs by itself, on that side of zero."""
        if j == self.doel:
            return -_BELONING if self.meer > 0 else _BELONING
        return self.speling.prijs[j] * kant

    def _grenzen(self, j: int) -> tuple[int, int]:
        laag, hoog = self.speling.laag[j], self.speling.hoog[j]
        if j == self.doel:
            return (0, min(hoog, self.meer)) if self.meer > 0 else (max(laag, self.meer), 0)
        return laag, hoog

    def _ruimte(self, j: int, richting: int, kant: int) -> Getal:
        """How far `j` can go before it meets a bound, or zero where its price turns."""
        laag, hoog = self._grenzen(j)
        if j != self.doel and self.speling.prijs[j]:
            laag, hoog = (0, hoog) if kant > 0 else (laag, 0)
        stand = self.y.get(j, 0)
        return hoog - stand if richting > 0 else stand - laag

    def _kies(self, eerste: bool) -> tuple[int, int, int] | None:
        """Which unknown to move, which way, and on which side of zero; None at the optimum."""
        beste: tuple[Getal, int, int, int] | None = None
        rijen = self.schuif.rijen
        kandidaten = {*self.helling, *(j for j, v in self.y.items() if v and j not in rijen)}
        if self.doel not in rijen:
            kandidaten.add(self.doel)
        for j in sorted(kandidaten) if eerste else kandidaten:
            for richting in (1, -1):
                stand = self.y.get(j, 0)
                kant = richting if not stand else (1 if stand > 0 else -1)
                winst = richting * (self.helling.get(j, 0) + self._eigen(j, kant))
                if winst >= 0 or not self._ruimte(j, richting, kant):
                    continue
                if eerste:
                    return j, richting, kant
                if beste is None or (winst, j, richting) < beste[:3]:
                    beste = winst, j, richting, kant
        return beste and beste[1:]

    def loop(self) -> dict[int, Getal]:
        stil = 0
        for _ in range(_STAPPEN):
            keuze = self._kies(eerste=stil > _GEDULD)
            if keuze is None:
                break
            stil = 0 if self._stap(*keuze) else stil + 1
        return {j: v for j, v in self.y.items() if v}

    def _stap(self, e: int, richting: int, kant: int) -> Getal:
        """Move `e` as far as it and what hangs on it can go; how far that was."""
        kolom = self.schuif.kolommen.get(e, set())
        ver, knelt = self._ruimte(e, richting, kant), None
        for i in sorted(kolom):
            tempo = self.schuif.rijen[i][e] * richting
            ruimte = _deel(self._ruimte(i, 1 if tempo > 0 else -1, self.kant[i]), tempo if tempo > 0 else -tempo)
            if ruimte < ver:
                ver, knelt = ruimte, i
        if ver:
            self.y[e] = self.y.get(e, 0) + richting * ver
            for i in kolom:
                self.y[i] = self.y.get(i, 0) + self.schuif.rijen[i][e] * richting * ver
        if knelt is not None:
            self._ruil(knelt, e, kant)
        return ver

    def _ruil(self, b: int, e: int, kant: int) -> None:
        verloren = self._eigen(b, self.kant.pop(b))
        rij = self.schuif.ruil(b, e)
        self.kant[e] = kant
        self._tel_op(rij, self.helling.pop(e, 0) + self._eigen(e, kant))
        som = self.helling.get(b, 0) - verloren
        if som:
            self.helling[b] = som
        else:
            self.helling.pop(b, None)


def _deel(teller: Getal, noemer: Getal) -> Getal:
    """Exact, and an int wherever it is one: that is most of the time, and much quicker."""
    if noemer in (1, -1):
        return teller * noemer
    uitkomst = Fraction(teller) / noemer
    return uitkomst.numerator if uitkomst.denominator == 1 else uitkomst


def veelvouden(zet: Mapping[int, int], speling: Speling, keren: Sequence[int] = (-1, 1)) -> Iterable[dict[int, int]]:
    """The same move as far as it goes, to both sides."""
    for keer in keren:
        ruimtes = [(speling.hoog if v * keer > 0 else speling.laag)[j] // (v * keer) for j, v in zet.items()]
        if verste := min(ruimtes, default=0):
            yield {j: v * keer * verste for j, v in zet.items()}
