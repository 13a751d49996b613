"""Adding to the text that follows the figures. Nothing here commits."""

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.monitor.models import Opmerking
from ketens.monitor.plekken import is_plek, opmerking


def bewaar_opmerking(jaar: int, project: str, paragraaf: str, tekst: str | None, *, door: Wie) -> Opmerking:
    """Lay down what someone says at a paragraph; an empty text takes it away."""
    if not is_plek(project, paragraaf, door.ketens):
        raise Domeinfout("Bij deze alinea kunt u geen opmerking schrijven.")
    rij = opmerking(jaar, project, paragraaf)
    if rij is None:
        rij = Opmerking(jaar=jaar, project=project, paragraaf=paragraaf)
        db.session.add(rij)
    rij.tekst, rij.gewijzigd_op, rij.gewijzigd_door_id = tekst or "", nu(), door.account_id
    return rij
