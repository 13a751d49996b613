"""Residents as the fg sees them: a reference, and where it must be a name with a year of birth. No dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort
from sqlalchemy import func, or_, select, union_all
from sqlalchemy.orm import load_only
from sqlalchemy.sql.base import ExecutableOption

from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel, delen_van, klank
from ketens.kern.db import db
from ketens.kern.versleuteling import onthoud, zoekhashes
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing

MEESTE = 20


@dataclass(frozen=True, slots=True)
class Betrokkene:
    """Whose log it is: this record and those that turned out to be the same resident."""

    id: UUID
    ids: tuple[UUID, ...]
    naam: str
    geboortejaar: int | None


def _naam() -> ExecutableOption:
    """Read of a resident no more than the fg sees."""
    cellen = (Inwoner.voornaam_cel, Inwoner.tussenvoegsel_cel, Inwoner.achternaam_cel)  # type: ignore[attr-defined]
    return load_only(*cellen, Inwoner.geboortejaar, Inwoner.zelfde_als_id)


def vind_betrokkene(inwoner_id: UUID) -> Betrokkene:
    """Return the resident of this gemeente, the one they turned out to be, or answer 404."""
    rijen = _records(inwoner_id)
    return _betrokkene(rijen[0], tuple(rij.id for rij in rijen))


def records_van(inwoner_id: UUID | None) -> tuple[UUID, ...]:
    """Return the records of this resident, none for None, or answer 404. No cell is opened."""
    return tuple(rij.id for rij in _records(inwoner_id)) if inwoner_id else ()


def _records(inwoner_id: UUID) -> list[Inwoner]:
    wortel = select(func.coalesce(Inwoner.zelfde_als_id, Inwoner.id)).where(Inwoner.id == inwoner_id).scalar_subquery()
    een = or_(Inwoner.id == wortel, Inwoner.zelfde_als_id == wortel)
    vraag = select(Inwoner).where(een, Inwoner.geanonimiseerd_op.is_(None)).options(_naam())
    # The one that the others turned out to be comes first.
    rijen = list(db.session.scalars(vraag.order_by(Inwoner.zelfde_als_id.is_not(None), Inwoner.id)))
    for rij in rijen:
        onthoud(rij.id)
    return rijen or abort(404)


def _betrokkene(rij: Inwoner, ids: tuple[UUID, ...]) -> Betrokkene:
    return Betrokkene(rij.id, ids, rij.naam, rij.geboortejaar)


def zoek(geboortedatum: date | None, achternaam: str) -> list[Betrokkene]:
    """Return who was born then and has this surname by sound (any part of a double name); at most twenty."""
    geboren = select(Zoeksleutel.inwoner_id).where(Zoeksleutel.hash.in_(zoekhashes("geboren", str(geboortedatum))))
    namen = [hash_ for deel in delen_van(achternaam) for hash_ in zoekhashes("achternaam", klank(deel))]
    heet_zo = select(Zoeksleutel.inwoner_id).where(Zoeksleutel.hash.in_(namen))
    vraag = select(Inwoner).where(Inwoner.id.in_(geboren), Inwoner.id.in_(heet_zo)).options(_naam())
    return [_betrokkene(rij, (rij.id,)) for rij in db.session.scalars(vraag.order_by(Inwoner.id).limit(MEESTE))]


def kenmerken(inwoner_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return a reference for each of these residents and note that they were shown. One statement, no cell opened."""
    ids = list(dict.fromkeys(inwoner_ids))
    for id_ in ids:
        onthoud(id_)
    if not ids:
        return {}
    # A traject says more than the verwijzing that it began with.
    bronnen = union_all(
        select(Verwijzing.inwoner_id, Verwijzing.kenmerk).where(Verwijzing.inwoner_id.in_(ids)),
        select(Traject.inwoner_id, Traject.kenmerk).where(Traject.inwoner_id.in_(ids)),
    )
    gevonden: dict[UUID, str] = {rij[0]: rij[1] for rij in db.session.execute(bronnen)}
    return {id_: gevonden.get(id_) or f"inwoner …{id_.hex[-6:]}" for id_ in ids}
