"""The kaart as a file: out, and in by way of a preview."""

from flask import request
from flask.typing import ResponseReturnValue

from ketens.aanbod import invoeren
from ketens.aanbod.blauwdruk import bp
from ketens.aanbod.forms import BestandForm
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.rechten import Recht


@bp.get("/aanbod/uitvoer")
@vereist(Recht.AANBOD_BEHEREN, hoogstens=UITVOER)
def uitvoer() -> ResponseReturnValue:
    """The whole kaart as CSV."""
    return bestand(invoeren.uitvoer(), naam="sociale-kaart.csv", soort="text/csv; charset=utf-8")


@bp.route("/aanbod/invoer", methods=["GET", "POST"])
@vereist(Recht.AANBOD_BEHEREN)
def invoer() -> ResponseReturnValue:
    """Choose a file, see what it would do, and take it over."""
    form, voorbeeld = BestandForm(), None
    if form.validate_on_submit():
        gekozen = request.files.get("bestand")
        voorbeeld = form.lees(gekozen.read() if gekozen else b"")
    if voorbeeld and form.neem_over.data == "ja":
        gedaan = form.maakt(lambda: invoeren.voer_in(voorbeeld, door=wie()))
        if gedaan:
            return naar("aanbod.lijst", melding="Overgenomen: {} nieuw, {} gewijzigd.".format(*gedaan))
    return toon("aanbod/invoer.html", form=form, voorbeeld=voorbeeld)
