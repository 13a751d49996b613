"""Absent without a word, so often in a row that somebody calls: a contact task, once per row of absences.

Who sent word was heard of, so that breaks the row as being there does. A session of which nothing is noted says
nothing. The interventie says how often (`bellen_na_afwezig`).
"""

from datetime import datetime

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import bij_einde
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.contact import POGING, bij_contact, bij_vergissing
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.gesprekken import GESPREK
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import AFWEZIG, Taak

WERKDAGEN_OM_TE_BELLEN = 2


def werk_belltaak_bij(plaatsing: Plaatsing) -> None:
    """Put the contact task on the worklist, or take it off, as the marks say."""
    sinds = te_bellen_sinds(plaatsing)
    traject = plaatsing.traject
    if sinds is None:
        _rond_af(traject)
    elif not _open_taken(traject) and not traject.is_afgesloten and not _gesproken_sinds(traject, sinds):
        termijn = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_BELLEN)
        db.session.add(Taak.over(traject, soort=AFWEZIG, termijn_op=termijn))


def te_bellen_sinds(plaatsing: Plaatsing) -> datetime | None:
    """Return the moment of the absence that made it too many in a row, or None."""
    nodig = plaatsing.groep.interventie.deelname.bellen_na_afwezig
    vraag = (
        select(Aanwezigheid.stand, Bijeenkomst.begint_op)
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .where(
            Aanwezigheid.plaatsing_id == plaatsing.id,
            Aanwezigheid.stand != AanwezigheidStand.TERUGGENOMEN,
            Bijeenkomst.afgelast_op.is_(None),
        )
        .order_by(Bijeenkomst.begint_op.desc())
    )
    rij: list[datetime] = []
    for stand, op in db.session.execute(vraag):
        if stand != AanwezigheidStand.AFWEZIG:
            break
        rij.append(op)
    return rij[-nodig] if len(rij) >= nodig else None


@bij_contact
def is_gebeld(traject: Traject, _poging: Gebeurtenis, _door: Wie) -> None:
    """Whoever tried to call did what the task asks."""
    _rond_af(traject)


@bij_einde
def hoeft_niet_meer(plaatsing: Plaatsing, _door: Wie | None) -> None:
    """Who no longer takes part is missed by nobody."""
    _rond_af(plaatsing.traject)


@bij_vergissing
def toch_niet_gebeld(traject: Traject, _poging: Gebeurtenis, _door: Wie) -> None:
    """A call that was tapped by mistake leaves the task to be done."""
    db.session.flush()
    vraag = select(Plaatsing).where(Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    for plaatsing in db.session.scalars(vraag).all():
        werk_belltaak_bij(plaatsing)


def _open_taken(traject: Traject) -> list[Taak]:
    return [taak for taak in traject.open_taken() if taak.soort == AFWEZIG]


def _rond_af(traject: Traject) -> None:
    for taak in _open_taken(traject):
        taak.handel_af()


def _gesproken_sinds(traject: Traject, moment: datetime) -> bool:
    vraag = select(Gebeurtenis.id).where(
        Gebeurtenis.traject_id == traject.id, Gebeurtenis.soort.in_((POGING, GESPREK)), Gebeurtenis.op >= moment
    )
    return db.session.scalars(vraag.limit(1)).first() is not None
