"""The page on which a coördinator decides about a verwijzing."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.keuzes import GEVERS, KANALEN
from ketens.kern.forms import Formulier
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.triage.eigen import eigen_wegen
from ketens.triage.eigenformulier import EigenForm
from ketens.triage.forms import AannameForm, WeigerForm
from ketens.triage.handelingen import neem_aan, weiger
from ketens.triage.overzichten import dossier_van
from ketens.verwijzingen.models import Verwijzing

bp = Blueprint("triage", __name__, url_prefix="/<gemeente>")


@bp.get("/verwijzingen/<uuid:verwijzing_id>/triage")
@vereist(Recht.VERWIJZING_BEOORDELEN)
def detail(verwijzing_id: UUID) -> ResponseReturnValue:
    """What was sent, who may be the same person, and the two decisions."""
    return _toon(vind(Verwijzing, verwijzing_id))


@bp.route("/verwijzingen/<uuid:verwijzing_id>/triage/aanname", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_BEOORDELEN)
def aanname(verwijzing_id: UUID) -> ResponseReturnValue:
    """Accept it."""
    verwijzing = vind(Verwijzing, verwijzing_id)
    if request.method == "GET":
        return _toon(verwijzing)
    kandidaten = dossier_van(verwijzing, wie()).inwoners
    form = AannameForm.voor(kandidaten)
    if form.validate():
        traject = form.maakt(lambda: neem_aan(verwijzing, door=wie(), zelfde_als=form.gekozen(kandidaten)))
        if traject:
            return naar("trajecten.detail", traject_id=traject.id, melding="De verwijzing is aangenomen.")
    return _toon(verwijzing, aanname=form, form=form)


@bp.route("/verwijzingen/<uuid:verwijzing_id>/triage/weigering", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_BEOORDELEN)
def weigering(verwijzing_id: UUID) -> ResponseReturnValue:
    """Refuse it."""
    verwijzing = vind(Verwijzing, verwijzing_id)
    form = WeigerForm.voor(verwijzing)
    if form.validate_on_submit() and form.lukt(
        lambda: weiger(verwijzing, reden=form.reden.data, bericht=form.bericht.data, door=wie())
    ):
        return naar("trajecten.werkvoorraad", melding="De verwijzing is geweigerd.")
    return _toon(verwijzing, weigering=form, form=form)


@bp.route("/trajecten/nieuw", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def nieuw_traject() -> ResponseReturnValue:
    """Open a traject oneself, from the agenda of a practice."""
    mogelijk = eigen_wegen(wie())
    code = request.values.get("keten") or (mogelijk[0].keten.code if mogelijk else "")
    langs = next((weg for weg in mogelijk if weg.keten.code == code), None) or abort(404)
    form = EigenForm.voor(langs, wie())
    if form.validate_on_submit() and (traject := form.maakt(lambda: form.open(wie()))):
        zin = "Het gesprek is bewaard en het traject is afgesloten." if form.sluit else "Het gesprek is bewaard."
        return naar("trajecten.detail", traject_id=traject.id, melding=zin)
    form.vraag_wie_het_is(wie())
    return toon("triage/nieuw_traject.html", form=form, langs=langs, mogelijk=mogelijk)


def _toon(verwijzing: Verwijzing, *, form: Formulier | None = None, **forms: Any) -> ResponseReturnValue:
    dossier = dossier_van(verwijzing, wie())
    gegevens = {
        "aanname": forms.get("aanname") or AannameForm.voor(dossier.inwoners),
        "weigering": forms.get("weigering") or WeigerForm.voor(verwijzing),
    }
    return toon("triage/detail.html", dossier=dossier, form=form, GEVERS=GEVERS, KANALEN=KANALEN, **gegevens)
