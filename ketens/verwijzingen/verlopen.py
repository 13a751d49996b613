"""The states of several verwijzingen at once, as far as this person hears of each, and as their practice wishes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.stand import TELT, Stand, verloop
from ketens.verwijzingen.terugkoppelen import NIETS, Gehoor, gehoor
from ketens.verwijzingen.wijze import PER_STAP, wijzen_van, zoals_gewenst


def verlopen(rijen: Sequence[Verwijzing], wie: Wie) -> dict[UUID, list[Stand]]:
    """Return the states of each, oldest first: all to who coordinates, to a verwijzer what they hear and wish."""
    if wie.rol != Rol.VERWIJZER:
        return standen(rijen, {rij.id: Gehoor(hoort=True) for rij in rijen})
    wijzen = wijzen_van(wie.organisatie_id)
    dag = vandaag()
    gehoord = standen(rijen, wat_gehoord(rijen, wie.organisatie_id))
    return {rij.id: zoals_gewenst(gehoord[rij.id], wijzen.get(rij.keten_code, PER_STAP), dag) for rij in rijen}


def wat_gehoord(rijen: Sequence[Verwijzing], organisatie_id: UUID | None) -> dict[UUID, Gehoor]:
    """Return how far this organisatie hears of each.

    Who only typed it hears nothing of the resident, but is as silent from then on as who it was typed for.
    """
    bekend = gehoor(rij.id for rij in rijen)
    return {
        rij.id: bekend.get(rij.id, NIETS)
        if rij.organisatie_id == organisatie_id
        else Gehoor(hoort=False, tot=bekend.get(rij.id, NIETS).tot)
        for rij in rijen
    }


def standen(rijen: Sequence[Verwijzing], hoe: Mapping[UUID, Gehoor]) -> dict[UUID, list[Stand]]:
    """Return the states of each as far as `hoe` says, oldest first. One query."""
    gebeurd = defaultdict(list)
    vraag = select(Gebeurtenis).where(
        Gebeurtenis.traject_id.in_([rij.traject_id for rij in rijen if rij.traject_id and hoe[rij.id].hoort]),
        Gebeurtenis.soort.in_(TELT),
    )
    for gebeurtenis in db.session.scalars(vraag.order_by(Gebeurtenis.op, Gebeurtenis.id)):
        gebeurd[gebeurtenis.traject_id].append(gebeurtenis)
    return {
        rij.id: verloop(
            rij, gebeurd[rij.traject_id] if rij.traject_id else (), hoort=hoe[rij.id].hoort, tot=hoe[rij.id].tot
        )
        for rij in rijen
    }
