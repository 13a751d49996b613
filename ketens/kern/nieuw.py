"""Writing new rows past the unit of work (besluit 0035): what was added is inserted as it is, table by table."""

from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import MANYTOONE, Mapper, Session, make_transient_to_detached

from ketens.kern.db import Basis


def schrijf_nieuw(session: Session) -> None:
    """Insert all that was added to this session; afterwards it stands there as it would after a flush.

    For a road that only adds. To find out what changed and what hangs on what is a tenth of a sending, and here the
    ids tell it. When something was changed or deleted too, an ordinary flush does it all.
    """
    if session.dirty or session.deleted:
        session.flush()
        return
    session.dispatch.before_flush(session, None, None)
    rijen = sorted(session.new, key=lambda rij: _rang(inspect(type(rij))))
    for rij in rijen:
        _neem_ids_over(rij)
        session.expunge(rij)
    session.bulk_save_objects(rijen)
    for rij in rijen:
        mapper = inspect(type(rij))
        mapper.dispatch.after_insert(mapper, session.connection(), inspect(rij))
        make_transient_to_detached(rij)
    session.add_all(rijen)
    session.dispatch.after_flush(session, None)


@cache
def _rang(mapper: Mapper[Any]) -> int:
    """Return where this table comes: what a row points to is there before it."""
    return Basis.metadata.sorted_tables.index(mapper.local_table)  # type: ignore[arg-type]


def _neem_ids_over(rij: Basis) -> None:
    for relatie, kolom in _wijst_naar(inspect(type(rij))):
        if (ander := rij.__dict__.get(relatie)) is not None:
            rij.__dict__[kolom] = ander.id


@cache
def _wijst_naar(mapper: Mapper[Any]) -> list[tuple[str, str]]:
    """Return (relation, column) of each row that a row of this table points to."""
    naar_een = [relatie for relatie in mapper.relationships if relatie.direction is MANYTOONE and not relatie.viewonly]
    return [(rel.key, mapper.get_property_by_column(kolom).key) for rel in naar_een for kolom in rel.local_columns]
