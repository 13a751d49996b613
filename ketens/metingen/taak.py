"""A measurement at the end that nobody made: once its day is over it is work for the coördinator."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import bij_einde
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.metingen.models import Meting
from ketens.metingen.momenten import T1, meetdagen
from ketens.opdrachten.klok import elke
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.taken import Taak

NAMETING = "nameting"
WERKDAGEN_OM_TE_METEN = 2
# Of a group that met its last session longer ago nobody can be measured any more.
TERUG = timedelta(weeks=8)


@elke(time(6, 10), "metingen.vraag_nameting")
def vraag_nameting(_gegevens: Mapping[str, Any]) -> None:
    """Put on the worklist which groups have no measurement at the end, when its session lies behind them; once."""
    for groep in db.session.scalars(_zonder_nameting()).all():
        eind = meetdagen(groep)[1:]
        if eind and eind[0].is_voorbij:
            maak_taak(
                soort=NAMETING,
                keten_code=groep.keten_code,
                organisatie_id=groep.organisatie_id,
                endpoint="metingen.overzicht",
                object_id=groep.id,
                termijn_op=werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_METEN),
            )


def _zonder_nameting() -> Any:
    """Groups with participants, of which a session was held lately, without a measurement or an earlier question."""
    onlangs = exists().where(
        Bijeenkomst.groep_id == Groep.id, Bijeenkomst.begint_op < nu(), Bijeenkomst.begint_op > nu() - TERUG
    )
    deelnemers = exists().where(Plaatsing.groep_id == Groep.id, Plaatsing.geeindigd_op.is_(None))
    gemeten = exists().where(Plaatsing.groep_id == Groep.id, Meting.plaatsing_id == Plaatsing.id, Meting.moment == T1)
    gevraagd = exists().where(Taak.object_id == Groep.id, Taak.soort == NAMETING)
    vraag = select(Groep).where(Groep.afgelast_op.is_(None), onlangs, deelnemers, ~gemeten, ~gevraagd)
    return vraag.options(selectinload(Groep.bijeenkomsten)).order_by(Groep.begint_op, Groep.id)


def handel_taak_af(groep: Groep) -> None:
    """Take the question from the worklist: someone measures."""
    for taak in db.session.scalars(
        select(Taak).where(Taak.object_id == groep.id, Taak.soort == NAMETING, Taak.afgehandeld_op.is_(None))
    ):
        taak.handel_af()


@bij_einde
def niemand_meer_te_meten(plaatsing: Plaatsing, _door: Wie | None) -> None:
    """Take it from the worklist when the last deelname ended."""
    nog = select(Plaatsing.id).where(Plaatsing.groep_id == plaatsing.groep_id, Plaatsing.geeindigd_op.is_(None))
    if db.session.scalars(nog.where(Plaatsing.id != plaatsing.id).limit(1)).first() is None:
        handel_taak_af(plaatsing.groep)
