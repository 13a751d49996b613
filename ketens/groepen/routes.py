"""Groups: the list, one group, its places and its waiting list; and the region of a traject about its place."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen import handelingen, lijsten, paginas
from ketens.groepen.bekostiging import BEKOSTIGING, kies_bekostiging
from ketens.groepen.forms import (
    AfgelastForm,
    BekostigingForm,
    BijeenkomstForm,
    EindeForm,
    GroepForm,
    GroepWijzigForm,
    IntrekForm,
    PlaatsForm,
    StartForm,
    WachtForm,
)
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject

bp = Blueprint("groepen", __name__, url_prefix="/<gemeente>")


@bp.get("/groepen/")
@vereist(Recht.GROEP_INZIEN)
def lijst() -> ResponseReturnValue:
    """Show the groups: coming, running, finished."""
    interventie, jaar = request.args.get("interventie"), lijsten.lees_jaar(request.args.get("jaar"))
    groepen = lijsten.lijst(wie(), interventie=interventie, jaar=jaar)
    return toon("groepen/lijst.html", groepen=groepen, **paginas.filters(interventie, jaar))


@bp.route("/groepen/nieuw", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def nieuw() -> ResponseReturnValue:
    """Make a group."""
    form = GroepForm()
    paginas.bied_aan(form, wie().ketens)
    if form.validate_on_submit() and (groep := form.maakt(lambda: paginas.maak_groep(form, door=wie()))):
        return naar("groepen.detail", groep_id=groep.id, melding="De groep is gemaakt.")
    return toon("groepen/formulier.html", form=form, groep=None)


@bp.get("/groepen/<uuid:groep_id>")
@vereist(Recht.GROEP_INZIEN)
def detail(groep_id: UUID) -> ResponseReturnValue:
    """Show one group, to a trainer no more than what a trainer needs."""
    groep = vind(Groep, groep_id)
    if wie().mag(Recht.TRAJECT_INZIEN):
        return toon("groepen/detail.html", knop=Knop(), BEKOSTIGING=BEKOSTIGING, **paginas.groep(groep))
    return toon("groepen/trainer.html", **paginas.groep_van_trainer(groep))


@bp.route("/groepen/<uuid:groep_id>/bewerken", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def bewerken(groep_id: UUID) -> ResponseReturnValue:
    """Change a group."""
    groep = vind(Groep, groep_id)
    form = GroepWijzigForm(obj=groep, trainer_ids=paginas.trainer_ids(groep))
    paginas.bied_aan(form, (groep.keten_code,), groep)
    if form.validate_on_submit() and form.lukt(lambda: paginas.wijzig_groep(groep, form, door=wie())):
        return naar("groepen.detail", groep_id=groep.id, melding="De wijziging is bewaard.")
    return toon("groepen/formulier.html", form=form, groep=groep)


@bp.route("/groepen/<uuid:groep_id>/afgelasting", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def afgelasting(groep_id: UUID) -> ResponseReturnValue:
    """Call a group off."""
    groep, form = vind(Groep, groep_id), AfgelastForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.gelast_af(groep, reden=form.reden.data or "", door=wie())
    ):
        return naar(
            "groepen.detail", groep_id=groep.id, melding="De groep is afgelast. Iedereen staat op de wachtlijst."
        )
    return toon("groepen/afgelasting.html", form=form, groep=groep, aantal=paginas.aantal_geplaatst(groep))


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def bijeenkomst(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Move one session or call it off; participants and trainer are told."""
    sessie, form = vind(Bijeenkomst, bijeenkomst_id), BijeenkomstForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.wijzig_bijeenkomst(sessie, form, door=wie())):
        melding = "De bijeenkomst is gewijzigd. De deelnemers staan op de belllijst of krijgen een brief."
        return naar("groepen.detail", groep_id=sessie.groep_id, melding=melding)
    return toon("groepen/bijeenkomst.html", form=form, sessie=sessie, aantal=paginas.aantal_geplaatst(sessie.groep))


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


@bp.route("/trajecten/<uuid:traject_id>/wachtlijst", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def wachten(traject_id: UUID) -> ResponseReturnValue:
    """Let someone wait for a kind of group."""
    traject = vind(Traject, traject_id)
    form = paginas.wachtformulier(WachtForm, traject)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.zet_op_wachtlijst(
            traject,
            interventie_code=form.interventie_code.data,
            wijk=form.wijk.data,
            dagdelen=form.dagdelen.data or [],
            door=wie(),
        )
    ):
        return naar("trajecten.detail", traject_id=traject.id, melding="De inwoner staat op de wachtlijst.")
    return toon("groepen/wachtlijst.html", form=form, traject=traject)


@bp.route("/wachtlijst/<uuid:wachtplek_id>/einde", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def wachten_einde(wachtplek_id: UUID) -> ResponseReturnValue:
    """Take someone from the waiting list."""
    wachtplek, form = vind(Wachtplek, wachtplek_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.haal_van_wachtlijst(wachtplek, door=wie())):
        melding = "De inwoner staat niet meer op de wachtlijst."
        return naar("trajecten.detail", traject_id=wachtplek.traject_id, melding=melding)
    return toon("groepen/wachten_einde.html", form=form, wachtplek=wachtplek)


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
        return naar("groepen.detail", groep_id=plaats.groep_id, melding="De plaats is weer vrij.")
    return toon("groepen/intrekking.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/bekostiging", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def bekostigen(plaatsing_id: UUID) -> ResponseReturnValue:
    """Say who pays for a deelname."""
    plaats = vind(Plaatsing, plaatsing_id)
    form = BekostigingForm(bekostiging=plaats.bekostiging)
    if form.validate_on_submit() and form.lukt(lambda: kies_bekostiging(plaats, form.bekostiging.data, door=wie())):
        return naar("groepen.detail", groep_id=plaats.groep_id, melding="Vastgelegd wie betaalt.")
    return toon("groepen/bekostiging.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/start", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def start(plaatsing_id: UUID) -> ResponseReturnValue:
    """Note that someone began."""
    plaats = vind(Plaatsing, plaatsing_id)
    form = StartForm(dag=min(vandaag(), plaats.groep.begint_op))
    if form.validate_on_submit() and form.lukt(lambda: handelingen.start_deelname(plaats, form.dag.data, door=wie())):
        return naar("groepen.detail", groep_id=plaats.groep_id, melding="De inwoner is begonnen.")
    return toon("groepen/start.html", form=form, plaatsing=plaats)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/einde", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def einde(plaatsing_id: UUID) -> ResponseReturnValue:
    """End a deelname."""
    plaats, form = vind(Plaatsing, plaatsing_id), EindeForm()
    form.bied_aan(plaats)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.beeindig_deelname(plaats, einde=form.einde.data, reden=form.reden.data or None, door=wie())
    ):
        return naar("trajecten.detail", traject_id=plaats.traject_id, melding="De deelname is beëindigd.")
    return toon("groepen/einde.html", form=form, plaatsing=plaats)
