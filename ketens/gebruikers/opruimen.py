"""Old sign-in sessions and attempts go: they are kept for 30 days, to be able to look back at misuse.

Counts of how often something was asked serve no longer than a day."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from sqlalchemy import delete

from ketens.gebruikers import beurten
from ketens.gebruikers.models import Aanmeldpoging, Sessie
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.klok import elke

BEWAAR, BEWAAR_BEURTEN = timedelta(days=30), timedelta(days=1)


@elke(time(3, 30), "gebruikers.ruim_op", per_gemeente=False)
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Delete sessions that were last seen 30 days ago (they ended long before), attempts as old, and counts.

    A phone that stays signed in may lie still for a holiday: it goes 30 days after its last day.
    """
    grens = nu() - BEWAAR
    voorbij = Sessie.tot.is_(None) | (Sessie.tot < grens.date()) | Sessie.beeindigd_op.is_not(None)
    db.session.execute(delete(Sessie).where(Sessie.gezien_op < grens, voorbij))
    db.session.execute(delete(Aanmeldpoging).where(Aanmeldpoging.op < grens))
    beurten.ruim_op(nu() - BEWAAR_BEURTEN)
