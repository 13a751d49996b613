"""What a file of indicators may count: a fixed set of named facts, each with the columns that it may name.

The facts themselves are queries (`ketens.indicatoren.feiten`); a test holds the two beside each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Months are those of Amsterdam, a wijk is that of the postcode area: neither is a column of its own.
ALTIJD = ("maand",)
# How a split is called at the head of a table.
SPLITSINGEN: Mapping[str, str] = MappingProxyType(
    {
        "maand": "Maand",
        "wijk": "Wijk of dorp",
        "pc4": "Postcodegebied",
        "leeftijdsklasse": "Leeftijd",
        "geslacht": "Geslacht",
        "verwijzer_soort": "Soort verwijzer",
        "organisatie": "Organisatie",
        "herkomst": "Herkomst",
        "setting": "Waar getest",
        "uitslag": "Uitslag",
        "al_getest": "Dit jaar al getest",
        "stand": "Hoe het staat",
        "reden": "Reden",
        "route": "Vervolg",
        "interventie": "Interventie",
        "bekostiging": "Wie betaalt",
        "einde": "Hoe het eindigde",
        "na_3": "Na 3 maanden",
        "na_6": "Na 6 maanden",
        "na_12": "Na 12 maanden",
        "instrument": "Meting",
        "hoe": "Hoe gesproken",
        "hulpvraag": "Hulpvraag",
        "soort_aanbod": "Soort aanbod",
        "moment": "Moment",
        "activiteit": "Activiteit",
    }
)


@dataclass(frozen=True, slots=True)
class Feitsoort:
    """One kind of fact: a row each time it happened, at a moment that says in which year it counts.

    `kolommen` may be split by and asked for, `ja_nee` only asked for (values `ja` and `nee`), `maten` are numbers.
    """

    uitleg: str
    kolommen: tuple[str, ...] = ()
    ja_nee: tuple[str, ...] = ()
    maten: tuple[str, ...] = ()
    # Whether a row is of a resident, so that different residents can be counted.
    van_inwoner: bool = True


_INWONER = ("pc4", "geslacht")
_VERWEZEN = ("verwijzer_soort", "organisatie")

FEITEN: Mapping[str, Feitsoort] = MappingProxyType(
    {
        "test": Feitsoort(
            "De test van de verwijzing is ingevuld, met of zonder naam; niet als de verwijzing een vergissing was.",
            ("uitslag", "setting", "al_getest", "leeftijdsklasse", *_VERWEZEN, *_INWONER),
            ("op_naam", "vanaf_65", "telt_als_persoon"),
        ),
        "verwijzing": Feitsoort(
            "Een verwijzing is verstuurd; niet als zij als vergissing is ingetrokken.",
            ("stand", "reden", "herkomst", *_VERWEZEN, *_INWONER),
        ),
        "weigering": Feitsoort(
            "Iemand wilde het nu niet; zonder naam, per maand.",
            ("reden", "uitslag", "verwijzer_soort"),
            van_inwoner=False,
        ),
        "traject": Feitsoort(
            "Een traject is begonnen; opnieuw openen is geen nieuw begin.",
            ("herkomst", "uitslag", "leeftijdsklasse", *_VERWEZEN, *_INWONER),
        ),
        "plaatsvraag": Feitsoort(
            "In een traject is voor het eerst om een plaats gevraagd.",
            ("uitslag", *_VERWEZEN, *_INWONER),
        ),
        "beoordeling_gevraagd": Feitsoort(
            "Een praktijk is om een beoordeling gevraagd; niet als het verzoek is ingetrokken.",
            ("organisatie", "route", *_INWONER),
        ),
        "beoordeling_beantwoord": Feitsoort(
            "Een praktijk gaf antwoord op een verzoek om een beoordeling.",
            ("organisatie", "route", *_INWONER),
        ),
        "wachtend": Feitsoort(
            "Een traject staat op de wachtlijst op de laatste dag van het jaar, of nu als het jaar nog loopt.",
            ("uitslag", *_INWONER),
        ),
        "deelname": Feitsoort(
            "Een deelname is begonnen, op de dag van de eerste keer.",
            ("interventie", "bekostiging", "uitslag", "leeftijdsklasse", *_VERWEZEN, *_INWONER),
            ("eerste_in_traject",),
            ("dagen",),
        ),
        "einde": Feitsoort(
            "Een deelname is geëindigd.",
            ("einde", "reden", "interventie", "bekostiging", "na_3", "na_6", "na_12", "leeftijdsklasse", *_INWONER),
        ),
        "gevolgd": Feitsoort(
            "Een deelname van een groep die voorbij is; in het jaar waarin de groep eindigt.",
            ("interventie",),
            ("voldoende",),
            ("aanwezig", "gehouden"),
        ),
        "groep": Feitsoort(
            "Een groep begint.",
            ("interventie",),
            ("afgelast", "begonnen"),
            ("plaatsen", "gestart"),
            van_inwoner=False,
        ),
        "effect": Feitsoort(
            "Een deelnemer is aan het begin en aan het einde gemeten; in het jaar waarin de groep eindigt.",
            ("instrument", "interventie"),
            maten=("verschil",),
        ),
        "gesprek": Feitsoort(
            "Een gesprek met een inwoner.",
            ("hoe", "leeftijdsklasse", *_VERWEZEN, *_INWONER),
            ("eerste_in_traject", "op_tijd"),
            ("dagen", "minuten"),
        ),
        "hulpvraag": Feitsoort(
            "Een hoofdvraag is voor het eerst in een traject vastgelegd.",
            ("hulpvraag", *_INWONER),
        ),
        "toeleiding": Feitsoort(
            "Een inwoner is met aanbod van de sociale kaart begonnen.",
            ("soort_aanbod", *_INWONER),
            ("gebleven",),
        ),
        "verandering": Feitsoort(
            "Een inwoner vulde in een traject hetzelfde instrument nog eens in; in het jaar van de laatste keer.",
            ("instrument", *_INWONER),
            maten=("verschil",),
        ),
        "afsluiting": Feitsoort(
            "Een traject is afgesloten en daarna niet heropend.",
            ("reden", "uitslag", *_VERWEZEN, *_INWONER),
        ),
        "terugkoppeling": Feitsoort(
            "Een verwijzer kreeg bericht.",
            ("moment", *_VERWEZEN),
        ),
        # Its numbers are the fields of the activities of the keten.
        "telling": Feitsoort("Er is geteld, zonder personen.", ("activiteit",), van_inwoner=False),
    }
)  # fmt: skip
