"""The morning round: what a practice has had on its list for too long is asked again, once."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.audit.handelingen import schrijf_opdracht
from ketens.beoordelingen.handelingen import herinner
from ketens.beoordelingen.models import Beoordeling
from ketens.beoordelingen.overzichten import is_rijp
from ketens.kern.db import db
from ketens.opdrachten.klok import elke

OPDRACHT = "beoordelingen.herinner"


@elke(time(6, 0), OPDRACHT)
def herinner_open_verzoeken(_gegevens: Mapping[str, Any]) -> None:
    """Remind of every open request that is older than the term of its step, in working days."""
    # Rows that someone is answering now are passed over: they need no reminder, or get it tomorrow.
    vraag = (
        select(Beoordeling)
        .where(
            Beoordeling.herinnerd_op.is_(None),
            Beoordeling.beantwoord_op.is_(None),
            Beoordeling.ingetrokken_op.is_(None),
        )
        .options(joinedload(Beoordeling.traject), joinedload(Beoordeling.inwoner))
        .order_by(Beoordeling.gevraagd_op, Beoordeling.id)
        .with_for_update(of=Beoordeling, skip_locked=True)
    )
    rijp = [beoordeling for beoordeling in db.session.scalars(vraag) if is_rijp(beoordeling)]
    for beoordeling in rijp:
        herinner(beoordeling)
    if rijp:
        db.session.flush()
        schrijf_opdracht("valrisicobeoordeling vragen", OPDRACHT, [rij.inwoner_id for rij in rijp])
