"""Taking over for a colleague in a period: the rules and the list."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.taken import Waarneming


def neem_waar(
    account: Account | None, waarnemer: Account | None, *, van: date | None, tot: date | None, door: Wie
) -> Waarneming:
    """Let `waarnemer` see the caseload of `account` as their own, from `van` to `tot` (inclusive)."""
    if account is None or waarnemer is None:
        raise Domeinfout("Kies een collega.", veld="waarnemer")
    if account.id == waarnemer.id:
        raise Domeinfout("Kies iemand anders om waar te nemen.", veld="waarnemer")
    if van is None or tot is None:
        raise Domeinfout("Vul de eerste en de laatste dag in.", veld="van")
    if tot < van:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", veld="tot")
    if tot < vandaag():
        raise Domeinfout("Deze periode is al voorbij.", veld="tot")
    waarneming = Waarneming(
        account_id=account.id, waarnemer_id=waarnemer.id, organisatie_id=door.organisatie_id, van=van, tot=tot
    )
    db.session.add(waarneming)
    return waarneming


def beeindig(waarneming: Waarneming) -> None:
    """End it now; a second time changes nothing."""
    waarneming.beeindigd_op = waarneming.beeindigd_op or nu()


def lopende(wie: Wie) -> list[Waarneming]:
    """Return what runs and what is coming in this organisatie, the first to begin on top."""
    vraag = (
        select(Waarneming)
        .where(Waarneming.zichtbaar_voor(wie), Waarneming.beeindigd_op.is_(None), Waarneming.tot >= vandaag())
        .options(joinedload(Waarneming.account), joinedload(Waarneming.waarnemer))
        .order_by(Waarneming.van, Waarneming.id)
    )
    return list(db.session.scalars(vraag))
