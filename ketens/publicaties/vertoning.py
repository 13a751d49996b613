"""What the public sees of each figure: the number, or the sign that it stays hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ketens.catalogus import Indicator
from ketens.indicatoren.stand import Stand
from ketens.kern.klok import vandaag
from ketens.publicaties.beeld import (
    KWARTALEN,
    MAAND,
    SPLITSINGEN,
    TELT,
    Beeld,
    geteld,
    hoofdcijfers,
    maak_beeld,
)
from ketens.publicaties.figuren import Eerder, Figuren, Verborgen
from ketens.publicaties.kruis import kruis, te_kruisen
from ketens.publicaties.samenhang import KOSTEN, aandeel, doorgang, kosten, vrij
from ketens.publicaties.tellingen import KWARTAAL
from ketens.publicaties.verbergen import DREMPEL, verberg
from ketens.stukken.cel import Teken, Waarde
from ketens.verslagen.verslag import Verslag

# Of fewer than so many no mean, median or the like: it says too much of each of them.
MINSTENS_GEMIDDELDE = 30
WIJKEN_VERLEGD = (
    "De wijken zijn anders ingedeeld dan toen u deze cijfers eerder openbaar maakte. Uit beide indelingen samen kan "
    "een klein aantal mensen volgen. Daarom staat er nu niets per wijk."
)
_GESPLITST = {KWARTAAL, *SPLITSINGEN} - {"uitslag"}


@dataclass(frozen=True, slots=True)
class Vertoning:
    """A report with what is hidden in it."""

    verslag: Verslag
    beeld: Beeld
    figuren: Figuren
    verborgen: Verborgen
    # The figures of the year before, as far as they were published; by code.
    vorige: dict[str, int | None]

    @property
    def weg(self) -> frozenset[str]:
        """The keys that are hidden."""
        return self.verborgen.sleutels

    @property
    def tot(self) -> date:
        """The last day that is told about."""
        return laatste_dag(self.verslag.jaar, self.beeld.kwartalen)

    @property
    def getoond(self) -> dict[str, int | None]:
        """Every count, and every bound of one, as readers have it; None: hidden."""
        echt = {**{grens.door: grens.hoogstens for grens in self.figuren.grenzen if grens.door}, **self.figuren.cellen}
        return {sleutel: None if sleutel in self.weg else waarde for sleutel, waarde in echt.items()}

    def cel(self, sleutel: str) -> Waarde:
        """Return what stands in a cell; a part of which there is no cell is nobody."""
        return Teken.VERBORGEN if sleutel in self.weg else self.beeld.cellen.get(sleutel, 0)

    def waarde(self, code: str) -> Waarde:
        """Return the figure of an indicator."""
        stand, indicator = self.verslag.stand, self.verslag.stand.indicator(code)
        if code in self.beeld.codes:
            return self.cel(self.beeld.sleutel(code))
        waarde = stand.waarde(code)
        if waarde is None and self._weg(indicator.noemer or ""):
            return Teken.VERBORGEN  # "not filled in" would tell that the hidden number is nought
        if waarde is None or not self.beeld.heel:
            return Teken.VERBORGEN if stand.te_weinig(code) else Teken.NIET_INGEVULD
        return Teken.VERBORGEN if self._dicht(code, indicator) else waarde

    def _weg(self, code: str) -> bool:
        """Tell whether the count of this indicator is hidden."""
        return code in self.beeld.codes and self.beeld.sleutel(code) in self.weg

    def _dicht(self, code: str, indicator: Indicator) -> bool:
        """Tell whether a figure that is no count of persons must stay hidden."""
        if indicator.soort in TELT:
            return indicator.personen or vrij(code, self.verslag.jaar) in self.weg
        if indicator.soort == "aandeel":
            return indicator.personen and (aandeel(code) in self.weg or indicator.teller not in self.beeld.codes)
        if indicator.soort == "bedrag":
            return self._per_te_weinig(indicator.noemer or "")
        return (self.verslag.stand.n(code) or 0) < MINSTENS_GEMIDDELDE

    def _per_te_weinig(self, noemer: str) -> bool:
        if noemer not in self.beeld.codes:
            return noemer not in self.verslag.stand.codes or self.verslag.stand.indicator(noemer).personen
        sleutel = self.beeld.sleutel(noemer)
        return sleutel in self.weg or self.beeld.cellen[sleutel] < DREMPEL

    def vorig(self, code: str) -> Waarde:
        """Return the figure of the year before as it was published; when it was not: not filled in."""
        if code not in self.vorige:
            return Teken.NIET_INGEVULD
        waarde = self.vorige[code]
        return Teken.VERBORGEN if waarde is None else waarde

    def kosten(self, wat: str) -> Waarde:
        """Return the cost of a deelname, in cents."""
        bedrag = getattr(self.verslag.geld, wat)
        if bedrag is None:
            return Teken.VERBORGEN if self._weg(KOSTEN[wat]) else Teken.NIET_INGEVULD
        return Teken.VERBORGEN if KOSTEN[wat] not in self.beeld.codes or kosten(wat) in self.weg else bedrag

    def gaat_door(self, van: str, naar: str) -> bool:
        """Tell whether it may be said how many of every hundred go on."""
        return doorgang(van, naar) not in self.weg


def vertoon(
    verslag: Verslag,
    eerder: Sequence[Eerder],
    vorige: dict[str, int | None],
    *,
    ook: tuple[str, ...] = (),
    verlegd: bool = False,
) -> Vertoning:
    """Decide what is hidden, knowing what was published before. `ook`: indicators that are asked for, by wijk too.

    `verlegd`: readers have these figures by other wijken. The difference of two drawings is an area that nobody
    weighed, so that there is no split by wijk then.
    """
    stand, welke = verslag.stand, kwartalen_voorbij(verslag.jaar)
    trechter = [stap.code for stap in stand.trechter()]
    codes = publieke(stand, eerder, ook, heel=welke == KWARTALEN)
    kruizen = {} if verlegd else kruis(stand, [c for c in te_kruisen(stand) if c in codes and c in (*trechter, *ook)])
    beeld = maak_beeld(stand, welke, codes, kruizen, zonder_wijk=verlegd)
    figuren = beeld.figuren
    verborgen = verberg(figuren, eerder)
    if verlegd:
        verborgen = replace(verborgen, onmogelijk=(WIJKEN_VERLEGD, *verborgen.onmogelijk))
    return Vertoning(verslag, beeld, figuren, verborgen, vorige)


def publieke(stand: Stand, eerder: Sequence[Eerder], ook: tuple[str, ...], *, heel: bool) -> tuple[str, ...]:
    """Return the codes of the counts of persons; of a year that runs those that are counted by month.

    A figure that holds a few people more than one that the report turns on would take that one with it: it is left out
    as a whole, unless readers have seen it before.
    """
    codes = [
        code
        for code in stand.codes
        if (indicator := stand.indicator(code)).personen
        and indicator.soort in TELT
        and stand.waarde(code) is not None
        and (heel or MAAND in indicator.splitsingen)
    ]
    gezien = {_zonder_splitsing(sleutel) for publicatie in eerder for sleutel in publicatie.waarden}
    trechter = {stap.code for stap in stand.trechter()}
    return tuple(
        code
        for code in codes
        if code in trechter
        or code in ook
        or geteld(stand.indicator(code), stand.jaar).sleutel in gezien
        or not any(_scheelt_weinig(stand, code, ander) for ander in hoofdcijfers(stand) & {*codes} - {code})
    )


def _zonder_splitsing(sleutel: str) -> str:
    return "|".join(deel for deel in sleutel.split("|") if deel.partition("=")[0] not in _GESPLITST)


def _scheelt_weinig(stand: Stand, groot: str, klein: str) -> bool:
    heel, deel = (geteld(stand.indicator(code), stand.jaar) for code in (groot, klein))
    verschil = int(stand.waarde(groot) or 0) - int(stand.waarde(klein) or 0)
    return heel.verschilt_in(deel) is not None and 0 < verschil < DREMPEL


def kwartalen_voorbij(jaar: int, dag: date | None = None) -> tuple[int, ...]:
    """Return the quarters of a year that are over."""
    nu = dag or vandaag()
    return tuple(nr for nr in KWARTALEN if laatste_dag(jaar, (nr,)) < nu)


def laatste_dag(jaar: int, kwartalen: tuple[int, ...]) -> date:
    """Return the last day of the last of these quarters; of none, the last day of the year before."""
    nr = kwartalen[-1] if kwartalen else 0
    return date(jaar, 3 * nr, 31 if nr in (1, 4) else 30) if nr else date(jaar - 1, 12, 31)


def getoonde_cijfers(stand: Stand, getoond: dict[str, int | None], jaar: int) -> dict[str, int | None]:
    """Return by code what a publication of `jaar` showed of each figure."""
    sleutels = {
        code: geteld(stand.indicator(code), jaar).sleutel for code in stand.codes if stand.indicator(code).soort in TELT
    }
    return {code: getoond[sleutel] for code, sleutel in sleutels.items() if sleutel in getoond}
