"""A keten as data: its steps and terms, who may refer, what each result leads to, and on which legal ground."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ketens.catalogus.fouten import Onbekend
from ketens.catalogus.interventie import Interventie
from ketens.catalogus.ketendelen import (
    Afsluitreden,
    Doelgroep,
    Gebruik,
    Inzet,
    Route,
    Stap,
    Stroom,
    Terugkoppeling,
    Toestemming,
    Triage,
    Vervolg,
    Verwijzen,
    Voorbeeld,
)
from ketens.catalogus.lezen import Code, Pin
from ketens.catalogus.regels.voorrang import VOORRANG
from ketens.catalogus.vragen import Keuze

D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keten:
    """One version of one keten. Its references are checked by the loader (`samenhang`)."""

    code: Code
    versie: int
    naam: str
    uitleg: str
    spuk_onderdeel: Code
    doelgroep: Doelgroep
    verwijzen: Verwijzen
    triage: Triage
    stappen: tuple[Stap, ...]
    # What residents ask for, one of them the main question; none: this keten does not ask.
    hulpvragen: tuple[Keuze, ...] = ()
    # Instruments that whoever treats may take at any time, beside the steps.
    keuze_instrumenten: tuple[Pin, ...] = ()
    # Whether whoever treats may begin a traject without a verwijzing, from the agenda of a practice.
    zelf_openen: bool = False
    # What the pages say first to who refers or treats, such as where suspicion of violence belongs.
    let_op: str = ""
    instrumenten: tuple[Gebruik, ...] = ()
    uitslagen: tuple[Vervolg, ...] = ()
    routes: tuple[Route, ...] = ()
    interventies: tuple[Inzet, ...] = ()
    voorrangsregel: Code | None = None
    afsluitredenen: tuple[Afsluitreden, ...]
    terugkoppelingen: tuple[Terugkoppeling, ...]
    toestemmingen: tuple[Toestemming, ...]
    stromen: tuple[Stroom, ...]
    voorbeelden: tuple[Voorbeeld, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version, as rows name it."""
        return Pin(f"{self.code}@{self.versie}")

    @property
    def instrument_bij_verwijzing(self) -> Pin | None:
        """The instrument that the verwijzer fills in and whose result routes; a keten may have none."""
        return next((gebruik.instrument for gebruik in self.instrumenten if gebruik.bij_verwijzing), None)

    @property
    def begeleider(self) -> str:
        """Who treats, as the screens say it: the word for the role of the first step."""
        return {"coordinator": "coördinator", "welzijnscoach": "welzijnscoach"}[self.stappen[0].rol]

    @property
    def eerste_stappen(self) -> tuple[Stap, ...]:
        """The steps that open at acceptance whatever the result."""
        return tuple(stap for stap in self.stappen if stap.begin)

    def stappen_na(self, code: str) -> tuple[Stap, ...]:
        """The steps that open when this step is done."""
        return tuple(stap for stap in self.stappen if code in stap.opent_na)

    def stap(self, code: str) -> Stap:
        """Raises Onbekend, as do all look-ups below."""
        return self._zoek(self.stappen, "code", code, "stap")

    def vervolg(self, uitslag: str) -> Vervolg:
        """What a result of the instrument at referral leads to."""
        return self._zoek(self.uitslagen, "uitslag", uitslag, "uitslag")

    def route(self, code: str) -> Route:
        """What an answer of the beoordelaar leads to."""
        return self._zoek(self.routes, "code", code, "route")

    def hulpvraag(self, code: str) -> Keuze:
        """A question of residents."""
        return self._zoek(self.hulpvragen, "code", code, "hulpvraag")

    def afsluitreden(self, code: str) -> Afsluitreden:
        """Why a traject ends."""
        return self._zoek(self.afsluitredenen, "code", code, "reden om af te sluiten")

    def toestemming(self, soort: str) -> Toestemming:
        """The consent of this kind."""
        return self._zoek(self.toestemmingen, "soort", soort, "toestemming")

    def terugkoppelingen_bij(self, moment: str, stap: str | None = None) -> tuple[Terugkoppeling, ...]:
        """What the verwijzer hears at this moment; for the moment "stap" after which step."""
        return tuple(deel for deel in self.terugkoppelingen if (deel.moment, deel.stap) == (moment, stap))

    def rang(self, uitslag: str | None) -> int:
        """Rank on the waiting list, lower first; without a rule all are equal and the date decides."""
        return 0 if self.voorrangsregel is None else VOORRANG[self.voorrangsregel](uitslag)

    def waarschuwingen(
        self, interventie: Interventie, uitslag: str | None, antwoorden: Mapping[str, object]
    ) -> tuple[str, ...]:
        """Why this interventie may fit badly: at this result (None: unknown), and by the answers. Never blocks."""
        inzet = self._zoek(self.interventies, "code", interventie.code, "interventie")
        past = uitslag is None or not inzet.bij_uitslagen or uitslag in inzet.bij_uitslagen
        vooraf = () if past or inzet.waarschuwing is None else (inzet.waarschuwing,)
        return vooraf + interventie.waarschuwingen(antwoorden)

    def _zoek(self, dingen: Iterable[D], sleutel: str, waarde: str, wat: str) -> D:
        for ding in dingen:
            if getattr(ding, sleutel) == waarde:
                return ding
        raise Onbekend(f"De keten {self.naam} (versie {self.versie}) kent geen {wat} '{waarde}'.")
