"""Whose a request is: every record that turned out to be this resident, whoever became whom first."""

from uuid import UUID

from flask import abort
from sqlalchemy import select

from ketens.bewaren.mensen import bij_elkaar
from ketens.inwoners.beperking import Beperking
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.versleuteling import onthoud


def records_van(inwoner_id: UUID) -> tuple[UUID, ...]:
    """Return all records of this resident, the one that stays first, or answer 404. No cell is opened."""
    if db.session.scalar(select(Inwoner.id).where(Inwoner.id == inwoner_id)) is None:
        abort(404)
    ((mens, records),) = bij_elkaar([inwoner_id]).items()
    ids = (mens, *(record for record in records if record != mens))
    for id_ in ids:
        onthoud(id_)
    return ids


def beperkingen_van(inwoner_id: UUID) -> list[Beperking]:
    """Return the restrictions of this resident that stand, from whatever request, on whatever record."""
    vraag = select(Beperking).where(Beperking.inwoner_id.in_(records_van(inwoner_id)), Beperking.opgeheven_op.is_(None))
    return list(db.session.scalars(vraag.order_by(Beperking.id)))
