"""When a group meets: dates from the rhythm of its interventie, without a database (besluit 0029)."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ketens.catalogus import Interventie
from ketens.kern.klok import is_werkdag

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
BEGINUUR = {"ochtend": (10, 0), "middag": (14, 0), "avond": (19, 0)}
DAG = timedelta(days=1)
# Where dates are struck out without end, the group must end somewhere.
MEESTE_WEKEN = 160
_KLOK = re.compile(r"\b([01]?\d|2[0-3])[.:u]([0-5]\d)\b")


@dataclass(frozen=True, slots=True)
class Gepland:
    """A session as it would be laid: which one it is, when, how long, and what happens then."""

    nr: int
    dag: date
    minuten: int
    naam: str | None

    @property
    def dagnaam(self) -> str:
        """The day of the week, in two letters."""
        return DAGEN[self.dag.weekday()]


@dataclass(frozen=True, slots=True)
class Rooster:
    """All sessions, and the days on which the group would have met but for a holiday or a strike of the coördinator."""

    sessies: tuple[Gepland, ...] = ()
    feestdagen: tuple[date, ...] = ()
    overgeslagen: tuple[date, ...] = ()

    @property
    def laatste_dag(self) -> date | None:
        """The day of the last session."""
        return self.sessies[-1].dag if self.sessies else None


def rooster(
    interventie: Interventie,
    eerste_dag: date,
    dagdelen: Sequence[str],
    overgeslagen: Collection[date] = (),
    laatste_dag: date | None = None,
) -> Rooster:
    """Lay out the sessions from `eerste_dag` on: working days only, so that what is skipped moves the rest along.

    An interventie whose rhythm differs per place meets on each chosen part of the week, until `laatste_dag`.
    """
    if interventie.delen:
        dagen = _volgens_ritme(interventie, eerste_dag, dagdelen, frozenset(overgeslagen))
    elif dagdelen and laatste_dag:
        dagen = _tot_en_met(eerste_dag, laatste_dag, dagdelen)
    else:
        return Rooster()
    sessies: list[Gepland] = []
    feestdagen, gestreept = [], []
    for dag in dagen:
        if not is_werkdag(dag):
            feestdagen.append(dag)
        elif dag in overgeslagen:
            gestreept.append(dag)
        else:
            nr = len(sessies) + 1
            deel = interventie.deel(nr)
            sessies.append(Gepland(nr, dag, interventie.duur_van(nr), deel.naam if deel else None))
    return Rooster(tuple(sessies), tuple(feestdagen), tuple(gestreept))


def begintijd(tijd: str, dagdelen: Sequence[str], dag: date | None = None) -> tuple[int, int]:
    """Read hour and minute from the words of the coördinator, else what is usual in that day's part of the week."""
    if gelezen := _KLOK.search(tijd):
        return int(gelezen[1]), int(gelezen[2])
    van_dag = [deel for deel in dagdelen if dag and deel[:2] == DAGEN[dag.weekday()]]
    deel = next(iter(van_dag or dagdelen), "").partition("_")[2]
    return BEGINUUR.get(deel, BEGINUUR["ochtend"])


def _volgens_ritme(
    interventie: Interventie, eerste_dag: date, dagdelen: Sequence[str], overgeslagen: frozenset[date]
) -> Iterator[date]:
    """Yield the days, also those that are skipped; a part ends when it has all its sessions, in whichever week."""
    afstanden = _afstanden(eerste_dag, dagdelen, max(deel.keer for deel in interventie.delen))
    week = 0
    for deel in interventie.delen:
        week += deel.na_weken
        nodig = deel.weken * deel.keer
        while nodig and week < MEESTE_WEKEN:
            for afstand in afstanden[: deel.keer]:
                if nodig:
                    yield (dag := eerste_dag + timedelta(days=7 * week + afstand))
                    nodig -= is_werkdag(dag) and dag not in overgeslagen
            week += 1


def _tot_en_met(eerste_dag: date, laatste_dag: date, dagdelen: Sequence[str]) -> Iterator[date]:
    gekozen = {DAGEN.index(deel[:2]) for deel in dagdelen if deel[:2] in DAGEN}
    dag = eerste_dag
    while dag <= min(laatste_dag, eerste_dag + timedelta(weeks=MEESTE_WEKEN)):
        if dag.weekday() in gekozen:
            yield dag
        dag += DAG


def _afstanden(eerste_dag: date, dagdelen: Sequence[str], nodig: int) -> list[int]:
    """Days after the first day of a week of this group on which it meets, as many as are needed."""
    gekozen = {DAGEN.index(deel[:2]) for deel in dagdelen if deel[:2] in DAGEN}
    afstanden = sorted({0} | {(dag - eerste_dag.weekday()) % 7 for dag in gekozen})
    # Two days apart when no second day was chosen: the muscles rest in between.
    for extra in (2, 5, 1, 4, 3):
        if len(afstanden) < nodig and (eerste_dag + extra * DAG).weekday() < 5 and extra not in afstanden:
            afstanden = sorted([*afstanden, extra])
    return afstanden
