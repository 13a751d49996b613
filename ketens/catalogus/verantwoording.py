"""To whom a gemeente answers for a year: when, with what, and for a questionnaire its questions in their order."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.vragen import uniek

# What is handed in: the page that opens or makes it.
Wat = Literal["vragenlijst", "monitor", "sisa", "jaarrekening"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijn:
    """The last day: `maand` and `dag`, so many years after the year that it is about."""

    maand: int
    dag: int
    jaren_later: int = 1
    # Whether the source gives this day; if not, the page says so.
    zeker: bool = False
    bron: str

    def voor(self, jaar: int) -> date:
        """Return the last day for what is handed in about a year."""
        return date(jaar + self.jaren_later, self.maand, self.dag)

    def na_lezen(self, plek: Plek) -> None:
        """Be a day of every year."""
        try:
            date(2025, self.maand, self.dag)
        except ValueError:
            raise plek.fout("dit is geen dag die elk jaar bestaat.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstvraag:
    """One question: answered by an indicator of a keten (for each value of `splitsing`), or else by hand."""

    nummer: str
    vraag: str
    keten: Code | None = None
    indicator: Code | None = None
    splitsing: Code | None = None

    @property
    def zelf(self) -> bool:
        """Whether ketens can't answer it."""
        return self.indicator is None

    def na_lezen(self, plek: Plek) -> None:
        """Name the keten of an indicator."""
        if self.indicator and not self.keten:
            raise plek.bij("keten").fout("verwacht de keten van deze indicator.")
        if self.splitsing and not self.indicator:
            raise plek.bij("splitsing").fout("een splitsing hoort bij een indicator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verantwoording:
    """One version of one duty that comes back each year."""

    code: Code
    versie: int
    naam: str
    ontvanger: str
    uitleg: str
    wat: Wat
    termijn: Termijn
    # The years that it is about: the first, and the last (0: no end is known).
    van_jaar: int
    tot_jaar: int = 0
    # The ketens that it is about; none: those of the whole gemeente.
    ketens: tuple[Code, ...] = ()
    vragen: tuple[Lijstvraag, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    @property
    def genoemd(self) -> list[tuple[str, str, str | None]]:
        """The indicators that its questions name: keten, code and split."""
        return [(str(v.keten), str(v.indicator), v.splitsing) for v in self.vragen if v.indicator]

    def geldt(self, jaar: int) -> bool:
        """Tell whether it is asked about this year."""
        return self.van_jaar <= jaar and (not self.tot_jaar or jaar <= self.tot_jaar)

    def na_lezen(self, plek: Plek) -> None:
        """Have questions when it is a questionnaire, each with its own number."""
        if (self.wat == "vragenlijst") != bool(self.vragen):
            raise plek.bij("vragen").fout("verwacht vragen bij een vragenlijst, en alleen daar.")
        uniek(self.vragen, "nummer", plek.bij("vragen"))
