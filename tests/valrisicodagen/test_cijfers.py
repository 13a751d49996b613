"""Counts of nobody in particular: who was tested before this year stands apart, and what was not asked in neither."""

from datetime import timedelta
from uuid import uuid4

from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag
from ketens.rapportage.overzichten import cijfers
from ketens.valrisicodagen.handelingen import open_dag, turf
from ketens.valrisicodagen.innemen import neem_in
from tests import wereld
from tests.merken import OP_SQLITE

NEE = dict.fromkeys(("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen"), False)


def per_naam(jaar):
    [(_, rijen), *_] = cijfers(wereld.KETEN, (jaar,)).delen
    return {cijfer.naam: cijfer.per_jaar[0] for cijfer in rijen}


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
        geteld = per_naam(vandaag().year)
    assert (geteld["Tests"], geteld["waarvan zonder naam"]) == (66, 66)
    assert geteld["zonder naam, dit jaar voor het eerst"] == 3
    assert geteld["zonder naam, dit jaar al getest"] == 2
    assert (geteld["uitslag laag"], geteld["uitslag hoog"]) == (37, 9)


@OP_SQLITE
def test_waar_niemand_het_vroeg_staat_er_geen_regel(app, maak):
    maak.traject("Getest")
    with wereld.binnen(app), app.test_request_context("/borne/"):
        assert not [naam for naam in per_naam(vandaag().year) if "al getest" in naam]


@OP_SQLITE
def test_een_dag_van_vorig_jaar_telt_in_zijn_eigen_jaar(app):
    with wereld.binnen(app), app.test_request_context("/borne/"):
        vorig = vandaag() - timedelta(days=366)
        cora = wereld.wie("coordinator")
        dag = open_dag(formulier_id=nieuw_id(), datum=vorig, locatie="Kulturhus", door=cora)
        db.session.flush()
        neem_in(dag, [{"id": str(uuid4()), "antwoorden": NEE, "al_getest": False}])
        db.session.flush()
        assert per_naam(vorig.year)["zonder naam, dit jaar voor het eerst"] == 1
