"""Clock jobs: at a time of the day, or every so often, a job is laid out for each gemeente.

A clock job only lays out ordinary jobs, so that each gemeente has its own transaction and its own retries. The row in
`klokwerk` is locked and moved on in the same transaction, so two workers lay it out once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.opdrachten.handelingen import Werk, geef_op, opdracht
from ketens.opdrachten.models import Klokwerk
from ketens.opdrachten.nevenwerk import gemeenten

NOOIT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ritme:
    """When a clock job runs: daily at a time in Amsterdam, or so long after the last time."""

    wanneer: time | timedelta
    per_gemeente: bool

    def is_tijd(self, laatst: datetime) -> bool:
        """Tell whether it is due, given when it ran last. A moment that was missed is made up for once."""
        if isinstance(self.wanneer, timedelta):
            return klok.nu() >= laatst + self.wanneer
        vandaag = klok.moment(klok.vandaag(), self.wanneer.hour, self.wanneer.minute)
        gisteren = klok.moment(klok.vandaag() - timedelta(days=1), self.wanneer.hour, self.wanneer.minute)
        return laatst < (vandaag if klok.nu() >= vandaag else gisteren)


RITMES: dict[str, Ritme] = {}


def elke(wanneer: time | timedelta, soort: str, *, per_gemeente: bool = True) -> Callable[[Werk], Werk]:
    """Register work that the clock asks for: daily at a time, or every `timedelta`; `soort` also names the job."""

    def merk(werk: Werk) -> Werk:
        RITMES[soort] = Ritme(wanneer, per_gemeente)
        return opdracht(soort)(werk)

    return merk


def aan_de_beurt() -> list[str]:
    """Return the clock jobs that are due; only looks."""
    laatst = {rij.naam: rij.laatst_op for rij in db.session.execute(select(Klokwerk.naam, Klokwerk.laatst_op))}
    return [naam for naam, ritme in RITMES.items() if ritme.is_tijd(laatst.get(naam, NOOIT))]


def leg_uit(naam: str) -> int:
    """Lay out the jobs of a clock job that is due and return how many; 0 when another worker is doing so."""
    ritme, rij = RITMES[naam], _rij(naam)
    if rij is None or not ritme.is_tijd(rij.laatst_op):
        return 0
    rij.laatst_op = klok.nu()
    waar = gemeenten() if ritme.per_gemeente else [None]
    for gemeente_id in waar:
        with in_gemeente(gemeente_id):
            geef_op(naam, gegevens={}, sleutel=naam)
    return len(waar)


def _rij(naam: str) -> Klokwerk | None:
    bekend = select(Klokwerk).where(Klokwerk.naam == naam)
    if db.session.scalars(bekend).one_or_none() is None:
        try:
            with db.session.begin_nested():
                db.session.add(Klokwerk(naam=naam, laatst_op=NOOIT))
        except IntegrityError:
            return None
    vers = bekend.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return db.session.scalars(vers).one_or_none()
