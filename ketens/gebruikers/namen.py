"""What the ids in the access log are called today: employees and their employers. No residents."""

from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.models import Account, Organisatie
from ketens.kern.db import db


def namen() -> dict[UUID, str]:
    """Return the name of every account and organisatie by its id, of all gemeenten."""
    return {
        rij.id: rij.naam for soort in (Account, Organisatie) for rij in db.session.execute(select(soort.id, soort.naam))
    }
