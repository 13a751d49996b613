"""What is answered for to the Rijk per onderdeel: spent in a year, cumulatively, and what was corrected since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ketens.budgetten.boek import kost_delen
from ketens.budgetten.jaarverdeling import op
from ketens.budgetten.levering import sessiedagen
from ketens.budgetten.models import Kost
from ketens.catalogus.regeling import Regeling
from ketens.kern.db import db
from ketens.kern.klok import moment, nu

# By this day a year is handed in (domein 5.4): 15 July of the year after.
MAAND, DAG = 7, 15


@dataclass(frozen=True, slots=True)
class Sisaregel:
    """One onderdeel. Always: verantwoord + correctie + besteed = cumulatief."""

    onderdeel: str
    # Spent in the year.
    besteed: int
    # Spent in the years before, as it was known when those were handed in.
    verantwoord: int
    # What is known about those years now, less that.
    correctie: int
    cumulatief: int
    # VAT of this year that the compensatiefonds pays: not in the amounts before it.
    btw: int


def inleverdag(jaar: int) -> date:
    """Return the last day on which a year is handed in."""
    return date(jaar + 1, MAAND, DAG)


def ingediend_op(jaar: int) -> datetime:
    """Return the end of that day."""
    return moment(inleverdag(jaar) + timedelta(days=1), 0)


def sisa(regeling: Regeling, jaar: int) -> list[Sisaregel]:
    """Return the lines of a year, for the onderdelen on which anything was spent. Two queries."""
    rijen = db.session.execute(_kosten(regeling.bron)).all()
    dagen = sessiedagen({rij.groep_id for rij in rijen if rij.groep_id})
    toen = min(ingediend_op(jaar - 1), nu())
    som: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for rij in rijen:
        for deel in kost_delen(rij, dagen):
            if not regeling.eerste_dag.year <= deel.jaar <= jaar:
                continue
            telt = som[rij.onderdeel]
            if deel.jaar == jaar and rij.vervallen_op is None:
                telt[0] += deel.bedrag
                telt[3] += deel.btw
            elif deel.jaar < jaar:
                telt[2] += deel.bedrag if rij.vervallen_op is None else 0
        if _stond_er(rij, toen):
            eerder = op(rij, toen, dagen).items()
            som[rij.onderdeel][1] += sum(bedrag for van, bedrag in eerder if regeling.eerste_dag.year <= van < jaar)
    volgorde = {str(deel.code): nr for nr, deel in enumerate(regeling.onderdelen)}
    return [
        Sisaregel(code, besteed, was, nu_ - was, nu_ + besteed, btw)
        for code, (besteed, was, nu_, btw) in sorted(som.items(), key=lambda p: (volgorde.get(p[0], 99), p[0]))
        if besteed or was or nu_ or btw
    ]


def _stond_er(rij: Any, toen: datetime) -> bool:
    return rij.gemaakt_op < toen and (rij.vervallen_op is None or rij.vervallen_op >= toen)


def _kosten(bron: str) -> Any:
    k = Kost
    kolommen = (k.id, k.datum, k.geleverd_van, k.geleverd_tot, k.onderdeel, k.bron, k.bedrag, k.btw_compensabel)
    return select(*kolommen).add_columns(k.groep_id, k.gemaakt_op, k.vervallen_op, k.verdeling).where(k.bron == bron)
