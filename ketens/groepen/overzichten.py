"""Counts of groups and deelnames, for the figures of the projectleider: no persons, a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ketens.catalogus import catalogus
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment


@dataclass(frozen=True, slots=True)
class Gestart:
    """Started deelnames, and how many different residents those were."""

    deelnames: int
    inwoners: int


@dataclass(frozen=True, slots=True)
class Jaarcijfers:
    """What a year brought. Groups and places: those that begin in it; the rest by when it happened."""

    jaar: int
    groepen: int
    plaatsen: int
    gestart: int
    unieke_inwoners: int
    afgerond: int
    uitgevallen: int


@dataclass(frozen=True, slots=True)
class Groepscijfers:
    """Per group: started, finished, dropped out."""

    gestart: int = 0
    afgerond: int = 0
    uitgevallen: int = 0


def gestart(jaar: int, keten_code: str | None = None) -> Gestart:
    """Count the deelnames that started in `jaar`: present at session 1 or 2 (domein 1.5), on the day of the first."""
    eerste = _eerste_keer(keten_code).subquery()
    vraag = select(func.count(eerste.c.id), func.count(eerste.c.inwoner_id.distinct()))
    van, tot = _grenzen(jaar)
    return Gestart(*db.session.execute(vraag.where(eerste.c.op >= van, eerste.c.op < tot)).one())


def jaarcijfers(van: int, tot: int, keten_code: str | None = None) -> list[Jaarcijfers]:
    """Return the figures of the years `van` up to and including `tot`."""
    begin, einde = _grenzen(van)[0], _grenzen(tot)[1]
    eigen = [Groep.keten_code == keten_code] if keten_code else []
    groepen = db.session.execute(
        select(Groep.begint_op, Groep.plaatsen).where(
            Groep.begint_op >= date(van, 1, 1),
            Groep.begint_op <= date(tot, 12, 31),
            Groep.afgelast_op.is_(None),
            *eigen,
        )
    ).all()
    eerste = _eerste_keer(keten_code).subquery()
    gestarten = db.session.execute(
        select(eerste.c.op, eerste.c.inwoner_id).where(eerste.c.op >= begin, eerste.c.op < einde)
    ).all()
    einden = db.session.execute(
        select(Plaatsing.geeindigd_op, Plaatsing.einde)
        .join(Plaatsing.groep)
        .where(Plaatsing.geeindigd_op >= begin, Plaatsing.geeindigd_op < einde, *eigen)
    ).all()
    return [_jaar(jaar, groepen, gestarten, einden) for jaar in range(van, tot + 1)]


def per_groep(groep_ids: list[UUID]) -> dict[UUID, Groepscijfers]:
    """Return what became of the places of each group."""
    eerste = _eerste_keer(None).where(Groep.id.in_(groep_ids)).subquery()
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


def _eerste_keer(keten_code: str | None) -> Select[UUID, UUID, UUID, datetime]:
    vraag = (
        select(Plaatsing.id, Plaatsing.inwoner_id, Plaatsing.groep_id, func.min(Bijeenkomst.begint_op).label("op"))
        .join(Aanwezigheid, Aanwezigheid.plaatsing_id == Plaatsing.id)
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .join(Groep, Groep.id == Plaatsing.groep_id)
        .where(Aanwezigheid.stand == AanwezigheidStand.AANWEZIG, _telt_als_start())
        .group_by(Plaatsing.id, Plaatsing.inwoner_id, Plaatsing.groep_id)
    )
    return vraag.where(Groep.keten_code == keten_code) if keten_code else vraag


def _telt_als_start() -> ColumnElement[bool]:
    """The session at which a deelname counts as started at the latest, as each interventie says."""
    return or_(
        *[
            and_(Groep.interventie_pin == pin, Bijeenkomst.nr <= interventie.deelname.gestart_bij_bijeenkomst)
            for pin, interventie in catalogus().alle_interventies.items()
        ]
    )


def _grenzen(jaar: int) -> tuple[Any, Any]:
    return moment(date(jaar, 1, 1), 0), moment(date(jaar + 1, 1, 1), 0)


def _jaar(jaar: int, groepen: Any, gestarten: Any, einden: Any) -> Jaarcijfers:
    deze = [plaatsen for begint_op, plaatsen in groepen if begint_op.year == jaar]
    mensen = [inwoner for op, inwoner in gestarten if op.astimezone(AMSTERDAM).year == jaar]
    afloop = [einde for op, einde in einden if op.astimezone(AMSTERDAM).year == jaar]
    return Jaarcijfers(
        jaar=jaar,
        groepen=len(deze),
        plaatsen=sum(deze),
        gestart=len(mensen),
        unieke_inwoners=len(set(mensen)),
        afgerond=afloop.count("afgerond"),
        uitgevallen=afloop.count("uitgevallen"),
    )
