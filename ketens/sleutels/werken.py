"""What the worker does: a few seconds of every round that runs, in short transactions with air between them."""

import logging
import threading
import time
from collections.abc import Mapping
from datetime import time as tijd
from typing import Any

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.fouten import Instelfout
from ketens.kern.klok import nu
from ketens.kern.sleutels import SOORTEN, sleutelbos, ververs
from ketens.opdrachten.klok import elke
from ketens.opdrachten.nevenwerk import nevenwerk
from ketens.sleutels import bestanden, cellen, logketens, nakijken, ronde, zoekwoorden
from ketens.sleutels.models import Sleutelronde

log = logging.getLogger(__name__)

__all__ = ["bestanden", "cellen", "logketens", "nakijken", "werk", "zoekwoorden"]

# After this many seconds other work gets its turn; between two handfuls whoever waits for the database goes first.
BEURT, LUCHT = 2.0, 0.05


def _niets_te_doen() -> bool:
    """Tell whether there is one key of each kind: nothing can be under another."""
    bos = sleutelbos()
    return all(len(bos.van(soort)) == 1 for soort in SOORTEN)


@nevenwerk
def werk(stop: threading.Event | None = None) -> int:
    """Make anew what is still under an older key; return how many handfuls that was."""
    ververs()
    if _niets_te_doen():
        return 0
    try:
        ronde.begin()
    except Instelfout as fout:
        log.error("de sleutels kloppen niet: %s", fout)  # noqa: TRY400  the sentence says it
        return 0
    eind, gedaan = time.monotonic() + BEURT, 0
    while time.monotonic() < eind and not (stop is not None and stop.is_set()):
        begonnen = time.monotonic()
        if not ronde.een_stap():
            break
        gedaan += 1
        time.sleep(min(time.monotonic() - begonnen, LUCHT))
    return gedaan


@elke(tijd(4, 10), "sleutels.kijk_na", per_gemeente=False)
def kijk_na(_gegevens: Mapping[str, Any]) -> None:
    """Walk once more as long as older keys lie there: a back-up laid back, or a process that hung, leaves some behind.

    It opens nobody to show them, and finds nothing on most nights.
    """
    bos = sleutelbos()
    for rij in db.session.scalars(select(Sleutelronde).where(Sleutelronde.klaar_op.is_not(None))):
        if len(bos.van(rij.soort)) > 1 and bos.schrijft(rij.soort) == rij.sleutel:
            rij.klaar_op, rij.niet_voor, rij.stand = None, nu(), {}
            rij.stap += 1
