"""Tests without a name, as many as a figure needs."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.verwijzingen.zonder_traject import tel_test
from tests import wereld
from tests.maak import Maker


def tel_tests(app, aantal: int, *, op: date, pc4: str = "7621") -> None:
    """Let a verwijzer test so many people on a day, in one postcode area, all with the result laag."""
    with wereld.binnen(app), zet_klok(datetime.combine(op, time(12), tzinfo=UTC)):
        wie = wereld.wie("verwijzer")
        antwoorden = Maker.antwoorden("laag")
        for _ in range(aantal):
            tel_test(
                formulier_id=uuid4(), keten_code=wereld.KETEN, door=wie, antwoorden=antwoorden, leeftijd=70, pc4=pc4
            )
        db.session.commit()
        db.session.expunge_all()
