"""What was measured of whom, and what changed. A fixed number of queries, whatever the amount."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.groepen.afloop import nameting
from ketens.kern.db import db
from ketens.metingen import verandering as rekenen
from ketens.metingen.models import Meting
from ketens.metingen.momenten import T0, T1
from ketens.metingen.verandering import Verandering

Metingen = dict[UUID, dict[tuple[str, str], Meting]]


def metingen_van(plaatsing_ids: Iterable[UUID]) -> Metingen:
    """Return the measurements of each place, by moment (t0, t1) and code of the instrument. One query."""
    ids = list(plaatsing_ids)
    gevonden: Metingen = {id_: {} for id_ in ids}
    vraag = select(Meting).where(Meting.plaatsing_id.in_(ids)).options(joinedload(Meting.afname, innerjoin=True))
    for meting in db.session.scalars(vraag) if ids else ():
        gevonden[meting.plaatsing_id][meting.moment, meting.instrument_code] = meting
    return gevonden


@nameting
def heeft_nameting(plaatsing_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these places have a measurement at the end; that someone was not able to do it counts too."""
    ids = list(plaatsing_ids)
    vraag = select(Meting.plaatsing_id).where(Meting.plaatsing_id.in_(ids), Meting.moment == T1).distinct()
    return set(db.session.scalars(vraag)) if ids else set()


def verandering(plaatsing_ids: Iterable[UUID]) -> dict[UUID, list[Verandering]]:
    """Return what changed of each place, per instrument that was used at the begin or at the end. One query."""
    return {id_: veranderingen(metingen) for id_, metingen in metingen_van(plaatsing_ids).items()}


def veranderingen(metingen: dict[tuple[str, str], Meting]) -> list[Verandering]:
    """Return what changed, per instrument, of the measurements of one place."""
    codes = sorted({code for _, code in metingen})
    return [
        rekenen.verandering(
            catalogus().instrument((metingen.get((T1, code)) or metingen[T0, code]).afname.instrument),
            metingen.get((T0, code)),
            metingen.get((T1, code)),
        )
        for code in codes
    ]
