"""The words of the AVG: on what ground personal data may be used, and by which exception health data (domein 6.1).

`te_controleren`: the article comes from a source that was not verified; the screens say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondslag:
    """One ground of AVG 6, first paragraph. `voor_inwoner` completes "Wij mogen dit omdat …"."""

    code: str
    naam: str
    artikel: str
    voor_inwoner: str
    vraagt_wet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitzondering:
    """Why data about health may be used although AVG 9 forbids it."""

    code: str
    naam: str
    artikel: str
    te_controleren: bool = False


TOESTEMMING = "toestemming"
GERECHTVAARDIGD_BELANG = "gerechtvaardigd_belang"
GEEN = "geen"

_GRONDSLAGEN = (
    Grondslag(
        code=TOESTEMMING,
        naam="Toestemming",
        artikel="AVG, artikel 6, lid 1, onder a",
        voor_inwoner="u dat goed vindt",
    ),
    Grondslag(
        code="overeenkomst",
        naam="Overeenkomst met de inwoner",
        artikel="AVG, artikel 6, lid 1, onder b",
        voor_inwoner="het nodig is voor een afspraak die u met ons maakte",
    ),
    Grondslag(
        code="wettelijke_plicht",
        naam="Wettelijke plicht",
        artikel="AVG, artikel 6, lid 1, onder c",
        voor_inwoner="het moet van de wet",
        vraagt_wet=True,
    ),
    Grondslag(
        code="vitaal_belang",
        naam="Vitaal belang",
        artikel="AVG, artikel 6, lid 1, onder d",
        voor_inwoner="het nodig is om een leven te redden",
    ),
    Grondslag(
        code="publieke_taak",
        naam="Taak van algemeen belang",
        artikel="AVG, artikel 6, lid 1, onder e",
        voor_inwoner="het hoort bij een taak die de wet aan de gemeente geeft",
        vraagt_wet=True,
    ),
    Grondslag(
        code=GERECHTVAARDIGD_BELANG,
        naam="Gerechtvaardigd belang",
        artikel="AVG, artikel 6, lid 1, onder f",
        voor_inwoner="wij er een goede reden voor hebben die zwaarder weegt",
    ),
)
GRONDSLAGEN: Mapping[str, Grondslag] = MappingProxyType({deel.code: deel for deel in _GRONDSLAGEN})

_UITZONDERINGEN = (
    Uitzondering(code=GEEN, naam="Geen gezondheidsgegevens", artikel="AVG, artikel 9, is niet van toepassing"),
    Uitzondering(
        code="uitdrukkelijke_toestemming",
        naam="Uitdrukkelijke toestemming",
        artikel="AVG, artikel 9, lid 2, onder a",
        te_controleren=True,
    ),
    Uitzondering(
        code="vitaal_belang",
        naam="Vitaal belang van iemand die zelf niet kan kiezen",
        artikel="AVG, artikel 9, lid 2, onder c",
        te_controleren=True,
    ),
    Uitzondering(
        code="zwaarwegend_belang",
        naam="Zwaarwegend algemeen belang, in een wet geregeld",
        artikel="AVG, artikel 9, lid 2, onder g",
        te_controleren=True,
    ),
    Uitzondering(
        code="zorg_en_ondersteuning",
        naam="Zorg en maatschappelijke dienstverlening",
        artikel="AVG, artikel 9, lid 2, onder h, en UAVG, artikel 30",
        te_controleren=True,
    ),
    Uitzondering(
        code="volksgezondheid",
        naam="Volksgezondheid",
        artikel="AVG, artikel 9, lid 2, onder i",
        te_controleren=True,
    ),
    Uitzondering(
        code="statistiek",
        naam="Wetenschappelijk onderzoek of statistiek",
        artikel="AVG, artikel 9, lid 2, onder j, en UAVG, artikel 24",
        te_controleren=True,
    ),
)
UITZONDERINGEN: Mapping[str, Uitzondering] = MappingProxyType({deel.code: deel for deel in _UITZONDERINGEN})
