"""The final account of a regeling: granted against spent, what shifting covers, what goes back. Pure sums, in cents.

Each year is settled by itself: first shifting within the year, then carrying over to the next. So per onderdeel
always: toegekend + geschoven - besteed = terug - eigen + open.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ketens.budgetten.regels import mee
from ketens.budgetten.verdelen import aandeel, verdeel
from ketens.catalogus.regeling import Regel

# Per year and onderdeel: granted (None: nobody filled it in) and spent.
Jaarcijfers = Mapping[tuple[int, str], tuple[int | None, int]]


@dataclass(frozen=True, slots=True)
class Jaarregels:
    """What may be done with a year. `pot`: within which group of onderdelen, `procent` at most (None: all of it)."""

    # No shifting at all where the percentage is not known.
    mag_schuiven: bool
    pot: Callable[[str], str]
    procent: int | None = None
    # The rule to carry over to the next year, with its percentage.
    meenemen: tuple[Regel, int] | None = None


@dataclass(slots=True)
class Eindregel:
    """How one onderdeel ends, over all years. `zonder`: what would go back if nothing were shifted or carried over."""

    onderdeel: str
    toegekend: int = 0
    besteed: int = 0
    geschoven: int = 0
    terug: int = 0
    eigen: int = 0
    zonder: int = 0
    # Years in which money was spent and nobody filled in what was granted: these can't be settled.
    onbekend: tuple[int, ...] = ()
    besteed_onbekend: int = 0
    # What was carried over to such a year: it may have been spent there.
    open: int = 0


@dataclass(frozen=True, slots=True)
class Afrekening:
    """All onderdelen, and their sum."""

    regels: tuple[Eindregel, ...]

    def som(self, naam: str) -> int:
        """Add up one column."""
        return sum(getattr(regel, naam) for regel in self.regels)

    @property
    def onbekend(self) -> bool:
        """Whether anything is left out because it was not filled in."""
        return any(regel.onbekend for regel in self.regels)


def reken_af(cijfers: Jaarcijfers, regels: Mapping[int, Jaarregels]) -> Afrekening:
    """Settle year by year; `regels` has one entry for every year of the regeling."""
    uit: dict[str, Eindregel] = {}
    meegenomen: dict[str, int] = {}
    for jaar in sorted(regels):
        bekend: dict[str, tuple[int, int]] = {}
        for (van, code), (toegekend, besteed) in cijfers.items():
            if van != jaar:
                continue
            regel = uit.setdefault(code, Eindregel(code))
            if toegekend is None:
                if besteed:
                    regel.onbekend = (*regel.onbekend, jaar)
                    regel.besteed_onbekend += besteed
            else:
                bekend[code] = toegekend, besteed
        # What was carried over to a year without a grant of its own is there too; it waits where that can't be settled.
        for code, bedrag in meegenomen.items():
            if jaar in uit[code].onbekend:
                uit[code].open += bedrag
            else:
                bekend.setdefault(code, (0, 0))
        meegenomen = _jaar(bekend, meegenomen, regels[jaar], uit, laatste=jaar == max(regels))
    return Afrekening(tuple(uit[code] for code in sorted(uit)))


def _jaar(
    bekend: Mapping[str, tuple[int, int]],
    meegenomen: Mapping[str, int],
    mag: Jaarregels,
    uit: dict[str, Eindregel],
    *,
    laatste: bool,
) -> dict[str, int]:
    saldo = {code: t + meegenomen.get(code, 0) - b for code, (t, b) in bekend.items()}
    geschoven = _schuif(bekend, saldo, mag)
    naar_volgend: dict[str, int] = {}
    for code, (toegekend, besteed) in bekend.items():
        regel, rest = uit[code], saldo[code] + geschoven[code]
        if mag.meenemen and not laatste and rest > 0 and mag.meenemen[0].gaat_over(code):
            naar_volgend[code] = mee(mag.meenemen[0], toegekend, rest, mag.meenemen[1])
            rest -= naar_volgend[code]
        regel.toegekend += toegekend
        regel.besteed += besteed
        regel.geschoven += geschoven[code]
        regel.terug += max(0, rest)
        regel.eigen += max(0, -rest)
        regel.zonder += max(0, toegekend - besteed)
    return naar_volgend


def _schuif(bekend: Mapping[str, tuple[int, int]], saldo: Mapping[str, int], mag: Jaarregels) -> dict[str, int]:
    """Return what each onderdeel gets (plus) or gives (minus): together nothing, in each pot."""
    delta = dict.fromkeys(bekend, 0)
    if not mag.mag_schuiven:
        return delta
    potten: dict[str, list[str]] = defaultdict(list)
    for code in bekend:
        potten[mag.pot(code)].append(code)
    for codes in potten.values():
        geeft = {code: _mag_weg(saldo[code], bekend[code][0], mag.procent) for code in codes if saldo[code] > 0}
        vraagt = {code: -saldo[code] for code in codes if saldo[code] < 0}
        bedrag = min(sum(geeft.values()), sum(vraagt.values()))
        if bedrag:
            for code, deel in verdeel(bedrag, geeft).items():
                delta[code] -= deel
            for code, deel in verdeel(bedrag, vraagt).items():
                delta[code] += deel
    return delta


def _mag_weg(saldo: int, toegekend: int, procent: int | None) -> int:
    """What may go: nothing of a grant that was lowered to below zero."""
    return saldo if procent is None else max(0, min(saldo, aandeel(toegekend, procent)))
