"""What a beheerder looks at: accounts and organisaties."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie, Sessie
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db


def accounts(wie: Wie) -> list[Account]:
    """Return who this beheerder manages, by name, with their hats."""
    vraag = select(Account).where(Account.zichtbaar_voor(wie)).options(selectinload(Account.lidmaatschappen))
    return list(db.session.scalars(vraag.order_by(func.lower(Account.naam), Account.id)))


def gezien_op(account_ids: list[UUID]) -> dict[UUID, datetime]:
    """Return when each account was last seen; who never signed in is absent."""
    vraag = select(Sessie.account_id, func.max(Sessie.gezien_op)).where(Sessie.account_id.in_(account_ids))
    return {rij[0]: rij[1] for rij in db.session.execute(vraag.group_by(Sessie.account_id))}


def petten_hier(account: Account, wie: Wie) -> list[Lidmaatschap]:
    """Return the hats in the gemeente of `wie`: those that hold today first."""
    hier = [pet for pet in account.lidmaatschappen if wie.pet and pet.gemeente_id == wie.pet.gemeente_id]
    return sorted(hier, key=lambda pet: (not pet.is_geldig, pet.rol, pet.organisatie.naam))


def organisaties(wie: Wie) -> list[Organisatie]:
    """Return the organisaties of the gemeente, by name."""
    vraag = select(Organisatie).where(Organisatie.zichtbaar_voor(wie))
    return list(db.session.scalars(vraag.order_by(func.lower(Organisatie.naam), Organisatie.id)))


def teams(wie: Wie) -> list[str]:
    """Return the names of the teams in the gemeente, so that nobody spells one in a second way."""
    vraag = select(Lidmaatschap.team).where(Lidmaatschap.zichtbaar_voor(wie), Lidmaatschap.team.is_not(None)).distinct()
    return sorted(str(team) for team in db.session.scalars(vraag))
