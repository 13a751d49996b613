"""A day that nobody closed is closed; a week after closing its key goes, and what is sealed stays sealed for good."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.klok import elke
from ketens.valrisicodagen.handelingen import sluit
from ketens.valrisicodagen.models import NAZENDEN, Valrisicodag
from ketens.valrisicodagen.overzichten import vergeten_dagen


@elke(time(3, 40), "valrisicodagen.ruim_op")
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Close forgotten days, and destroy the keys of days that take nothing in any more."""
    for dag in vergeten_dagen():
        sluit(dag)
    met_sleutel = Valrisicodag.sleutel_cel.is_not(None)  # type: ignore[attr-defined]
    voorbij = Valrisicodag.gesloten_op < nu() - NAZENDEN
    for dag in db.session.scalars(select(Valrisicodag).where(met_sleutel, voorbij)):
        dag.sleutel = None
