"""Trajecten and verwijzingen of long ago, as the handelingen left them then."""

from datetime import UTC, datetime

import pytest

from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.trajecten.models import Traject
from ketens.verwijzingen import handelingen as verwijzingen
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

MAART_2026 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Vroeger:
    """`vroeger.traject("Jansen", 2022)` was closed on 1 June of that year."""

    def __init__(self, app, maak):
        self.app, self.maak = app, maak

    def traject(self, naam="Jansen", jaar=2022, *, reden="afgerond", inwoner=None, keten=wereld.KETEN, maand=6):
        begin, einde = datetime(jaar, maand, 1, 8, tzinfo=UTC), datetime(jaar, maand, 1, 12, tzinfo=UTC)
        with zet_klok(begin):
            traject = self.maak.traject(naam, behandelaar="coordinator", inwoner=inwoner, keten=keten)
        self.sluit(traject.id, einde, reden)
        return traject

    def sluit(self, traject_id, op, reden="afgerond"):
        with zet_klok(op), wereld.binnen(self.app):
            rij = db.session.get_one(Traject, traject_id)
            redenen = [een.code for een in rij.keten.afsluitredenen]
            rij.sluit_af(
                door=wereld.wie("coordinator"),
                reden=reden if reden in redenen else redenen[0],
                toelichting="Zie Vlierbes.",
            )
            db.session.commit()

    def verwijzing(self, naam="Jansen", jaar=2022, *, ingetrokken=True):
        with zet_klok(datetime(jaar, 6, 1, 8, tzinfo=UTC)):
            verwijzing = self.maak.verwijzing(naam)
            if ingetrokken:
                with wereld.binnen(self.app):
                    rij = db.session.get_one(Verwijzing, verwijzing.id)
                    verwijzingen.trek_in(rij, reden="wil_niet", door=wereld.wie("verwijzer"))
                    db.session.commit()
        return verwijzing


@pytest.fixture
def vroeger(app, maak):
    return Vroeger(app, maak)


@pytest.fixture
def voorstel_en_uit(in_borne):
    """Lay down a proposal on a day, and carry it out two weeks later."""
    from datetime import timedelta

    from ketens.bewaren import voorstellen

    def doe(op=MAART_2026):
        with zet_klok(op), in_borne():
            gelegd = voorstellen.leg_voor()
            db.session.commit()
            if gelegd is None:
                return None
        with zet_klok(op + timedelta(days=14)), in_borne():
            wacht = voorstellen.wachtend()
            while voorstellen.voer_uit(wacht):
                db.session.commit()
            db.session.commit()
            return {rij.soort: rij.aantal for rij in wacht.vernietigingen}, wacht.gebleven

    return doe
