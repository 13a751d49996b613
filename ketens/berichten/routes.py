"""The belllijst, what comes of a call, and the message of a coördinator. Letters stand in `briefroutes`."""

from uuid import UUID

from flask import Blueprint, Response, abort

from ketens.berichten import beslissen, paginas
from ketens.berichten.belllijst import LOSSE
from ketens.berichten.belregels import BELLEN
from ketens.berichten.forms import BerichtForm, BesluitForm, KanaalForm, UitkomstForm, VerzetForm
from ketens.berichten.models import Bericht
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.contact import neem_poging_terug, noteer_contactpoging
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

bp = Blueprint("berichten", __name__, url_prefix="/<gemeente>")


@bp.get("/belllijst/")
@vereist(Recht.BEREIKEN)
def belllijst() -> Response:
    """Whom to call, most urgent first."""
    return paginas.toon_lijst()


@bp.route("/belllijst/<uuid:traject_id>", methods=["GET", "POST"])
@vereist(Recht.BEREIKEN)
def bellen(traject_id: UUID) -> Response:
    """Note what came of a call; opened, it is the list of this one person."""
    traject, form = vind(Traject, traject_id), UitkomstForm()
    if form.validate_on_submit() and form.lukt(
        lambda: noteer_contactpoging(
            traject,
            uitkomst=form.uitkomst.data or "",
            terugbellen_op=form.dag,
            formulier_id=form.formulier_id.data,
            door=wie(),
        )
    ):
        return paginas.na_uitkomst(traject, form)
    if form.is_submitted():
        return paginas.toon_lijst(form=form, bij=traject.id)
    return paginas.toon_lijst(alleen=traject.id)


@bp.post("/belllijst/taken/<uuid:taak_id>")
@vereist(Recht.BEREIKEN)
def verzetten(taak_id: UUID) -> Response:
    """Call someone without a traject on another day."""
    taak, form = vind(Taak, taak_id), VerzetForm()
    if taak.traject_id or taak.soort not in LOSSE or taak.soort == BELLEN:
        abort(404)
    if form.validate_on_submit() and form.lukt(lambda: beslissen.verzet(taak, form.terugbellen_op.data)):
        return paginas.terug_naar_lijst("Het telefoontje staat op een andere dag.")
    return paginas.toon_lijst(form=form, bij=taak.inwoner_id)


@bp.post("/belllijst/pogingen/<uuid:gebeurtenis_id>")
@vereist(Recht.BEREIKEN)
def vergissing(gebeurtenis_id: UUID) -> Response:
    """Take back an outcome that was tapped by mistake."""
    poging, form = vind(Gebeurtenis, gebeurtenis_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: neem_poging_terug(poging, door=wie())):
        return paginas.terug_naar_lijst("Teruggenomen. De inwoner staat weer op de belllijst.")
    return paginas.toon_lijst(form=form)


@bp.route("/belllijst/<uuid:traject_id>/besluit", methods=["GET", "POST"])
@vereist(Recht.BEREIKEN)
def niet_bereikt(traject_id: UUID) -> Response:
    """Decide what to do with someone who was not reached on three days."""
    traject, form = vind(Traject, traject_id), BesluitForm()
    beslissen.bied_aan(form, traject)
    if form.validate_on_submit() and form.lukt(
        lambda: beslissen.beslis(
            traject, besluit=form.besluit.data, toelichting=form.toelichting.data or None, door=wie()
        )
    ):
        return naar("berichten.belllijst", melding=beslissen.MELDING[form.besluit.data])
    return toon("berichten/niet_bereikt.html", form=form, **beslissen.gegevens(traject))


@bp.get("/trajecten/<uuid:traject_id>/berichten")
@vereist(Recht.TRAJECT_INZIEN)
def bij_traject(traject_id: UUID) -> Response:
    """Show what was sent to the resident: region `naar_inwoner` of the page of the traject."""
    return toon("berichten/bij_traject.html", **paginas.bij_traject(vind(Traject, traject_id)))


@bp.route("/trajecten/<uuid:traject_id>/berichten/nieuw", methods=["GET", "POST"])
@vereist(Recht.BEREIKEN)
def nieuw(traject_id: UUID) -> Response:
    """Tell the resident something in one's own words."""
    traject = vind(Traject, traject_id)
    form = BerichtForm(kanaal=paginas.gewoon_kanaal(traject))
    if form.validate_on_submit() and form.lukt(
        lambda: beslissen.schrijf(
            traject, tekst=form.tekst.data, kanaal=form.kanaal.data, formulier_id=form.formulier_id.data, door=wie()
        )
    ):
        return naar("trajecten.detail", melding="Het bericht staat klaar.", traject_id=traject.id)
    return toon("berichten/nieuw.html", form=form, traject=traject, inwoner=traject.inwoner)


@bp.route("/berichten/<uuid:bericht_id>", methods=["GET", "POST"])
@vereist(Recht.BEREIKEN)
def bericht(bericht_id: UUID) -> Response:
    """Show a message, and send it by another way or take it back."""
    rij, form = vind(Bericht, bericht_id), KanaalForm()
    if form.validate_on_submit() and form.lukt(lambda: beslissen.kies_kanaal(rij, form.kanaal.data, door=wie())):
        return naar("trajecten.detail", melding="De wijziging is bewaard.", traject_id=rij.traject_id)
    return toon("berichten/bericht.html", form=form, **paginas.bericht(rij))


from ketens.berichten import briefroutes  # noqa: E402, F401  (they register themselves)
