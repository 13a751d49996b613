"""Recording that a resident died or moves away, and taking a mistake back."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.levensformulieren import (
    OverlijdenForm,
    OverlijdenHerstelForm,
    VerhuizingForm,
    VerhuizingHerstelForm,
)
from ketens.inwoners.levensloop import overlijden_van, verhuizing_van, wat_stopt
from ketens.inwoners.models import Inwoner
from ketens.inwoners.routes import bp
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/<uuid:inwoner_id>/overlijden", methods=["GET", "POST"])
@vereist(Recht.LEVENSLOOP)
def overlijden(inwoner_id: UUID) -> ResponseReturnValue:
    """Record that someone died, after showing what that stops."""
    inwoner, form = vind(Inwoner, inwoner_id), OverlijdenForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="Het overlijden is vastgelegd.")
    if not form.is_submitted() and overlijden_van(inwoner_id):
        return naar("inwoners.detail", inwoner_id=inwoner_id)
    return toon("inwoners/overlijden.html", inwoner=inwoner, form=form, stopt=wat_stopt(inwoner, wie()))


@bp.route("/<uuid:inwoner_id>/overlijden/herstel", methods=["GET", "POST"])
@vereist(Recht.LEVENSLOOP_HERSTELLEN)
def overlijden_herstel(inwoner_id: UUID) -> ResponseReturnValue:
    """Take back an overlijden that was a mistake."""
    inwoner, form = vind(Inwoner, inwoner_id), OverlijdenHerstelForm()
    staat = overlijden_van(inwoner_id) or abort(404)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(staat, door=wie())):
        melding = "Het overlijden is ongedaan gemaakt. Kijk na wat er is teruggekomen."
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding=melding)
    return toon("inwoners/overlijden_herstel.html", inwoner=inwoner, form=form)


@bp.route("/<uuid:inwoner_id>/verhuizing", methods=["GET", "POST"])
@vereist(Recht.LEVENSLOOP)
def verhuizing(inwoner_id: UUID) -> ResponseReturnValue:
    """Record that someone moves out of the gemeente."""
    inwoner, form = vind(Inwoner, inwoner_id), VerhuizingForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="De verhuizing is vastgelegd.")
    if not form.is_submitted() and (verhuizing_van(inwoner_id) or overlijden_van(inwoner_id)):
        return naar("inwoners.detail", inwoner_id=inwoner_id)
    return toon("inwoners/verhuizing.html", inwoner=inwoner, form=form)


@bp.route("/<uuid:inwoner_id>/verhuizing/herstel", methods=["GET", "POST"])
@vereist(Recht.LEVENSLOOP_HERSTELLEN)
def verhuizing_herstel(inwoner_id: UUID) -> ResponseReturnValue:
    """Take back a verhuizing: someone stays, or came back."""
    inwoner, form = vind(Inwoner, inwoner_id), VerhuizingHerstelForm()
    staat = verhuizing_van(inwoner_id) or abort(404)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(staat, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="De verhuizing is ongedaan gemaakt.")
    return toon("inwoners/verhuizing_herstel.html", inwoner=inwoner, form=form, staat=staat)
