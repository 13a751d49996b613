"""An interventie: what it is, how large a group is, and for whom it may fit badly."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.regels.voorwaarden import GESCHIKTHEID


@dataclass(frozen=True, slots=True, kw_only=True)
class Groepsgrootte:
    """Persons: places by default, fewest to start with, most that fit."""

    capaciteit: int
    minimum_start: int
    maximum: int

    def na_lezen(self, plek: Plek) -> None:
        if not 1 <= self.minimum_start <= self.capaciteit <= self.maximum:
            raise plek.fout("verwacht minimum_start, capaciteit en maximum in oplopende grootte, vanaf 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelnametelling:
    """From which part of the meetings a deelname counts as started and as finished."""

    gestart_bij_bijeenkomst: int
    afgerond_vanaf_procent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Geschiktheid:
    """A rule from `GESCHIKTHEID`, and what to say when it holds. It warns, it never blocks."""

    regel: Code
    waarschuwing: str

    def na_lezen(self, plek: Plek) -> None:
        if self.regel not in GESCHIKTHEID:
            raise plek.bij("regel").fout(f"deze regel is niet bekend. Mogelijk zijn: {', '.join(GESCHIKTHEID)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interventie:
    """One version of one interventie. `bijeenkomsten` and `minuten` are absent where they differ per place."""

    code: Code
    versie: int
    naam: str
    uitleg: str
    voor_wie: str
    begeleiding: str
    duur: str
    frequentie: str
    weken: int | None = None
    bijeenkomsten: int | None = None
    minuten: int | None = None
    groepsgrootte: Groepsgrootte
    deelname: Deelnametelling
    geschiktheid: tuple[Geschiktheid, ...] = ()
    bronnen: tuple[str, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version, as rows and files name it."""
        return Pin(f"{self.code}@{self.versie}")

    def waarschuwingen(self, antwoorden: Mapping[str, object]) -> tuple[str, ...]:
        """A sentence for each rule that says this interventie may not fit; unknown answers say nothing."""
        return tuple(regel.waarschuwing for regel in self.geschiktheid if GESCHIKTHEID[regel.regel].geldt(antwoorden))
