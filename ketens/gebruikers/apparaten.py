"""Where someone is signed in, to see and to end it (ASVS 7.5.2)."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from flask import abort, current_app
from sqlalchemy import or_, select

from ketens.gebruikers.models import Sessie
from ketens.gebruikers.wie import HELE_DAG, Wie
from ketens.kern import klok
from ketens.kern.db import db


class Apparaat(NamedTuple):
    """A browser that is signed in. `tot`: a phone that stays so, for attendance only."""

    id: UUID
    begonnen_op: datetime
    gezien_op: datetime
    netwerk: str
    tot: date | None
    is_dit: bool


def van(mens: Wie) -> list[Apparaat]:
    """Return where this person is signed in now, the last used first."""
    instellingen, nu = current_app.extensions["ketens"], klok.nu()
    wakker = (Sessie.gezien_op > nu - instellingen.stil_na) | (Sessie.middel == HELE_DAG)
    gewoon = (Sessie.begonnen_op > nu - instellingen.af_na) & wakker
    vraag = select(Sessie.id, Sessie.begonnen_op, Sessie.gezien_op, Sessie.adres, Sessie.tot).where(
        Sessie.account_id == mens.account_id,
        Sessie.beeindigd_op.is_(None),
        or_(Sessie.doel.is_(None) & gewoon, Sessie.tot >= klok.vandaag()),
    )
    rijen = db.session.execute(vraag.order_by(Sessie.gezien_op.desc(), Sessie.id))
    return [Apparaat(*rij, rij.id == mens.sessie_id) for rij in rijen]


def vind_eigen(sessie_id: UUID, mens: Wie) -> Apparaat:
    """Return one of these that is not this browser itself, or answer 404."""
    return next((een for een in van(mens) if een.id == sessie_id and not een.is_dit), None) or abort(404)
