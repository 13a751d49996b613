"""The verwerkingsregister (AVG 30): the same rows for the screen, for paper and for CSV."""

from collections.abc import Iterator
from dataclasses import dataclass

from ketens.catalogus import Keten
from ketens.gebruikers.models import Gemeente
from ketens.kern.csv import schrijf_csv
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum, telefoon
from ketens.verwerkingen.overzichten import Ketenregister
from ketens.verwerkingen.stand import Stroomstand

BUITEN_EU = (
    "Nee. De app stuurt zelf geen persoonsgegevens naar een andere dienst, en de pagina's laden niets van andere sites "
    "(de Content-Security-Policy staat dat niet toe). Waar de server staat, weet de gemeente uit haar contract."
)
BEVEILIGING = (
    "Namen, adressen, telefoonnummers, geboortedata, BSN, antwoorden en notities staan versleuteld in de database. "
    "Elke gemeente heeft eigen gegevens. Een medewerker ziet alleen wat bij de eigen rol, organisatie en keten hoort. "
    "Elke inzage en elke wijziging staat in een logboek dat niemand ongemerkt kan wijzigen. "
    "Sessies lopen af, en verbindingen zijn versleuteld."
)
LEEG = "Nog niet vastgelegd"
KOP = (
    "Keten",
    "Stroom",
    "Verwerkingsverantwoordelijke",
    "Contact gemeente",
    "Functionaris gegevensbescherming",
    "Doel",
    "Betrokkenen",
    "Gegevens",
    "Gezondheidsgegevens",
    "Van",
    "Naar",
    "Ontvangers",
    "Doorgifte buiten de EU",
    "Grondslag",
    "Wet of regeling",
    "Uitzondering AVG 9",
    "Toestemming vooraf",
    "Bewaartermijn",
    "Beveiliging",
    "Geldt vanaf",
    "Opmerking",
    "Te controleren",
)


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of the register: a flow, and whether its keten runs."""

    keten: Keten
    is_aan: bool
    stand: Stroomstand

    @property
    def toestemming(self) -> str:
        """The consent that goes before it, in the words of the keten."""
        soort = self.stand.stroom.toestemming
        return self.keten.toestemming(soort).naam if soort else "niet nodig"

    @property
    def grondslag(self) -> str:
        """Ground and article, in words."""
        rij = self.stand.geldt
        return f"{rij.op_grond_van.naam} ({rij.op_grond_van.artikel})" if rij else LEEG

    @property
    def uitzondering(self) -> str:
        """Exception and article, in words."""
        rij = self.stand.geldt
        return f"{rij.mag_gezondheid_door.naam} ({rij.mag_gezondheid_door.artikel})" if rij else LEEG

    @property
    def te_controleren(self) -> str:
        """What was not verified: of the flow itself, and of the article that was chosen."""
        punten = list(self.stand.stroom.te_controleren)
        if self.stand.geldt and self.stand.geldt.mag_gezondheid_door.te_controleren:
            punten.append(f"Het artikel: {self.stand.geldt.mag_gezondheid_door.artikel}.")
        return " ".join(punten)


def regels(registers: list[Ketenregister]) -> list[Regel]:
    """Every flow of these ketens, in the order of the catalogue."""
    return [Regel(keten.keten, keten.is_aan, stand) for keten in registers for stand in keten.stromen]


def als_csv(registers: list[Ketenregister], gemeente: Gemeente) -> bytes:
    """The register as a file."""
    return schrijf_csv(KOP, _cellen(registers, gemeente))


def bestandsnaam(gemeente: Gemeente) -> str:
    """Return the name of the file: gemeente and day."""
    return f"verwerkingsregister-{gemeente.slug}-{vandaag():%Y-%m-%d}.csv"


def _cellen(registers: list[Ketenregister], gemeente: Gemeente) -> Iterator[list[str]]:
    for regel in regels(registers):
        stroom, rij = regel.stand.stroom, regel.stand.geldt
        yield [
            regel.keten.naam,
            stroom.naam,
            rij.verantwoordelijke if rij else LEEG,
            f"Gemeente {gemeente.naam} {telefoon(gemeente.telefoon)}".strip(),
            gemeente.fg_contact or LEEG,
            stroom.doel,
            ", ".join(stroom.betrokkenen),
            ", ".join(stroom.gegevens),
            "ja" if stroom.gezondheid else "nee",
            stroom.van,
            stroom.naar,
            rij.ontvangers if rij else LEEG,
            BUITEN_EU,
            regel.grondslag,
            rij.wet if rij else "",
            regel.uitzondering,
            regel.toestemming,
            rij.bewaartermijn if rij else LEEG,
            BEVEILIGING,
            datum(rij.vanaf) if rij else LEEG,
            rij.opmerking if rij else "",
            regel.te_controleren,
        ]
