"""All that is kept of one resident, read by walking the tables of `kaart`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, inspect, or_, select

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.versleuteling import onthoud
from ketens.verzoeken.kaart import Tabelplan, gaten, kaart, klasse_van
from ketens.verzoeken.wijzers import Wijzers


@dataclass(frozen=True, slots=True)
class Rij:
    """One row: what is given of it by column, with what an id points to in words; and the record itself."""

    waarden: Mapping[str, Any]
    record: Any


@dataclass(frozen=True, slots=True)
class Deel:
    """The rows of one table."""

    plan: Tabelplan
    rijen: Sequence[Rij]


def lees(ids: Collection[UUID], *, alleen_zelf: bool = False, schuilt: bool = False) -> list[Deel]:
    """Return every table that holds something of these records. `alleen_zelf`: only what the resident told us;
    `schuilt`: nothing that tells where they are to be found."""
    if fout := gaten():
        raise RuntimeError(f"Niet van alle gegevens is bepaald of de inwoner ze krijgt: {', '.join(fout)}")
    for id_ in ids:
        onthoud(id_)
    gelezen = []
    wijzers = Wijzers()
    for plan in kaart().gegeven():
        kolommen = plan.kolommen(alleen_zelf=alleen_zelf, schuilt=schuilt)
        if kolommen and (records := rijen_van(plan, ids)):
            wijzers.zoek_op(plan.naam, kolommen, records)
            gelezen.append((plan, kolommen, records))
    wijzers.lees()
    return [
        Deel(plan, [Rij(_waarden(plan, record, kolommen, wijzers), record) for record in records])
        for plan, kolommen, records in gelezen
    ]


def rijen_van(plan: Tabelplan, ids: Collection[UUID]) -> Sequence[Any]:
    """Return the rows of a table that are about these records, oldest first."""
    klasse = klasse_van(plan.naam)
    vraag = select(klasse).where(_van(klasse, plan, ids)).order_by(klasse.id)
    return db.session.scalars(vraag.execution_options(populate_existing=True)).unique().all()


def _van(klasse: Any, plan: Tabelplan, ids: Collection[UUID]) -> Any:
    if plan.naam == "inwoner":
        return klasse.id.in_(ids)
    if plan.via == "inwoner_id":
        return klasse.inwoner_id.in_(ids)
    if plan.via == "gemaakt":  # ids of what was made from a row of a file, as JSON
        return or_(*(cast(klasse.gemaakt, String).contains(tekst) for id_ in ids for tekst in (str(id_), id_.hex)))
    return or_(*(_langs(klasse, kolom, ids) for kolom in plan.via.split()))


def _langs(klasse: Any, kolom: str, ids: Collection[UUID]) -> Any:
    """Return the condition that what this column points to is one of these residents, or is about one."""
    (sleutel,) = inspect(klasse).local_table.columns[kolom].foreign_keys
    ouder = klasse_van(sleutel.column.table.name)
    if ouder is Inwoner:
        return getattr(klasse, kolom).in_(ids)
    return getattr(klasse, kolom).in_(select(ouder.id).where(ouder.inwoner_id.in_(ids)))


def _waarden(plan: Tabelplan, record: Any, kolommen: Iterable[str], wijzers: Wijzers) -> dict[str, Any]:
    return {kolom: wijzers.in_plaats_van(plan.naam, kolom, getattr(record, kolom)) for kolom in kolommen}
