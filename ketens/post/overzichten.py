"""How the mail goes, for who keeps the installation: counts of all of it, the rows only of what goes to no resident."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from ketens.kern.db import db
from ketens.post.models import Mail, is_open

LAATSTE = 20


@dataclass(frozen=True, slots=True)
class Poststand:
    """What waits, since when, and what was given up."""

    ingesteld: bool
    wacht: int
    sinds: datetime | None
    mislukt: int
    verzonden: int


def stand_van_post() -> Poststand:
    """Return how the mail of this gemeente goes; no row of it is opened."""
    wacht, sinds, mislukt, verzonden = db.session.execute(
        select(
            func.count().filter(*is_open()),
            func.min(Mail.gemaakt_op).filter(*is_open()),
            func.count().filter(Mail.mislukt_op.is_not(None)),
            func.count().filter(Mail.verzonden_op.is_not(None)),
        ).select_from(Mail)
    ).one()
    return Poststand(current_app.extensions["ketens"].mailserver is not None, wacht, sinds, mislukt, verzonden)


def storingen(zichtbaar: object) -> list[Mail]:
    """Return what went wrong last, of what this person may see: given up, or tried in vain and still waiting."""
    vraag = select(Mail).where(zichtbaar, Mail.fout.is_not(None))  # type: ignore[arg-type]
    return list(db.session.scalars(vraag.order_by(Mail.id.desc()).limit(LAATSTE)))
