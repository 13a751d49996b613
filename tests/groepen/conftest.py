"""What the tests of groups share."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.groepen import handelingen, verlopen
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import WERK
from ketens.opdrachten.models import Opdracht
from ketens.trajecten.models import Traject
from tests import wereld


@pytest.fixture
def plaats(app: Flask) -> Callable[..., Plaatsing | Wachtplek]:
    """`plaats(traject, groep)` places someone, committed, as the coördinator."""

    def doe(traject: Traject, groep: Groep, **velden: Any) -> Plaatsing | Wachtplek:
        with wereld.binnen(app):
            uitkomst = handelingen.plaats(haal(traject), haal(groep), door=wereld.wie("coordinator"), **velden)
            db.session.commit()
            db.session.expunge_all()
        return uitkomst

    return doe


def haal(rij: Any) -> Any:
    """Return the row as the database has it now."""
    return db.session.get_one(type(rij), rij.id)


def aanwezig(plaatsing, *nummers, stand="aanwezig"):
    """Mark attendance at sessions; the screens for it come later, so the rows are laid here."""
    for nr in nummers:
        vraag = select(Bijeenkomst.id).where(Bijeenkomst.groep_id == plaatsing.groep_id, Bijeenkomst.nr == nr)
        rij = Aanwezigheid(
            bijeenkomst_id=db.session.scalars(vraag).one(), plaatsing_id=plaatsing.id, stand=stand, op=nu()
        )
        db.session.add(rij)


def de_klok_loopt() -> int:
    """Do what the clock does with offers, and return in how many groups; each job in turn, as one worker would."""
    verlopen.loop_na({})
    vraag = select(Opdracht).where(Opdracht.soort == verlopen.PER_GROEP, Opdracht.klaar_op.is_(None))
    werk = db.session.scalars(vraag.order_by(Opdracht.id)).all()
    for rij in werk:
        WERK[rij.soort](rij.gegevens)
        rij.klaar_op, rij.sleutel = nu(), None
    db.session.flush()
    return len(werk)
