"""Each night: a proposal when there is none, and a proposal whose day has come is carried out."""

import logging
import threading
from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy.exc import DBAPIError

from ketens.audit import snede
from ketens.bewaren import voorstellen
from ketens.kern.db import db, leeg_wal
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.opdrachten.klok import elke
from ketens.opdrachten.nevenwerk import nevenwerk, sessie

log = logging.getLogger(__name__)

UITVOEREN, VERNIETIGEN = "bewaren.voer_uit", "bewaren.vernietig_logboek"
# Whether something was destroyed since the pages of SQLite were last cut off; at the start nobody knows.
_te_legen = threading.Event()
_te_legen.set()


@elke(time(2, 30), "bewaren.leg_voor")
def leg_voor(_gegevens: Mapping[str, Any]) -> None:
    """Lay down what is past its term."""
    voorstellen.leg_voor()


@elke(time(2, 45), "bewaren.begin")
def begin(_gegevens: Mapping[str, Any]) -> None:
    """Begin with the proposal whose day has come, and with what lies before a cut of the log."""
    wacht = voorstellen.wachtend()
    if wacht and wacht.uitvoeren_vanaf <= vandaag():
        geef_op(UITVOEREN, gegevens={})
    if (keten_id := huidige_gemeente()) and snede.over(keten_id):
        geef_op(VERNIETIGEN, gegevens={})


@opdracht(UITVOEREN)
def voer_uit(_gegevens: Mapping[str, Any]) -> None:
    """Do a portion, and ask for the next: each is a transaction of its own, and a kill loses none."""
    wacht = voorstellen.wachtend()
    if wacht is None or wacht.uitvoeren_vanaf > vandaag():
        return
    geef_op(UITVOEREN if voorstellen.voer_uit(wacht) else VERNIETIGEN, gegevens={})
    _te_legen.set()


@opdracht(VERNIETIGEN)
def vernietig_logboek(_gegevens: Mapping[str, Any]) -> None:
    """Destroy a portion of what lies before the cut. Writes nothing to the log: the owner locks that meanwhile."""
    try:
        gedaan = snede.vernietig()
    except DBAPIError as fout:
        if db.engine.dialect.name == "sqlite":
            raise
        # The worker may lack the owner's address; `ketens bewaren logboek` does it then.
        log.error("oude jaren van het logboek wachten op de eigenaar van de database: %s", type(fout).__name__)  # noqa: TRY400
        return
    if gedaan:
        geef_op(VERNIETIGEN, gegevens={})
        _te_legen.set()


@nevenwerk
def leeg(_stop: threading.Event | None) -> int:
    """Cut off what SQLite keeps of pages that are gone."""
    if _te_legen.is_set():
        with sessie(lezend=True):
            if leeg_wal(db.engine):
                _te_legen.clear()
    return 0
