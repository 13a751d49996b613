"""From the figures of a report to what may follow from what: cells, sums, bounds, and what is worked out from them.

Every count that readers may see is a cell, and so is every difference of two of them that says how few people remain
("getest" minus "verhoogd risico" is "laag", also per wijk). Two figures that count the same are one cell (`Geteld`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from ketens.catalogus import Indicator
from ketens.indicatoren.namen import LEEG, ONBEKEND
from ketens.indicatoren.stand import Stand
from ketens.publicaties.figuren import Afgeleid, Figuren, Grens, Relatie
from ketens.publicaties.tellingen import KWARTAAL, Geteld, Waarden

TELT = ("aantal", "som")
MAAND, WIJK = "maand", "wijk"
# What a public report is split by. Nothing finer than a wijk (PC4 where it has none); of two attributes only wijk by
# quarter.
SPLITSINGEN = (WIJK, "leeftijdsklasse", "geslacht", "verwijzer_soort", "uitslag")
KWARTALEN = (1, 2, 3, 4)
# Counts by wijk (code, name) and month (1-12), by indicator.
Kruis = Mapping[str, Mapping[tuple[str, int], int]]


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a figure: what it counts, and its words."""

    geteld: Geteld
    naam: str

    @property
    def sleutel(self) -> str:
        """The key of its cell."""
        return self.geteld.sleutel


@dataclass(slots=True)
class Beeld:
    """What is published of one keten and year, before anything is hidden."""

    stand: Stand
    kwartalen: tuple[int, ...]
    codes: tuple[str, ...] = ()
    # The figures that are split.
    hoofd: frozenset[str] = frozenset()
    cellen: dict[str, int] = field(default_factory=dict)
    relaties: dict[Relatie, None] = field(default_factory=dict)
    grenzen: dict[Grens, None] = field(default_factory=dict)
    afgeleid: list[Afgeleid] = field(default_factory=list)
    # By indicator and split: the parts in their order.
    delen: dict[tuple[str, str], tuple[Deel, ...]] = field(default_factory=dict)
    # By indicator: of each wijk its quarters.
    kruizen: dict[str, tuple[tuple[str, tuple[Deel, ...]], ...]] = field(default_factory=dict)
    # Between two steps of the funnel: the key of what fell away.
    verliezen: dict[tuple[str, str], str] = field(default_factory=dict)
    # Nothing is split by wijk: another drawing of the wijken is public already.
    zonder_wijk: bool = False

    @property
    def figuren(self) -> Figuren:
        """What `verberg` asks for."""
        return Figuren(self.cellen, tuple(self.relaties), tuple(self.grenzen), tuple(self.afgeleid))

    @property
    def heel(self) -> bool:
        """Whether the year is over: only then there is more than quarters."""
        return self.kwartalen == KWARTALEN

    def geteld(self, code: str) -> Geteld:
        """Return what an indicator counts, of the quarters that are over."""
        basis = geteld(self.stand.indicator(code), self.stand.jaar)
        return basis if self.heel else basis.met(KWARTAAL, kwartalen(self.kwartalen))

    def sleutel(self, code: str) -> str:
        """Return the key of the figure of an indicator."""
        return self.geteld(code).sleutel

    def zet(self, wat: Geteld, aantal: int) -> str:
        """Add a cell, and return its key. The same count with another number is a ValueError."""
        sleutel = wat.sleutel
        if self.cellen.setdefault(sleutel, aantal) != aantal:
            raise ValueError(f"{sleutel} is twee keer geteld, met een ander getal")
        return sleutel

    def telop(self, geheel: str, delen: Iterable[str]) -> None:
        """Say that a cell is the sum of others."""
        if lijst := tuple(deel for deel in delen if deel != geheel):
            self.relaties[Relatie(geheel, lijst)] = None


def geteld(indicator: Indicator, jaar: int) -> Geteld:
    """Return what an indicator counts in a year."""
    telt = "+".join(indicator.maten) if indicator.soort == "som" else indicator.telt
    return Geteld.van(indicator.feit or indicator.code, jaar, telt, indicator.voorwaarden)


def kwartalen(nummers: Iterable[int]) -> Waarden:
    """Return these quarters as values of a column."""
    return Waarden(frozenset(map(str, nummers)), niet=False)


def in_kwartaal(wat: Geteld, nr: int) -> Geteld:
    """Return the part of a count that falls in a quarter."""
    return wat.met(KWARTAAL, kwartalen((nr,)))


def maanden(kwartaal: int) -> range:
    """Return the months of a quarter."""
    return range(3 * kwartaal - 2, 3 * kwartaal + 1)


def per_kwartaal(stand: Stand, code: str) -> dict[int, int]:
    """Return the quarters of an indicator that is counted by month."""
    per_maand = {int(sleutel): aantal for sleutel, _, aantal in stand.splitsing(code, MAAND)}
    return {nr: sum(per_maand.get(maand, 0) for maand in maanden(nr)) for nr in KWARTALEN}


def maak_beeld(
    stand: Stand, welke: tuple[int, ...], codes: Iterable[str], kruis: Kruis, *, zonder_wijk: bool = False
) -> Beeld:
    """Return what is published of these figures: of a whole year, or of the quarters of it that are over."""
    from ketens.publicaties.samenhang import hang_samen

    beeld = Beeld(stand, welke, zonder_wijk=zonder_wijk)
    beeld.codes, beeld.hoofd = tuple(codes), hoofdcijfers(stand)
    for code in beeld.codes:
        _neem_op(beeld, code)
        if code in kruis:
            _neem_kruis_op(beeld, code, kruis[code])
    hang_samen(beeld)
    return beeld


def _neem_op(beeld: Beeld, code: str) -> None:
    """Add the figure of an indicator, its quarters and its splits."""
    stand, wat = beeld.stand, beeld.geteld(code)
    splitsingen = stand.indicator(code).splitsingen
    per = per_kwartaal(stand, code) if MAAND in splitsingen else {}
    totaal = stand.waarde(code) if beeld.heel else sum(per[nr] for nr in beeld.kwartalen)
    beeld.zet(wat, int(totaal or 0))
    if per:
        _leg(beeld, code, KWARTAAL, [(in_kwartaal(wat, nr), f"kwartaal {nr}", per[nr]) for nr in beeld.kwartalen])
    for splitsing in SPLITSINGEN:
        if splitsing == WIJK and beeld.zonder_wijk:
            continue
        if beeld.heel and code in beeld.hoofd and splitsing in splitsingen:
            delen = stand.splitsing(code, splitsing)
            _leg(beeld, code, splitsing, [(wat.waar(splitsing, str(sleutel)), naam, n) for sleutel, naam, n in delen])


def _leg(beeld: Beeld, code: str, splitsing: str, delen: Iterable[tuple[Geteld, str, int]]) -> None:
    lijst = [(Deel(deel, naam), beeld.zet(deel, aantal)) for deel, naam, aantal in delen]
    beeld.telop(beeld.sleutel(code), (sleutel for _, sleutel in lijst))
    beeld.delen[code, splitsing] = tuple(deel for deel, _ in lijst)


def _neem_kruis_op(beeld: Beeld, code: str, kruis: Mapping[tuple[str, int], int]) -> None:
    """Add the wijken by quarter, with the margins on both sides."""
    wat, rijen = beeld.geteld(code), []
    for wijk in sorted({wijk for wijk, _ in kruis}):
        in_wijk = wat.waar(WIJK, wijk)
        aantallen = {nr: sum(kruis.get((wijk, maand), 0) for maand in maanden(nr)) for nr in beeld.kwartalen}
        delen = tuple(Deel(in_kwartaal(in_wijk, nr), f"kwartaal {nr}") for nr in aantallen)
        for deel, aantal in zip(delen, aantallen.values(), strict=True):
            beeld.zet(deel.geteld, aantal)
        beeld.telop(beeld.zet(in_wijk, sum(aantallen.values())), (deel.sleutel for deel in delen))
        rijen.append((wijk, delen))
    for plek, nr in enumerate(beeld.kwartalen):
        beeld.telop(in_kwartaal(wat, nr).sleutel, (delen[plek].sleutel for _, delen in rijen))
    if not beeld.heel:
        beeld.delen[code, WIJK] = tuple(Deel(wat.waar(WIJK, wijk), wijknaam(wijk)) for wijk, _ in rijen)
        beeld.telop(beeld.sleutel(code), (deel.sleutel for deel in beeld.delen[code, WIJK]))
    beeld.kruizen[code] = tuple(rijen)


def hoofdcijfers(stand: Stand) -> frozenset[str]:
    """Return the codes that the report turns on: the steps of the funnel, and what shares are made of."""
    tellers = {stand.indicator(code).teller or "" for code in stand.codes}
    return frozenset({stap.code for stap in stand.trechter()} | tellers - {""})


def wijknaam(wijk: str) -> str:
    """Return what a wijk is called; without a postcode nobody knows."""
    return wijk or LEEG.get(WIJK, ONBEKEND)


def neem_rest(beeld: Beeld, groot: Geteld, delen: tuple[Geteld, ...]) -> str | None:
    """Add what is counted in `groot` and in none of its parts, and return its key; None when nobody is left.

    Nobody left is no cell of its own: readers may well know that there is no one.
    """
    aantal = beeld.cellen[groot.sleutel] - sum(beeld.cellen.get(deel.sleutel, 0) for deel in delen)
    if aantal < 0:  # different residents, each counted where they came first
        return None
    sleutels = [deel.sleutel for deel in delen if deel.sleutel in beeld.cellen]
    kolom = groot.verschilt_in(delen[0]) or ""
    over = reduce(lambda heel, deel: heel.zonder(deel, kolom), delen, groot)
    if groot.telt != "rijen":  # what is left of different residents is a difference, and counts nobody by itself
        over = replace(over, telt=f"{groot.telt}, verschil")
    sleutel = beeld.zet(over, aantal) if aantal or over.sleutel in beeld.cellen else None
    if sleutels and sleutel not in sleutels:
        beeld.telop(groot.sleutel, (*sleutels, *([sleutel] if sleutel else [])))
    return sleutel
