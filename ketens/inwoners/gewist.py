"""Whoever had a page open of a resident who was let go of meanwhile, writes nothing more about them (besluit 0047).

What is begun waits for the row of the resident: letting go locks it. Then it is looked at once more, and refused.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, SessionTransaction

from ketens.inwoners.models import Inwoner
from ketens.kern import versleuteling
from ketens.kern.fouten import Domeinfout

GEWIST = "De persoonsgegevens van deze inwoner zijn gewist. Er is niets gewijzigd."
PLEK = "inwoners.gewist"


@event.listens_for(Session, "before_flush")
def _weiger(session: Session, _context: object, _instances: object) -> None:
    """Hold the residents about whom somebody writes, until the end of the transaction, and see that they are there."""
    # SQLite lets one write at a time: what was found when this request began is so still. The house itself may go on.
    if versleuteling.geopend.get() is None or session.get_bind().dialect.name == "sqlite":
        return
    gezien = session.info.setdefault(PLEK, set())
    gezien |= {rij.id for rij in session.new if isinstance(rij, Inwoner)}
    nieuw = {id_ for rij in (*session.new, *session.dirty) if (id_ := _over_wie(session, rij))} - gezien
    if not nieuw:
        return
    gezien |= nieuw
    vraag = select(Inwoner.id, Inwoner.geanonimiseerd_op).where(Inwoner.id.in_(nieuw)).order_by(Inwoner.id)
    with session.no_autoflush:
        if any(rij.geanonimiseerd_op for rij in session.execute(vraag.with_for_update(read=True, key_share=True))):
            raise Domeinfout(GEWIST)


def _over_wie(session: Session, rij: Any) -> UUID | None:
    """Return the resident about whom something is made, or of whom a sealed cell changes."""
    if getattr(rij, "ook_na_wissen", False) or isinstance(rij, Inwoner):
        return None
    if rij not in session.new and not _cel_wijzigt(rij):
        return None
    # Of what was made with its resident beside it, the column is filled only when it is written down.
    return getattr(rij, "inwoner_id", None) or getattr(rij.__dict__.get("inwoner"), "id", None)


def _cel_wijzigt(rij: Any) -> bool:
    stand = inspect(rij)
    cellen = (kolom.key for kolom in stand.mapper.column_attrs if kolom.key.endswith("_cel"))
    return any(stand.attrs[cel].history.has_changes() for cel in cellen)


@event.listens_for(Session, "after_transaction_end")
def _vergeet(session: Session, transactie: SessionTransaction) -> None:
    # A savepoint that was rolled back gave its locks back too; the end of a flush is neither.
    if transactie.parent is None or transactie.nested:
        session.info.pop(PLEK, None)
