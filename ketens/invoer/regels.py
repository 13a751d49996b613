"""The rows of a file, as deeds and pages both ask for them."""

from collections.abc import Sequence

from sqlalchemy import select

from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.nakijken import KOP
from ketens.kern.db import db


def kop_van(invoer: Invoer) -> list[str]:
    """Return the heading of the file; nothing once its rows were cleared away."""
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.nr == KOP)
    rij = db.session.scalars(vraag).one_or_none()
    return list(rij.cellen or []) if rij else []


def onbeslist(invoer: Invoer) -> Sequence[Invoerregel]:
    """Return the rows about someone who may be known here."""
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.lijkt_op_id.is_not(None))
    return db.session.scalars(vraag.order_by(Invoerregel.nr)).all()
