"""Who goes on in an offer of the sociale kaart was led to it: as long as the traject runs, its row says so too."""

from uuid import UUID

from sqlalchemy import select

from ketens.aanbod import toeleiden
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.trajecten.models import Traject

VOOR_DE_START = ("genoemd", "samen_gegaan")


def leid_toe(traject: Traject, aanbod: Aanbod, *, door: Wie) -> int:
    """Note that the resident began there, and return how many moments that added to the row."""
    eerder = _rij(traject, aanbod.id)
    if traject.is_afgesloten or (eerder and toeleiden.laatste(eerder) not in VOOR_DE_START):
        return 0
    if eerder is None and aanbod.gestopt_op:
        return 0
    toeleiden.leid_toe(traject, aanbod, door=door, moment="gestart")
    return 1 if eerder else 2


def neem_toeleiding_terug(traject: Traject, aanbod_id: UUID, aantal: int, *, door: Wie) -> None:
    """Take those moments off again, unless somebody went on from there."""
    rij = _rij(traject, aanbod_id)
    if rij is None or traject.is_afgesloten or toeleiden.laatste(rij) != "gestart":
        return
    for _ in range(aantal):
        toeleiden.neem_terug(rij, door=door)


def _rij(traject: Traject, aanbod_id: UUID) -> Toeleiding | None:
    vraag = select(Toeleiding).where(Toeleiding.traject_id == traject.id, Toeleiding.aanbod_id == aanbod_id)
    return db.session.scalars(vraag).one_or_none()
