"""A handover from the page of the traject, and what came of it."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.overdrachten import handelingen, overzichten
from ketens.overdrachten.forms import OverdrachtForm, RouteForm, TeruggaveForm
from ketens.overdrachten.models import Overdracht
from ketens.rechten import Recht
from ketens.trajecten.models import Traject

bp = Blueprint("overdrachten", __name__, url_prefix="/<gemeente>")
PAD = "/overdrachten/<uuid:overdracht_id>"


@bp.route("/trajecten/<uuid:traject_id>/overdracht", methods=["GET", "POST"])
@vereist(Recht.OVERDRAGEN)
def bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """How it stands with the handovers of a traject; leaving the step along another road."""
    traject, form = vind(Traject, traject_id), RouteForm()
    stand = overzichten.stand_van(traject)
    form.bied_aan(traject.keten, stand.stap.code if stand.stap else "")
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.kies_andere_route(traject, route=form.route.data, door=wie())
    ):
        return naar("trajecten.detail", traject_id=traject.id, melding="Het traject gaat verder.", heel=True)
    return toon("overdrachten/bij_traject.html", stand=stand, form=form)


@bp.route("/trajecten/<uuid:traject_id>/overdrachten/nieuw", methods=["GET", "POST"])
@vereist(Recht.OVERDRAGEN)
def nieuw(traject_id: UUID) -> ResponseReturnValue:
    """Hand someone over."""
    traject, form = vind(Traject, traject_id), OverdrachtForm()
    vooraf = overzichten.vooraf(traject, wie())
    form.bied_aan(traject.keten, vooraf.behandelaars, vooraf.wegen)
    if not form.is_submitted():
        form.bestemming.data = vooraf.voorstel
    if form.validate_on_submit() and (
        gedaan := form.maakt(lambda: handelingen.draag_over(traject, **form.overdracht, door=wie()))
    ):
        return naar("overdrachten.detail", overdracht_id=gedaan.id, melding="De overdracht is vastgelegd.")
    return toon("overdrachten/nieuw.html", traject=traject, form=form, vooraf=vooraf)


@bp.get(PAD)
@vereist(Recht.OVERDRAGEN)
def detail(overdracht_id: UUID) -> ResponseReturnValue:
    """One handover, and what to do when the receiver answers."""
    overdracht = vind(Overdracht, overdracht_id)
    return toon("overdrachten/detail.html", overdracht=overdracht, stuk=overzichten.stuk(overdracht), knop=Knop())


@bp.get(f"{PAD}/brief")
@vereist(Recht.OVERDRAGEN)
def brief(overdracht_id: UUID) -> ResponseReturnValue:
    """The letter to the receiver, to print."""
    overdracht = vind(Overdracht, overdracht_id)
    return toon("overdrachten/brief.html", overdracht=overdracht, stuk=overzichten.stuk(overdracht))


@bp.post(f"{PAD}/ontvangst")
@vereist(Recht.OVERDRAGEN)
def ontvangst(overdracht_id: UUID) -> ResponseReturnValue:
    """The receiver has it."""
    overdracht, form = vind(Overdracht, overdracht_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.bevestig(overdracht, door=wie())):
        return naar("overdrachten.detail", overdracht_id=overdracht.id, melding="De ontvangst is vastgelegd.")
    return toon(
        "overdrachten/detail.html", overdracht=overdracht, stuk=overzichten.stuk(overdracht), knop=form, form=form
    )


@bp.route(f"{PAD}/teruggave", methods=["GET", "POST"])
@vereist(Recht.OVERDRAGEN)
def teruggave(overdracht_id: UUID) -> ResponseReturnValue:
    """It came back, with a reason."""
    overdracht, form = vind(Overdracht, overdracht_id), TeruggaveForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.geef_terug(overdracht, reden=form.reden.data, toelichting=form.toelichting.data, door=wie())
    ):
        return naar("trajecten.detail", traject_id=overdracht.traject_id, melding="De stap staat weer open.")
    return toon("overdrachten/teruggave.html", overdracht=overdracht, form=form)


@bp.route(f"{PAD}/intrekking", methods=["GET", "POST"])
@vereist(Recht.OVERDRAGEN)
def intrekking(overdracht_id: UUID) -> ResponseReturnValue:
    """Take it back."""
    overdracht, form = vind(Overdracht, overdracht_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.trek_in(overdracht, door=wie())):
        return naar("trajecten.detail", traject_id=overdracht.traject_id, melding="De overdracht is ingetrokken.")
    return toon("overdrachten/intrekking.html", overdracht=overdracht, form=form)
