"""A report in which every figure already went through what hides it, for who writes a text around it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ketens.catalogus import Indicator
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.stand import Noemer, Trap
from ketens.kern.db import nieuw_id
from ketens.publicaties.handelingen import leg_vast, vergrendel
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import vertoning
from ketens.publicaties.vertoning import Vertoning
from ketens.stukken.cel import Teken, Waarde
from ketens.stukken.stuk import Stuk
from ketens.verslagen.verslag import Verslag


@dataclass(frozen=True, slots=True)
class Verhuld:
    """What of a report may be told. `waarde` and `kosten` give a number, or the sign why there is none."""

    vertoning: Vertoning

    @property
    def verslag(self) -> Verslag:
        """The report behind it: not to be shown."""
        return self.vertoning.verslag

    @property
    def gemeente(self) -> str:
        """The name of the gemeente."""
        return self.verslag.gemeente

    @property
    def keten(self) -> str:
        """The code of the keten."""
        return self.verslag.keten

    @property
    def jaar(self) -> int:
        """The year."""
        return self.verslag.jaar

    @property
    def codes(self) -> tuple[str, ...]:
        """All indicators, in the order of the page."""
        return self.verslag.stand.codes

    def indicator(self, code: str) -> Indicator:
        """Return what a code means."""
        return self.verslag.stand.indicator(code)

    def waarde(self, code: str, jaar: int | None = None) -> Waarde:
        """Return a figure of this year, or of the year before as it was published; of other years nothing."""
        if jaar is None or jaar == self.jaar:
            return self.vertoning.waarde(code)
        return self.vorig(code) if jaar == self.jaar - 1 else Teken.NIET_INGEVULD

    def vorig(self, code: str) -> Waarde:
        """Return the figure of the year before, as it was published."""
        return self.vertoning.vorig(code)

    def kosten(self, wat: str) -> Waarde:
        """Return `kosten_per_gestart` or `kosten_per_afgerond`, in cents."""
        return self.vertoning.kosten(wat)

    def noemer(self, code: str) -> Noemer | None:
        """Return the group that a share is of, when that is a figure of the gemeente; else nothing."""
        naam = self.indicator(code).noemer
        return self.verslag.stand.noemer(code) if naam and self.verslag.stand.bestand.doelgroep(naam) else None

    def doel(self, code: str) -> Decimal | None:
        """Return the aim."""
        return self.verslag.stand.doel(code)

    def trechter(self) -> tuple[tuple[Trap, Waarde], ...]:
        """Return the steps of the funnel, each with what may be shown of it."""
        return tuple((stap, self.waarde(stap.code)) for stap in self.verslag.stand.trechter())


def verhul(verslag: Verslag) -> Verhuld:
    """Return what of a report may be told now. A preview: `publiceer_als` writes it down."""
    return Verhuld(vertoning(verslag))


def publiceer_als(
    soort: str, stuk: Stuk, verslagen: list[Verslag], *, door: Wie | None, formulier_id: UUID | None = None
) -> list[Publicatie]:
    """Write down that the figures of these reports go out in a document of another kind (monitor), under the lock.

    Call `vergrendel` (ketens.publicaties.handelingen) before the document is made: it must be made from what is
    written down here.
    """
    vergrendel()
    return [
        leg_vast(
            vertoning(verslag),
            stuk,
            soort=soort,
            door=door,
            formulier_id=nieuw_id() if nr else formulier_id or nieuw_id(),
        )
        for nr, verslag in enumerate(verslagen)
    ]
