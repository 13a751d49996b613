"""How long a trainer's phone stays signed in: as long as a group of their own runs, and one day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from ketens.gebruikers import telefoon
from ketens.gebruikers.telefoon import blijft_zolang
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep, GroepTrainer
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rechten import Rol

DAG = timedelta(days=1)
NIET_EIGEN = "Dit kan alleen op uw eigen telefoon, bij een groep die u zelf leidt en die nog loopt."


def blijf_aangemeld(groep: Groep, *, door: Wie) -> tuple[str, date]:
    """Keep the phone of a trainer signed in until the day after the last day of their last group; token and day."""
    dag = laatste_dag(door.account_id)
    if door.doel or door.rol != Rol.TRAINER or dag is None or not is_eigen(groep, door):
        raise Domeinfout(NIET_EIGEN)
    return telefoon.begin(door, dag), dag


def laatste_dag(account_id: UUID) -> date | None:
    """Return until and including which day a group of this trainer asks for marks, or None."""
    vraag = select(func.max(Groep.eindigt_op)).where(*_loopt(account_id))
    einde: date | None = db.session.scalar(vraag)
    return einde + DAG if einde else None


def is_eigen(groep: Groep, mens: Wie) -> bool:
    """Tell whether `mens` leads this group, as long as it runs (and the day after)."""
    vraag = select(Groep.id).where(Groep.id == groep.id, *_loopt(mens.account_id))
    return db.session.scalar(vraag) is not None


@blijft_zolang
def heeft_een_groep(account_id: UUID) -> bool:
    """A group that is over, called off or led by someone else keeps no phone signed in."""
    return laatste_dag(account_id) is not None


def stand(mens: Wie, groep: Groep | None = None) -> dict[str, Any]:
    """Return what a page says of this phone: whether it stays signed in, until when, or whether it may."""
    hier = telefoon.hier(mens)
    mag = mens.rol == Rol.TRAINER and hier is None and mens.doel is None and groep is not None
    return {
        "aangemeld_tot": hier[1] if hier else None,
        "mag_aangemeld_blijven": mag and groep is not None and is_eigen(groep, mens),
        "alleen_telefoon": mens.doel is not None,
    }


def _loopt(account_id: UUID) -> tuple[ColumnElement[bool], ...]:
    eigen = select(GroepTrainer.groep_id).where(GroepTrainer.account_id == account_id, GroepTrainer.tot.is_(None))
    return Groep.id.in_(eigen), Groep.afgelast_op.is_(None), Groep.eindigt_op >= vandaag() - DAG
