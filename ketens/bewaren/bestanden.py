"""Files with names that were asked for: who is let go of stands in none of them any more, made or in the making."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session, SessionTransaction

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.keuringen import keurt_wie_erin_staat
from ketens.uitvoer.models import Uitvoer

PLEK = "bewaren.bestanden"
# So many ids at once: a database takes only so many in one statement.
PORTIE = 1000


def neem_terug() -> None:
    """Fail every file with names that is being made, and take back those that lie ready: the rest can ask again.

    One that waits for the worker waits for us. One that the worker takes from here on is kept by `is_er_nog`.
    """
    bezig = (Uitvoer.met_namen, Uitvoer.bezig())
    db.session.execute(select(Uitvoer.id).where(*bezig).order_by(Uitvoer.id).with_for_update())
    _zet(*bezig, Uitvoer.bezig_op.is_not(None), mislukt_op=nu(), mislukt_reden="storing")
    klaar = (Uitvoer.met_namen, Uitvoer.klaar_op.is_not(None), Uitvoer.verwijderd_op.is_(None))
    liggen = db.session.execute(select(Uitvoer.gemeente_id, Uitvoer.id).where(*klaar)).all()
    _zet(*klaar, verwijderd_op=nu())
    _straks_van_schijf(bewaarplaats.map_van(gemeente_id) / id_.hex for gemeente_id, id_ in liggen)


def _zet(*welke: Any, **waarden: Any) -> None:
    db.session.execute(update(Uitvoer).where(*welke).values(waarden).execution_options(synchronize_session=False))


@keurt_wie_erin_staat
def is_er_nog(inwoners: Collection[UUID]) -> bool:
    """Tell whether nobody in a file was let go of, or is being let go of at this moment: those are locked, and skipped.

    Whoever is here keeps their row until the file is noted as ready: who lets go of them then finds it.
    """
    ids = sorted(inwoners)
    for begin in range(0, len(ids), PORTIE):
        portie = ids[begin : begin + PORTIE]
        vraag = select(Inwoner.id).where(Inwoner.id.in_(portie), Inwoner.geanonimiseerd_op.is_(None))
        vrij = db.session.scalars(vraag.with_for_update(read=True, key_share=True, skip_locked=True))
        if len(vrij.all()) < len(portie):
            return False
    return True


def _straks_van_schijf(paden: Iterable[Path]) -> None:
    """Remove these when the transaction that is open commits; who is killed in between leaves them to the night."""
    db.session.info.setdefault(PLEK, []).extend(paden)


@event.listens_for(Session, "after_commit")
def _na_vastleggen(sessie: Session) -> None:
    if not sessie.in_nested_transaction():
        for pad in sessie.info.pop(PLEK, ()):
            pad.unlink(missing_ok=True)


@event.listens_for(Session, "after_soft_rollback")
def _na_terugdraaien(sessie: Session, _transactie: SessionTransaction) -> None:
    # After a savepoint too: which were named within it is not known, and to leave them to the night is allowed.
    sessie.info.pop(PLEK, None)
