"""An overlijden is recorded once and stops everything; a mistake is undone whole. None of it commits."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.keuzes import BRONNEN
from ketens.inwoners.levensloop import BIJ_HERSTEL, BIJ_OVERLIJDEN, Overlijden, kies_dag, overlijden_van, vergrendel
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu


def leg_overlijden_vast(inwoner: Inwoner, *, formulier_id: UUID, datum: date, bron: str, door: Wie) -> Overlijden:
    """Record that someone died, and stop all that runs or waits, in every keten. Sent twice, it is one."""
    vraag = select(Overlijden).where(Overlijden.formulier_id == formulier_id, Overlijden.inwoner_id == inwoner.id)
    if bestaand := db.session.scalars(vraag).one_or_none():
        return bestaand
    vergrendel(inwoner)
    if overlijden_van(inwoner.id):
        raise Domeinfout("Dit overlijden is al vastgelegd.")
    if bron not in BRONNEN:
        raise Domeinfout("Kies van wie u het hoorde.", veld="bron")
    overlijden = Overlijden(
        inwoner_id=inwoner.id,
        inwoner=inwoner,
        formulier_id=formulier_id,
        bron=bron,
        gestopt={},
        vastgelegd_op=nu(),
        door_id=door.account_id,
    )
    overlijden.datum = kies_dag(datum, inwoner, veld="datum")
    db.session.add(overlijden)
    db.session.flush()
    for stop in BIJ_OVERLIJDEN:
        stop(overlijden, door)
    return overlijden


def maak_overlijden_ongedaan(overlijden: Overlijden, *, reden: str, door: Wie) -> None:
    """Take back a mistake: what was stopped comes back as far as it can, in every keten."""
    vergrendel(overlijden.inwoner)
    db.session.refresh(overlijden, attribute_names=["ongedaan_op", "gestopt"])
    if overlijden.ongedaan_op:
        raise Domeinfout("Dit overlijden is al ongedaan gemaakt.")
    overlijden.ongedaan_op, overlijden.ongedaan_door_id = nu(), door.account_id
    overlijden.ongedaan_reden = reden
    db.session.flush()
    for breng_terug in BIJ_HERSTEL:
        breng_terug(overlijden, door)
