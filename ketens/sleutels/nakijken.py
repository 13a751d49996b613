"""The whole walk that no start makes: what stands under each key that nobody looked for, remembered with its mark."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.sleutelmerk import INSTELLING, KWIJT, Sleutelmerk, nagekeken
from ketens.kern.sleutels import SOORTEN, sleutelbos
from ketens.opdrachten.nevenwerk import nevenwerk, sessie
from ketens.sleutels import ronde
from ketens.sleutels.overzichten import tel_per_deel

log = logging.getLogger(__name__)

# After this many seconds other work gets its turn; what takes longer is one count of one table.
BEURT = 2.0


@dataclass(slots=True)
class Gang:
    """A walk past everything of one kind. It counts, opens nothing, and begins anew with the process."""

    soort: str
    ids: Sequence[str]
    verder: Iterator[tuple[str, Counter[str]]]
    geteld: Counter[str] = field(default_factory=Counter)


_lopend: list[Gang] = []


@nevenwerk
def kijk_na(stop: threading.Event | None = None) -> int:
    """Walk on for a while; return whether there was anything to walk past."""
    if not _lopend:
        _lopend.extend(_begin())
    if not _lopend:
        return 0
    gang, eind = _lopend[0], time.monotonic() + BEURT
    for _, aantallen in gang.verder:
        gang.geteld += aantallen
        if time.monotonic() > eind or (stop is not None and stop.is_set()):
            return 1
    del _lopend[0]
    _onthoud(gang)
    return 1


def _begin() -> Iterator[Gang]:
    """Give a walk of each kind with a key that nobody looked for, unless a round runs: that walks too."""
    with sessie(lezend=True):
        rijen = db.session.execute(select(Sleutelmerk.soort, Sleutelmerk.sleutel, Sleutelmerk.nagekeken_op)).all()
    open_ = {rij.soort for rij in rijen if rij.nagekeken_op is None}
    bezig = {lopend.soort for lopend in ronde.lopend(nu_al=False)} if open_ else set()
    for soort in SOORTEN:
        if soort in open_ - bezig:
            ids = [rij.sleutel for rij in rijen if rij.soort == soort]
            yield Gang(soort, ids, tel_per_deel(soort, ids))


def _onthoud(gang: Gang) -> None:
    """Write down what was found. A key that was thought gone and is needed after all stops the next start."""
    bos = sleutelbos()
    gebruikt = {id_ for id_ in gang.ids if gang.geteld[id_] or id_ == bos.schrijft(gang.soort)}
    with sessie():
        terug = nagekeken(gang.soort, gebruikt, set(gang.ids) - gebruikt)
        db.session.commit()
    for id_ in terug:
        if id_ not in bos.van(gang.soort):
            log.error(KWIJT.format(id_, INSTELLING[gang.soort]))
