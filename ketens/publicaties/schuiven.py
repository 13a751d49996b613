"""How far one unknown can move while every relation keeps holding, at the lowest price: an exact simplex.

Relations between counts are sparse and their coefficients ±1, so a dictionary per row is quick and needs no floats.
All moves start from what is true: standing still satisfies every relation, whatever the basis. So one basis serves
every question, and no first phase is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

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


@dataclass
class Rij:
    """`noemer` times one unknown is the sum of the others, each so many times: whole numbers, no common factor."""

    termen: dict[int, int]
    noemer: int = 1

    def tel_op(self, ander: "Rij", teller: int, noemer: int = 1) -> None:
        """Add the other, so many times."""
        maal, keer = ander.noemer * noemer, self.noemer * teller
        if maal != 1:
            self.noemer *= maal
            self.termen = {k: factor * maal for k, factor in self.termen.items()}
        for k, factor in ander.termen.items():
            if som := self.termen.get(k, 0) + keer * factor:
                self.termen[k] = som
            else:
                self.termen.pop(k, None)
        self.vereenvoudig()

    def vereenvoudig(self) -> None:
        """Divide by what all have in common, and keep the denominator above zero."""
        deler = gcd(self.noemer, *self.termen.values()) if self.noemer not in (1, -1) else 1
        if self.noemer < 0:
            deler = -deler
        if deler != 1:
            self.noemer //= deler
            self.termen = {k: factor // deler for k, factor in self.termen.items()}


class Schuif:
    """The relations, solved for some of the unknowns (`rijen`) in terms of the others."""

    def __init__(self, vergelijkingen: Iterable[Mapping[int, int]]) -> None:
        self.rijen: dict[int, Rij] = {}
        self.kolommen: dict[int, set[int]] = {}
        for vergelijking in vergelijkingen:
            self._neem_op(vergelijking)

    def _neem_op(self, vergelijking: Mapping[int, int]) -> None:
        """Solve one more relation for one of its unknowns; what follows from the others adds nothing."""
        over = Rij({})
        for j, factor in vergelijking.items():
            over.tel_op(self.rijen.get(j) or Rij({j: 1}), factor)
        if not over.termen:
            return
        b = min(over.termen, key=lambda k: (abs(over.termen[k]) != 1, len(self.kolommen.get(k, ())), k))
        over.noemer = -over.termen.pop(b)
        over.vereenvoudig()
        self._vervang(b, over)

    def _vervang(self, b: int, rij: Rij) -> None:
        """Let `b` be given by `rij`, also in the rows that used it."""
        for i in self.kolommen.pop(b, set()):
            oud = self.rijen[i]
            was = oud.termen.keys() & rij.termen.keys()
            oud.tel_op(rij, oud.termen.pop(b), oud.noemer)
            for k in rij.termen.keys() - was:
                self.kolommen.setdefault(k, set()).add(i)
            for k in was - oud.termen.keys():
                self.kolommen[k].discard(i)
        self.rijen[b] = rij
        for k in rij.termen:
            self.kolommen.setdefault(k, set()).add(b)

    def ruil(self, b: int, e: int) -> Rij:
        """Solve the row of `b` for `e` instead; the new row."""
        rij = self.rijen.pop(b)
        for k in rij.termen:
            self.kolommen[k].discard(b)
        noemer = rij.termen.pop(e)
        nieuw = Rij({k: -factor for k, factor in rij.termen.items()} | {b: rij.noemer}, noemer)
        nieuw.vereenvoudig()
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
        self.helling = Rij({})  # what one more of each costs by what hangs on it
        for i, rij in schuif.rijen.items():
            if eigen := self._eigen(i, 1):
                self.helling.tel_op(rij, eigen)

    def _eigen(self, j: int, kant: int) -> int:
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
        beste: tuple[int, int, int, int] | None = None
        rijen, helling, schaal = self.schuif.rijen, self.helling.termen, self.helling.noemer
        kandidaten = {*helling, *(j for j, v in self.y.items() if v and j not in rijen)}
        if self.doel not in rijen:
            kandidaten.add(self.doel)
        for j in sorted(kandidaten) if eerste else kandidaten:
            for richting in (1, -1):
                stand = self.y.get(j, 0)
                kant = richting if not stand else (1 if stand > 0 else -1)
                winst = richting * (helling.get(j, 0) + self._eigen(j, kant) * schaal)
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
        kolom = [(i, self.schuif.rijen[i]) for i in sorted(self.schuif.kolommen.get(e, ()))]
        ver, knelt = self._ruimte(e, richting, kant), None
        for i, rij in kolom:
            tempo = rij.termen[e] * richting
            ruimte = self._ruimte(i, 1 if tempo > 0 else -1, self.kant[i])
            if ruimte * rij.noemer < ver * abs(tempo):
                ver, knelt = _deel(ruimte * rij.noemer, abs(tempo)), i
        if ver:
            self.y[e] = self.y.get(e, 0) + richting * ver
            for i, rij in kolom:
                self.y[i] = self.y.get(i, 0) + _deel(rij.termen[e] * richting * ver, rij.noemer)
        if knelt is not None:
            self._ruil(knelt, e, kant)
        return ver

    def _ruil(self, b: int, e: int, kant: int) -> None:
        verloren = self._eigen(b, self.kant.pop(b))
        rij = self.schuif.ruil(b, e)
        self.kant[e] = kant
        helling = self.helling
        helling.tel_op(rij, helling.termen.pop(e, 0) + self._eigen(e, kant) * helling.noemer, helling.noemer)
        helling.tel_op(Rij({b: 1}), -verloren)


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
