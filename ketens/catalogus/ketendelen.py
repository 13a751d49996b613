"""The parts of a keten file, one class per kind of table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ketens.catalogus.lezen import Code, Pin
from ketens.catalogus.vragen import Antwoord, Keuze, Vraag, lees_antwoorden

Stand = Literal["afgerond", "gestopt", "niet_bereikt", "ander_traject"]
Moment = Literal["aanname", "weigering", "stap", "start", "uitval", "afsluiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doelgroep:
    """Whom the keten is for; ages in completed years."""

    omschrijving: str
    leeftijd_vanaf: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """A step. It opens at acceptance (`begin`), after the steps in `opent_na`, or because a result or route leads here.

    `soort` says which form belongs to it. Terms in working days since it opened; `herinnering_werkdagen` is when to
    ask again whoever was asked.
    """

    code: Code
    naam: str
    uitleg: str
    soort: Literal[
        "instrument", "gesprek", "beoordeling", "plaatsing", "deelname", "overdracht", "gesprekken", "taak", "afronden"
    ]
    rol: Literal["coordinator", "welzijnscoach"]
    begin: bool = False
    opent_na: tuple[Code, ...] = ()
    termijn_werkdagen: int | None = None
    herinnering_werkdagen: int | None = None
    # Of the kind `overdracht`: how the traject ends when the receiver confirmed.
    sluit_met: Code | None = None
    vragen: tuple[Vraag, ...] = ()

    def lees(self, ruw: Mapping[str, object]) -> dict[str, Antwoord]:
        """Validated answers to the questions of this step. Raises Antwoordfout."""
        return lees_antwoorden(self.vragen, ruw, f"de stap {self.naam}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwijzen:
    """Sending a verwijzing: kinds of organisatie that may, origins, extra questions, reasons not to want it now.

    `vraagt_veilig_contact`: the page asks at once how the resident can be reached without danger.
    """

    organisatiesoorten: tuple[Code, ...]
    herkomst: tuple[Keuze, ...]
    vragen: tuple[Vraag, ...] = ()
    vraagt_veilig_contact: bool = False
    wil_nu_niet: tuple[Keuze, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Accepting or refusing what was sent."""

    termijn_werkdagen: int
    weigerredenen: tuple[Keuze, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebruik:
    """An instrument in this keten; `zichtbaar_voor` afnemer: only the organisatie that did it sees the answers."""

    instrument: Pin
    stap: Code
    bij_verwijzing: bool = False
    zichtbaar_voor: Literal["keten", "afnemer"] = "keten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vervolg:
    """What a result of the instrument leads to: words for verwijzer and resident, and the next step or the end.

    `sluit_met` closes a traject that runs already; without `opent_traject` a new one is not begun.
    """

    uitslag: Code
    kop: str
    vervolg: str
    advies: str
    opent_traject: bool
    volgende_stap: Code | None = None
    sluit_met: Code | None = None
    informeer_praktijk_werkdagen: int | None = None
    opnieuw_na_maanden: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An answer that comes back from a step of the kind `beoordeling`, and what it leads to."""

    code: Code
    naam: str
    uitleg: str
    stap: Code
    volgende_stap: Code | None = None
    sluit_met: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzet:
    """An interventie in this keten, for which results it is meant (none: any), and what to say at another result."""

    interventie: Pin
    bij_uitslagen: tuple[Code, ...] = ()
    waarschuwing: str | None = None

    @property
    def code(self) -> str:
        """The interventie whatever its version: a group may run a newer one than a running traject knows."""
        return self.interventie.partition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afsluitreden:
    """Why a traject ends, and the only thing a verwijzer hears of it."""

    code: Code
    naam: str
    voor_verwijzer: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugkoppeling:
    """A moment on which the verwijzer hears something; `stap` belongs to the moment "stap" alone."""

    code: Code
    naam: str
    moment: Moment
    termijn_werkdagen: int
    stap: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestemming:
    """A consent to ask. The wording may hold `{ontvangers}`; a change of wording is a new `tekst_versie`.

    `tekst_zelf`: the same in the words of a resident who reads it themselves, with nobody beside them.
    """

    soort: Literal["doorgeven", "terugkoppelen", "opnieuw_bellen"]
    naam: str
    tekst: str
    tekst_versie: int
    kanaal: Literal["mondeling", "schriftelijk", "digitaal"]
    doel: str
    ontvangers: tuple[str, ...]
    gegevens: tuple[str, ...]
    nodig_om_te_versturen: bool = False
    tekst_zelf: str | None = None

    def zin(self, ontvangers: str | None = None, *, zelf: bool = False) -> str:
        """The wording with the receivers filled in, those of the gemeente or else those of the file."""
        tekst = self.tekst_zelf if zelf and self.tekst_zelf else self.tekst
        return tekst.replace("{ontvangers}", ontvangers or " en ".join(self.ontvangers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroom:
    """A flow of personal data: ground, exception for health data, who answers for it, who receives what."""

    code: Code
    naam: str
    doel: str
    grondslag: str
    artikel9: str
    verantwoordelijke: str
    ontvangers: tuple[str, ...]
    gegevens: tuple[str, ...]
    te_controleren: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbeeld:
    """A worked example of the routing: a result or a route, and where it leads."""

    naam: str
    uitslag: Code | None = None
    route: Code | None = None
    opent_traject: bool | None = None
    volgende_stap: Code | None = None
    sluit_met: Code | None = None
