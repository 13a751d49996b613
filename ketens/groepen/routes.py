"""Places from the traject and from the group, offers, and waiting. The group itself stands in `rooster`."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen import einde as deelname_einde
from ketens.groepen import handelingen, paginas
from ketens.groepen.aanbieden import vul
from ketens.groepen.bekostiging import kies_bekostiging
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.plaatsformulieren import (
    AntwoordInDeAppForm,
    BekostigingForm,
    EindeForm,
    IntrekForm,
    PlaatsForm,
    StartForm,
)
from ketens.groepen.redenen import EINDEN
from ketens.groepen.wachten import haal_van_wachtlijst
from ketens.groepen.wachtformulier import wachtformulier, zet_erop
from ketens.groepen.wachtlijst import wachtplekken_van
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject

bp = Blueprint("groepen", __name__, url_prefix="/<gemeente>")


@bp.get("/trajecten/<uuid:traject_id>/plaats")
@vereist(Recht.TRAJECT_INZIEN)
def bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """Show the place of a traject, or the groups to choose from: region `plaats` of its page."""
    return toon("groepen/plaats.html", **paginas.plaats_van(vind(Traject, traject_id)))


@bp.route("/trajecten/<uuid:traject_id>/plaats/<uuid:groep_id>", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def plaatsing(traject_id: UUID, groep_id: UUID) -> ResponseReturnValue:
    """Place someone; a group that may fit badly is asked about first."""
    traject, groep, form = vind(Traject, traject_id), vind(Groep, groep_id), PlaatsForm()
    if form.validate_on_submit() and (
        uitkomst := form.maakt(
            lambda: handelingen.plaats(traject, groep, door=wie(), reden_afwijking=form.reden_afwijking.data or None)
        )
    ):
        return paginas.na_plaatsing(uitkomst, terug_naar_groep="groep" in request.args)
    return toon("groepen/plaatsing.html", form=form, **paginas.plaatsing(traject, groep))


@bp.route("/plaatsingen/<uuid:plaatsing_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def intrekking(plaatsing_id: UUID) -> ResponseReturnValue:
    """Take a place back before the start."""
    plaats, form = vind(Plaatsing, plaatsing_id), IntrekForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.trek_plaats_in(
            plaats, reden=form.reden.data, wil_wachten=bool(form.wil_wachten.ja_nee), door=wie()
        )
    ):
        return naar("rooster.detail", groep_id=plaats.groep_id, melding="De plaats is weer vrij.")
    return toon("groepen/intrekking.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/bekostiging", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def bekostigen(plaatsing_id: UUID) -> ResponseReturnValue:
    """Say who pays for a deelname."""
    plaats = vind(Plaatsing, plaatsing_id)
    form = BekostigingForm(bekostiging=plaats.bekostiging)
    if form.validate_on_submit() and form.lukt(lambda: kies_bekostiging(plaats, form.bekostiging.data, door=wie())):
        return naar("rooster.detail", groep_id=plaats.groep_id, melding="Vastgelegd wie betaalt.")
    return toon("groepen/bekostiging.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/start", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def start(plaatsing_id: UUID) -> ResponseReturnValue:
    """Note that someone began."""
    plaats = vind(Plaatsing, plaatsing_id)
    form = StartForm(dag=min(vandaag(), plaats.groep.begint_op))
    if form.validate_on_submit() and form.lukt(lambda: handelingen.start_deelname(plaats, form.dag.data, door=wie())):
        return naar("rooster.detail", groep_id=plaats.groep_id, melding="De inwoner is begonnen.")
    return toon("groepen/start.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/einde", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def einde(plaatsing_id: UUID) -> ResponseReturnValue:
    """End a deelname."""
    plaats, form = vind(Plaatsing, plaatsing_id), EindeForm()
    form.bied_aan(plaats)
    if form.validate_on_submit() and form.lukt(lambda: deelname_einde.beeindig(plaats, **form.besluit(), door=wie())):
        return naar("trajecten.detail", traject_id=plaats.traject_id, melding="De deelname is beëindigd.")
    return toon("groepen/einde.html", form=form, plaatsing=plaats, einden=EINDEN)


@bp.route("/groepen/<uuid:groep_id>/aanbiedingen", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def aanbieden(groep_id: UUID) -> ResponseReturnValue:
    """Offer every free place at once, in order, to who fits; who that is, stands on the page before."""
    groep, form = vind(Groep, groep_id), Knop()
    nieuw: list[Plaatsaanbod] | None = None
    if form.validate_on_submit() and (nieuw := form.maakt(lambda: vul(groep, door=wie()))) is not None:
        return naar("rooster.detail", groep_id=groep.id, melding=paginas.uitgedeeld(nieuw), _anchor="wachtlijst")
    return toon("groepen/aanbieden.html", form=form, **paginas.te_bieden(groep))


@bp.route("/plaatsaanbod/<uuid:plaatsaanbod_id>", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def aanbod(plaatsaanbod_id: UUID) -> ResponseReturnValue:
    """Note what someone said to an offered place, or take the offer back."""
    gevonden, form = vind(Plaatsaanbod, plaatsaanbod_id), AntwoordInDeAppForm()
    if form.validate_on_submit() and form.lukt(
        lambda: paginas.neem_antwoord(gevonden, form.antwoord.data or "", door=wie())
    ):
        return paginas.na_antwoord(gevonden, form.antwoord.data or "", naar_groep="groep" in request.args)
    return toon("groepen/aanbod.html", form=form, **paginas.aanbod(gevonden))


@bp.route("/trajecten/<uuid:traject_id>/wachtlijst", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def wachten(traject_id: UUID) -> ResponseReturnValue:
    """Let someone wait, or change what they wait for."""
    traject = vind(Traject, traject_id)
    form = wachtformulier(traject)
    if form.validate_on_submit() and form.lukt(lambda: zet_erop(traject, form, door=wie())):
        return naar("trajecten.detail", traject_id=traject.id, melding="De inwoner staat op de wachtlijst.")
    return toon("groepen/wachtlijst.html", form=form, traject=traject, wacht=bool(wachtplekken_van(traject)))


@bp.route("/wachtlijst/<uuid:wachtplek_id>/einde", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def wachten_einde(wachtplek_id: UUID) -> ResponseReturnValue:
    """Take someone from the waiting list."""
    wachtplek, form = vind(Wachtplek, wachtplek_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: haal_van_wachtlijst(wachtplek, door=wie())):
        melding = "De inwoner staat niet meer op de wachtlijst."
        return naar("trajecten.detail", traject_id=wachtplek.traject_id, melding=melding)
    return toon("groepen/wachten_einde.html", form=form, wachtplek=wachtplek)
