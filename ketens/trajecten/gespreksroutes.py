"""What is done in a gesprek: kept, with the end of the traject in it, and an instrument of one's own choice."""

from typing import Any
from uuid import UUID

from flask import Response, abort

from ketens.gebruikers.wie import wie
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.gesprekken import gespreksstap, leg_gesprek_vast
from ketens.trajecten.gespreksformulier import gesprekformulier
from ketens.trajecten.keuze_instrumenten import neem_keuze_af, te_kiezen
from ketens.trajecten.models import Traject
from ketens.trajecten.routes import bp
from ketens.trajecten.trajectpagina import toon_traject
from ketens.trajecten.vragenformulier import Vragenformulier, vragenformulier

PAD = "/trajecten/<uuid:traject_id>"


class VragenlijstForm(Vragenformulier, EenmaligFormulier):
    """The questions of an instrument, kept once."""

    @property
    def ingevuld(self) -> dict[str, Any]:
        """What `neem_keuze_af` takes of it."""
        return {"antwoorden": self.antwoorden, "formulier_id": self.formulier_id.data}


@bp.route(f"{PAD}/gesprekken", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def gesprekken(traject_id: UUID) -> Response:
    """Keep a gesprek; with a reason it ends the traject too."""
    traject = vind(Traject, traject_id)
    form = gesprekformulier(traject, verstuurd=True)
    if gespreksstap(traject) is None:
        abort(404)
    if form.validate_on_submit() and form.lukt(lambda: leg_gesprek_vast(traject, door=wie(), **form.gesprek)):
        zin = "Het gesprek is bewaard en het traject is afgesloten." if form.sluit else "Het gesprek is bewaard."
        return naar("trajecten.detail", melding=zin, traject_id=traject.id)
    return toon_traject(traject, form=form, gesprekform=form) if form.is_submitted() else toon_traject(traject)


@bp.route(f"{PAD}/vragenlijsten/<string:code>", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def vragenlijst(traject_id: UUID, code: str) -> Response:
    """Take an instrument of one's own choice."""
    traject = vind(Traject, traject_id)
    instrument = te_kiezen(traject, code) or abort(404)
    form: VragenlijstForm = vragenformulier(instrument.alle_vragen, VragenlijstForm)()
    if form.validate_on_submit() and form.lukt(lambda: neem_keuze_af(traject, instrument, door=wie(), **form.ingevuld)):
        return naar("trajecten.detail", melding="De antwoorden zijn bewaard.", traject_id=traject.id)
    return toon("trajecten/vragenlijst.html", traject=traject, instrument=instrument, form=form)
