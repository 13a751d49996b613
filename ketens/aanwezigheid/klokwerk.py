"""The day after the last session: one task on the worklist, to round the group off."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import exists, func, select

from ketens.aanwezigheid.afronden import lopend, taak_is_gedaan
from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import bij_einde
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag, werkdagen_erbij
from ketens.opdrachten.klok import elke
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.taken import AFRONDEN, Taak

OPDRACHT = "aanwezigheid.rond_af"
WERKDAGEN_OM_AF_TE_RONDEN = 5


@elke(time(5, 30), OPDRACHT)
def vraag_om_afronden(_gegevens: Mapping[str, Any]) -> None:
    """Ask it once of each group whose last session lies behind us and in which someone still takes part."""
    gevraagd = exists().where(Taak.soort == AFRONDEN, Taak.object_id == Groep.id)
    doet_mee = exists().where(Plaatsing.groep_id == Groep.id, Plaatsing.geeindigd_op.is_(None))
    laatste = (
        select(func.max(Bijeenkomst.begint_op))
        .where(Bijeenkomst.groep_id == Groep.id, Bijeenkomst.afgelast_op.is_(None))
        .scalar_subquery()
    )
    vandaag_begon = moment(vandaag(), 0)
    geweest = (laatste < vandaag_begon) | (laatste.is_(None) & (Groep.eindigt_op < vandaag()))
    vraag = select(Groep).where(Groep.afgelast_op.is_(None), geweest, doet_mee, ~gevraagd).order_by(Groep.id)
    for groep in db.session.scalars(vraag):
        maak_taak(
            soort=AFRONDEN,
            keten_code=groep.keten_code,
            organisatie_id=groep.organisatie_id,
            endpoint="aanwezigheid.afronding",
            object_id=groep.id,
            termijn_op=werkdagen_erbij(vandaag(), WERKDAGEN_OM_AF_TE_RONDEN),
        )


@bij_einde
def was_dat_de_laatste(plaatsing: Plaatsing, _door: Wie | None) -> None:
    """Whoever ends the deelnames one by one has rounded the group off too."""
    db.session.flush()
    if not lopend(plaatsing.groep):
        taak_is_gedaan(plaatsing.groep)
