"""Offers: hand out the free places of a group, and note what someone answered."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen import aanbodpaginas
from ketens.groepen.aanbieden import vul
from ketens.groepen.aanbodformulier import AntwoordInDeAppForm
from ketens.groepen.blauwdruk import bp
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/groepen/<uuid:groep_id>/aanbiedingen", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def aanbieden(groep_id: UUID) -> ResponseReturnValue:
    """Offer every free place at once, in order, to who fits; who that is, stands on the page before."""
    groep, form = vind(Groep, groep_id), Knop()
    nieuw: list[Plaatsaanbod] | None = None
    if form.validate_on_submit() and (nieuw := form.maakt(lambda: vul(groep, door=wie()))) is not None:
        return naar("rooster.detail", groep_id=groep.id, melding=aanbodpaginas.uitgedeeld(nieuw), _anchor="wachtlijst")
    return toon("groepen/aanbieden.html", form=form, **aanbodpaginas.te_bieden(groep))


@bp.route("/plaatsaanbod/<uuid:plaatsaanbod_id>", methods=["GET", "POST"])
@vereist(Recht.PLAATSEN)
def aanbod(plaatsaanbod_id: UUID) -> ResponseReturnValue:
    """Note what someone said to an offered place, or take the offer back."""
    gevonden, form = vind(Plaatsaanbod, plaatsaanbod_id), AntwoordInDeAppForm()
    if form.validate_on_submit() and form.lukt(
        lambda: aanbodpaginas.neem_antwoord(gevonden, form.antwoord.data or "", door=wie())
    ):
        return aanbodpaginas.na_antwoord(gevonden, form.antwoord.data or "", naar_groep="groep" in request.args)
    return toon("groepen/aanbod.html", form=form, **aanbodpaginas.aanbod(gevonden))
