"""Files that were kept long enough go; the row that says that they were, stays."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.klok import elke
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer


@elke(time(3, 40), "uitvoer.ruim_op")
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Remove every file past its term, and what a worker left behind that was killed before it was noted as ready."""
    gemeente_id = huidige_gemeente()
    if gemeente_id is None:
        return
    over_tijd = select(Uitvoer).where(Uitvoer.bewaren_tot <= nu(), Uitvoer.verwijderd_op.is_(None))
    for rij in db.session.scalars(over_tijd.order_by(Uitvoer.id)):
        rij.verwijderd_op = nu()
    db.session.flush()
    blijft = select(Uitvoer.id).where(Uitvoer.mislukt_op.is_(None), Uitvoer.verwijderd_op.is_(None))
    bewaarplaats.ruim_op(gemeente_id, set(db.session.scalars(blijft)))
