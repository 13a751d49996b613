"""The eigen bijdrage of a group: who paid, who still must, to whom it was remitted, and what that adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.nazorg.models import Nota

GEEN, OPEN, BETAALD, KWIJTGESCHOLDEN = "geen", "open", "betaald", "kwijtgescholden"
STANDEN = {BETAALD: "Betaald", OPEN: "Open", KWIJTGESCHOLDEN: "Kwijtgescholden"}
# Who never came owes nothing, unless something was paid.
NIET_GEWEEST = ("ingetrokken", "niet_gestart")


@dataclass(frozen=True, slots=True)
class Totalen:
    """In cents, over a group."""

    gevraagd: int = 0
    betaald: int = 0
    open: int = 0
    kwijtgescholden: int = 0


def zet_bijdrage(plaatsing: Plaatsing, stand: str, *, door: Wie, op: date | None = None) -> None:
    """Say how the eigen bijdrage of a deelname stands; `op` is the day on which it was paid."""
    if stand not in STANDEN:
        raise Domeinfout("Kies hoe het staat.")
    db.session.refresh(plaatsing, attribute_names=["bijdrage", "bijdrage_op", "eigen_bijdrage"], with_for_update=True)
    bedrag = plaatsing.eigen_bijdrage or plaatsing.groep.eigen_bijdrage
    if not bedrag:
        raise Domeinfout("Bij deze groep hoort geen eigen bijdrage.")
    if db.session.scalar(select(exists().where(Nota.plaatsing_id == plaatsing.id))):
        raise Domeinfout("Van deze betaling is een nota gemaakt. Die kan niet meer veranderen.")
    dag = (op or vandaag()) if stand == BETAALD else vandaag()
    if dag > vandaag():
        raise Domeinfout("Kies een dag die niet in de toekomst ligt.", veld="betaald_op")
    if (plaatsing.bijdrage, plaatsing.bijdrage_op) == (stand, dag):
        return
    was, plaatsing.bijdrage, plaatsing.bijdrage_op = plaatsing.bijdrage, stand, dag
    plaatsing.eigen_bijdrage = bedrag
    plaatsing.traject.noteer("bijdrage", door=door, was=was, wordt=stand)


def van_groep(groep: Groep) -> list[Plaatsing]:
    """Return who took part or takes part, in the order in which they were placed."""
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id)
    vraag = vraag.options(
        joinedload(Plaatsing.inwoner, innerjoin=True),
        joinedload(Plaatsing.traject, innerjoin=True),
        joinedload(Plaatsing.groep, innerjoin=True),
    )
    rijen = db.session.scalars(vraag.order_by(Plaatsing.geplaatst_op, Plaatsing.id))
    return [rij for rij in rijen if rij.einde not in NIET_GEWEEST or rij.bijdrage == BETAALD]


def totalen(plaatsingen: Iterable[Plaatsing]) -> Totalen:
    """Add up what was asked, and what became of it."""
    som = dict.fromkeys(STANDEN, 0)
    for rij in plaatsingen:
        if rij.bijdrage in som:
            som[rij.bijdrage] += rij.eigen_bijdrage
    return Totalen(sum(som.values()), som[BETAALD], som[OPEN], som[KWIJTGESCHOLDEN])
