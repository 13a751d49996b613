"""Who is one person: a resident with every record that turned out to be them, in a row of any length."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db


def bij_elkaar(inwoner_ids: Collection[UUID] | None = None) -> dict[UUID, list[UUID]]:
    """Return person -> all their records, of these residents or of everybody in the gemeente who is somebody still."""
    wijst = _alle() if inwoner_ids is None else _rond(inwoner_ids)
    groepen: dict[UUID, list[UUID]] = defaultdict(list)
    for record in sorted(wijst):
        groepen[_mens(record, wijst)].append(record)
    return dict(groepen)


def _mens(record: UUID, wijst: Mapping[UUID, UUID | None]) -> UUID:
    gezien = {record}
    while (volgende := wijst.get(record)) is not None and volgende in wijst and volgende not in gezien:
        record = volgende
        gezien.add(record)
    return record


def _alle() -> dict[UUID, UUID | None]:
    vraag = select(Inwoner.id, Inwoner.zelfde_als_id).where(Inwoner.geanonimiseerd_op.is_(None))
    return {rij.id: rij.zelfde_als_id for rij in db.session.execute(vraag)}


def _rond(inwoner_ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Follow the arrows both ways until nobody new is found."""
    wijst: dict[UUID, UUID | None] = {}
    kolommen, nieuw = (Inwoner.id, Inwoner.zelfde_als_id), set(inwoner_ids)
    while nieuw:
        vraag = select(*kolommen).where(Inwoner.id.in_(nieuw) | Inwoner.zelfde_als_id.in_(nieuw))
        gevonden = {rij.id: rij.zelfde_als_id for rij in db.session.execute(vraag)}
        nieuw = (gevonden.keys() | {naar for naar in gevonden.values() if naar}) - wijst.keys() - nieuw
        wijst |= gevonden
    return wijst
