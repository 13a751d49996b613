"""The worker. Claim and work are one transaction: there is no moment at which a job is taken and not yet done.

A worker that is killed leaves an open job behind, because its transaction never was; the lock goes with its connection.
A lease would need a clock and a term that is always wrong for some job. The price: a job is a short transaction.
The gemeente must stand before a transaction begins (the second lock of PostgreSQL reads it there), so a worker first
looks what is open, then enters the gemeente, and then takes the row if it is still open and free.
"""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import SQLAlchemyError

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten import klok
from ketens.opdrachten.handelingen import WERK
from ketens.opdrachten.models import Opdracht
from ketens.opdrachten.nevenwerk import NEVENWERK, sessie

log = logging.getLogger(__name__)

WACHT = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25), timedelta(minutes=125))
POGINGEN = len(WACHT) + 1
PAUZE = 2.0
PORTIE = 20


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """An open job as it was seen, before it is taken."""

    id: UUID
    gemeente_id: UUID | None


def werk_door(*, eenmaal: bool = False) -> None:
    """Do what is due, until SIGTERM or SIGINT: the job at hand is finished first. `eenmaal`: until nothing is due."""
    stop = threading.Event()
    with _luister(stop):
        while not stop.is_set():
            try:
                gedaan = ronde(stop)
            except SQLAlchemyError as fout:
                if eenmaal:
                    raise
                log.error("de database antwoordt niet: %s", type(fout).__name__)  # noqa: TRY400  its words may hold data
                gedaan = 0
            if not gedaan:
                if eenmaal:
                    return
                stop.wait(PAUZE)


def ronde(stop: threading.Event | None = None) -> int:
    """Lay out the clock jobs that are due, do a handful of open jobs and of other work, and return how much it was."""
    with sessie(lezend=True):
        beurten = klok.aan_de_beurt()
    gedaan = 0
    for naam in beurten:
        with sessie():
            gedaan += klok.leg_uit(naam)
            db.session.commit()
    for kandidaat in _open():
        if stop is not None and stop.is_set():
            break
        gedaan += doe(kandidaat)
    for werk in NEVENWERK:
        if stop is None or not stop.is_set():
            gedaan += werk(stop)
    return gedaan


def doe(kandidaat: Kandidaat) -> bool:
    """Take a job and do it, in one transaction. False when another worker has it, or when it was done already."""
    with in_gemeente(kandidaat.gemeente_id):
        try:
            with sessie():
                rij = _neem(kandidaat)
                if rij is None:
                    return False
                WERK[rij.soort](rij.gegevens)
                rij.klaar_op, rij.sleutel, rij.fout = nu(), None, None
                rij.pogingen += 1
                db.session.commit()
        except Exception as fout:  # noqa: BLE001  whatever a job raises, the worker goes on with the next
            with sessie():
                _mislukt(kandidaat, fout)
                db.session.commit()
            return True
    log.info("opdracht %s klaar", kandidaat.id)
    return True


def _open() -> list[Kandidaat]:
    with sessie(lezend=True):
        vraag = select(Opdracht.id, Opdracht.gemeente_id).where(*_is_open(), Opdracht.niet_voor <= nu())
        rijen = db.session.execute(vraag.order_by(Opdracht.niet_voor, Opdracht.id).limit(PORTIE))
        return [Kandidaat(rij.id, rij.gemeente_id) for rij in rijen]


def _neem(kandidaat: Kandidaat) -> Opdracht | None:
    vraag = select(Opdracht).where(Opdracht.id == kandidaat.id, *_is_open(), Opdracht.niet_voor <= nu())
    return db.session.scalars(vraag.with_for_update(skip_locked=True)).one_or_none()


def _mislukt(kandidaat: Kandidaat, fout: Exception) -> None:
    rij = db.session.scalars(
        select(Opdracht).where(Opdracht.id == kandidaat.id, *_is_open()).with_for_update()
    ).one_or_none()
    if rij is None:
        return
    rij.pogingen += 1
    # The kind of error and where it was, not its words: those may name a person.
    rij.fout = f"{type(fout).__name__} in {_waar(fout)}"
    if rij.pogingen >= POGINGEN:
        rij.opgegeven_op, rij.sleutel = nu(), None
        log.error("opdracht %s opgegeven: %s", rij.id, rij.fout)
    else:
        rij.niet_voor = nu() + WACHT[rij.pogingen - 1]
        log.warning("opdracht %s mislukt, poging %s: %s", rij.id, rij.pogingen, rij.fout)


def _waar(fout: Exception) -> str:
    spoor = fout.__traceback__
    while spoor is not None and spoor.tb_next is not None:
        spoor = spoor.tb_next
    if spoor is None:
        return "onbekend"
    return f"{spoor.tb_frame.f_globals.get('__name__', 'onbekend')}:{spoor.tb_lineno}"


def _is_open() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Opdracht.klaar_op.is_(None), Opdracht.opgegeven_op.is_(None)


@contextmanager
def _luister(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    oud = {soort: signal.signal(soort, lambda *_: stop.set()) for soort in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for soort, vorige in oud.items():
            signal.signal(soort, vorige)
