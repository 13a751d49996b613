"""How a practice wishes to hear of its residents: at every step, at begin and end, or in a list each month."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.trajecten.instellingen import Ketenpartner
from ketens.verwijzingen.stand import EINDE, Stand

PER_STAP, BEGIN_EINDE, MAANDLIJST = "per_stap", "begin_einde", "maandlijst"
# About the request itself, or about the telling: said at once to everyone.
ALTIJD = ("ontvangen", "geweigerd", "ingetrokken", "stil")


def wijzen_van(organisatie_id: UUID | None) -> dict[str, str]:
    """Return how this organisatie wishes to hear, by keten."""
    vraag = select(Ketenpartner.keten_code, Ketenpartner.terugkoppelwijze)
    return {
        rij.keten_code: rij.terugkoppelwijze
        for rij in db.session.execute(vraag.where(Ketenpartner.organisatie_id == organisatie_id))
    }


def zoals_gewenst(standen: Sequence[Stand], wijze: str, dag: date) -> list[Stand]:
    """Return the states, oldest first, that a practice sees today.

    Received, accepted and refused are always there. With `BEGIN_EINDE` so are the end and whether it was taken up
    again; with `MAANDLIJST` what happened before this month: the rest comes with the list of this month.
    """
    if wijze == PER_STAP:
        return list(standen)
    aangenomen = next((stand for stand in standen if stand.code == "aangenomen"), None)
    vast = [stand for stand in standen if stand.code in ALTIJD or stand is aangenomen]
    if wijze == BEGIN_EINDE:
        opnieuw = [stand for stand in standen if stand.code in EINDE or stand.titel == "Weer opgepakt"]
        return [stand for stand in standen if stand in vast or stand in opnieuw]
    begin = moment(dag.replace(day=1), 0)
    return [stand for stand in standen if stand in vast or stand.moment < begin]


def vorige_maand(dag: date) -> date:
    """Return the first day of the month before the one of `dag`."""
    return (dag.replace(day=1) - timedelta(days=1)).replace(day=1)


def volgende_maand(dag: date) -> date:
    """Return the first day of the month after the one of `dag`."""
    return (dag.replace(day=28) + timedelta(days=4)).replace(day=1)
