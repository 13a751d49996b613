"""Emergency accesses as the fg judges them: why, how long, and what was looked at meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Noodtoegang
from ketens.inwoners.noodtoegang import REDENEN
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.toezicht.logboek import Bladzijde, Vraag, als_tekst
from ketens.toezicht.logboek import lees as lees_logboek

MEESTE = 50


def lijst(wie: Wie, *, beoordeeld: bool) -> list[Noodtoegang]:
    """Return what waits for a judgement, longest first, or what was judged, last first; at most fifty."""
    oordeel = Noodtoegang.beoordeeld_op
    volgorde = oordeel.desc() if beoordeeld else Noodtoegang.van
    vraag = (
        select(Noodtoegang)
        .where(Noodtoegang.zichtbaar_voor(wie), oordeel.is_not(None) if beoordeeld else oordeel.is_(None))
        .options(joinedload(Noodtoegang.account), joinedload(Noodtoegang.organisatie))
    )
    return list(db.session.scalars(vraag.order_by(volgorde, Noodtoegang.id).limit(MEESTE)))


def reden(toegang: Noodtoegang) -> str:
    """Return why it was taken, in words."""
    return REDENEN.get(toegang.reden, toegang.reden)


def einde(toegang: Noodtoegang) -> datetime:
    """Return until when it reaches or reached."""
    return min(toegang.beeindigd_op or toegang.tot, toegang.tot)


def loopt(toegang: Noodtoegang) -> bool:
    """Tell whether it holds now."""
    return einde(toegang) > nu()


def bekeken(toegangen: Sequence[Noodtoegang]) -> dict[UUID, int]:
    """Return how many rows of the log each of these led to. One statement."""
    if not toegangen:
        return {}
    vakken = [(_intussen(toegang), nr) for nr, toegang in enumerate(toegangen)]
    regels = (
        select(Logregel.id.label("regel"), case(*vakken).label("nr"))
        .join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
        .where(Logregel.keten_id == huidige_gemeente(), or_(*(eis for eis, _ in vakken)))
        .subquery()
    )
    geteld = select(regels.c.nr, func.count(regels.c.regel.distinct())).group_by(regels.c.nr)
    return {toegangen[rij[0]].id: rij[1] for rij in db.session.execute(geteld)}


def _intussen(toegang: Noodtoegang) -> ColumnElement[bool]:
    return and_(
        LogregelInwoner.inwoner_id == toegang.inwoner_id,
        Logregel.account_id == toegang.account_id,
        Logregel.op >= als_tekst(toegang.van),
        Logregel.op < als_tekst(einde(toegang)),
    )


def regels(toegang: Noodtoegang) -> Bladzijde:
    """Return what this account looked at of this resident while it held: the newest fifty rows."""
    tijdvak = (toegang.van, einde(toegang))
    return lees_logboek(Vraag(account_id=toegang.account_id, inwoner_ids=(toegang.inwoner_id,), tijdvak=tijdvak))
