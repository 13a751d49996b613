"""What a merge would move, which ones stand, and what came from another record: only what somebody may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ketens.berichten.models import Bericht
from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

WOORDEN = {
    "verwijzingen": "Verwijzingen",
    "trajecten": "Trajecten",
    "plaatsingen": "Plaatsen in een groep",
    "afnamen": "Tests en vragenlijsten",
    "taken": "Taken die nog openstaan",
    "berichten": "Berichten aan de inwoner",
    "contactpersonen": "Contactpersonen",
    "toestemmingen": "Toestemmingen",
}


@dataclass(frozen=True, slots=True)
class Aantal:
    """How many of one kind stand with each of the two."""

    naam: str
    blijft: int
    gaat: int


def aantallen(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> list[Aantal]:
    """Return what stands with each, of what `wie` sees; what neither has is left out. Two statements."""
    links, rechts = (_tel(inwoner.id, wie) for inwoner in (blijft, gaat))
    return [Aantal(naam, links[code], rechts[code]) for code, naam in WOORDEN.items() if links[code] or rechts[code]]


def _tel(inwoner_id: UUID, wie: Wie) -> dict[str, int]:
    gezien = select(Traject.id).where(Traject.inwoner_id == inwoner_id, Traject.zichtbaar_voor(wie))
    vragen = {
        "verwijzingen": select(Verwijzing.id).where(
            Verwijzing.zichtbaar_voor(wie), Verwijzing.inwoner_id == inwoner_id
        ),
        "trajecten": gezien,
        "plaatsingen": select(Plaatsing.id).where(Plaatsing.traject_id.in_(gezien)),
        "afnamen": select(Afname.id).where(Afname.zichtbaar_voor(wie), Afname.inwoner_id == inwoner_id),
        "taken": select(Taak.id).where(
            Taak.zichtbaar_voor(wie), Taak.inwoner_id == inwoner_id, Taak.afgehandeld_op.is_(None)
        ),
        "berichten": select(Bericht.id).where(Bericht.traject_id.in_(gezien)),
        "contactpersonen": select(Contactpersoon.id).where(
            Contactpersoon.inwoner_id == inwoner_id, Contactpersoon.verwijderd_op.is_(None)
        ),
        "toestemmingen": select(Toestemming.id).where(
            Toestemming.inwoner_id == inwoner_id, Toestemming.keten_code.in_(wie.ketens)
        ),
    }
    tellers = [
        select(func.count()).select_from(vraag.subquery()).scalar_subquery().label(code)
        for code, vraag in vragen.items()
    ]
    return dict(db.session.execute(select(*tellers)).mappings().one())


def trajecten(inwoner: Inwoner, wie: Wie) -> list[Traject]:
    """Return the trajecten of a resident that `wie` sees."""
    vraag = select(Traject).where(Traject.inwoner_id == inwoner.id, Traject.zichtbaar_voor(wie))
    return list(db.session.scalars(vraag.order_by(Traject.id)))


def samenvoegingen_van(inwoner: Inwoner, wie: Wie) -> Sequence[Samenvoeging]:
    """Return the merges that stand with this resident and that `wie` may know of, newest first."""
    opgegaan = select(Inwoner.id).where(Inwoner.zelfde_als_id == inwoner.id)
    vraag = select(Samenvoeging).where(
        Samenvoeging.ongedaan_op.is_(None),
        (Samenvoeging.blijft_id == inwoner.id) | Samenvoeging.blijft_id.in_(opgegaan),
        Samenvoeging.zichtbaar_voor(wie),
    )
    return db.session.scalars(vraag.order_by(Samenvoeging.id.desc()).options(joinedload(Samenvoeging.door))).all()


def afkomst(rij_id: UUID, wie: Wie) -> Samenvoeging | None:
    """Return the merge by which a row came to this resident, if it stands and `wie` may know of it."""
    vraag = (
        select(Samenvoeging)
        .join(Verplaatsing, Verplaatsing.samenvoeging_id == Samenvoeging.id)
        .where(Verplaatsing.rij_id == rij_id, Samenvoeging.ongedaan_op.is_(None), Samenvoeging.zichtbaar_voor(wie))
    )
    return db.session.scalars(vraag.order_by(Samenvoeging.id.desc()).limit(1)).one_or_none()


def stond_bij(inwoner_ids: Collection[UUID]) -> list[tuple[UUID, datetime, datetime]]:
    """Return with whom these records stood, from when to when, by merges that were undone."""
    vraag = select(Samenvoeging.blijft_id, Samenvoeging.op, Samenvoeging.ongedaan_op).where(
        Samenvoeging.gaat_id.in_(list(inwoner_ids)), Samenvoeging.ongedaan_op.is_not(None)
    )
    return [(ander_id, van, tot) for ander_id, van, tot in db.session.execute(vraag) if tot]
