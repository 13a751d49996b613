"""Recording how a resident may be reached without danger."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overzichten import laatste_wijziging
from ketens.inwoners.routes import bp
from ketens.inwoners.veiligformulier import VeiligForm
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/<uuid:inwoner_id>/veilig-contact", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def veilig_contact(inwoner_id: UUID) -> ResponseReturnValue:
    """Agree on how this resident may be called or written to."""
    inwoner = vind(Inwoner, inwoner_id)
    form = VeiligForm(inwoner)
    laatst = laatste_wijziging(inwoner.gewijzigd_door_id, inwoner.gewijzigd_op, wie())
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie(), laatst=laatst)):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="Het veilige contact is bewaard.")
    return toon("inwoners/veilig.html", inwoner=inwoner, form=form)
