"""A hat and where it is worn, as the templates and the rules see them."""

from dataclasses import dataclass
from uuid import UUID

from ketens.gebruikers.models import OrganisatieSoort, Zicht
from ketens.rechten import Rol


@dataclass(frozen=True, slots=True)
class Plaats:
    """A gemeente as the templates see it."""

    naam: str
    slug: str
    # Whether this gemeente has a ground to use the BSN.
    bsn_aan: bool = False
    # A demo, with invented persons: every page says so.
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Werkgever:
    """An organisatie as the templates see it."""

    naam: str
    soort: OrganisatieSoort


@dataclass(frozen=True, slots=True)
class Pet:
    """A hat, as the templates and the rules see it."""

    id: UUID
    rol: Rol
    ketens: tuple[str, ...]
    organisatie_id: UUID
    organisatie: Werkgever
    gemeente_id: UUID
    gemeente: Plaats
    # Which verwijzingen of the organisatie a verwijzer sees, and the team that this is about.
    zicht: Zicht = Zicht.ALLES
    team: str | None = None
    regio: bool = False  # may lay this gemeente beside others (besluit 0042)
    verzoeken: bool = False  # handles what residents ask under the privacy law (besluit 0049)

    @property
    def naam(self) -> str:
        """The words on the screen: hat and organisatie."""
        return f"{self.rol.naam} · {self.organisatie.naam}"
