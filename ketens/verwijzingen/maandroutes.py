"""The list of a month: to read, to print, and as a file."""

from flask import request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.rechten import Recht
from ketens.verwijzingen.maandlijst import in_woorden, lees_lijst, lees_maand, maanden, maandlijst, ongelezen
from ketens.verwijzingen.routes import bp


@bp.route("/maandlijst", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_MAKEN)
def maandstaat() -> ResponseReturnValue:
    """How it stood with each verwijzing at the end of a month; the button says that it was read."""
    knop = Knop()
    if knop.validate_on_submit() and knop.lukt(lambda: lees_lijst(wie())):
        return naar("verwijzingen.maandstaat", melding="De maandlijst is gelezen.")
    lijst = maandlijst(wie(), lees_maand(request.args.get("maand")))
    keuzes = [(f"{maand:%Y-%m}", in_woorden(maand)) for maand in maanden(vandaag())]
    return toon(
        "verwijzingen/maandlijst.html", lijst=lijst, keuzes=keuzes, knop=knop, form=knop, nieuw=ongelezen(wie())
    )


@bp.get("/maandlijst/bestand")
@vereist(Recht.VERWIJZING_MAKEN, hoogstens=UITVOER, vers=True)
def maandbestand() -> ResponseReturnValue:
    """The same list as CSV."""
    lijst = maandlijst(wie(), lees_maand(request.args.get("maand")))
    return bestand(lijst.csv, naam=f"maandlijst-{lijst.maand:%Y-%m}.csv", soort="text/csv")
