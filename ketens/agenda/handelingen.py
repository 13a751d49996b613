"""Giving out the address of a feed, and a new one in its place."""

from ketens.agenda.adres import eigen, van_groep
from ketens.agenda.models import Agendaadres
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.klok import nu


def geef_adres(*, door: Wie, groep: Groep | None = None) -> Agendaadres:
    """Make the address of a group, or of all groups of `door`; what was given out before opens nothing from now on."""
    adres = van_groep(groep) if groep else eigen(door)
    if adres is None:
        adres = Agendaadres(groep_id=groep.id) if groep else Agendaadres(account_id=door.account_id)
        db.session.add(adres)
        return adres
    adres.nr += 1
    adres.gemaakt_op = nu()
    return adres
