"""The request on the page of the traject, the letter, and the list of a beoordelaar."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ketens.beoordelingen import handelingen, overzichten
from ketens.beoordelingen.forms import AntwoordForm, VraagForm
from ketens.beoordelingen.models import Beoordeling
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject

bp = Blueprint("beoordelingen", __name__, url_prefix="/<gemeente>")


@bp.route("/trajecten/<uuid:traject_id>/beoordeling", methods=["GET", "POST"])
@vereist(Recht.BEOORDELING_VRAGEN)
def bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """How it stands with the assessment of a traject, and the form to ask for one."""
    traject = vind(Traject, traject_id)
    stand, form = overzichten.stand_van(traject), VraagForm()
    form.kies_uit(stand.praktijken, stand.met_app)
    if form.validate_on_submit():
        gevraagd = form.maakt(
            lambda: handelingen.vraag_beoordeling(
                traject,
                praktijk_id=UUID(form.praktijk.data),
                vraag=form.vraag.data,
                door=wie(),
                formulier_id=form.formulier_id.data,
            )
        )
        if gevraagd and gevraagd.per_brief:
            return naar("beoordelingen.brief", beoordeling_id=gevraagd.id, melding="Print deze brief en verstuur hem.")
        if gevraagd:
            zin = "Het verzoek staat bij de praktijk."
            return naar("trajecten.detail", traject_id=traject.id, melding=zin, heel=True)
        stand = overzichten.stand_van(traject)
    return toon("beoordelingen/bij_traject.html", stand=stand, form=form, knop=Knop())


@bp.get("/beoordelingen/<uuid:beoordeling_id>/brief")
@vereist(Recht.BEOORDELING_VRAGEN)
def brief(beoordeling_id: UUID) -> ResponseReturnValue:
    """The letter to a practice without the app, to print."""
    stuk = overzichten.vraagstuk(vind(Beoordeling, beoordeling_id))
    return toon("beoordelingen/brief.html", stuk=stuk, uiterlijk=overzichten.uiterste_dag(stuk.beoordeling))


@bp.route("/beoordelingen/<uuid:beoordeling_id>/antwoord", methods=["GET", "POST"])
@vereist(Recht.BEOORDELING_VRAGEN)
def antwoord(beoordeling_id: UUID) -> ResponseReturnValue:
    """Record what a practice wrote or said."""
    beoordeling = vind(Beoordeling, beoordeling_id)
    form = AntwoordForm.voor(beoordeling.traject.keten, None)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.beantwoord(beoordeling, **form.antwoord, door=wie())
    ):
        return naar("trajecten.detail", traject_id=beoordeling.traject_id, melding="Het antwoord is vastgelegd.")
    return toon("beoordelingen/antwoord.html", beoordeling=beoordeling, form=form)


@bp.route("/beoordelingen/<uuid:beoordeling_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.BEOORDELING_VRAGEN)
def intrekking(beoordeling_id: UUID) -> ResponseReturnValue:
    """Take a request back."""
    beoordeling, form = vind(Beoordeling, beoordeling_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.trek_in(beoordeling, door=wie())):
        return naar("trajecten.detail", traject_id=beoordeling.traject_id, melding="Het verzoek is ingetrokken.")
    return toon("beoordelingen/intrekking.html", beoordeling=beoordeling, form=form)


@bp.get("/beoordelingen/")
@vereist(Recht.BEOORDELING_DOEN)
def lijst() -> ResponseReturnValue:
    """What a practice was asked: what waits first."""
    open_, klaar = overzichten.van_praktijk(wie())
    return toon("beoordelingen/lijst.html", open=open_, klaar=klaar)


@bp.route("/beoordelingen/<uuid:beoordeling_id>", methods=["GET", "POST"])
@vereist(Recht.BEOORDELING_DOEN)
def detail(beoordeling_id: UUID) -> ResponseReturnValue:
    """One request, and the form to answer it."""
    beoordeling = vind(Beoordeling, beoordeling_id)
    stuk = overzichten.vraagstuk(beoordeling)
    form = AntwoordForm.voor(beoordeling.traject.keten, stuk.instrument)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.beantwoord(beoordeling, **form.antwoord, door=wie())
    ):
        return naar("beoordelingen.lijst", melding="Uw antwoord is verstuurd naar de coördinator.")
    return toon("beoordelingen/detail.html", stuk=overzichten.vraagstuk(beoordeling), form=form)
