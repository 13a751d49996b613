"""What the keys of a split are called, and in which order they stand on the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ketens.aanbod.keuzes import SOORTEN as AANBOD
from ketens.catalogus import ORGANISATIESOORTEN, Indicator, Indicatoren, Keten, catalogus
from ketens.groepen.bekostiging import BEKOSTIGING
from ketens.groepen.redenen import EINDEN, EINDREDENEN
from ketens.indicatoren.feiten.testen import NIET_GEVRAAGD
from ketens.trajecten.gesprekken import HOE
from ketens.valrisicodagen.models import OP_DE_DAG, OP_PAPIER
from ketens.verwijzingen.models import INTREKREDENEN
from ketens.verwijzingen.zonder_traject import SETTINGS

ONBEKEND = "Onbekend"
MAANDEN = (
    "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus", "September", "Oktober", "November",
    "December",
)  # fmt: skip
JA_NEE = {"ja": "Ja", "nee": "Nee", "onbekend": "Niet bekend"}
VAST: Mapping[str, Mapping[str, str]] = {
    "maand": {f"{nr:02}": naam for nr, naam in enumerate(MAANDEN, 1)},
    "geslacht": {"vrouw": "Vrouw", "man": "Man", "anders": "Anders", "onbekend": ONBEKEND},
    "verwijzer_soort": ORGANISATIESOORTEN,
    "setting": {
        **SETTINGS,
        OP_DE_DAG: "Op een valrisicodag",
        OP_PAPIER: "Op een valrisicodag, op papier geteld",
        "thuis_zelf": "Zelf thuis ingevuld",
    },
    "al_getest": {"nee": "Nee", "ja": "Ja", NIET_GEVRAAGD: "Niet gevraagd"},
    "stand": {
        "aangenomen": "Aangenomen",
        "geweigerd": "Niet aangenomen",
        "ingetrokken": "Ingetrokken",
        "wacht": "Wacht op antwoord",
    },
    "bekostiging": BEKOSTIGING,
    "einde": EINDEN,
    "na_3": JA_NEE,
    "na_6": JA_NEE,
    "na_12": JA_NEE,
    "hoe": HOE,
    "soort_aanbod": AANBOD,
    "moment": {
        "aanname": "Aangenomen",
        "weigering": "Niet aangenomen",
        "stap": "Stap gedaan",
        "start": "Begonnen",
        "uitval": "Gestopt",
        "afsluiting": "Afgesloten",
        "bericht": "Bericht van de coördinator",
    },
}
# What was taken over from a list has no herkomst of its keten.
OVERGENOMEN = {"overgenomen": "Overgenomen uit een lijst"}
# Why a place ended of which nobody chose the reason.
DOOR_IETS_ANDERS = {"traject_afgesloten": "Het traject is afgesloten", "groep_afgelast": "De groep ging niet door"}
# Other words for what nobody filled in.
LEEG = {"verwijzer_soort": "Zonder verwijzing", "organisatie": "Geen organisatie", "reden": "Geen reden genoteerd"}


@dataclass(frozen=True, slots=True)
class Namen:
    """The names of one keten in this gemeente. `organisaties`: id as text → name; `gebieden`: postcode area → wijk."""

    keten: Keten
    bestand: Indicatoren
    organisaties: Mapping[str, str]
    gebieden: Mapping[str, str]

    def sleutel(self, splitsing: str, ruw: str | None) -> str:
        """Return the key of a part from what the database gave: one pin per code, one class per age, one wijk."""
        if ruw is None:
            return ""
        if splitsing in ("interventie", "instrument"):
            return ruw.partition("@")[0]
        if splitsing == "leeftijdsklasse" and ruw.isdigit():
            return self.bestand.leeftijden.klasse(int(ruw))
        if splitsing == "wijk":
            return self.gebieden.get(ruw, ruw)
        return ruw.replace("-", "") if splitsing == "organisatie" else ruw

    def naam(self, indicator: Indicator, splitsing: str, sleutel: str) -> str:
        """Return what a part is called."""
        if not sleutel:
            return LEEG.get(splitsing, ONBEKEND)
        return self._lijst(indicator, splitsing).get(sleutel, sleutel)

    def vast(self, splitsing: str, sleutel: str | None) -> str | None:
        """Return the name of a key of a list that is the same for all ketens."""
        return None if sleutel is None else VAST[splitsing].get(sleutel, sleutel)

    def volgorde(self, indicator: Indicator, splitsing: str) -> Callable[[tuple[str, int]], Any]:
        """Return the order of the parts: as the list has them, classes of age upwards, else the most first."""
        if splitsing in ("leeftijdsklasse", "pc4", "wijk"):
            return lambda deel: (not deel[0], _getal(deel[0]), deel[0])
        if splitsing in ("maand", "uitslag", "na_3", "na_6", "na_12", "geslacht", "stand"):
            lijst = list(self._lijst(indicator, splitsing))
            return lambda deel: (lijst.index(deel[0]) if deel[0] in lijst else len(lijst), deel[0])
        return lambda deel: (not deel[0], -deel[1], deel[0])

    def _lijst(self, indicator: Indicator, splitsing: str) -> Mapping[str, str]:
        if splitsing in VAST:
            return VAST[splitsing]
        eigen: Mapping[str, Callable[[], Mapping[str, str]]] = {
            "organisatie": lambda: self.organisaties,
            "uitslag": lambda: {deel.uitslag: deel.uitslag.capitalize() for deel in self.keten.uitslagen},
            "herkomst": lambda: OVERGENOMEN | {keuze.code: keuze.naam for keuze in self.keten.verwijzen.herkomst},
            "route": lambda: {route.code: route.naam for route in self.keten.routes},
            "hulpvraag": lambda: {keuze.code: keuze.naam for keuze in self.keten.hulpvragen},
            "interventie": lambda: {wat.code: wat.naam for wat in catalogus().interventies},
            "instrument": lambda: {wat.code: wat.naam for wat in catalogus().alle_instrumenten.values()},
            "activiteit": lambda: {wat.code: wat.naam for wat in catalogus().activiteiten},
            "reden": lambda: self._redenen(indicator.feit),
        }
        return eigen[splitsing]() if splitsing in eigen else {}

    def _redenen(self, feit: str | None) -> Mapping[str, str]:
        if feit == "verwijzing":
            return INTREKREDENEN | {keuze.code: keuze.naam for keuze in self.keten.triage.weigerredenen}
        if feit == "weigering":
            return {keuze.code: keuze.naam for keuze in self.keten.verwijzen.wil_nu_niet}
        if feit == "afsluiting":
            return {reden.code: reden.naam for reden in self.keten.afsluitredenen}
        return EINDREDENEN | DOOR_IETS_ANDERS


def _getal(sleutel: str) -> int:
    cijfers = sleutel.partition("-")[0].rstrip("+")
    return int(cijfers) if cijfers.isdigit() else 0
