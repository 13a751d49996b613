"""A traject stands still for a while: hospital, holiday, caring for someone. Deadlines stop, the waiting date stays.

The deadlines are laid from the day of return as soon as that day is known, and again when it changes. So they hold on
the day itself without anyone or anything doing something then.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.gebruikers.wie import Wie
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij, werkdagen_tussen
from ketens.kern.versleuteling import Verzegeld
from ketens.trajecten.delen import VanTraject
from ketens.trajecten.handelingen import bij_afsluiting
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import TERUG_VAN_PAUZE, ZONDER_TERMIJN, Taak
from ketens.trajecten.vooraf import houd_vast

LOOPT = text("beeindigd_op IS NULL")
REDENEN = {
    "ziekenhuis": "Opname of operatie",
    "vakantie": "Vakantie of weg",
    "mantelzorg": "Zorgt voor iemand anders",
    "anders": "Anders",
}
LANGSTE = timedelta(days=366)
# Days that were agreed on with the resident: no terms, so they stay, or move to the day of return.
AFGESPROKEN = ("terugbellen", "afspraak")
# Who gives places: it matters to them who stands still. See `bij_pauze`.
BIJ_PAUZE: list[Callable[[Traject], None]] = []


class Pauze(Model, VanTraject):
    """A pause from a day up to a day; `beeindigd_op` is when the traject went on before `tot`, or ended."""

    __table_args__ = (Index("uq_pauze_loopt", "traject_id", unique=True, sqlite_where=LOOPT, postgresql_where=LOOPT),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    van: Mapped[date]
    # The first day on which the traject goes on.
    tot: Mapped[date]
    reden: Mapped[str] = mapped_column(String(40))
    toelichting = Verzegeld[str]()
    # Of each task that was open: how many working days were left, or the day that was agreed on, by id.
    resterend: Mapped[dict[str, Any]]
    # The task on return.
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    beeindigd_op: Mapped[datetime | None]

    @property
    def loopt(self) -> bool:
        """Whether the traject stands still today; it goes on by itself on the day `tot`."""
        return self.beeindigd_op is None and vandaag() < self.tot


def pauze(traject: Traject) -> Pauze | None:
    """Return the pause in which this traject stands still today, or None."""
    return traject.pauze


def bij_pauze(volg: Callable[[Traject], None]) -> Callable[[Traject], None]:
    """Register what follows when a traject stops for a while, or goes on before its day. Usable as decorator."""
    BIJ_PAUZE.append(volg)
    return volg


def pauzeer(
    traject: Traject, *, formulier_id: UUID, tot: date, reden: str, door: Wie, toelichting: str | None = None
) -> Pauze:
    """Let a traject stand still from today until the day `tot`, on which it goes on. Sent twice, it is one."""
    al = select(Pauze).where(Pauze.formulier_id == formulier_id, Pauze.traject_id == traject.id)
    if bestaand := db.session.scalars(al).one_or_none():
        return bestaand
    _vergrendel(traject)
    if traject.pauze:
        raise Domeinfout("Dit traject staat al stil. Wijzig de dag van terugkomst.")
    _keur(tot, reden)
    for oude in traject.pauzes:
        oude.beeindigd_op = oude.beeindigd_op or nu()
    db.session.flush()
    taak = Taak.over(traject, soort=TERUG_VAN_PAUZE, termijn_op=tot)
    rij = Pauze(
        inwoner_id=traject.inwoner_id,
        traject_id=traject.id,
        formulier_id=formulier_id,
        van=vandaag(),
        tot=tot,
        reden=reden,
        resterend={str(open_taak.id): _rest(open_taak, vandaag()) for open_taak in _met_termijn(traject)},
        taak_id=taak.id,
        door_id=door.account_id,
    )
    rij.toelichting = toelichting
    db.session.add(taak)
    db.session.flush()
    traject.pauzes.append(rij)
    _leg_termijnen(traject, rij, tot)
    traject.noteer("pauze", door=door, tekst=toelichting, reden=reden, tot=tot.isoformat())
    _vertel(traject)
    return rij


def wijzig_pauze(traject: Traject, *, tot: date, reden: str, door: Wie, toelichting: str | None = None) -> None:
    """Let the traject go on earlier or later than was thought: the terms move along with the day."""
    _vergrendel(traject)
    rij = _lopende(traject)
    _keur(tot, reden)
    _verzet(traject, rij, tot)
    rij.reden, rij.toelichting = reden, toelichting
    traject.noteer("pauze", door=door, tekst=toelichting, reden=reden, tot=tot.isoformat())


def beeindig_pauze(traject: Traject, *, door: Wie) -> None:
    """Let the traject go on today: what was left of the terms runs again, and the task of the return is done."""
    _vergrendel(traject)
    rij = _lopende(traject)
    _verzet(traject, rij, vandaag())
    rij.beeindigd_op = nu()
    _terugtaak(rij).handel_af()
    traject.noteer("pauze_voorbij", door=door)
    _vertel(traject)


@bij_afsluiting
def stop_pauze(traject: Traject, _door: Wie | None) -> None:
    """A traject that ends does not stand still any more; taken up again, its steps get new terms from that day."""
    if rij := traject.pauze:
        rij.beeindigd_op = nu()


def _vergrendel(traject: Traject) -> None:
    houd_vast(traject)
    # Two at once: the second waits here, and finds the pause of the first.
    db.session.refresh(traject, attribute_names=["versie", "afgesloten_op", "pauzes"], with_for_update=True)
    traject.moet_lopen()


def _keur(tot: date, reden: str) -> None:
    if reden not in REDENEN:
        raise Domeinfout("Kies een reden uit de lijst.", veld="reden")
    if tot <= vandaag():
        raise Domeinfout("Kies een dag die nog komt.", veld="tot")
    if tot > vandaag() + LANGSTE:
        raise Domeinfout("Een pauze duurt hooguit een jaar. Sluit het traject anders af.", veld="tot")


def _lopende(traject: Traject) -> Pauze:
    if rij := traject.pauze:
        return rij
    raise Domeinfout("Dit traject staat niet meer stil.")


def _met_termijn(traject: Traject) -> list[Taak]:
    return [taak for taak in traject.open_taken() if taak.termijn_op != ZONDER_TERMIJN]


def _rest(taak: Taak, dag: date) -> int | str:
    """Return what is left of a term on `dag`: working days, 0 when it is too late, or the day that was agreed on."""
    return taak.termijn_op.isoformat() if taak.soort in AFGESPROKEN else werkdagen_tussen(dag, taak.termijn_op)


def _verzet(traject: Traject, rij: Pauze, tot: date) -> None:
    # What came on the list during the pause has its term from the day of return as it was known then.
    nieuw = {
        str(taak.id): _rest(taak, rij.tot)
        for taak in _met_termijn(traject)
        if str(taak.id) not in rij.resterend and taak.id != rij.taak_id and taak.termijn_op >= rij.tot
    }
    rij.resterend = {**rij.resterend, **nieuw}
    rij.tot = tot
    _leg_termijnen(traject, rij, tot)
    _terugtaak(rij).termijn_op = tot


def _leg_termijnen(traject: Traject, rij: Pauze, tot: date) -> None:
    stappen = {stap.taak_id: stap for stap in traject.open_stappen}
    for taak in traject.open_taken():
        rest = rij.resterend.get(str(taak.id))
        if rest is None:
            continue
        taak.termijn_op = max(date.fromisoformat(rest), tot) if isinstance(rest, str) else werkdagen_erbij(tot, rest)
        if stap := stappen.get(taak.id):
            stap.termijn_op = taak.termijn_op


def _terugtaak(rij: Pauze) -> Taak:
    return db.session.get_one(Taak, rij.taak_id)


def _vertel(traject: Traject) -> None:
    for volg in BIJ_PAUZE:
        volg(traject)
