"""What became of the places of each group: no persons, a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ketens.catalogus import catalogus
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db


@dataclass(frozen=True, slots=True)
class Groepscijfers:
    """Per group: started, finished, dropped out."""

    gestart: int = 0
    afgerond: int = 0
    uitgevallen: int = 0


def per_groep(groep_ids: list[UUID]) -> dict[UUID, Groepscijfers]:
    """Return what became of the places of each group."""
    eerste = _eerste_keer().where(Groep.id.in_(groep_ids)).subquery()
    vraag = select(eerste.c.groep_id, func.count(eerste.c.id)).group_by(eerste.c.groep_id)
    gestart_per = {rij[0]: rij[1] for rij in db.session.execute(vraag)}
    einden = select(Plaatsing.groep_id, Plaatsing.einde, func.count(Plaatsing.id)).where(
        Plaatsing.groep_id.in_(groep_ids)
    )
    einde_per = {
        (rij[0], rij[1]): rij[2] for rij in db.session.execute(einden.group_by(Plaatsing.groep_id, Plaatsing.einde))
    }
    return {
        id_: Groepscijfers(
            gestart_per.get(id_, 0), einde_per.get((id_, "afgerond"), 0), einde_per.get((id_, "uitgevallen"), 0)
        )
        for id_ in groep_ids
    }


def _eerste_keer() -> Select[UUID, UUID, UUID, datetime]:
    return (
        select(Plaatsing.id, Plaatsing.inwoner_id, Plaatsing.groep_id, func.min(Bijeenkomst.begint_op).label("op"))
        .join(Aanwezigheid, Aanwezigheid.plaatsing_id == Plaatsing.id)
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .join(Groep, Groep.id == Plaatsing.groep_id)
        .where(Aanwezigheid.stand == AanwezigheidStand.AANWEZIG, _telt_als_start())
        .group_by(Plaatsing.id, Plaatsing.inwoner_id, Plaatsing.groep_id)
    )


def _telt_als_start() -> ColumnElement[bool]:
    """The session at which a deelname counts as started at the latest, as each interventie says."""
    return or_(
        *[
            and_(Groep.interventie_pin == pin, Bijeenkomst.nr <= interventie.deelname.gestart_bij_bijeenkomst)
            for pin, interventie in catalogus().alle_interventies.items()
        ]
    )
