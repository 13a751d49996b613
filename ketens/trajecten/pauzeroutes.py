"""Letting a traject stand still for a while, until another day, or no longer."""

from uuid import UUID

from flask import Response

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzeformulier import PauzeForm
from ketens.trajecten.pauzes import beeindig_pauze
from ketens.trajecten.routes import bp

PAD = "/trajecten/<uuid:traject_id>/pauze"


@bp.route(PAD, methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def pauze(traject_id: UUID) -> Response:
    """Let a traject stand still until a day, or choose another day."""
    traject = vind(Traject, traject_id)
    form = PauzeForm.van(traject)
    if form.validate_on_submit() and (tot := form.maakt(lambda: form.bewaar(traject, door=wie()))):
        return naar("trajecten.detail", melding=f"Het traject staat stil tot {tot:%d-%m-%Y}.", traject_id=traject.id)
    return toon("trajecten/pauze.html", traject=traject, form=form)


@bp.route(f"{PAD}/einde", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def pauze_einde(traject_id: UUID) -> Response:
    """Let the traject go on today."""
    traject, form = vind(Traject, traject_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: beeindig_pauze(traject, door=wie())):
        return naar("trajecten.detail", melding="Het traject loopt weer.", traject_id=traject.id)
    if traject.pauze is None and not form.errors:
        return naar("trajecten.detail", traject_id=traject.id)
    return toon("trajecten/pauze_einde.html", traject=traject, form=form)
