"""A financieringsregime as data: who pays from when until when, for what, and by which rules (besluit 0039)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from ketens.catalogus.fouten import Onbekend
from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.vragen import uniek

# What a rule says: the pages and the final account know each of these by name.
Regelsoort = Literal[
    "schuiven_binnen_thema",  # at most so many percent of an onderdeel to others of its hoofdthema, per year
    "schotten_weg",  # between all onderdelen; the total of the gemeente is the ceiling
    "meenemen",  # at most so many percent of a year to the next
    "korting",  # so many percent less in a year
    "bestemming",  # more than so many percent of what was spent was meant for these kostensoorten
    "terugvordering",  # what is not spent goes back
    "mededeling",  # nothing to work out
]
MET_PROCENT = ("schuiven_binnen_thema", "meenemen", "korting", "bestemming")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begrip:
    """A code with the word on the screen."""

    code: Code
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeel:
    """What the money is for. `taakveld`: where it stands in the books (Iv3); `nagekeken`: whether a source says so."""

    code: Code
    naam: str
    thema: Code
    taakveld: str | None = None
    nagekeken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Geldbron:
    """Where money comes from. Not every bron is paid by the gemeente: the insurer, and what participants pay."""

    code: Code
    naam: str
    van_gemeente: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """A rule with its days. It says in one or two sentences what it comes to, and who says so.

    `procent` missing where the kind asks for one: nobody found it, and the gemeente fills it in.
    """

    code: Code
    soort: Regelsoort
    naam: str
    uitleg: str
    bron: str
    nagekeken: bool = False
    vanaf: str
    tot: str | None = None
    procent: Decimal | None = None
    # Of what: what was granted, or what of it was not spent.
    over: Literal["toegekend", "niet_besteed"] = "toegekend"
    # From this year; to carry over is to the next.
    jaar: int | None = None
    # None: all onderdelen.
    onderdelen: tuple[Code, ...] = ()
    kostensoorten: tuple[Code, ...] = ()

    def na_lezen(self, plek: Plek) -> None:
        """Hold together by itself."""
        _dagen(plek, self.vanaf, self.tot)
        if self.procent is not None and not 0 <= self.procent <= 100:
            raise plek.bij("procent").fout("verwacht een getal van 0 tot en met 100.")
        if self.soort in ("meenemen", "korting") and self.jaar is None:
            raise plek.bij("jaar").fout("verwacht het jaar waar deze regel over gaat.")

    def geldt(self, dag: date) -> bool:
        """Whether it holds on this day."""
        return self.vanaf <= dag.isoformat() and (self.tot is None or dag.isoformat() <= self.tot)

    def gaat_over(self, onderdeel: str) -> bool:
        """Whether it is about this onderdeel."""
        return not self.onderdelen or onderdeel in self.onderdelen

    @property
    def honderdsten(self) -> int | None:
        """The percentage in hundredths: 15 % is 1500."""
        return None if self.procent is None else int(self.procent * 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streefwaarde:
    """What was planned for an onderdeel, from a day on."""

    code: Code
    onderdeel: Code
    naam: str
    waarde: Decimal
    eenheid: str
    bron: str
    vanaf: str
    tot: str | None = None
    nagekeken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regeling:
    """One version of one regeling: from and up to and including a day; without `tot` no end is known."""

    code: Code
    versie: int
    naam: str
    kort: str
    uitleg: str
    # The bron that its money is booked under.
    bron: Code
    vanaf: str
    tot: str | None = None
    themas: tuple[Begrip, ...]
    onderdelen: tuple[Onderdeel, ...]
    bronnen: tuple[Geldbron, ...]
    kostensoorten: tuple[Begrip, ...] = ()
    regels: tuple[Regel, ...] = ()
    streefwaarden: tuple[Streefwaarde, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    def na_lezen(self, plek: Plek) -> None:
        """Name only what it has."""
        _dagen(plek, self.vanaf, self.tot)
        for naam in ("themas", "onderdelen", "bronnen", "kostensoorten", "regels", "streefwaarden"):
            uniek(getattr(self, naam), "code", plek.bij(naam))
        themas, onderdelen = {t.code for t in self.themas}, {deel.code for deel in self.onderdelen}
        for nr, deel in enumerate(self.onderdelen):
            if deel.thema not in themas:
                raise plek.bij("onderdelen").op(nr).fout(f"er is geen thema '{deel.thema}'.")
        for nr, regel in enumerate(self.regels):
            if vreemd := set(regel.onderdelen) - onderdelen:
                raise plek.bij("regels").op(nr).fout(f"er is geen onderdeel '{min(vreemd)}'.")
        for nr, doel in enumerate(self.streefwaarden):
            if doel.onderdeel not in onderdelen:
                raise plek.bij("streefwaarden").op(nr).fout(f"er is geen onderdeel '{doel.onderdeel}'.")

    def geldt(self, dag: date) -> bool:
        """Whether it pays for what is delivered on this day."""
        return self.vanaf <= dag.isoformat() and (self.tot is None or dag.isoformat() <= self.tot)

    @property
    def eerste_dag(self) -> date:
        """The first day."""
        return date.fromisoformat(self.vanaf)

    @property
    def laatste_dag(self) -> date | None:
        """The last day, or None when no end is known."""
        return date.fromisoformat(self.tot) if self.tot else None

    def onderdeel(self, code: str) -> Onderdeel:
        """Return an onderdeel. Raises Onbekend."""
        for deel in self.onderdelen:
            if deel.code == code:
                return deel
        raise Onbekend(f"De regeling {self.naam} kent geen onderdeel '{code}'.")

    def thema(self, code: str) -> Begrip:
        """Return a hoofdthema."""
        return next(thema for thema in self.themas if thema.code == code)


def _dagen(plek: Plek, vanaf: str, tot: str | None) -> None:
    for sleutel, waarde in (("vanaf", vanaf), ("tot", tot)):
        try:
            _ = date.fromisoformat(waarde) if waarde else None
        except ValueError as fout:
            raise plek.bij(sleutel).fout("verwacht een dag, zoals 2026-01-01.") from fout
    if tot is not None and tot < vanaf:
        raise plek.bij("tot").fout("de laatste dag ligt voor de eerste.")
