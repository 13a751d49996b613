"""One step of the walk: someone asks for one address, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from ketens.rechten import Rol
from tests.bouwkunde.matrix.opstelling import Kijker, Opstelling
from tests.bouwkunde.matrix.ploeg import GEWOON, VERHAAL_VAN, Relatie
from tests.bouwkunde.matrix.sporen import Speurder, Spoor
from tests.bouwkunde.routes import Weg, wegen
from tests.klant import Klant

Wandelaar = Rol | None


@dataclass(frozen=True)
class Stap:
    """A request that was made and its answer."""

    weg: Weg
    methode: str
    rol: Wandelaar
    relatie: Relatie
    pad: str
    antwoord: TestResponse
    sporen: set[Spoor]
    log: list[tuple[int, set[Any]]]
    htmx: str | None = None

    @property
    def status(self) -> int:
        """What was answered."""
        return self.antwoord.status_code

    @property
    def mag(self) -> bool:
        """Whether the hat carries the right of the route."""
        return self.rol in self.weg.rollen

    def __str__(self) -> str:
        blok = f" #{self.htmx}" if self.htmx else ""
        return f"{self.methode} {self.weg.regel.rule}{blok} als {self.rol or 'niemand'}, {self.relatie}: {self.status}"


class Wandeling:
    """One person, along every address."""

    def __init__(self, opstelling: Opstelling, rol: Wandelaar, kijker: Kijker) -> None:
        self.opstelling, self.rol, self.kijker = opstelling, rol, kijker
        self.app = opstelling.app
        # What fails is an answer to look at, not the end of the walk.
        self.app.config["PROPAGATE_EXCEPTIONS"] = False
        self.adressen = self.app.url_map.bind("localhost")
        self.klant = Klant(self.app, rol)
        self.speurder = Speurder(opstelling.verhalen.values())
        self.verhaal_van = VERHAAL_VAN[rol] if rol else GEWOON

    def wegen(self, methode: str) -> Iterator[Weg]:
        """Every route that knows this method."""
        return (weg for weg in wegen(self.app) if methode in weg.methoden)

    def relaties(self, weg: Weg) -> list[Relatie]:
        """Return the relations that give this route another address than one's own."""
        vraagt = weg.regel.arguments - {"gemeente"}
        anders = [r for r in self.verhaal_van if vraagt and self.waarden(weg, r) != self.waarden(weg, Relatie.EIGEN)]
        return [Relatie.EIGEN, *anders, *[Relatie.DAAR] * ("gemeente" in weg.regel.arguments)]

    def waarden(self, weg: Weg, relatie: Relatie) -> dict[str, Any]:
        """Return what stands in the address."""
        woord = self.verhaal_van[Relatie.ELDERS if relatie == Relatie.DAAR else relatie]
        return self.opstelling.verhalen[woord].waarden(weg.endpoint, weg.regel.arguments - {"gemeente"})

    def pad(self, weg: Weg, relatie: Relatie, **anders: Any) -> str:
        """Return the address of a route for this relation."""
        waarden = {**self.waarden(weg, relatie), **anders}
        if "gemeente" in weg.regel.arguments:
            waarden["gemeente"] = "tubbergen" if relatie == Relatie.DAAR else "borne"
        return self.adressen.build(weg.endpoint, waarden, method=weg.methoden[0])

    def vraag(
        self,
        weg: Weg,
        relatie: Relatie,
        *,
        methode: str = "GET",
        data: dict[str, Any] | None = None,
        htmx: str | None = None,
        pad: str | None = None,
        koppen: dict[str, str] | None = None,
    ) -> Stap:
        """Ask, and look what it left in the answer and in the log."""
        pad = pad or self.pad(weg, relatie)
        kop = dict(koppen or {})
        if htmx:
            kop |= {"HX-Request": "true", "HX-Target": f"div#{htmx}", "HX-Current-URL": f"http://localhost{pad}"}
        antwoord = self.klant.browser.open(pad, method=methode, data=data, headers=kop)
        # What was sent and is shown again, nobody learns from.
        sporen = self.speurder.in_antwoord(antwoord, f"{pad} {list((data or {}).values())}")
        return Stap(weg, methode, self.rol, relatie, pad, antwoord, sporen, self.kijker.nieuw_in_het_log(), htmx)
