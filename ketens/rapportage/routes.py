"""The start page of each hat, the report of a keten and year, and the rows behind its numbers."""

from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.klok import vandaag
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.rapportage import jaren as jarenlijst
from ketens.rapportage.adressen import adres, adressen
from ketens.rapportage.dashboard import dashboard as maak_dashboard
from ketens.rapportage.dashboard import geteld, kiezer, lees
from ketens.rapportage.rijenlijst import Plek, bladzijde, lijst, met_namen
from ketens.rapportage.startpagina import START
from ketens.rechten import Recht
from ketens.vaststellingen.overzichten import stand_van

bp = Blueprint("rapportage", __name__, url_prefix="/<gemeente>")


@bp.get("/")
@vereist(Recht.START)
def start() -> ResponseReturnValue:
    """The start page of the hat that is worn."""
    mens = wie()
    sjabloon, lees_start = START[mens.pet.rol]  # type: ignore[union-attr]
    return toon(sjabloon, **lees_start(mens))


@bp.get("/rapportage/")
@vereist(Recht.CIJFERS_INZIEN)
def overzicht() -> ResponseReturnValue:
    """One's ketens and their years, with this year of the first one open."""
    eerste = next((code for code in wie().ketens if code in geteld()), None)
    return toon("rapportage/leeg.html") if eerste is None else _toon(eerste, vandaag().year)


@bp.get("/rapportage/<string:keten_code>/<int:jaar>")
@vereist(Recht.CIJFERS_INZIEN)
def dashboard(keten_code: str, jaar: int) -> ResponseReturnValue:
    """One keten in one year: figures and money."""
    return _toon(keten_code, jaar)


@bp.get("/rapportage/<string:keten_code>/<int:jaar>/<string:indicator>")
@vereist(Recht.CIJFERS_INZIEN)
def rijen(keten_code: str, jaar: int, indicator: str) -> ResponseReturnValue:
    """The rows behind one figure, or behind one part of it."""
    plek = Plek(keten_code, jaar, indicator, request.args.get("deel", ""))
    o = lijst(wie(), plek, request.args.get("blad", 1, int))
    return toon("rapportage/rijen.html", o=o, pagina=bladzijde(o), met_namen=met_namen(wie()))


@bp.get("/rapportage/<string:keten_code>/jaren")
@vereist(Recht.CIJFERS_INZIEN)
def jaren(keten_code: str) -> ResponseReturnValue:
    """One keten over the years."""
    if keten_code not in wie().ketens or keten_code not in geteld():
        abort(404)
    nu = vandaag().year
    lijst = jarenlijst.over_de_jaren(keten_code)
    return toon("rapportage/jaren.html", o=lijst, adres=adres(keten_code, nu), **_kiezer(keten_code, nu))


def _toon(keten: str, jaar: int) -> ResponseReturnValue:
    gelezen, maak = lees(wie(), keten, jaar), adres(keten, jaar)
    return toon(
        "rapportage/dashboard.html",
        d=maak_dashboard(gelezen, wie()),
        staat=stand_van(keten, jaar, gelezen) if wie().mag(Recht.VASTSTELLEN) else None,
        alles=request.args.get("alles") == "ja",
        adres=maak,
        adressen=adressen(maak),
        **_kiezer(keten, jaar),
    )


def _kiezer(keten: str, jaar: int) -> dict[str, Any]:
    return {"kiezer": kiezer(wie(), keten, jaar), "keten": keten, "jaar": jaar}
