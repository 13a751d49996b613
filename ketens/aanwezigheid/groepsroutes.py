"""Attendance of one group: who came how often, the list on paper, what the trainer must know, and the end."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.aanwezigheid import groepspagina
from ketens.aanwezigheid.afronden import rond_af
from ketens.aanwezigheid.blauwdruk import bp
from ketens.aanwezigheid.forms import VoorTrainerForm
from ketens.aanwezigheid.weten import leg_vast
from ketens.gebruikers.wie import wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.get("/groepen/<uuid:groep_id>/aanwezigheid")
@vereist(Recht.GROEP_INZIEN)
def groep(groep_id: UUID) -> ResponseReturnValue:
    """Show who came how often, and the sessions."""
    return toon("aanwezigheid/groep.html", **groepspagina.groep(vind(Groep, groep_id), wie()))


@bp.get("/groepen/<uuid:groep_id>/presentielijst")
@vereist(Recht.GROEP_INZIEN)
def presentielijst(groep_id: UUID) -> ResponseReturnValue:
    """The list on paper: names and dates, to initial."""
    return toon("aanwezigheid/presentielijst.html", **groepspagina.papier(vind(Groep, groep_id)))


@bp.route("/groepen/<uuid:groep_id>/afronding", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def afronding(groep_id: UUID) -> ResponseReturnValue:
    """Round the group off: every deelname ends as the rule proposes, or as the coördinator says with a reason."""
    groep = vind(Groep, groep_id)
    form, gegevens = groepspagina.afronding(groep)
    if form.validate_on_submit() and form.lukt(
        lambda: rond_af(groep, form.besluiten(gegevens["voorstellen"]), door=wie())
    ):
        melding = "De groep is afgerond. Elk traject gaat verder waar het was."
        return naar("rooster.detail", groep_id=groep.id, melding=melding)
    return toon("aanwezigheid/afronding.html", form=form, **gegevens)


@bp.route("/plaatsingen/<uuid:plaatsing_id>/voor-trainer", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def voor_trainer(plaatsing_id: UUID) -> ResponseReturnValue:
    """Write down the one line that the resident wants the trainer to know, or take it back."""
    plaatsing = vind(Plaatsing, plaatsing_id)
    form = VoorTrainerForm(tekst=plaatsing.voor_trainer, akkoord=plaatsing.voor_trainer_op is not None)
    if form.validate_on_submit() and form.lukt(
        lambda: leg_vast(plaatsing, form.tekst.data, akkoord=form.akkoord.data, door=wie())
    ):
        return naar("rooster.detail", groep_id=plaatsing.groep_id, melding="Bewaard wat de trainer moet weten.")
    return toon("aanwezigheid/voor_trainer.html", form=form, plaatsing=plaatsing)
