"""Moving out of the gemeente: what waits ends, what runs may be finished, nothing new begins. None of it commits.

Who moves within the gemeente only gets another address (`wijzig_inwoner`).
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import (
    BIJ_HERSTEL,
    BIJ_VERHUIZING,
    Verhuizing,
    moet_leven,
    vergrendel,
    verhuizing_van,
)
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu


def leg_verhuizing_vast(
    inwoner: Inwoner,
    *,
    formulier_id: UUID,
    per: date,
    naar_gemeente: str,
    maakt_af: bool,
    mag_overdragen: bool,
    door: Wie,
) -> Verhuizing:
    """Record that someone moves out of the gemeente. `maakt_af`: they finish what runs. Sent twice, it is one."""
    vraag = select(Verhuizing).where(Verhuizing.formulier_id == formulier_id, Verhuizing.inwoner_id == inwoner.id)
    if bestaand := db.session.scalars(vraag).one_or_none():
        return bestaand
    vergrendel(inwoner)
    moet_leven(inwoner)
    if verhuizing_van(inwoner.id):
        raise Domeinfout("Deze verhuizing is al vastgelegd.")
    verhuizing = Verhuizing(
        inwoner_id=inwoner.id,
        inwoner=inwoner,
        formulier_id=formulier_id,
        per=per,
        naar_gemeente=_andere_gemeente(naar_gemeente),
        maakt_af=maakt_af,
        mag_overdragen=mag_overdragen,
        gestopt={},
        vastgelegd_op=nu(),
        door_id=door.account_id,
    )
    db.session.add(verhuizing)
    db.session.flush()
    for stop in BIJ_VERHUIZING:
        stop(verhuizing, door)
    return verhuizing


def maak_verhuizing_ongedaan(verhuizing: Verhuizing, *, reden: str, herstelt: bool, door: Wie) -> None:
    """Someone stays after all, or came back. `herstelt`: what was stopped is taken up again."""
    vergrendel(verhuizing.inwoner)
    db.session.refresh(verhuizing, attribute_names=["ongedaan_op", "gestopt"])
    if verhuizing.ongedaan_op:
        raise Domeinfout("Deze verhuizing is al ongedaan gemaakt.")
    moet_leven(verhuizing.inwoner)
    verhuizing.ongedaan_op, verhuizing.ongedaan_door_id = nu(), door.account_id
    verhuizing.ongedaan_reden = reden
    db.session.flush()
    for breng_terug in BIJ_HERSTEL if herstelt else ():
        breng_terug(verhuizing, door)


def _andere_gemeente(naam: str) -> str:
    hier = db.session.get_one(Gemeente, huidige_gemeente())
    if naam.strip().casefold() == hier.naam.casefold():
        raise Domeinfout(
            f"Dit is verhuizen binnen {hier.naam}. Wijzig dan alleen het adres van de inwoner.", veld="naar_gemeente"
        )
    return naam.strip()
