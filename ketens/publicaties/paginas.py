"""What the pages of publications show."""

from dataclasses import dataclass, replace

from flask import abort

from ketens.catalogus import Keten, catalogus
from ketens.catalogus.fouten import Onbekend
from ketens.gebruikers.wie import Wie
from ketens.publicaties.handelingen import TE_VROEG
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import publicaties, vertoning
from ketens.publicaties.stukbouw import maak_stuk
from ketens.publicaties.vertoning import Vertoning
from ketens.stukken.cel import Teken
from ketens.stukken.stuk import Stuk
from ketens.verslagen.verslag import Verslag
from ketens.verslagen.verslag import verslag as maak_verslag

EERSTE_JAAR, LAATSTE_JAAR = 2020, 2099
# So many chapters are seen at once; the others unfold.
VOORAAN = 3
SOORTEN = {"rapport": "Jaarcijfers", "raadsvraag": "Raadsvraag", "monitor": "Monitor", "regio": "Regio"}


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """The public version as it would be now, and what was published before."""

    keten: Keten
    jaar: int
    verslag: Verslag
    vertoning: Vertoning
    stuk: Stuk
    eerder: tuple[Publicatie, ...]

    @property
    def kort(self) -> Stuk:
        """What is seen at once."""
        return replace(self.stuk, hoofdstukken=self.stuk.hoofdstukken[:VOORAAN])

    @property
    def rest(self) -> Stuk:
        """The long tables and the definitions."""
        return replace(self.stuk, hoofdstukken=self.stuk.hoofdstukken[VOORAAN:])

    @property
    def verborgen(self) -> int:
        """How many cells of its tables stay hidden."""
        rijen = (rij for tabel in self.stuk.tabellen for rij in tabel.alle_rijen)
        return sum(waarde is Teken.VERBORGEN for rij in rijen for waarde in rij)

    @property
    def bezwaar(self) -> str:
        """Why it can't be published yet."""
        return "" if self.vertoning.beeld.kwartalen else TE_VROEG

    @property
    def is_al_openbaar(self) -> bool:
        """Whether the newest publication tells just this."""
        from ketens.publicaties.bewaren import naar_json

        laatste = next((rij for rij in self.eerder if rij.soort == "rapport"), None)
        nu = naar_json(self.stuk)["hoofdstukken"]
        return laatste is not None and laatste.getoond["stuk"]["hoofdstukken"] == nu


def voorbeeld(wie: Wie, keten_code: str, jaar: int) -> Voorbeeld:
    """Read all of it, or answer 404."""
    verslag = verslag_van(wie, keten_code, jaar)
    getoond = vertoning(verslag)
    eerder = tuple(publicaties(keten_code, (jaar,)))
    return Voorbeeld(catalogus().keten(keten_code), jaar, verslag, getoond, maak_stuk(getoond), eerder)


def verslag_van(wie: Wie, keten_code: str, jaar: int) -> Verslag:
    """Return the report of a keten of this hat, or answer 404."""
    if keten_code not in wie.ketens or not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        abort(404)
    try:
        return maak_verslag(keten_code, jaar)
    except Onbekend:
        abort(404)
