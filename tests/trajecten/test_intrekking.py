"""What a consent that is taken back does to the traject that runs."""

import pytest
from sqlalchemy import select

from ketens.inwoners.handelingen import leg_toestemming_vast
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.rechten import Rol
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.models import Gebeurtenis, Traject
from ketens.trajecten.taken import Taak
from tests import wereld

INTREKKEN = {"gever": "inwoner", "kanaal": "telefonisch", "stopt": "onbekend"}


@pytest.fixture
def geef(in_borne):
    """`geef(traject, soort)` records a consent of the resident of this traject and returns its id."""

    def geef(traject: Traject, soort: str = "doorgeven"):
        with in_borne():
            gegeven = leg_toestemming_vast(
                db.session.get_one(Traject, traject.id).inwoner,
                soort=ToestemmingSoort(soort),
                keten_code=wereld.KETEN,
                ontvangers="Gemeente Borne",
                formulering="Mag dat?",
                formulering_versie="1",
                kanaal="mondeling",
                door=wereld.wie("coordinator"),
            )
            db.session.commit()
            return gegeven.id

    return geef


def trek_in(als, toestemming_id):
    antwoord = als(Rol.COORDINATOR).post("inwoners.intrekking", INTREKKEN, toestemming_id=toestemming_id)
    assert antwoord.status == 303


def test_een_ingetrokken_toestemming_staat_bij_het_traject_en_vraagt_of_de_inwoner_stopt(als, maak, geef, in_borne):
    traject = maak.traject()
    trek_in(als, geef(traject))
    pagina = als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id)
    assert "Toestemming ingetrokken: gegevens doorgeven" in pagina.tekst
    assert "Toestemming ingetrokken: wil de inwoner ook stoppen?" in pagina.tekst
    with in_borne():
        taak = db.session.scalars(select(Taak).where(Taak.soort == "wil_stoppen")).one()
        assert taak.traject_id == traject.id
        assert taak.termijn_op == werkdagen_erbij(vandaag(), 2)
        assert not db.session.get_one(Traject, traject.id).is_afgesloten


def test_een_tweede_intrekking_vraagt_het_niet_nog_eens(als, maak, geef, in_borne):
    traject = maak.traject()
    for nog_een in (geef(traject), geef(traject)):
        trek_in(als, nog_een)
    with in_borne():
        assert len(db.session.scalars(select(Taak).where(Taak.soort == "wil_stoppen")).all()) == 1
        soorten = db.session.scalars(select(Gebeurtenis.soort)).all()
        assert soorten.count("toestemming_ingetrokken") == 2


def test_de_verwijzer_niets_meer_laten_weten_is_geen_reden_om_te_stoppen(als, maak, geef, in_borne):
    traject = maak.traject()
    trek_in(als, geef(traject, "terugkoppelen"))
    with in_borne():
        assert db.session.scalars(select(Taak).where(Taak.soort == "wil_stoppen")).all() == []
    tekst = als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).tekst
    assert "Toestemming ingetrokken: terugkoppelen aan de verwijzer" in tekst


def test_wie_niet_opnieuw_gebeld_wil_worden_gaat_van_de_werklijst(als, maak, geef, in_borne):
    traject = maak.traject()
    gegeven = geef(traject, "opnieuw_bellen")
    with in_borne():
        for inwoner_id in (traject.inwoner_id, maak.inwoner("Ander").id):
            trajecten.maak_taak(
                soort="opnieuw_bellen",
                keten_code=wereld.KETEN,
                organisatie_id=wereld.id_van("gemeente-borne"),
                endpoint="inwoners.detail",
                object_id=inwoner_id,
                inwoner_id=inwoner_id,
            )
        db.session.commit()
    trek_in(als, gegeven)
    with in_borne():
        assert db.session.get_one(Toestemming, gegeven).ingetrokken_op
        vraag = select(Taak.inwoner_id, Taak.afgehandeld_op.is_not(None)).where(Taak.soort == "opnieuw_bellen")
        assert dict(db.session.execute(vraag).all())[traject.inwoner_id] in (True, 1)
        assert len([klaar for _, klaar in db.session.execute(vraag) if klaar]) == 1
