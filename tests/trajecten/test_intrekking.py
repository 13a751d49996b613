"""What a consent that is taken back does to the traject that runs."""

import pytest
from sqlalchemy import select

from ketens.inwoners.handelingen import leg_toestemming_vast
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.rechten import Rol
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
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


def soorten(in_borne, traject):
    with in_borne():
        vraag = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject.id)
        return db.session.scalars(vraag.order_by(Gebeurtenis.id)).all()


def vragen(in_borne):
    with in_borne():
        open_ = (Taak.soort == "wil_stoppen", Taak.afgehandeld_op.is_(None))
        return db.session.scalars(select(Taak.id).where(*open_)).all()


def test_bij_intrekken_wordt_meteen_gevraagd_of_de_inwoner_stopt(als, maak, geef):
    gegeven = geef(maak.traject())
    pagina = als(Rol.COORDINATOR).get("inwoners.intrekking", toestemming_id=gegeven)
    assert "Wil de inwoner ook stoppen met het traject?" in pagina.tekst


def test_zonder_traject_wordt_dat_niet_gevraagd(als, maak, in_borne):
    inwoner = maak.inwoner()
    maak.doorgeven(inwoner.id)
    with in_borne():
        gegeven = db.session.scalars(select(Toestemming.id)).one()
    assert "ook stoppen" not in als(Rol.COORDINATOR).get("inwoners.intrekking", toestemming_id=gegeven).tekst


def test_ja_leidt_naar_afsluiten_met_de_reden_al_ingevuld(als, maak, geef, in_borne):
    traject, klant = maak.traject(), als(Rol.COORDINATOR)
    antwoord = klant.post("inwoners.intrekking", INTREKKEN | {"stopt": "ja"}, toestemming_id=geef(traject))
    pagina = antwoord.volg()
    assert pagina.kop == "Sluit het traject af"
    assert '<option selected value="toestemming_ingetrokken">' in pagina.html
    assert len(vragen(in_borne)) == 1
    velden = {"reden": "toestemming_ingetrokken", "versie": pagina.waarde("versie"), "toelichting": ""}
    assert klant.post("trajecten.afsluiting", velden, traject_id=traject.id).status == 303
    assert vragen(in_borne) == []


def test_nee_staat_op_de_tijdlijn_en_vraagt_niets_meer(als, maak, geef, in_borne):
    traject, klant = maak.traject(), als(Rol.COORDINATOR)
    assert klant.post("inwoners.intrekking", INTREKKEN | {"stopt": "nee"}, toestemming_id=geef(traject)).status == 303
    assert vragen(in_borne) == []
    assert soorten(in_borne, traject)[-2:] == ["toestemming_ingetrokken", "wil_doorgaan"]
    assert "De inwoner gaat door met het traject" in klant.get("trajecten.detail", traject_id=traject.id).tekst


def test_later_nee_zeggen_bij_de_taak_staat_er_ook_en_een_keer(als, maak, geef, in_borne):
    traject, klant = maak.traject(), als(Rol.COORDINATOR)
    trek_in(als, geef(traject))
    (taak_id,) = vragen(in_borne)
    for _ in range(2):
        assert klant.post("trajecten.taak", traject_id=traject.id, taak_id=taak_id).status == 303
    assert soorten(in_borne, traject).count("wil_doorgaan") == 1


def test_opnieuw_toestemming_geven_neemt_de_vraag_weg(als, maak, geef, in_borne):
    traject, klant = maak.traject(), als(Rol.COORDINATOR)
    trek_in(als, geef(traject))
    assert len(vragen(in_borne)) == 1
    velden = {
        "formulier_id": str(nieuw_id()),
        "waarvoor": f"{wereld.KETEN}/doorgeven",
        "gever": "inwoner",
        "kanaal": "telefonisch",
    }
    assert klant.post("inwoners.toestemming", velden, inwoner_id=traject.inwoner_id).status == 303
    assert vragen(in_borne) == []
    assert "wil niet dat wij gegevens doorgeven" not in klant.get("trajecten.detail", traject_id=traject.id).tekst
