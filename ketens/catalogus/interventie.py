"""An interventie: what it is, how large a group is, and for whom it may fit badly."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.regels.voorwaarden import GESCHIKTHEID

# A session takes an hour where nobody says otherwise.
MINUTEN = 60


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
    # Who was measured at the end has finished too, however often they came.
    nameting_is_afgerond: bool = True
    # Reported apart from finished (domein 1.5).
    voldoende_vanaf_procent: int = 75
    # So many times absent in a row, without a word: somebody calls.
    bellen_na_afwezig: int = 2

    def na_lezen(self, plek: Plek) -> None:
        for veld in ("afgerond_vanaf_procent", "voldoende_vanaf_procent"):
            if not 1 <= getattr(self, veld) <= 100:
                raise plek.bij(veld).fout("verwacht een getal van 1 tot en met 100.")
        for veld in ("gestart_bij_bijeenkomst", "bellen_na_afwezig"):
            if getattr(self, veld) < 1:
                raise plek.bij(veld).fout("verwacht 1 of meer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ritme:
    """So many weeks in which the group meets so often; the parts follow each other, some after a pause."""

    weken: int
    keer: int
    minuten: int | None = None
    # What happens then: voorlichting, training.
    naam: str | None = None
    # Weeks without a session between the part before and this one.
    na_weken: int = 0

    def na_lezen(self, plek: Plek) -> None:
        if self.weken < 1 or not 1 <= self.keer <= 5:
            raise plek.fout("verwacht 1 of meer weken, met 1 tot en met 5 keer per week.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meten:
    """What is measured of each participant, and at which session: t0 at the begin, t1 at the end."""

    instrumenten: tuple[Pin, ...]
    t0_bij: int
    t1_bij: int

    def na_lezen(self, plek: Plek) -> None:
        if not 1 <= self.t0_bij < self.t1_bij:
            raise plek.fout("verwacht t0_bij voor t1_bij, vanaf bijeenkomst 1.")


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
    """One version of one interventie. `weken` (in which they meet), `bijeenkomsten` and `minuten` differ per place."""

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
    ritme: tuple[Ritme, ...] = ()
    meten: Meten | None = None
    groepsgrootte: Groepsgrootte
    deelname: Deelnametelling
    geschiktheid: tuple[Geschiktheid, ...] = ()
    bronnen: tuple[str, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version, as rows and files name it."""
        return Pin(f"{self.code}@{self.versie}")

    def na_lezen(self, plek: Plek) -> None:
        if self.ritme and (sum(d.weken for d in self.ritme), sum(d.weken * d.keer for d in self.ritme)) != (
            self.weken,
            self.bijeenkomsten,
        ):
            raise plek.bij("ritme").fout("verwacht samen net zoveel weken en bijeenkomsten als hierboven staat.")
        if self.meten and self.bijeenkomsten and self.meten.t1_bij > self.bijeenkomsten:
            raise plek.bij("meten").fout(f"er zijn {self.bijeenkomsten} bijeenkomsten; t1_bij is hooguit dat.")

    @property
    def delen(self) -> tuple[Ritme, ...]:
        """The rhythm, also of a file that gives no more than weeks and sessions: the extra ones come in the last weeks.

        Without those the rhythm differs per place, and there are no parts.
        """
        if self.ritme or not self.weken or not self.bijeenkomsten:
            return self.ritme
        keer, over = divmod(self.bijeenkomsten, self.weken)
        begin = Ritme(weken=self.weken - over, keer=keer)
        return (*([begin] if keer else []), *([Ritme(weken=over, keer=keer + 1)] if over else []))

    def deel(self, nr: int) -> Ritme | None:
        """The part that session `nr` belongs to; None for one that was added."""
        for deel in self.delen:
            if nr <= deel.weken * deel.keer:
                return deel
            nr -= deel.weken * deel.keer
        return None

    def duur_van(self, nr: int) -> int:
        """Minutes that session `nr` takes."""
        deel = self.deel(nr)
        return (deel and deel.minuten) or self.minuten or MINUTEN

    def waarschuwingen(self, antwoorden: Mapping[str, object]) -> tuple[str, ...]:
        """A sentence for each rule that says this interventie may not fit; unknown answers say nothing."""
        return tuple(regel.waarschuwing for regel in self.geschiktheid if GESCHIKTHEID[regel.regel].geldt(antwoorden))
