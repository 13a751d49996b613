"""Where a number leads: the page with the rows that it counts. Made without the router: a page has hundreds of them."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import url_for

from ketens.verslagen.deel import Deel, Opent

Adres = Callable[[Opent | None], str | None]


def adres(keten: str, jaar: int) -> Adres:
    """Return what gives the address of the rows behind a number; `jaar` where it names none."""
    voor = url_for("rapportage.dashboard", keten_code=keten, jaar=jaar).removesuffix(str(jaar))

    def maak(opent: Opent | None) -> str | None:
        if opent is None:
            return None
        deel = {"deel": f"{opent.splitsing}:{opent.waarde or ''}"} if opent.splitsing else {}
        return f"{voor}{opent.jaar or jaar}/{opent.indicator}" + (f"?{urlencode(deel)}" if deel else "")

    return maak


def adressen(maak: Adres) -> Callable[[Deel], Callable[[str, int, int], str | None]]:
    """Return what a table asks for each of its cells."""
    return lambda deel: lambda tabel, rij, kolom: maak(deel.opent.get((tabel, rij, kolom)))
