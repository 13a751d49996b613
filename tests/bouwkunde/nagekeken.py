"""A look at who may what, begun and not signed: its page has a button at each hat."""

from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.rechtencontrole.handelingen import begin
from ketens.rechtencontrole.models import Controlesoort


def begonnen(door: Wie) -> UUID:
    """Begin a look in the gemeente of this moment."""
    controle = begin(Controlesoort.ALLE, door=door)
    db.session.flush()
    return controle.id
