"""Who works beside me, and for whom I take over today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.trajecten.taken import Waarneming


@dataclass(frozen=True, slots=True)
class Collega:
    """Someone with the same hat as mine."""

    id: UUID
    naam: str
    ketens: frozenset[str]


def collegas(wie: Wie) -> list[Collega]:
    """Return who has my role in my organisatie and gemeente today, in one of my ketens at least; me not included."""
    dag = vandaag()
    vraag = (
        select(Account.id, Account.naam, Lidmaatschap.ketens)
        .join(Account, Account.id == Lidmaatschap.account_id)
        .where(
            Lidmaatschap.organisatie_id == wie.organisatie_id,
            Lidmaatschap.gemeente_id == huidige_gemeente(),
            Lidmaatschap.rol == wie.rol,
            Lidmaatschap.vanaf <= dag,
            or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= dag),
            Account.geblokkeerd_op.is_(None),
            Account.id != wie.account_id,
        )
        .order_by(Account.naam, Account.id)
    )
    rijen = [Collega(rij.id, rij.naam, frozenset(rij.ketens)) for rij in db.session.execute(vraag)]
    return [collega for collega in rijen if collega.ketens & set(wie.ketens)]


def keuzes(wie: Wie, mensen: Iterable[Collega]) -> list[tuple[str, str]]:
    """Return whom work can be given to, as the choices of a select: me, colleagues, nobody."""
    return [("mij", f"Mijzelf ({wie.naam})"), *((str(c.id), c.naam) for c in mensen), ("niemand", "Niemand")]


def gekozen_account(keuze: str, wie: Wie) -> Account | None:
    """Return the account that a choice of `keuzes` stands for; the form has checked that it was offered."""
    if keuze == "niemand":
        return None
    return db.session.get_one(Account, wie.account_id if keuze == "mij" else UUID(keuze))


def waargenomen(wie: Wie) -> dict[UUID, tuple[str, date]]:
    """Return for whom I take over today, with their name and the last day."""
    dag = vandaag()
    vraag = (
        select(Waarneming.account_id, Account.naam, Waarneming.tot)
        .join(Account, Account.id == Waarneming.account_id)
        .where(
            Waarneming.waarnemer_id == wie.account_id,
            Waarneming.organisatie_id == wie.organisatie_id,
            Waarneming.beeindigd_op.is_(None),
            Waarneming.van <= dag,
            Waarneming.tot >= dag,
        )
    )
    return {rij.account_id: (rij.naam, rij.tot) for rij in db.session.execute(vraag)}
