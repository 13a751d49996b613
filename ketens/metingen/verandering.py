"""What changed between begin and end: of one person, and of a group with the number of pairs it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ketens.catalogus import Instrument, catalogus
from ketens.catalogus.instrument import Klasse
from ketens.metingen.models import Meting

# A mean of fewer pairs than this says little (domein 6.6).
WEINIG_PAREN = 10
NIET_UITVOERBAAR = "niet_uitvoerbaar"


@dataclass(frozen=True, slots=True)
class Waarde:
    """A measurement as a page shows it: the score with its band, or why there is none."""

    meting: Meting
    instrument: Instrument

    @property
    def score(self) -> Decimal | None:
        """The score, as it was typed."""
        score = self.meting.afname.score
        return None if score is None else Decimal(str(score))

    @property
    def klasse(self) -> Klasse:
        """The band."""
        return self.instrument.uitslag(self.meting.afname.uitslag)

    @property
    def lukte_niet(self) -> bool:
        """Whether this person was not able to do it."""
        return self.meting.afname.uitslag == NIET_UITVOERBAAR

    @property
    def woorden(self) -> str:
        """`12,4 seconden`, or that there is no score."""
        return self.instrument.met_eenheid(getal(self.score)) if self.score is not None else self.klasse.naam


@dataclass(frozen=True, slots=True)
class Verandering:
    """One instrument of one person at the begin and at the end; either may be absent."""

    instrument: Instrument
    begin: Waarde | None
    eind: Waarde | None

    @property
    def verschil(self) -> Decimal | None:
        """T1 - T0; None unless both have a score, by the same version of the instrument."""
        if self.begin is None or self.eind is None or self.begin.score is None or self.eind.score is None:
            return None
        if self.begin.instrument.pin != self.eind.instrument.pin:
            return None
        return self.eind.score - self.begin.score

    @property
    def oordeel(self) -> str | None:
        """Beter, slechter or gelijk, by the direction of the instrument."""
        return None if self.verschil is None else oordeel(self.instrument, self.verschil)

    @property
    def woorden(self) -> str:
        """The change in words: `2,3 seconden minder: beter`, or why it can't be said."""
        if self.verschil is not None:
            return in_woorden(self.instrument, self.verschil)
        if any(waarde is not None and waarde.lukte_niet for waarde in (self.begin, self.eind)):
            return "niet te vergelijken: niet uitvoerbaar"
        return "nog niet te vergelijken" if self.eind is None or self.begin is None else "niet te vergelijken"


@dataclass(frozen=True, slots=True)
class Groepsverandering:
    """One instrument over a group: the differences of who has both, and who was not able to."""

    instrument: Instrument
    verschillen: tuple[Decimal, ...]
    lukte_niet: int

    @property
    def paren(self) -> int:
        """How many people it rests on."""
        return len(self.verschillen)

    @property
    def weinig(self) -> bool:
        """Whether these are too few to say much."""
        return self.paren < WEINIG_PAREN

    @property
    def gemiddeld(self) -> Decimal | None:
        """The mean difference, to one decimal."""
        return afgerond(sum(self.verschillen, Decimal(0)) / self.paren) if self.paren else None

    @property
    def woorden(self) -> str:
        """The mean in words."""
        if self.gemiddeld is None:
            return "nog niet te vergelijken"
        return in_woorden(self.instrument, self.gemiddeld)

    def aantal(self, welk: str) -> int:
        """Return how many people are better, slechter or gelijk."""
        return sum(oordeel(self.instrument, verschil) == welk for verschil in self.verschillen)


def verandering(instrument: Instrument, begin: Meting | None, eind: Meting | None) -> Verandering:
    """Return the change between two measurements with this instrument, each by its own version of it."""
    return Verandering(instrument, _waarde(begin), _waarde(eind))


def _waarde(meting: Meting | None) -> Waarde | None:
    return Waarde(meting, catalogus().instrument(meting.afname.instrument)) if meting else None


def over_groep(instrument: Instrument, veranderingen: Iterable[Verandering]) -> Groepsverandering:
    """Return the change of these people together, with one instrument."""
    alle = list(veranderingen)
    return Groepsverandering(
        instrument,
        tuple(deel.verschil for deel in alle if deel.verschil is not None),
        sum(any(waarde and waarde.lukte_niet for waarde in (deel.begin, deel.eind)) for deel in alle),
    )


def oordeel(instrument: Instrument, verschil: Decimal) -> str:
    """Say in which direction this is."""
    if not verschil:
        return "gelijk"
    return "beter" if (verschil > 0) == (instrument.beter == "hoger") else "slechter"


def in_woorden(instrument: Instrument, verschil: Decimal) -> str:
    """Say a difference: how much, which way, and whether that is better."""
    if not verschil:
        return "gelijk gebleven"
    kant = "meer" if verschil > 0 else "minder"
    return f"{instrument.met_eenheid(getal(abs(verschil)))} {kant}: {oordeel(instrument, verschil)}"


def afgerond(waarde: Decimal) -> Decimal:
    """Round to one decimal, half up."""
    return waarde.quantize(Decimal("0.1"), ROUND_HALF_UP) + 0


def getal(waarde: Decimal | None) -> str:
    """Write a number as people do: `12,4`, `10`."""
    if waarde is None:
        return ""
    tekst = f"{waarde:f}"
    return (tekst.rstrip("0").rstrip(".") if "." in tekst else tekst).replace(".", ",")
