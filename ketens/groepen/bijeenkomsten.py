"""The sessions of a group: laid out from the interventie's rhythm, and who came for the first time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from ketens.catalogus import Interventie
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import is_werkdag, moment, nu

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
BEGINUUR = {"ochtend": (10, 0), "middag": (14, 0), "avond": (19, 0)}
_KLOK = re.compile(r"\b([01]?\d|2[0-3])[.:u]([0-5]\d)\b")
DAG = timedelta(days=1)


def leg(groep: Groep, eerste_dag: date) -> list[Bijeenkomst]:
    """Lay the sessions of a group from `eerste_dag` on, in place of those it had; none when the rhythm is not known.

    The group must not have met yet: attendance hangs on the rows that go.
    """
    for oud in list(groep.bijeenkomsten):
        db.session.delete(oud)
    groep.bijeenkomsten.clear()
    db.session.flush()
    uur, minuut = begintijd(groep.tijd, groep.dagdelen)
    for nr, dag in enumerate(dagen(groep.interventie, eerste_dag, groep.dagdelen), start=1):
        op = moment(dag, uur, minuut)
        groep.bijeenkomsten.append(Bijeenkomst(nr=nr, begint_op=op, minuten=groep.interventie.minuten or 60))
    return groep.bijeenkomsten


def dagen(interventie: Interventie, eerste_dag: date, dagdelen: Sequence[str]) -> list[date]:
    """Return the dates of all sessions: working days only, so that a holiday moves the rest along."""
    if not interventie.weken or not interventie.bijeenkomsten:
        return []
    return [
        dag for dag, _ in zip(_reeks(interventie, eerste_dag, dagdelen), range(interventie.bijeenkomsten), strict=False)
    ]


def laatste_dag(interventie: Interventie, eerste_dag: date, dagdelen: Sequence[str]) -> date | None:
    """Return the day of the last session, or None when the catalogue does not know the rhythm."""
    return max(dagen(interventie, eerste_dag, dagdelen), default=None)


def begintijd(tijd: str, dagdelen: Sequence[str]) -> tuple[int, int]:
    """Read hour and minute from the words of the coördinator, else what is usual in this part of the day."""
    if gelezen := _KLOK.search(tijd):
        return int(gelezen[1]), int(gelezen[2])
    deel = dagdelen[0].partition("_")[2] if dagdelen else "ochtend"
    return BEGINUUR.get(deel, BEGINUUR["ochtend"])


def _reeks(interventie: Interventie, eerste_dag: date, dagdelen: Sequence[str]) -> Iterator[date]:
    """Yield dates week by week, without end: once a week first, and twice in the last weeks.

    So reads every rhythm of the catalogue (In Balans: 24 in 14 weeks is 4 weeks once and 10 weeks twice).
    """
    weken, aantal = interventie.weken or 0, interventie.bijeenkomsten or 0
    per_week, over = divmod(aantal, weken)
    afstanden = _afstanden(eerste_dag, dagdelen, per_week + (1 if over else 0))
    week = 0
    while True:
        keer = per_week + (1 if over and week >= weken - over else 0)
        for afstand in afstanden[: max(keer, 1)]:
            dag = eerste_dag + timedelta(days=7 * week + afstand)
            if is_werkdag(dag):
                yield dag
        week += 1


def _afstanden(eerste_dag: date, dagdelen: Sequence[str], nodig: int) -> list[int]:
    """Days after the first day of a week of this group on which it meets, as many as are needed."""
    gekozen = {DAGEN.index(deel[:2]) for deel in dagdelen if deel[:2] in DAGEN}
    afstanden = sorted({0} | {(dag - eerste_dag.weekday()) % 7 for dag in gekozen})
    # Two days apart when no second day was chosen: the muscles rest in between.
    for extra in (2, 5, 1, 4, 3):
        if len(afstanden) < nodig and (eerste_dag + extra * DAG).weekday() < 5 and extra not in afstanden:
            afstanden = sorted([*afstanden, extra])
    return afstanden


def noteer_aanwezig(plaatsing: Plaatsing, dag: date, *, door: Wie | None) -> None:
    """Note that someone was at the session of `dag`, or else at the last one before it; none when there is no session.

    The figures count who was present at one of the first sessions, so a start without this would not be counted.
    """
    geweest = (Bijeenkomst.groep_id == plaatsing.groep_id, Bijeenkomst.begint_op < moment(dag + DAG, 0))
    vraag = select(Bijeenkomst).where(*geweest, Bijeenkomst.afgelast_op.is_(None)).order_by(Bijeenkomst.begint_op.desc())
    bijeenkomst = db.session.scalars(vraag.limit(1)).one_or_none()
    if bijeenkomst is None:
        return
    paar = (Aanwezigheid.bijeenkomst_id == bijeenkomst.id, Aanwezigheid.plaatsing_id == plaatsing.id)
    aanwezigheid = db.session.scalars(select(Aanwezigheid).where(*paar)).one_or_none() or Aanwezigheid(
        bijeenkomst_id=bijeenkomst.id, plaatsing_id=plaatsing.id
    )
    aanwezigheid.stand, aanwezigheid.op = AanwezigheidStand.AANWEZIG, nu()
    aanwezigheid.door_id = door.account_id if door else None
    db.session.add(aanwezigheid)
