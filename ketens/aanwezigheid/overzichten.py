"""What pages show of attendance beside one session. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ketens.aanwezigheid.telling import GETELD
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand
from ketens.inwoners import doorgeven
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment, vandaag
from ketens.rooster import lijsten
from ketens.rooster.trainerpagina import deelnemers_van

TERUG, VOORUIT, DAG = timedelta(days=14), timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sessieregel:
    """A session on a list: when, and how many are noted there."""

    sessie: Bijeenkomst
    aanwezig: int
    genoteerd: int

    @property
    def dag(self) -> int:
        """Days from today: 0 is today."""
        return (self.sessie.begint_op.astimezone(AMSTERDAM).date() - vandaag()).days

    @property
    def mist(self) -> bool:
        """Whether it is behind us and nothing is noted."""
        return self.dag < 0 and not self.genoteerd and self.sessie.afgelast_op is None


def mijn(wie: Wie) -> dict[str, Any]:
    """Return the sessions that this person may mark: today, of the last two weeks, of the coming week."""
    begin = moment(vandaag(), 0)
    waar = [Bijeenkomst.zichtbaar_voor(wie), Bijeenkomst.afgelast_op.is_(None), Groep.afgelast_op.is_(None)]
    waar.append(Bijeenkomst.begint_op.between(begin - TERUG, begin + VOORUIT))
    if wie.doel:
        waar += [Groep.zichtbaar_voor(wie), Groep.eindigt_op >= vandaag() - DAG]
    vraag = select(Bijeenkomst).join(Bijeenkomst.groep).where(*waar).options(joinedload(Bijeenkomst.groep))
    rijen = sessieregels(db.session.scalars(vraag.order_by(Bijeenkomst.begint_op, Bijeenkomst.id)))
    return {
        "vandaag_hier": [rij for rij in rijen if rij.dag == 0],
        "komend": [rij for rij in rijen if rij.dag > 0],
        "geweest": [rij for rij in reversed(rijen) if rij.dag < 0],
    }


def sessieregels(sessies: Iterable[Bijeenkomst]) -> list[Sessieregel]:
    """Return these sessions with how many are noted there, in one query more."""
    lijst = list(sessies)
    is_aanwezig = func.count().filter(Aanwezigheid.stand == AanwezigheidStand.AANWEZIG)
    vraag = select(Aanwezigheid.bijeenkomst_id, is_aanwezig, func.count()).where(
        Aanwezigheid.bijeenkomst_id.in_([sessie.id for sessie in lijst]), Aanwezigheid.stand.in_(GETELD)
    )
    per = {rij[0]: (rij[1], rij[2]) for rij in db.session.execute(vraag.group_by(Aanwezigheid.bijeenkomst_id))}
    return [Sessieregel(sessie, *per.get(sessie.id, (0, 0))) for sessie in lijst]


def deelnemers(sessie: Bijeenkomst) -> dict[str, Any]:
    """Return what the page of the participants of one session shows."""
    groep = sessie.groep
    rijen = deelnemers_van(groep)
    zonder = doorgeven.ingetrokken([rij.plaatsing.inwoner_id for rij in rijen], groep.keten_code)
    return {
        "sessie": sessie,
        "groep": groep,
        "deelnemers": rijen,
        "niet_doorgeven": zonder,
        "overleden": lijsten.overleden(groep),
    }
