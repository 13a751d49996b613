"""Counts of nobody in particular: who was tested before this year stands apart, and what was not asked in neither."""

from datetime import timedelta
from uuid import uuid4

from ketens.indicatoren.tellen import tel
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag
from ketens.valrisicodagen.handelingen import open_dag, turf
from ketens.valrisicodagen.innemen import neem_in
from tests import wereld
from tests.merken import OP_SQLITE

NEE = dict.fromkeys(("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen"), False)


def geteld(jaar):
    stand = tel(wereld.KETEN, jaar)
    zonder_naam = {sleutel: aantal for sleutel, _, aantal in stand.splitsing("vrt_zonder_naam", "al_getest")}
    uitslagen = {sleutel: aantal for sleutel, _, aantal in stand.splitsing("aantal_vrt", "uitslag")}
    return stand, zonder_naam, uitslagen


def test_wie_zei_al_getest_te_zijn_staat_apart(app):
    with wereld.binnen(app), app.test_request_context("/borne/"):
        cora = wereld.wie("coordinator")
        dag = open_dag(formulier_id=nieuw_id(), datum=vandaag(), locatie="Kulturhus", door=cora)
        db.session.flush()
        tests = [(True, 2), (False, 3), (None, 1)]
        neem_in(
            dag, [{"id": str(uuid4()), "antwoorden": NEE, "al_getest": g} for g, aantal in tests for _ in range(aantal)]
        )
        turf(dag, aantallen={"laag": 31, "matig": 20, "hoog": 9}, formulier_id=nieuw_id(), door=cora)
        db.session.flush()
        stand, zonder_naam, uitslagen = geteld(vandaag().year)
    assert (stand.waarde("aantal_vrt"), stand.waarde("vrt_zonder_naam")) == (66, 66)
    assert (zonder_naam["nee"], zonder_naam["ja"]) == (3, 2)
    assert (uitslagen["laag"], uitslagen["hoog"]) == (37, 9)


@OP_SQLITE
def test_waar_niemand_het_vroeg_staat_dat_er_zo(app, maak):
    maak.traject("Getest")
    with wereld.binnen(app), app.test_request_context("/borne/"):
        _, zonder_naam, _ = geteld(vandaag().year)
    assert not {"ja", "nee"} & zonder_naam.keys()


@OP_SQLITE
def test_een_dag_van_vorig_jaar_telt_in_zijn_eigen_jaar(app):
    with wereld.binnen(app), app.test_request_context("/borne/"):
        vorig = vandaag() - timedelta(days=366)
        cora = wereld.wie("coordinator")
        dag = open_dag(formulier_id=nieuw_id(), datum=vorig, locatie="Kulturhus", door=cora)
        db.session.flush()
        neem_in(dag, [{"id": str(uuid4()), "antwoorden": NEE, "al_getest": False}])
        db.session.flush()
        assert geteld(vorig.year)[0].waarde("bereik_vrt_zonder_naam") is not None
        assert geteld(vorig.year)[1] == {"nee": 1}
