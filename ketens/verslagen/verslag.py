"""One keten in one year: what was counted and what it cost, read at one moment."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from ketens.budgetten.overzichten import Geldstand, geldstanden
from ketens.budgetten.stand import Bedragen
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Gemeente
from ketens.indicatoren.tellen import Stand, tel
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente


@dataclass(frozen=True, slots=True)
class Verslag:
    """The figures and the money of a keten (a code) in a gemeente, over one year; the money of the year before too."""

    gemeente_slug: str
    gemeente: str
    keten: str
    jaar: int
    stand: Stand
    geld: Geldstand
    geld_vorig: Geldstand

    @property
    def ketennaam(self) -> str:
        """What the keten is called."""
        return catalogus().keten(self.keten).naam


def verslag(keten_code: str, jaar: int) -> Verslag:
    """Return the report of the gemeente of this moment, in a fixed number of queries. Raises Onbekend."""
    stand = tel(keten_code, jaar)
    nu, toen = geldstanden(keten_code, jaar)
    for code in stand.codes:
        if stand.indicator(code).soort == "bedrag":
            # In cents, as all money here.
            stand = stand.met(code, _per_gestart(nu)).met(code, _per_gestart(toen), jaar=jaar - 1)
    hier = db.session.execute(select(Gemeente.slug, Gemeente.naam).where(Gemeente.id == huidige_gemeente())).one()
    return Verslag(hier.slug, hier.naam, stand.keten, jaar, stand, nu, toen)


def als_json(verslag: Verslag) -> dict[str, Any]:
    """Return the agreed form (docs/rapport-json.md): null is "niet ingevuld", amounts are text with two decimals."""
    stand, geld = verslag.stand, verslag.geld
    return {
        "gemeente": verslag.gemeente_slug,
        "keten": verslag.keten,
        "jaar": verslag.jaar,
        "indicatoren": {
            code: {
                "waarde": _getal(stand, code, verslag.jaar),
                "vorig_jaar": _getal(stand, code, verslag.jaar - 1),
                "definitie": stand.indicator(code).definitie,
            }
            for code in stand.codes
        },
        "geld": _bedragen(geld.totaal) | {"per_bron": {bron: _bedragen(deel) for bron, deel in geld.per_bron.items()}},
    }


def in_euro(centen: int | None) -> str | None:
    """Return cents as euros: 5221200 is "52212.00", minus 5 is "-0.05"."""
    return None if centen is None else f"{Decimal(centen).scaleb(-2):.2f}"


def _per_gestart(geld: Geldstand) -> int | None:
    """Where nothing was ever budgeted or booked the cost is not nought: nobody knows it."""
    return geld.kosten_per_gestart if geld.cellen else None


def _bedragen(deel: Bedragen) -> dict[str, Any]:
    return {
        "begroot": in_euro(deel.begroot if deel.is_begroot else None),
        "verplicht": in_euro(deel.verplicht),
        "gerealiseerd": in_euro(deel.gerealiseerd),
        "prognose": in_euro(deel.prognose),
    }


def _getal(stand: Stand, code: str, jaar: int) -> int | float | str | None:
    """A whole number (also of days) has no point, a share has one decimal, and an amount is text."""
    waarde = stand.waarde(code, jaar)
    if stand.indicator(code).soort == "bedrag":
        return in_euro(None if waarde is None else int(waarde))
    if not isinstance(waarde, Decimal):
        return waarde
    is_heel = stand.indicator(code).eenheid == "dagen" and waarde == int(waarde)
    return int(waarde) if is_heel else float(waarde)
