"""Waiting for a group or for a kind of group."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen.blauwdruk import bp
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst
from ketens.groepen.wachtformulier import wachtformulier, zet_erop
from ketens.groepen.wachtlijst import wachtplekken_van
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject


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
