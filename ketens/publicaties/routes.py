"""The public version of a report: look at it, make it public, and fetch what was published."""

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.db import vooraf
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.publicaties.bewaren import beeld_van
from ketens.publicaties.forms import PubliceerForm
from ketens.publicaties.handelingen import publiceer
from ketens.publicaties.models import Publicatie
from ketens.publicaties.overzichten import stuk_van
from ketens.publicaties.paginas import SOORTEN, verslag_van, voorbeeld
from ketens.rechten import Recht
from ketens.stukken.formaten import FORMATEN
from ketens.uitvoer.handelingen import antwoord

bp = Blueprint("publicaties", __name__, url_prefix="/<gemeente>")
MELDING = "De cijfers zijn openbaar gemaakt. Haal hieronder het bestand op."


@bp.route("/rapportage/<string:keten_code>/<int:jaar>/openbaar", methods=["GET", "POST"])
@vereist(Recht.PUBLICEREN)
def openbaar(keten_code: str, jaar: int) -> ResponseReturnValue:
    """Show what would be public, and make it so."""
    form = PubliceerForm()
    if form.validate_on_submit():
        with vooraf():
            verslag = verslag_van(wie(), keten_code, jaar)
        eenmaal, gezien = form.formulier_id.data, form.gezien.data or ""
        gemaakt = form.maakt(lambda: publiceer(verslag, door=wie(), formulier_id=eenmaal, gezien=gezien))
        if gemaakt:
            return naar("publicaties.detail", publicatie_id=gemaakt.id, melding=MELDING)
    pagina = voorbeeld(wie(), keten_code, jaar)
    form.gezien.data = beeld_van(pagina.stuk)
    return toon("publicaties/openbaar.html", pagina=pagina, form=form, soorten=SOORTEN)


@bp.get("/publicaties/<uuid:publicatie_id>")
@vereist(Recht.PUBLICEREN)
def detail(publicatie_id: UUID) -> ResponseReturnValue:
    """Show what was published, as it was."""
    rij = vind(Publicatie, publicatie_id)
    return toon("publicaties/detail.html", rij=rij, stuk=stuk_van(rij), formaten=FORMATEN, soorten=SOORTEN)


@bp.get("/publicaties/<uuid:publicatie_id>/uitvoer/<string:formaat>")
@vereist(Recht.PUBLICEREN, hoogstens=UITVOER)
def uitvoer(publicatie_id: UUID, formaat: str) -> ResponseReturnValue:
    """What was published, as a file."""
    rij = vind(Publicatie, publicatie_id)
    if formaat not in FORMATEN:
        abort(404)
    return antwoord(stuk_van(rij), formaat)
