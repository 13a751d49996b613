"""Who pays for a deelname."""

from datetime import date

import pytest
from sqlalchemy import select

from ketens.groepen.bekostiging import BEKOSTIGING, kies_bekostiging, standaard
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from tests import wereld


@pytest.fixture
def plaatsing_id(app, maak):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    with wereld.binnen(app):
        plaats(
            db.session.get_one(Traject, traject.id), db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator")
        )
        db.session.commit()
        return db.session.scalars(select(Plaatsing.id)).one()


@pytest.mark.parametrize(("dag", "wie_betaalt"), [(date(2026, 12, 31), "spuk_gala"), (date(2027, 1, 1), "azwa")])
def test_wie_betaalt_volgt_uit_de_eerste_dag(dag, wie_betaalt):
    assert standaard(dag) == wie_betaalt


def test_de_coordinator_kiest_wie_betaalt_en_dat_staat_op_de_tijdlijn(als, plaatsing_id, in_borne):
    coordinator = als(Rol.COORDINATOR)
    with in_borne():
        plaatsing = db.session.get_one(Plaatsing, plaatsing_id)
        eerst, groep_id = plaatsing.bekostiging, plaatsing.groep_id
    assert f"Betaalt: {BEKOSTIGING[eerst]}" in coordinator.get("rooster.detail", groep_id=groep_id).tekst
    coordinator.get("groepen.bekostigen", plaatsing_id=plaatsing_id)
    coordinator.post("groepen.bekostigen", {"bekostiging": "zvw"}, plaatsing_id=plaatsing_id)
    with in_borne():
        assert db.session.get_one(Plaatsing, plaatsing_id).bekostiging == "zvw"
        vraag = select(Gebeurtenis).where(Gebeurtenis.soort == "bekostiging_gewijzigd")
        assert db.session.scalars(vraag).one().gegevens == {"was": eerst, "wordt": "zvw"}


def test_een_andere_betaler_bestaat_niet(plaatsing_id, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="wie betaalt"):
        kies_bekostiging(db.session.get_one(Plaatsing, plaatsing_id), "loterij", door=wereld.wie("coordinator"))
