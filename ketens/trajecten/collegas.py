"""Who works beside me, and for whom I take over today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, bindparam, or_, select

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.trajecten.taken import Waarneming

# Both are asked on every worklist, so they are built once.
_ik, _dag = bindparam("ik", type_=Uuid()), bindparam("dag", type_=Date())
_organisatie = bindparam("organisatie", type_=Uuid())
COLLEGAS = (
    select(Account.id, Account.naam, Lidmaatschap.ketens)
    .join(Account, Account.id == Lidmaatschap.account_id)
    .where(
        Lidmaatschap.organisatie_id == _organisatie,
        Lidmaatschap.gemeente_id == bindparam("gemeente", type_=Uuid()),
        Lidmaatschap.rol == bindparam("rol"),
        Lidmaatschap.vanaf <= _dag,
        or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= _dag),
        Account.geblokkeerd_op.is_(None),
        Account.id != _ik,
    )
    .order_by(Account.naam, Account.id)
)
WAARGENOMEN = (
    select(Waarneming.account_id, Account.naam, Waarneming.tot)
    .join(Account, Account.id == Waarneming.account_id)
    .where(
        Waarneming.waarnemer_id == _ik,
        Waarneming.organisatie_id == _organisatie,
        Waarneming.beeindigd_op.is_(None),
        Waarneming.van <= _dag,
        Waarneming.tot >= _dag,
    )
)


@dataclass(frozen=True, slots=True)
class Collega:
    """Someone with the same hat as mine."""

    id: UUID
    naam: str
    ketens: frozenset[str]


def collegas(wie: Wie) -> list[Collega]:
    """Return who has my role in my organisatie and gemeente today, in one of my ketens at least; me not included."""
    rijen = db.session.execute(COLLEGAS, _waarden(wie) | {"rol": wie.rol, "gemeente": huidige_gemeente()})
    mijn = set(wie.ketens)
    return [Collega(id_, naam, frozenset(ketens)) for id_, naam, ketens in rijen if mijn.intersection(ketens)]


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
    return {id_: (naam, tot) for id_, naam, tot in db.session.execute(WAARGENOMEN, _waarden(wie))}


def _waarden(wie: Wie) -> dict[str, Any]:
    return {"ik": wie.account_id, "organisatie": wie.organisatie_id, "dag": vandaag()}
