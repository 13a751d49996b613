"""The list and the page of one verwijzing: what a verwijzer follows, adds and withdraws, and what comes back."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from ketens.verwijzingen import handelingen
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from tests import wereld

LIJST, DETAIL = "verwijzingen.lijst", "verwijzingen.detail"


def gebeurt(in_borne, traject_id, soort, **gegevens):
    with in_borne():
        db.session.get_one(Traject, traject_id).noteer(soort, door=wereld.wie("coordinator"), **gegevens)
        db.session.commit()


def sluit(in_borne, traject_id, reden):
    with in_borne():
        db.session.get_one(Traject, traject_id).sluit_af(door=wereld.wie("coordinator"), reden=reden)
        db.session.commit()


def bericht(in_borne, verwijzing, tekst="Start maandag."):
    with in_borne():
        rij = db.session.get_one(Verwijzing, verwijzing.id)
        handelingen.stuur_bericht(rij, tekst=tekst, door=wereld.wie("coordinator"))
        db.session.commit()


def test_lege_lijst_zegt_wat_te_doen(als):
    assert "Er is nog geen verwijzing." in als(Rol.VERWIJZER).get(LIJST).tekst


def test_verwijzer_ziet_alleen_wat_de_eigen_praktijk_stuurde(als, maak):
    eigen, ander = maak.verwijzing("Bos"), maak.verwijzing("Dal", door="verwijzer2")
    tekst = als(Rol.VERWIJZER).get(LIJST).tekst
    assert eigen.kenmerk in tekst
    assert ander.kenmerk not in tekst


@pytest.mark.parametrize(
    "endpoint", [DETAIL, "verwijzingen.verzonden", "verwijzingen.briefje", "verwijzingen.aanvulling"]
)
def test_verwijzing_van_een_andere_praktijk_gemeente_of_keten_bestaat_niet(als, maak, endpoint):
    ander = maak.verwijzing(door="verwijzer2")
    ver = maak.verwijzing(door="verwijzer_tubbergen", gemeente="tubbergen")
    klant = als(Rol.VERWIJZER)
    for id_ in (ander.id, ver.id, uuid4()):
        assert klant.get(endpoint, verwijzing_id=id_).status == 404
    assert als("andere_keten").get(endpoint, verwijzing_id=ander.id).status == 404


def test_coordinator_ziet_wat_binnenkwam_en_gaat_naar_de_triage(als, maak):
    verwijzing = maak.verwijzing()
    pagina = als(Rol.COORDINATOR).get(LIJST)
    assert als(Rol.COORDINATOR).url("triage.detail", verwijzing_id=verwijzing.id) in pagina.html
    assert "Huisartsen Het Proefhuis" in pagina.tekst


def test_lijst_filtert_op_stand_en_zoekt_op_kenmerk(als, maak, geweigerd):
    wacht, nee = maak.verwijzing("Bos"), maak.verwijzing("Dal")
    geweigerd(nee)
    klant = als(Rol.VERWIJZER)
    assert wacht.kenmerk not in klant.get(LIJST, stand="geweigerd").tekst
    assert "Hoort niet bij de doelgroep" in klant.get(LIJST, stand="geweigerd").tekst
    gezocht = klant.get(LIJST, kenmerk=wacht.kenmerk.lower().replace("-", " "), htmx="regels")
    assert wacht.kenmerk in gezocht.tekst
    assert nee.kenmerk not in gezocht.tekst
    assert "geen verwijzing die hierbij past" in klant.get(LIJST, kenmerk="AAA-00000").tekst


def test_lijst_bladert_per_25(als, maak):
    eerste = maak.verwijzing("Eerste")
    for _ in range(25):
        maak.verwijzing("Bos")
    klant = als(Rol.VERWIJZER)
    assert eerste.kenmerk not in klant.get(LIJST).tekst
    assert eerste.kenmerk in klant.get(LIJST, bladzijde=2).tekst
    assert klant.get(LIJST, bladzijde=99).status == klant.get(LIJST, bladzijde="x").status == 200


def test_lijst_vraagt_altijd_even_weinig(als, maak, aangenomen, tel_vragen):
    klanten = [als(Rol.VERWIJZER), als(Rol.COORDINATOR)]
    aangenomen(maak.verwijzing("Bos"))
    tellingen = []
    for aantal in (1, 6):
        for _ in range(aantal - 1):
            aangenomen(maak.verwijzing("Bos"))
            maak.verwijzing("Dal", terugkoppelen=False)
        for klant in klanten:
            klant.get(LIJST)
            with tel_vragen() as vragen:
                assert klant.get(LIJST).status == 200
            tellingen.append(len(vragen))
    assert tellingen[:2] == tellingen[2:]
    assert max(tellingen) <= 14


def test_verwijzer_hoort_groep_en_einde_met_toestemming(als, maak, in_borne, aangenomen):
    verwijzing = maak.verwijzing()
    traject_id, klant = aangenomen(verwijzing), als(Rol.VERWIJZER)
    assert "Aangenomen" in klant.get(LIJST).tekst
    gebeurt(in_borne, traject_id, "geplaatst", groep="In Balans Borne", begint_op="2090-01-12")
    assert "In Balans Borne, start op 12-01-2090" in klant.get(LIJST).tekst
    sluit(in_borne, traject_id, "niet_bereikbaar")
    assert "Niet bereikt" in klant.get(DETAIL, verwijzing_id=verwijzing.id).tekst


def test_zonder_toestemming_hoort_de_verwijzer_groep_noch_einde(als, maak, in_borne, aangenomen):
    verwijzing = maak.verwijzing(terugkoppelen=False)
    traject_id, klant = aangenomen(verwijzing), als(Rol.VERWIJZER)
    gebeurt(in_borne, traject_id, "geplaatst", groep="In Balans Borne", begint_op="2090-01-12")
    sluit(in_borne, traject_id, "overleden")
    for pagina in (klant.get(LIJST), klant.get(DETAIL, verwijzing_id=verwijzing.id)):
        assert "Aangenomen" in pagina.tekst
        assert "In Balans Borne" not in pagina.tekst
        assert "Gestopt" not in pagina.tekst
    assert "Gestopt" in als(Rol.COORDINATOR).get(LIJST).tekst


def test_tweede_verwijzer_hoort_van_de_eigen_verwijzing_alleen(als, maak, in_borne, aangenomen):
    eerste = maak.verwijzing("Bos")
    traject_id = aangenomen(eerste)
    tweede = maak.verwijzing("Bos", door="verwijzer2")
    assert aangenomen(tweede, zelfde_als=eerste.inwoner_id) == traject_id
    bericht(in_borne, eerste, "Alleen voor het Proefhuis.")
    pagina = als("verwijzer2").get(DETAIL, verwijzing_id=tweede.id)
    assert pagina.status == 200
    for woord in (eerste.kenmerk, "Proefhuis", "Alleen voor"):
        assert woord not in pagina.tekst


def test_bericht_blijft_nieuw_tot_iemand_gelezen_kiest(als, maak, in_borne, aangenomen):
    verwijzing = maak.verwijzing()
    aangenomen(verwijzing)
    bericht(in_borne, verwijzing)
    klant = als(Rol.VERWIJZER)
    for _ in range(2):
        assert "Start maandag." in klant.get(DETAIL, verwijzing_id=verwijzing.id).tekst
    with in_borne():
        assert {b.gelezen_op for b in db.session.scalars(select(Terugkoppeling))} == {None}
    assert klant.post("verwijzingen.gelezen", verwijzing_id=verwijzing.id).volg().status == 200
    with in_borne():
        assert None not in {b.gelezen_op for b in db.session.scalars(select(Terugkoppeling))}


def test_aanvullen_kan_een_keer_met_hetzelfde_formulier(als, maak):
    verwijzing, klant = maak.verwijzing(), als(Rol.VERWIJZER)
    formulier = klant.get("verwijzingen.aanvulling", verwijzing_id=verwijzing.id).waarde("formulier_id")
    for _ in range(2):
        velden = {"formulier_id": formulier, "tekst": "Belt liever 's middags."}
        pagina = klant.post("verwijzingen.aanvulling", velden, verwijzing_id=verwijzing.id).volg()
    assert pagina.tekst.count("Belt liever 's middags.") == 1


def test_lange_of_lege_aanvulling_blijft_staan_met_een_zin(als, maak):
    verwijzing, klant = maak.verwijzing(), als(Rol.VERWIJZER)
    lang = klant.post(
        "verwijzingen.aanvulling", {"formulier_id": str(uuid4()), "tekst": "a" * 10_000}, verwijzing_id=verwijzing.id
    )
    assert (lang.status, lang.waarde("tekst").strip()) == (422, "a" * 10_000)
    leeg = klant.post("verwijzingen.aanvulling", {"formulier_id": str(uuid4())}, verwijzing_id=verwijzing.id)
    assert leeg.fouten == ["Wat wilt u toevoegen? Schrijf op wat u wilt toevoegen."]


def test_intrekken_vraagt_een_reden_en_staat_daarna_in_de_lijst(als, maak):
    verwijzing, klant = maak.verwijzing(), als(Rol.VERWIJZER)
    assert klant.post("verwijzingen.intrekking", {}, verwijzing_id=verwijzing.id).status == 422
    pagina = klant.post("verwijzingen.intrekking", {"reden": "wil_niet"}, verwijzing_id=verwijzing.id).volg()
    assert "Ingetrokken" in pagina.tekst
    assert "Trek in" not in pagina.tekst
    assert "Ingetrokken" in klant.get(LIJST, stand="ingetrokken").tekst


def test_coordinator_trekt_niet_in_wat_een_praktijk_stuurde(als, maak):
    verwijzing = maak.verwijzing()
    pagina = als(Rol.COORDINATOR).post("verwijzingen.intrekking", {"reden": "wil_niet"}, verwijzing_id=verwijzing.id)
    assert pagina.fouten == ["Alleen de organisatie die verwees kan dit doen."]


def test_coordinator_schrijft_de_verwijzer_vanaf_het_traject(als, maak, in_borne, aangenomen):
    verwijzing, zonder = maak.verwijzing("Bos"), maak.verwijzing("Dal", terugkoppelen=False)
    traject_id, klant = aangenomen(verwijzing), als(Rol.COORDINATOR)
    regio = klant.get("verwijzingen.berichten_bij_traject", htmx="berichten", traject_id=traject_id)
    assert "<!doctype" not in regio.html
    velden = {"verwijzing": str(verwijzing.id), "tekst": "Start maandag."}
    antwoord = klant.post("verwijzingen.berichten_bij_traject", velden, htmx="berichten", traject_id=traject_id)
    assert antwoord.status == 303
    assert "Start maandag." in klant.get("verwijzingen.berichten_bij_traject", traject_id=traject_id).tekst
    weer = klant.post("verwijzingen.berichten_bij_traject", velden, traject_id=traject_id)
    assert (weer.status, weer.waarde("tekst").strip()) == (422, "Start maandag.")
    stil = aangenomen(zonder)
    regio = klant.get("verwijzingen.berichten_bij_traject", traject_id=stil)
    assert "Geen toestemming om terug te koppelen" in regio.tekst
    assert "Verstuur bericht" not in regio.tekst


def test_coordinator_leest_toelichting_en_aanvulling_bij_het_traject(als, maak, aangenomen):
    verwijzing = maak.verwijzing(toelichting="Is bang om te vallen.")
    traject_id = aangenomen(verwijzing)
    velden = {"formulier_id": str(uuid4()), "tekst": "Heeft een rollator."}
    als(Rol.VERWIJZER).post("verwijzingen.aanvulling", velden, verwijzing_id=verwijzing.id)
    pagina = als(Rol.COORDINATOR).get("verwijzingen.berichten_bij_traject", traject_id=traject_id)
    assert "Heeft een rollator." in pagina.tekst
    assert "Is bang om te vallen. Toelichting bij de verwijzing" in pagina.tekst


def test_berichten_van_een_traject_elders_bestaan_niet(als, maak):
    ver = maak.traject(gemeente="tubbergen", organisatie="gemeente-tubbergen")
    endpoint = "verwijzingen.berichten_bij_traject"
    assert als(Rol.COORDINATOR).get(endpoint, traject_id=ver.id).status == 404
    assert als("andere_keten").get(endpoint, traject_id=maak.traject().id).status == 404
    assert als(Rol.VERWIJZER).get(endpoint, traject_id=uuid4()).status == 403
