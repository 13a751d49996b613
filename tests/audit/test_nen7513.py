"""The log under the field names of the norm: who, as what, why, whose, from where, and how it ended."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from ketens.audit import nen7513
from ketens.audit.handelingen import schrijf, schrijf_opdracht
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
from tests import wereld

BORNE = wereld.id_van("borne")
ANNA, BERT = UUID(int=3), UUID(int=5)
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def lees(app):
    """The lines of the chain of Borne."""

    def doe(van=BEGIN - timedelta(days=365), tot=BEGIN + timedelta(days=3650), **kw):
        with app.app_context(), in_gemeente(BORNE):
            rijen = list(nen7513.regels(BORNE, van=van, tot=tot, **kw))
            db.session.rollback()
            return rijen

    return doe


@pytest.fixture
def regels_per_dag(app):
    """Five rows on five days; each speaks of Anna, the even ones of Bert too."""
    with app.app_context(), in_gemeente(BORNE):
        for dag in range(5):
            with klok.zet_klok(BEGIN + timedelta(days=dag)):
                schrijf_opdracht("proef", f"proef.{dag}", [ANNA, BERT] if dag % 2 == 0 else [ANNA], reden="omdat")
                db.session.commit()
        db.session.remove()


def test_een_pagina_met_een_inwoner_geeft_een_regel_met_alle_velden(als, maak, lees):
    traject = maak.traject()
    assert als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).status == 200
    namen = {wereld.id_van("coordinator"): "Cora Coordinator", wereld.id_van("gemeente-borne"): "Gemeente Borne"}
    regel = lees(namen=namen)[-1]
    assert tuple(regel) == nen7513.VELDEN
    assert regel["eventID"] == "110110 Patient Record"
    assert (regel["eventActionCode"], regel["eventOutcomeIndicator"]) == ("R", "0")
    assert datetime.fromisoformat(regel["eventDateTime"]).utcoffset() == timedelta(0)
    assert regel["eventTypeCode"] == "trajecten.detail"
    assert regel["userID"] == str(wereld.id_van("coordinator"))
    assert (regel["userName"], regel["roleIDCode"]) == ("Cora Coordinator", "coordinator")
    assert (regel["auditEnterpriseSiteID"], regel["organisatie"]) == (
        str(wereld.id_van("gemeente-borne")), "Gemeente Borne",
    )  # fmt: skip
    assert regel["purposeOfUse"] == "traject inzien"
    assert (regel["networkAccessPointTypeCode"], regel["networkAccessPointID"]) == ("2", "127.0.0.1")
    assert (regel["participantObjectTypeCode"], regel["participantObjectTypeCodeRole"]) == ("1", "1")
    assert regel["participantObjectID"] == str(traject.inwoner_id)
    assert regel["participantObjectName"] == ""
    assert (regel["auditSourceID"], regel["behandelrelatieprotocol"]) == ("ketens", "betrokkenheid")


@pytest.mark.parametrize(
    ("velden", "relatie"),
    [
        ({"doel": "traject inzien", "account_id": ANNA}, "betrokkenheid"),
        ({"doel": "traject inzien", "account_id": ANNA, "reden": "noodtoegang"}, "noodtoegang"),
        ({"doel": "noodtoegang", "account_id": ANNA}, "noodtoegang"),
        ({"doel": "logboek inzien", "account_id": ANNA}, "toezicht"),
        ({"doel": "herinneren"}, "opdracht"),
    ],
)
def test_een_regel_zegt_op_welke_band_er_gekeken_werd(app, lees, velden, relatie):
    with app.app_context(), in_gemeente(BORNE):
        schrijf({"actie": "R", "route": "proef", "uitkomst": 200, **velden}, [BERT])
        db.session.commit()
        db.session.remove()
    assert [regel["behandelrelatieprotocol"] for regel in lees()] == [relatie]


def test_een_regel_over_twee_inwoners_wordt_er_twee(lees, regels_per_dag):
    rijen = lees(van=BEGIN, tot=BEGIN + timedelta(hours=1))
    assert [rij["participantObjectID"] for rij in rijen] == [str(ANNA), str(BERT)]
    assert {rij["regelnummer"] for rij in rijen} == {"1"}
    assert {rij["reden"] for rij in rijen} == {"omdat"}


def test_het_overzicht_van_een_inwoner_noemt_geen_ander_van_dezelfde_lijst(lees, regels_per_dag):
    rijen = lees(inwoner_id=BERT)
    assert [rij["regelnummer"] for rij in rijen] == ["1", "3", "5"]
    assert {rij["participantObjectID"] for rij in rijen} == {str(BERT)}


def test_de_periode_loopt_van_tot_en_niet_met(lees, regels_per_dag):
    rijen = lees(van=BEGIN + timedelta(days=1), tot=BEGIN + timedelta(days=3), inwoner_id=ANNA)
    assert [rij["regelnummer"] for rij in rijen] == ["2", "3"]


def test_van_een_account_komen_alleen_de_eigen_regels(als, maak, lees):
    traject = maak.traject()
    als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id)
    als("coordinator2").get("trajecten.detail", traject_id=traject.id)
    rijen = lees(account_id=wereld.id_van("coordinator2"))
    assert {rij["userID"] for rij in rijen} == {str(wereld.id_van("coordinator2"))}
    assert rijen[-1]["userName"] == ""


def test_een_weigering_staat_er_als_weigering_en_noemt_niemand(als, maak, lees):
    traject = maak.traject()
    assert als("andere_keten").get("trajecten.detail", traject_id=traject.id).status == 404
    regel = lees()[-1]
    assert regel["eventOutcomeIndicator"] == "4"
    assert regel["participantObjectTypeCode"] == "2"
    assert regel["participantObjectID"] == f"urn:uuid:{traject.id}"
    assert regel["behandelrelatieprotocol"] == ""


def test_werk_op_de_achtergrond_heeft_geen_gebruiker(lees, regels_per_dag):
    regel = lees()[0]
    assert (regel["userID"], regel["userIsRequestor"], regel["networkAccessPointTypeCode"]) == ("", "false", "")
    assert regel["eventActionCode"] == "E"


def test_ook_meer_regels_dan_in_een_keer_worden_gelezen(app, lees, monkeypatch):
    monkeypatch.setattr(nen7513, "PORTIE", 3)
    with app.app_context(), in_gemeente(BORNE):
        for nr in range(10):
            schrijf({"actie": "E", "doel": "proef", "route": f"proef.{nr}", "uitkomst": 200}, [ANNA])
        db.session.commit()
        db.session.remove()
    assert [rij["regelnummer"] for rij in lees()] == [str(nr) for nr in range(1, 11)]
