"""How full a group is: counted from rows, never stored, and recounted under the lock of the group (besluit 0007)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.sql.base import ExecutableOption

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class Stand:
    """Persons: placed or running, holding an open offer, waiting for this very group, and places in all."""

    geplaatst: int
    aangeboden: int
    wachtend: int
    plaatsen: int

    @property
    def bezet(self) -> int:
        """Places that nobody else can have."""
        return self.geplaatst + self.aangeboden

    @property
    def vrij(self) -> int:
        """Places left; 0 also when a group was filled beyond its capacity."""
        return max(0, self.plaatsen - self.bezet)


def vergrendel(*groep_ids: UUID) -> list[Groep]:
    """Lock these groups until the end of the transaction and read them afresh, in the order of their ids.

    Two placements into one group wait for each other here. On SQLite the transaction itself is the lock: it began
    IMMEDIATE.
    NO KEY: rows that only point to the group (an inserted event, a waiting place) don't wait.
    """
    vraag = select(Groep).where(Groep.id.in_(groep_ids)).order_by(Groep.id).with_for_update(key_share=True)
    return list(db.session.scalars(vraag.execution_options(populate_existing=True)))


def vergrendel_trajecten(traject_ids: Iterable[UUID]) -> None:
    """Lock these trajecten, after their group, in the order of their ids: nobody gives them another place meanwhile."""
    vraag = select(Traject.id).where(Traject.id.in_(list(traject_ids))).order_by(Traject.id)
    db.session.execute(vraag.with_for_update(key_share=True)).all()


def vergrendel_traject(traject: Traject) -> None:
    """Lock the traject, after its group, so that nobody is placed into two groups at once."""
    vraag = select(Traject).where(Traject.id == traject.id).with_for_update(key_share=True)
    db.session.scalars(vraag.execution_options(populate_existing=True)).one()


def standen(groepen: Iterable[Groep]) -> dict[UUID, Stand]:
    """Return how full each group is, in one query."""
    per_groep = {groep.id: groep.plaatsen for groep in groepen}
    if not per_groep:
        return {}
    rijen = db.session.execute(_tellingen(), {"groep_ids": list(per_groep)})
    return {rij[0]: Stand(rij[1], rij[2], rij[3], per_groep[rij[0]]) for rij in rijen}


def stand(groep: Groep) -> Stand:
    """Return how full one group is, now."""
    return standen([groep])[groep.id]


def is_vol(groep: Groep, voor: UUID | None = None) -> bool:
    """Tell whether no place is left for the resident `voor`, whose own open offer is theirs to take."""
    nu = stand(groep)
    if nu.bezet < groep.plaatsen or voor is None or not nu.aangeboden:
        return nu.bezet >= groep.plaatsen
    vraag = select(func.count()).select_from(Plaatsaanbod).where(*OPEN_AANBOD)
    eigen = db.session.scalar(vraag.where(Plaatsaanbod.groep_id == groep.id, Plaatsaanbod.inwoner_id == voor)) or 0
    return nu.bezet - eigen >= groep.plaatsen


OPEN_AANBOD = (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))


@cache
def _tellingen() -> Select[UUID, int, int, int]:
    """Return the question of `standen`, built once: it is asked under the lock."""
    geplaatst = _telling(Plaatsing, Plaatsing.geeindigd_op.is_(None))
    aangeboden = _telling(Plaatsaanbod, *OPEN_AANBOD)
    wacht = _telling(Wachtplek, Wachtplek.vervallen_op.is_(None))
    vraag = select(Groep.id, geplaatst, aangeboden, wacht)
    return vraag.where(Groep.id.in_(bindparam("groep_ids", expanding=True)))


def _telling(
    model: type[Plaatsing] | type[Plaatsaanbod] | type[Wachtplek], *eisen: ColumnElement[bool]
) -> ColumnElement[int]:
    vraag = select(func.count(model.id)).where(model.groep_id == Groep.id, *eisen)
    return vraag.correlate(Groep).scalar_subquery()


def open_aanbiedingen(*eisen: ColumnElement[bool]) -> list[Plaatsaanbod]:
    """Return the offers that hold a place and to these conditions, oldest first."""
    return list(db.session.scalars(select(Plaatsaanbod).where(*OPEN_AANBOD, *eisen).order_by(Plaatsaanbod.id)))


def loopt_in(inwoner_id: UUID, groep: Groep) -> Plaatsing | None:
    """Return a place this resident has now in this group, or in another of the same interventie."""
    zelfde = or_(Groep.id == groep.id, Groep.interventie_pin.startswith(f"{groep.interventie.code}@", autoescape=True))
    vraag = select(Plaatsing).join(Plaatsing.groep).where(Plaatsing.inwoner_id == inwoner_id, zelfde)
    return db.session.scalars(vraag.where(Plaatsing.geeindigd_op.is_(None)).limit(1)).one_or_none()


def lopende_plaatsingen(groep: Groep, *opties: ExecutableOption) -> list[Plaatsing]:
    """Return who has a place now, in the order in which they were placed."""
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, Plaatsing.geeindigd_op.is_(None))
    return list(db.session.scalars(vraag.options(*opties).order_by(Plaatsing.geplaatst_op, Plaatsing.id)))
