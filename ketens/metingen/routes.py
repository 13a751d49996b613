"""Measuring a group: what was measured and what changed, and the grid for the begin and for the end."""

from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen.models import Groep
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.metingen import rooster
from ketens.metingen.momenten import MOMENTEN, te_meten
from ketens.metingen.overzichtspagina import overzicht as overzichtspagina
from ketens.rechten import Recht

bp = Blueprint("metingen", __name__, url_prefix="/<gemeente>/groepen/<uuid:groep_id>/metingen")
bp.add_app_template_global(te_meten, "te_meten")


@bp.get("/")
@vereist(Recht.METEN)
def overzicht(groep_id: UUID) -> ResponseReturnValue:
    """Show what changed, per person and for the group."""
    return toon("metingen/overzicht.html", **overzichtspagina(vind(Groep, groep_id), wie()))


@bp.route("/<string:moment>", methods=["GET", "POST"])
@vereist(Recht.METEN)
def invullen(groep_id: UUID, moment: str) -> ResponseReturnValue:
    """Fill in the grid of the whole group, or of one test."""
    groep = vind(Groep, groep_id)
    if moment not in MOMENTEN or groep.interventie.meten is None:
        abort(404)
    blad = rooster.maak(groep, moment, request.args.get("instrument"))
    if blad.form.validate_on_submit() and (aantal := blad.form.maakt(lambda: blad.bewaar(wie()))) is not None:
        melding = f"{MOMENTEN[moment]}: {aantal} {'meting' if aantal == 1 else 'metingen'} bewaard."
        melding = melding if aantal else "Er is niets gewijzigd."
        return naar("metingen.invullen", melding=melding, groep_id=groep.id, moment=moment, instrument=blad.alleen)
    return toon("metingen/rooster.html", **blad.gegevens)
