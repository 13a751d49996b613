"""A place in a group, from the traject and from the group; and the region of a traject about its place."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen import einde as deelname_einde
from ketens.groepen import handelingen, plaatspaginas
from ketens.groepen.bekostiging import kies_bekostiging
from ketens.groepen.blauwdruk import bp
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.plaatsformulieren import BekostigingForm, EindeForm, IntrekForm, PlaatsForm, StartForm
from ketens.groepen.redenen import EINDEN
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject


@bp.get("/trajecten/<uuid:traject_id>/plaats")
@vereist(Recht.TRAJECT_INZIEN)
def bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """Show the place of a traject, or the groups to choose from: region `plaats` of its page."""
    return toon("groepen/plaats.html", **plaatspaginas.plaats_van(vind(Traject, traject_id)))


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
        return plaatspaginas.na_plaatsing(uitkomst, terug_naar_groep="groep" in request.args)
    return toon("groepen/plaatsing.html", form=form, **plaatspaginas.plaatsing(traject, groep))


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
