"""Where a number leads: the page with the rows that it counts. Made without the router: a page has hundreds of them."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import url_for

from ketens.catalogus import catalogus
from ketens.verslagen.deel import GELD, Deel, Opent

Adres = Callable[[Opent | None], str | None]


def adres(keten: str, jaar: int) -> Adres:
    """Return what gives the address of the rows behind a number; `jaar` where it names none."""
    onderdeel = catalogus().keten(keten).spuk_onderdeel
    voor = url_for("rapportage.dashboard", keten_code=keten, jaar=jaar).removesuffix(str(jaar))

    def maak(opent: Opent | None) -> str | None:
        if opent is None or opent.indicator == GELD:
            return None if opent is None else _geld(onderdeel, opent, jaar)
        deel = {"deel": f"{opent.splitsing}:{opent.waarde or ''}"} if opent.splitsing else {}
        return f"{voor}{opent.jaar or jaar}/{opent.indicator}" + (f"?{urlencode(deel)}" if deel else "")

    return maak


def _geld(onderdeel: str, opent: Opent, jaar: int) -> str:
    return url_for("budgetten.onderdeel", onderdeel=onderdeel, jaar=opent.jaar or jaar, bron=opent.waarde)


def adressen(maak: Adres) -> Callable[[Deel], Callable[[str, int, int], str | None]]:
    """Return what a table asks for each of its cells."""
    return lambda deel: lambda tabel, rij, kolom: maak(deel.opent.get((tabel, rij, kolom)))
