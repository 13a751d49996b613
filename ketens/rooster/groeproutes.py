"""The list of groups and one group: made, shown, changed, called off."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen.bekostiging import BEKOSTIGING
from ketens.groepen.models import Groep
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.rooster import inrichten, lijsten, paginas, trainerpagina
from ketens.rooster.blauwdruk import bp
from ketens.rooster.groepformulier import AfgelastForm, GroepForm, GroepWijzigForm
from ketens.rooster.trainers import trainer_ids


@bp.get("/groepen/")
@vereist(Recht.GROEP_INZIEN)
def lijst() -> ResponseReturnValue:
    """Show the groups: coming, running, finished."""
    interventie, jaar = request.args.get("interventie"), lijsten.lees_jaar(request.args.get("jaar"))
    staat = lijsten.lees_staat(request.args.get("staat"))
    groepen = lijsten.lijst(wie(), interventie=interventie, jaar=jaar, staat=staat)
    return toon("rooster/lijst.html", groepen=groepen, **paginas.filters(interventie, jaar, staat))


@bp.route("/groepen/nieuw", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def nieuw() -> ResponseReturnValue:
    """Make a group, from nothing or as a copy of an earlier one; a button shows its sessions first."""
    form, kopie = GroepForm(), paginas.wordt_gekopieerd(request.args.get("kopie"))
    paginas.bied_aan(form, wie().ketens, kopie=kopie)
    if form.verstuurd() and (groep := form.maakt(lambda: paginas.maak_groep(form, door=wie()))):
        return naar("rooster.detail", groep_id=groep.id, melding="De groep is gemaakt.")
    return toon("rooster/formulier.html", kopie=kopie, **paginas.formulier(form))


@bp.get("/groepen/<uuid:groep_id>")
@vereist(Recht.GROEP_INZIEN)
def detail(groep_id: UUID) -> ResponseReturnValue:
    """Show one group, to a trainer no more than what a trainer needs."""
    groep = vind(Groep, groep_id)
    if wie().mag(Recht.TRAJECT_INZIEN):
        return toon("rooster/detail.html", knop=Knop(), BEKOSTIGING=BEKOSTIGING, **paginas.groep(groep))
    return toon("rooster/trainer.html", **trainerpagina.groep_van_trainer(groep))


@bp.route("/groepen/<uuid:groep_id>/bewerken", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def bewerken(groep_id: UUID) -> ResponseReturnValue:
    """Change a group."""
    groep = vind(Groep, groep_id)
    form = GroepWijzigForm(obj=groep, trainer_ids=trainer_ids(groep))
    paginas.bied_aan(form, (groep.keten_code,), groep)
    if form.verstuurd() and form.lukt(lambda: paginas.wijzig_groep(groep, form, door=wie())):
        return naar("rooster.detail", groep_id=groep.id, melding="De wijziging is bewaard.")
    return toon("rooster/formulier.html", **paginas.formulier(form, groep))


@bp.route("/groepen/<uuid:groep_id>/afgelasting", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def afgelasting(groep_id: UUID) -> ResponseReturnValue:
    """Call a group off."""
    groep, form = vind(Groep, groep_id), AfgelastForm()
    if form.validate_on_submit() and form.lukt(
        lambda: inrichten.gelast_af(groep, reden=form.reden.data or "", door=wie())
    ):
        return naar(
            "rooster.detail", groep_id=groep.id, melding="De groep is afgelast. Iedereen staat op de wachtlijst."
        )
    return toon("rooster/afgelasting.html", form=form, groep=groep, aantal=paginas.aantal_geplaatst(groep))
