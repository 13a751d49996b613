from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.inwoners.levensloop import Verhuizing, overlijden_van
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

VINKJE = "Ja, dit klopt. Alles voor deze inwoner stopt."
INGEVULD = {"datum": f"{vandaag():%d-%m-%Y}", "bron": "naaste", "akkoord": "y"}


@pytest.fixture
def klant(als):
    return als(Rol.COORDINATOR)


@pytest.fixture
def traject(maak):
    return maak.traject("Jansen", behandelaar="coordinator")


def verstuur(klant, endpoint, velden, inwoner_id):
    """Fill in the page that is there, and send it."""
    pagina = klant.get(endpoint, inwoner_id=inwoner_id)
    return klant.post(endpoint, {"formulier_id": pagina.waarde("formulier_id"), **velden}, inwoner_id=inwoner_id)


def leg_vast(klant, inwoner_id, **velden):
    return verstuur(klant, "inwoners.overlijden", {**INGEVULD, **velden}, inwoner_id)


def test_de_pagina_zegt_eerst_wat_er_stopt(klant, maak, in_borne, traject):
    groep = maak.groep()
    klaar = maak.klaar_voor_plaats("Bakker")
    with in_borne():
        lopend = db.session.get_one(Traject, klaar.id)
        plaats(lopend, db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator"))
        db.session.commit()
    tekst = klant.get("inwoners.overlijden", inwoner_id=klaar.inwoner_id).tekst
    assert klaar.kenmerk in tekst
    assert "De plaats in Dinsdagochtend komt vrij." in tekst
    assert traject.kenmerk not in tekst


def test_na_het_vastleggen_staat_het_bovenaan_en_in_het_zoeken(klant, traject):
    pagina = leg_vast(klant, traject.inwoner_id).volg()
    assert f"Overleden op {vandaag():%d-%m-%Y}" in pagina.tekst
    assert "Leg overlijden vast" not in pagina.tekst
    assert "Gerda Jansen overleden" in klant.post("inwoners.zoeken", {"zoek": "jansen"}).tekst
    tekst = klant.get("trajecten.detail", traject_id=traject.id).tekst
    assert "Deze inwoner is overleden." in tekst
    assert "Heropen traject" not in tekst


def test_zonder_vinkje_gebeurt_er_niets(klant, in_borne, traject):
    velden = {naam: waarde for naam, waarde in INGEVULD.items() if naam != "akkoord"}
    pagina = verstuur(klant, "inwoners.overlijden", velden, traject.inwoner_id)
    assert (pagina.status, pagina.fouten) == (422, [f"{VINKJE} Zet het vinkje als het klopt."])
    with in_borne():
        assert overlijden_van(traject.inwoner_id) is None


def test_ongedaan_maken_vraagt_een_reden(klant, traject):
    leg_vast(klant, traject.inwoner_id)
    assert klant.post("inwoners.overlijden_herstel", {"reden": ""}, inwoner_id=traject.inwoner_id).status == 422
    pagina = klant.post("inwoners.overlijden_herstel", {"reden": "Een ander"}, inwoner_id=traject.inwoner_id).volg()
    assert "Overleden op" not in pagina.tekst
    tekst = klant.get("trajecten.detail", traject_id=traject.id).tekst
    assert "Een ander" in tekst
    assert "Telefonische intake" in tekst


def test_een_welzijnscoach_legt_vast_maar_maakt_niet_ongedaan(als, maak):
    traject = maak.traject(
        "Smit", organisatie="wijkracht", keten="welzijn_op_recept", uitslag=None, door="welzijnscoach"
    )
    coach = als(Rol.WELZIJNSCOACH)
    pagina = leg_vast(coach, traject.inwoner_id).volg()
    assert "Overleden op" in pagina.tekst
    assert "Maak het overlijden ongedaan" not in pagina.tekst
    assert coach.get("inwoners.overlijden_herstel", inwoner_id=traject.inwoner_id).status == 403


def test_de_trainer_ziet_op_de_groep_wie_is_overleden(als, klant, maak, in_borne):
    groep = maak.groep(trainers=["trainer"])
    klaar = maak.klaar_voor_plaats("Bakker")
    with in_borne():
        lopend = db.session.get_one(Traject, klaar.id)
        plaats(lopend, db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator"))
        db.session.commit()
    leg_vast(klant, klaar.inwoner_id)
    assert "Overleden: Gerda Bakker" in als(Rol.TRAINER).get("rooster.detail", groep_id=groep.id).tekst


def test_verhuizen_sluit_wat_wacht_en_weigert_een_nieuwe_plaats(klant, in_borne, traject):
    per = f"{vandaag() + timedelta(days=20):%d-%m-%Y}"
    velden = {"naar_gemeente": "Hengelo", "per": per, "maakt_af": "ja", "mag_overdragen": "nee"}
    pagina = verstuur(klant, "inwoners.verhuizing", velden, traject.inwoner_id).volg()
    assert "Verhuist naar Hengelo" in pagina.tekst
    assert "De nieuwe gemeente mag niets van ons horen." in pagina.tekst
    with in_borne():
        gesloten = db.session.get_one(Traject, traject.id)
        assert gesloten.afsluitingen[-1].reden == "verhuisd"
        assert db.session.scalars(select(Verhuizing)).one().mag_overdragen is False


def test_verhuizen_binnen_de_gemeente_is_alleen_een_ander_adres(klant, traject):
    velden = {"naar_gemeente": "borne", "per": "1-12-2026", "maakt_af": "ja", "mag_overdragen": "nee"}
    pagina = verstuur(klant, "inwoners.verhuizing", velden, traject.inwoner_id)
    assert pagina.status == 422
    assert "Wijzig dan alleen het adres" in pagina.fouten[0]


@pytest.mark.parametrize(("herstelt", "loopt"), [("ja", True), ("nee", False)])
def test_wie_blijft_pakt_weer_op_en_wie_terugkomt_begint_opnieuw(klant, in_borne, traject, herstelt, loopt):
    velden = {"naar_gemeente": "Hengelo", "per": f"{vandaag():%d-%m-%Y}", "maakt_af": "nee", "mag_overdragen": "ja"}
    verstuur(klant, "inwoners.verhuizing", velden, traject.inwoner_id)
    terug = {"reden": "Blijft", "herstelt": herstelt}
    pagina = klant.post("inwoners.verhuizing_herstel", terug, inwoner_id=traject.inwoner_id).volg()
    assert "Verhuist naar" not in pagina.tekst
    with in_borne():
        assert db.session.get_one(Traject, traject.id).is_afgesloten is not loopt
