"""Planning: a half year on one page, and the persons behind each count."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen.wachtlijst import dagdeel_naam, dagdeel_namen
from ketens.kern.klok import vandaag
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.planning import overzichten
from ketens.planning.halfjaar import Halfjaar
from ketens.planning.wachtenden import UITKOMSTEN, Keuze
from ketens.planning.wachtenden import wachtenden as wachtenden_lijst
from ketens.rechten import Recht

bp = Blueprint("planning", __name__, url_prefix="/<gemeente>/planning")


@bp.get("/")
@vereist(Recht.PLANNING)
def halfjaar() -> ResponseReturnValue:
    """Show who waits beside the groups of a half year, and how many groups are missing."""
    gekozen = Halfjaar.lees(request.args.get("halfjaar"), vandaag())
    return toon(
        "planning/halfjaar.html",
        planning=overzichten.planning(wie(), gekozen),
        nu=Halfjaar.van(vandaag()),
        dagdeel_namen=dagdeel_namen,
        in_wijk=overzichten.in_wijk,
        op_dagdeel=overzichten.op_dagdeel,
    )


@bp.get("/wachtenden")
@vereist(Recht.PLANNING)
def wachtenden() -> ResponseReturnValue:
    """Show the persons behind a count, with the first group that each could have."""
    lijst = wachtenden_lijst(wie(), Keuze.uit(request.args))
    return toon("planning/wachtenden.html", lijst=lijst, uitkomsten=UITKOMSTEN, dagdeel_naam=dagdeel_naam)
