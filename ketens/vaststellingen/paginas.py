"""What the page of a year shows."""

from dataclasses import dataclass

from flask import abort

from ketens.catalogus import Keten, catalogus
from ketens.catalogus.fouten import Onbekend
from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.vaststellingen.handelingen import eis_vast_te_stellen, voorstel
from ketens.vaststellingen.models import Vaststelling
from ketens.vaststellingen.stand import Verschil, geschiedenis, klopt, verschillen, zelfde
from ketens.verslagen.verslag import Verslag
from ketens.verslagen.verslag import verslag as maak_verslag

EERSTE_JAAR, LAATSTE_JAAR = 2020, 2099


@dataclass(frozen=True, slots=True)
class Jaarpagina:
    """One keten and year: the figures of now, what was fixed, and how these differ."""

    keten: Keten
    jaar: int
    verslag: Verslag
    geschiedenis: tuple[Vaststelling, ...]
    verschillen: tuple[Verschil, ...]
    # Whether each of the history is still as it was fixed, in the same order.
    goed: tuple[bool, ...]
    # What would be fixed now; None when there is nothing new, or the year still runs.
    nieuw: Vaststelling | None
    # Why it can't be fixed, when it can't.
    bezwaar: str

    @property
    def laatste(self) -> Vaststelling | None:
        """The newest."""
        return self.geschiedenis[0] if self.geschiedenis else None

    @property
    def zonder_reden(self) -> list[Verschil]:
        """What nobody has explained."""
        return [verschil for verschil in self.verschillen if verschil.reden is None]

    @property
    def met_reden(self) -> list[Verschil]:
        """What was explained."""
        return [verschil for verschil in self.verschillen if verschil.reden]


def keten_van(wie: Wie, code: str) -> Keten:
    """Return a keten of this hat, or answer 404."""
    if code not in wie.ketens:
        abort(404)
    try:
        return catalogus().keten(code)
    except Onbekend:
        abort(404)


def jaarpagina(wie: Wie, keten_code: str, jaar: int) -> Jaarpagina:
    """Read all of it, or answer 404."""
    keten = keten_van(wie, keten_code)
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        abort(404)
    nu, eerdere = maak_verslag(keten_code, jaar), tuple(geschiedenis(keten_code, jaar))
    laatste = eerdere[0] if eerdere else None
    bezwaar = _bezwaar(nu)
    nieuw = None if bezwaar else voorstel(nu, laatste)
    if nieuw and laatste and zelfde(laatste, nieuw):
        nieuw = None
    return Jaarpagina(
        keten=keten,
        jaar=jaar,
        verslag=nu,
        geschiedenis=eerdere,
        verschillen=tuple(verschillen(laatste, nu)) if laatste else (),
        goed=tuple(klopt(vast) for vast in eerdere),
        nieuw=nieuw,
        bezwaar=bezwaar,
    )


def _bezwaar(verslag: Verslag) -> str:
    try:
        eis_vast_te_stellen(verslag)
    except Domeinfout as fout:
        return fout.zin
    return ""
