"""The report as a document: what the page shows, for XLSX, ODS, CSV, PDF, Word and JSON."""

from dataclasses import replace

from ketens.kern.klok import vandaag
from ketens.stukken.stuk import Alinea, Hoofdstuk, Stuk
from ketens.verslagen.deel import Deel
from ketens.verslagen.delen import delen
from ketens.verslagen.verslag import Verslag, als_json

LEESWIJZER = (
    "Opgeteld uit wat er in ketens is vastgelegd. Niet ingevuld is iets anders dan nul: daarover is niets vastgelegd. "
    "Er staan kleine aantallen in, dus dit stuk is intern; voor buiten is er de openbare versie."
)
# The parts with money.
GELD = ("geld", "cijfers_geld")
LOPEND = "Het jaar is nog niet voorbij: dit zijn de cijfers tot en met vandaag."
KOMT_NOG = "Het jaar moet nog beginnen: hier staat alleen wat al is gepland."


def als_stuk(verslag: Verslag, *, met_geld: bool = True) -> Stuk:
    """Return the internal report of a keten over a year; without money for who may not see the budgets."""
    begin = Hoofdstuk("Vooraf", (*_tot_vandaag(verslag), Alinea(LEESWIJZER)), code="vooraf")
    getoond = [deel.hoofdstuk for deel in delen(verslag) if met_geld or deel.code not in GELD]
    return _stuk(verslag, "rapport", (begin, *getoond), als_json(verslag) if met_geld else None)


def deel_als_stuk(verslag: Verslag, deel: Deel) -> Stuk:
    """Return one part of it."""
    eigen = deel.hoofdstuk
    return _stuk(verslag, deel.code, (replace(eigen, blokken=(*_tot_vandaag(verslag), *eigen.blokken)),), None)


def _tot_vandaag(verslag: Verslag) -> list[Alinea]:
    """Say of a year that is not over that it is not."""
    nu = vandaag().year
    return [] if verslag.jaar < nu else [Alinea(LOPEND if verslag.jaar == nu else KOMT_NOG)]


def _stuk(verslag: Verslag, code: str, hoofdstukken: tuple[Hoofdstuk, ...], gegevens: dict[str, object] | None) -> Stuk:
    return Stuk(
        code=code,
        titel=f"{verslag.ketennaam} {verslag.jaar}",
        ondertitel=f"Cijfers en geld, gemeente {verslag.gemeente}",
        merk="intern",
        gemeente=verslag.gemeente,
        gemaakt_op=vandaag(),
        hoofdstukken=hoofdstukken,
        bestandsnaam=f"{verslag.gemeente_slug}-{verslag.keten}-{verslag.jaar}{'' if code == 'rapport' else f'-{code}'}",
        gegevens=gegevens,
    )
