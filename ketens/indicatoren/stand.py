"""The figures of one keten in one year and the year before, as one value. No query happens here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ketens.catalogus import Indicator, Indicatoren
from ketens.indicatoren.namen import Namen

Waarde = int | Decimal
Delen = Mapping[str, int]
DELING = ("aandeel", "bedrag")
# What does not grow with the months: groups are planned for the whole year, who waits is counted on one day.
GEEN_TEMPO = ("groep", "wachtend")


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One indicator in one year: the sum, how many rows it rests on, its parts by split, and its values by size."""

    som: Waarde = 0
    aantal: int = 0
    delen: Mapping[str, Delen] = field(default_factory=dict)
    waarden: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noemer:
    """What a share is of: how many, who says so and of which day; None is not filled in, which is not nought."""

    naam: str
    aantal: Waarde | None
    bron: str = ""
    peildatum: date | None = None


@dataclass(frozen=True, slots=True)
class Trap:
    """A step of the funnel."""

    code: str
    naam: str
    aantal: int | None
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """What was counted of a keten (`keten`, a code) in `jaar`, by which file (`pin`)."""

    keten: str
    jaar: int
    bestand: Indicatoren
    namen: Namen
    # By year and code; a year that is not there was before the keten began, or is still to come.
    cijfers: Mapping[int, Mapping[str, Cijfer]]
    # By year and code of the group.
    doelgroepen: Mapping[int, Mapping[str, Noemer]]
    doelen: Mapping[str, Decimal]
    # Which part of the running year is over; None when the year is.
    deel_voorbij: Decimal | None
    elders: Mapping[tuple[str, int], Waarde] = field(default_factory=dict)

    @property
    def pin(self) -> str:
        """The file by which was counted."""
        return self.bestand.pin

    @property
    def codes(self) -> tuple[str, ...]:
        """All indicators, in the order of the page."""
        return tuple(indicator.code for indicator in self.bestand.indicatoren)

    def indicator(self, code: str) -> Indicator:
        """Return what a code means. Raises Onbekend."""
        return self.bestand.indicator(code)

    def waarde(self, code: str, jaar: int | None = None) -> Waarde | None:
        """Return the figure; None when it is not known, or rests on too few to say it."""
        indicator, welk = self.indicator(code), self.jaar if jaar is None else jaar
        if (code, welk) in self.elders:
            return self.elders[code, welk]
        if indicator.soort == "aandeel":
            return self._aandeel(indicator, welk)
        cijfer = self._cijfer(code, welk)
        if cijfer is None or indicator.soort == "bedrag":
            return None
        if indicator.soort in ("aantal", "som"):
            return int(cijfer.som)
        return _samengevat(indicator, cijfer) if cijfer.aantal >= max(indicator.minimum, 1) else None

    def vorig(self, code: str) -> Waarde | None:
        """Return the figure of the year before."""
        return self.waarde(code, self.jaar - 1)

    def n(self, code: str, jaar: int | None = None) -> int | None:
        """Return how many rows lie behind a figure: those that are counted, measured, or are the teller of a share."""
        indicator = self.indicator(code)
        if indicator.soort in DELING:
            return self.n(indicator.teller, jaar) if indicator.teller else None
        cijfer = self._cijfer(code, self.jaar if jaar is None else jaar)
        return None if cijfer is None else cijfer.aantal

    def te_weinig(self, code: str, jaar: int | None = None) -> bool:
        """Tell whether there is no figure because it would rest on too few."""
        indicator, welk = self.indicator(code), self.jaar if jaar is None else jaar
        if indicator.minimum <= 1:
            return False
        if indicator.soort == "aandeel":
            noemer = self.noemer(code, welk)
            rust_op: Waarde | None = noemer.aantal if noemer else None
        else:
            rust_op = self.n(code, welk)
        return rust_op is not None and 0 < rust_op < indicator.minimum

    def splitsing(self, code: str, splitsing: str, jaar: int | None = None) -> tuple[tuple[str, str, int], ...]:
        """Return the parts (key, name, count), which add up to the figure; of months all twelve."""
        indicator = self.indicator(code)
        cijfer = self._cijfer(code, self.jaar if jaar is None else jaar)
        if splitsing not in (*indicator.splitsingen, "maand") or cijfer is None:
            return ()
        delen = cijfer.delen.get(splitsing, {})
        if splitsing == "maand":
            delen = {f"{nr:02}": delen.get(f"{nr:02}", 0) for nr in range(1, 13)}
        volgorde = sorted(delen.items(), key=self.namen.volgorde(indicator, splitsing))
        return tuple(
            (sleutel, self.namen.naam(indicator, splitsing, sleutel), aantal)
            for sleutel, aantal in volgorde
            if aantal or splitsing == "maand"
        )

    def vorige_splitsing(self, code: str, splitsing: str) -> tuple[tuple[str, str, int], ...]:
        """Return the parts of the year before."""
        return self.splitsing(code, splitsing, self.jaar - 1)

    def noemer(self, code: str, jaar: int | None = None) -> Noemer | None:
        """Return what a share (or an amount) is of; None for other figures."""
        naam, welk = self.indicator(code).noemer, self.jaar if jaar is None else jaar
        if naam is None:
            return None
        if groep := self.bestand.doelgroep(naam):
            return self.doelgroepen.get(welk, {}).get(naam, Noemer(groep.naam, None))
        return Noemer(self.indicator(naam).naam, self.waarde(naam, welk))

    def doel(self, code: str) -> Decimal | None:
        """Return the aim: that of the gemeente for this year, else that of the file."""
        return self.doelen.get(code, self.indicator(code).doel)

    def verwachting(self, code: str) -> Waarde | None:
        """Return where the year ends at this pace: of counts and of shares of a doelgroep, while the year runs."""
        indicator = self.indicator(code)
        if not self.deel_voorbij:
            return None
        if indicator.soort == "aandeel" and indicator.teller and indicator.noemer:
            noemer = self.noemer(code)
            einde = self.verwachting(indicator.teller)
            if self.bestand.doelgroep(indicator.noemer) is None or noemer is None or einde is None:
                return None
            return deel_van(einde, noemer.aantal)
        waarde = self.waarde(code)
        if indicator.soort not in ("aantal", "som") or indicator.feit in GEEN_TEMPO or waarde is None:
            return None
        return int((Decimal(waarde) / self.deel_voorbij).quantize(Decimal(1), ROUND_HALF_UP))

    def trechter(self) -> tuple[Trap, ...]:
        """Return the steps of the funnel, each with its count."""
        return tuple(
            Trap(stap.indicator, stap.naam, _geheel(self.waarde(stap.indicator)), stap.toelichting)
            for stap in self.bestand.trechter
        )

    def met(self, code: str, waarde: Waarde | None, *, jaar: int | None = None) -> "Stand":
        """Return the same with a figure that others know: an amount of money."""
        if waarde is None:
            return self
        return replace(self, elders={**self.elders, (code, self.jaar if jaar is None else jaar): waarde})

    def _cijfer(self, code: str, jaar: int) -> Cijfer | None:
        return self.cijfers.get(jaar, {}).get(code)

    def _aandeel(self, indicator: Indicator, jaar: int) -> Decimal | None:
        noemer = self.noemer(indicator.code, jaar)
        teller = self.waarde(indicator.teller, jaar) if indicator.teller else None
        if noemer is None or noemer.aantal is None or noemer.aantal < indicator.minimum:
            return None
        return deel_van(teller, noemer.aantal)


def deel_van(teller: Waarde | None, noemer: Waarde | None) -> Decimal | None:
    """Return how many of every hundred, to one decimal, half up; None when either is unknown or there are none."""
    if teller is None or not noemer:
        return None
    return (100 * Decimal(teller) / Decimal(noemer)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def middelste(waarden: Mapping[int, int]) -> Decimal:
    """Return the median of numbers with how often each occurs; of an even number the mean of the two in the middle."""
    aantal = sum(waarden.values())
    laag, hoog = op_plaats(waarden, (aantal + 1) // 2), op_plaats(waarden, aantal // 2 + 1)
    return Decimal(laag + hoog) / 2


def op_plaats(waarden: Mapping[int, int], plaats: int) -> int:
    """Return the number that stands at a place (from 1) when all stand in order."""
    for waarde in sorted(waarden):
        plaats -= waarden[waarde]
        if plaats <= 0:
            return waarde
    raise ValueError("Zo veel waarden zijn er niet.")


def _samengevat(indicator: Indicator, cijfer: Cijfer) -> Waarde:
    if indicator.soort == "gemiddelde":
        # The database adds up in floats: what is off behind the sixth decimal was never measured.
        som = Decimal(str(round(cijfer.som, 6)))
        return (som / cijfer.aantal).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0
    if indicator.soort == "mediaan":
        return middelste(cijfer.waarden)
    # The smallest number that so many of every hundred do not exceed.
    plaats = -(-cijfer.aantal * (indicator.procent or 0) // 100)
    return op_plaats(cijfer.waarden, max(plaats, 1))


def _geheel(waarde: Waarde | None) -> int | None:
    return None if waarde is None else int(waarde)
