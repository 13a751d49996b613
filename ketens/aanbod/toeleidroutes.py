"""Leading someone to aanbod: the region on the page of a traject, and the page around it."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ketens.aanbod import handelingen, overzichten
from ketens.aanbod.blauwdruk import bp
from ketens.aanbod.forms import TERUG, MomentForm, ToeleidForm
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.aanbod.overzichten import woorden
from ketens.aanbod.stand import stand_van
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject


@bp.route("/trajecten/<uuid:traject_id>/toeleiding", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """Where someone was led to, what may fit, and the kaart to choose from."""
    traject, form = vind(Traject, traject_id), ToeleidForm()
    if form.validate_on_submit():
        aanbod = vind(Aanbod, form.gekozen)
        if form.lukt(lambda: handelingen.leid_toe(traject, aanbod, door=wie(), formulier_id=form.formulier_id.data)):
            return _terug(traject, "Genoteerd: genoemd. De aanbieder krijgt geen bericht.")
    return _toon(traject, form)


@bp.route("/toeleidingen/<uuid:toeleiding_id>", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def toeleiding(toeleiding_id: UUID) -> ResponseReturnValue:
    """The next moment, or the last one undone, with one tap."""
    rij, form = vind(Toeleiding, toeleiding_id), MomentForm()

    def zet() -> None:
        form.controleer_versie(rij, "Een collega")
        if form.moment.data == TERUG:
            handelingen.neem_terug(rij, door=wie())
        else:
            handelingen.zet_moment(rij, form.moment.data, door=wie(), reden=form.reden.data)

    if form.validate_on_submit() and form.lukt(zet):
        return _terug(rij.traject, "De stap staat genoteerd.")
    return _toon(rij.traject, form, gekozen=toeleiding_id)


def _toon(traject: Traject, form: Formulier, *, gekozen: UUID | None = None) -> ResponseReturnValue:
    """Answer with the region or the page; `form` is the one that was sent, if any."""
    return toon(
        "aanbod/bij_traject.html",
        stand=stand_van(traject, overzichten.vraag_uit(request.args)),
        form=form,
        toeleidform=form if isinstance(form, ToeleidForm) else ToeleidForm(formdata=None),
        momentform=MomentForm(formdata=None),
        gekozen=gekozen,
        **woorden(),
    )


def _terug(traject: Traject, melding: str) -> ResponseReturnValue:
    # The region alone, also on the page of the traject: what someone is typing beside it must stay.
    flash(melding)
    return redirect(url_for("aanbod.bij_traject", traject_id=traject.id), 303)
