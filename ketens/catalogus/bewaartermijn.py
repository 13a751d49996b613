"""How long what is kept, as data: each kind with its term, from when that runs, where it comes from, and what follows.

A gemeente may decide otherwise, in dated rows of its own; never shorter than `minimum`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ketens.catalogus.fouten import Onbekend
from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.vragen import uniek

# How sure the term is (domein.md): a law or norm as known, a source that was read, or our own proposal.
MERKEN = {
    "K": "bekend uit wet of norm, het artikel is niet nagezien",
    "S": "uit een bron die is gelezen",
    "voorstel": "voorstel, de gemeente beslist",
}
DAARNA = {"anonimiseren": "anonimiseren", "legen": "inhoud wissen", "vernietigen": "vernietigen"}


@dataclass(frozen=True, slots=True, order=True)
class Termijn:
    """So many days or months."""

    aantal: int
    eenheid: Literal["dagen", "maanden"]

    def na(self, dag: date) -> date:
        """Return the first day on which it is over, counted from `dag`: 31 August and 6 months is 28 February."""
        if self.eenheid == "dagen":
            return dag + timedelta(days=self.aantal)
        jaar, maand = divmod(dag.year * 12 + dag.month - 1 + self.aantal, 12)
        return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))

    def voor(self, dag: date) -> date:
        """Return the newest day of which the term is over on `dag`."""
        begin = dag - timedelta(days=self.aantal if self.eenheid == "dagen" else self.aantal * 31 + 1)
        while self.na(begin + timedelta(days=1)) <= dag:
            begin += timedelta(days=1)
        return begin

    def __str__(self) -> str:
        if self.eenheid == "maanden" and self.aantal % 12 == 0:
            return f"{self.aantal // 12} jaar"
        enkel = {"dagen": "dag", "maanden": "maand"}
        return f"{self.aantal} {self.eenheid if self.aantal != 1 else enkel[self.eenheid]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarsoort:
    """One kind of data. `aangewezen`: holds only for ketens that the gemeente names. `huis`: of the installation."""

    code: Code
    naam: str
    wat: str
    vanaf: str
    daarna: Literal["anonimiseren", "legen", "vernietigen"]
    aantal: int
    eenheid: Literal["dagen", "maanden"]
    bron: str
    merk: Literal["K", "S", "voorstel"]
    minimum: int = 1
    per_keten: bool = False
    aangewezen: bool = False
    huis: bool = False

    @property
    def termijn(self) -> Termijn:
        """The term as long as nobody decides otherwise."""
        return Termijn(self.aantal, self.eenheid)

    def na_lezen(self, plek: Plek) -> None:
        """Refuse a term below its own minimum. Raises Catalogusfout."""
        if self.aantal < self.minimum:
            raise plek.bij("aantal").fout(f"verwacht minstens het minimum van {self.minimum} {self.eenheid}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaartermijnen:
    """One version of the list. `inzage_dagen`: how long a proposal lies open before it is carried out."""

    code: Code
    versie: int
    naam: str
    inzage_dagen: int
    soorten: tuple[Bewaarsoort, ...]

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    def soort(self, code: str) -> Bewaarsoort:
        """By code. Raises Onbekend."""
        for soort in self.soorten:
            if soort.code == code:
                return soort
        raise Onbekend(f"De bewaartermijnen (versie {self.versie}) kennen geen soort '{code}'.")

    def na_lezen(self, plek: Plek) -> None:
        """Refuse two kinds of one code. Raises Catalogusfout."""
        uniek(self.soorten, "code", plek.bij("soorten"))
