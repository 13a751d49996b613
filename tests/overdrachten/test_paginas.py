"""A handover on the screen: from the traject to the answer of who receives."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.kern.db import db
from ketens.overdrachten.handelingen import draag_over
from ketens.overdrachten.models import Overdracht
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

FORMULIER = {
    "bestemming": "zvw",
    "ontvanger_anders": "Oefentherapie De Brug",
    "wijze": "schriftelijk",
    "eigen_risico_besproken": "ja",
    "boodschap": "Loopt sinds kort met een stok.",
    "toestemming": "y",
}


@pytest.fixture
def overdracht(app, maak):
    traject = maak.traject()
    with wereld.binnen(app):
        gemaakt = draag_over(
            db.session.get_one(Traject, traject.id),
            formulier_id=uuid4(),
            bestemming="zvw",
            wijze="schriftelijk",
            toestemming=True,
            ontvanger_anders="Oefentherapie De Brug",
            eigen_risico_besproken=False,
            door=wereld.wie("coordinator"),
        )
        db.session.commit()
        db.session.expunge_all()
    return gemaakt


def test_een_coordinator_draagt_over_en_ziet_waarop_hij_wacht(als, maak, in_borne):
    traject, coordinator = maak.traject(), als(Rol.COORDINATOR)
    coordinator.get("overdrachten.nieuw", traject_id=traject.id)
    velden = {**FORMULIER, "formulier_id": str(uuid4())}
    pagina = coordinator.post("overdrachten.nieuw", velden, traject_id=traject.id).volg()
    assert pagina.kop == "Overdracht aan Oefentherapie De Brug"
    assert "Wacht op bevestiging" in pagina.tekst
    assert "Eigen risico besproken ja" in pagina.tekst
    with in_borne():
        assert db.session.scalars(select(Overdracht)).one().boodschap == FORMULIER["boodschap"]


def test_zonder_toestemming_blijft_staan_wat_getypt_was(als, maak):
    traject, coordinator = maak.traject(), als(Rol.COORDINATOR)
    coordinator.get("overdrachten.nieuw", traject_id=traject.id)
    zonder = {naam: waarde for naam, waarde in FORMULIER.items() if naam != "toestemming"}
    zonder["formulier_id"] = str(uuid4())
    antwoord = coordinator.post("overdrachten.nieuw", zonder, traject_id=traject.id)
    assert antwoord.status == 422
    assert antwoord.waarde("ontvanger_anders") == "Oefentherapie De Brug"
    assert "Zonder toestemming van de inwoner draagt u niets over." in antwoord.tekst


def test_ontvangst_en_teruggave_volgen_elkaar_op(als, overdracht, in_borne):
    coordinator = als(Rol.COORDINATOR)
    coordinator.get("overdrachten.detail", overdracht_id=overdracht.id)
    assert "Ontvangen op" in coordinator.post("overdrachten.ontvangst", {}, overdracht_id=overdracht.id).volg().tekst
    coordinator.post("overdrachten.teruggave", {"reden": "kosten"}, overdracht_id=overdracht.id).volg()
    with in_borne():
        assert not db.session.get_one(Traject, overdracht.traject_id).is_afgesloten
    assert "Teruggegeven op" in coordinator.get("overdrachten.bij_traject", traject_id=overdracht.traject_id).tekst


def test_de_brief_noemt_het_eigen_risico_en_hoe_men_antwoordt(als, overdracht):
    brief = als(Rol.COORDINATOR).get("overdrachten.brief", overdracht_id=overdracht.id).tekst
    assert "nog niet besproken" in brief
    assert "geen contract, de wachttijd, de kosten" in brief


def test_na_intrekken_gaat_er_geen_brief_meer_uit(als, overdracht):
    coordinator = als(Rol.COORDINATOR)
    coordinator.get("overdrachten.intrekking", overdracht_id=overdracht.id)
    coordinator.post("overdrachten.intrekking", {}, overdracht_id=overdracht.id)
    assert "Verstuur geen brief" in coordinator.get("overdrachten.brief", overdracht_id=overdracht.id).tekst


def test_een_ander_ziet_de_overdracht_niet(als, overdracht):
    for rol in (Rol.VERWIJZER, Rol.TRAINER, Rol.BEHEERDER):
        assert als(rol).get("overdrachten.detail", overdracht_id=overdracht.id).status in (403, 404)
