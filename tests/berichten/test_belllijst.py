"""The belllijst: who is on it and in which order, an outcome with one tap, and taking it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.berichten.handelingen import stuur
from ketens.berichten.models import Bericht
from ketens.inwoners.models import Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag, werkdagen_erbij, zet_klok
from ketens.kern.pagina import datum
from ketens.rechten import Rol
from ketens.trajecten.contact import noteer_contactpoging
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from ketens.trajecten.taken import Taak
from tests import wereld


@pytest.fixture
def zend(in_borne):
    """Have a message of the coördinator told to the resident of a traject."""

    def doe(traject_id, sleutel="vrij:1", soort="vrij", **inhoud):
        with in_borne():
            traject = db.session.get_one(Traject, traject_id)
            bericht = stuur(
                traject, soort=soort, sleutel=sleutel, door=wereld.wie("coordinator"), **({"tekst": "Dag."} | inhoud)
            )
            db.session.commit()
            return bericht.id

    return doe


def bel(in_borne, traject_id, uitkomst, dagen_geleden=0):
    """Note a call of some days ago."""
    with in_borne(), zet_klok(moment(vandaag() - timedelta(days=dagen_geleden), 10)):
        noteer_contactpoging(db.session.get_one(Traject, traject_id), uitkomst=uitkomst, door=wereld.wie("coordinator"))
        db.session.commit()


def test_een_inwoner_staat_een_keer_op_de_lijst_met_alles_waarover(als, maak, zend):
    traject = maak.traject("Jansen")
    zend(traject.id, tekst="De koffie staat klaar.")
    lijst = als(Rol.COORDINATOR).get("berichten.belllijst")
    assert lijst.tekst.count("Gerda Jansen") == 1
    assert "Telefonische intake" in lijst.tekst
    assert "De koffie staat klaar." in lijst.tekst


def test_gesproken_bij_een_intake_opent_het_formulier(als, maak):
    traject = maak.traject("Jansen")
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.belllijst")
    antwoord = klant.post("berichten.bellen", {"formulier_id": uuid4(), "uitkomst": "gesproken"}, traject_id=traject.id)
    assert f"/trajecten/{traject.id}?stap=intake" in antwoord.antwoord.headers["Location"]


def test_gesproken_over_een_bericht_haalt_het_van_de_lijst_en_terugnemen_zet_het_terug(als, maak, zend, in_borne):
    traject = maak.klaar_voor_plaats("Jansen")
    bericht = zend(traject.id)
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.belllijst")
    klant.post("berichten.bellen", {"formulier_id": uuid4(), "uitkomst": "gesproken"}, traject_id=traject.id).volg()
    assert "0 inwoners bellen" in klant.get("berichten.belllijst").tekst
    with in_borne():
        assert db.session.get_one(Bericht, bericht).bereikt_op
        poging = db.session.scalars(select(Gebeurtenis.id).where(Gebeurtenis.soort == "contactpoging")).one()
    klant.post("berichten.vergissing", {}, gebeurtenis_id=poging)
    assert "Bericht van de coördinator" in klant.get("berichten.belllijst").tekst
    with in_borne():
        assert db.session.get_one(Bericht, bericht).bereikt_op is None
        assert db.session.get_one(Gebeurtenis, poging).soort == "contactpoging_vergissing"


def test_een_collega_neemt_niet_terug_wat_een_ander_noteerde(als, maak, in_borne):
    traject = maak.traject("Jansen")
    bel(in_borne, traject.id, "voicemail")
    with in_borne():
        poging = db.session.scalars(select(Gebeurtenis.id).where(Gebeurtenis.soort == "contactpoging")).one()
    klant = als("coordinator2")
    klant.get("berichten.belllijst")
    assert klant.post("berichten.vergissing", {}, gebeurtenis_id=poging).status == 422


def test_wie_vandaag_al_is_gebeld_staat_onderaan(als, maak, in_borne):
    eerste, tweede = maak.traject("Eerste"), maak.traject("Tweede")
    bel(in_borne, eerste.id, "geen_gehoor")
    tekst = als(Rol.COORDINATOR).get("berichten.belllijst").tekst
    assert tekst.index("Gerda Tweede") < tekst.index("Gerda Eerste")
    assert "1 keer geprobeerd" in tekst
    assert tweede.kenmerk in tekst


def test_een_afspraak_om_terug_te_bellen_gaat_voor_de_termijn(als, maak):
    eerste, tweede = maak.traject("Eerste"), maak.traject("Tweede")
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.belllijst")
    laat = datum(werkdagen_erbij(vandaag(), 20))
    klant.post(
        "berichten.bellen",
        {"formulier_id": uuid4(), "uitkomst": "terugbellen", "terugbellen_op": laat},
        traject_id=eerste.id,
    )
    tekst = klant.get("berichten.belllijst").tekst
    assert tekst.index("Gerda Tweede") < tekst.index("Gerda Eerste")
    assert "Terugbellen: " in tekst
    assert tweede.kenmerk in tekst


def test_terugbellen_zonder_dag_zegt_wat_ontbreekt(als, maak):
    traject = maak.traject("Jansen")
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.belllijst")
    antwoord = klant.post(
        "berichten.bellen", {"formulier_id": uuid4(), "uitkomst": "terugbellen"}, traject_id=traject.id
    )
    assert antwoord.status == 422
    assert "Vul de dag in waarop u terugbelt." in antwoord.tekst


def test_op_drie_dagen_niet_bereikt_vraagt_om_een_besluit(als, maak, in_borne):
    traject = maak.traject("Jansen")
    for dagen in (3, 2):
        bel(in_borne, traject.id, "voicemail", dagen)
    bel(in_borne, traject.id, "geen_gehoor", 2)
    klant = als(Rol.COORDINATOR)
    assert "beslis" not in klant.get("berichten.belllijst").tekst
    bel(in_borne, traject.id, "voicemail", 1)
    assert "Op drie dagen niet bereikt: beslis" in klant.get("berichten.belllijst").tekst
    pagina = klant.get("berichten.niet_bereikt", traject_id=traject.id)
    assert "3 verschillende dagen" in pagina.tekst
    klant.post("berichten.niet_bereikt", {"besluit": "verder"}, traject_id=traject.id)
    assert "beslis" not in klant.get("berichten.belllijst").tekst
    bel(in_borne, traject.id, "voicemail")
    assert "beslis" not in klant.get("berichten.belllijst").tekst


def test_een_brief_sturen_kan_alleen_als_dat_veilig_is(als, maak, in_borne):
    adres = {"straat": "Proefstraat", "huisnummer": "1", "postcode": "7621AB", "plaats": "Borne"}
    traject = maak.traject(inwoner=maak.inwoner("Jansen", **adres))
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.niet_bereikt", traject_id=traject.id)
    with in_borne():
        db.session.get_one(Inwoner, traject.inwoner_id).veilig_contact = VeiligContact(geen_brief=True)
        db.session.commit()
    antwoord = klant.post("berichten.niet_bereikt", {"besluit": "brief"}, traject_id=traject.id)
    assert antwoord.status == 422
    with in_borne():
        assert db.session.scalars(select(Bericht)).all() == []
        db.session.get_one(Inwoner, traject.inwoner_id).veilig_contact = None
        db.session.commit()
    klant.post("berichten.niet_bereikt", {"besluit": "brief"}, traject_id=traject.id)
    assert "Vraag om ons te bellen" in klant.get("berichten.brieven").tekst


def test_afsluiten_als_niet_bereikt_kan_hier_meteen(als, maak, in_borne):
    traject = maak.traject("Jansen")
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.niet_bereikt", traject_id=traject.id)
    klant.post("berichten.niet_bereikt", {"besluit": "afsluiten"}, traject_id=traject.id)
    with in_borne():
        assert db.session.get_one(Traject, traject.id).afsluitingen[-1].reden == "niet_bereikbaar"


def test_veilig_contact_gaat_voor_en_voicemail_wordt_niet_aangeboden(als, maak, in_borne):
    traject = maak.traject(inwoner=maak.inwoner("Jansen", telefoon="+31611111111"))
    with in_borne():
        veilig = VeiligContact(telefoon="+31622222222", wanneer="op dinsdag", geen_voicemail=True)
        db.session.get_one(Inwoner, traject.inwoner_id).veilig_contact = veilig
        db.session.commit()
    lijst = als(Rol.COORDINATOR).get("berichten.belllijst")
    assert "06 22222222" in lijst.tekst
    assert "11111111" not in lijst.html
    assert "Spreek geen voicemail in." in lijst.tekst
    assert 'value="voicemail"' not in lijst.html


def test_wie_eerst_gebeld_wordt_staat_bovenaan_de_rij(als, maak):
    inwoner = maak.inwoner("Jansen", telefoon="+31611111111")
    maak.traject(inwoner=inwoner)
    maak.contactpersoon(inwoner, "Dochter Dora", eerst_bellen=True)
    assert "Bel eerst Dochter Dora (dochter)" in als(Rol.COORDINATOR).get("berichten.belllijst").tekst


def test_bij_veilig_contact_wordt_niemand_eerst_gebeld(als, maak, in_borne):
    inwoner = maak.inwoner("Jansen")
    maak.contactpersoon(inwoner, naam="Partner Piet", eerst_bellen=True)
    traject = maak.traject(inwoner=inwoner)
    with in_borne():
        db.session.get_one(Traject, traject.id).inwoner.veilig_contact = VeiligContact(telefoon="+31687654321")
        db.session.commit()
    lijst = als(Rol.COORDINATOR).get("berichten.belllijst").tekst
    assert "06 87654321" in lijst
    assert "Bel eerst" not in lijst
    assert "Partner Piet" not in lijst


def test_de_lijst_van_iedereen_en_van_mij(als, maak):
    maak.traject("Vanmij", behandelaar="coordinator")
    maak.traject("Vanander", behandelaar="coordinator2")
    klant = als(Rol.COORDINATOR)
    assert "Vanander" not in klant.get("berichten.belllijst").tekst
    assert "Vanander" in klant.get("berichten.belllijst", wie="iedereen").tekst


def test_een_afgesproken_telefoontje_zonder_traject_kan_naar_een_andere_dag(als, maak, in_borne):
    inwoner = maak.inwoner("Los")
    taak = maak.taak("opnieuw_bellen", inwoner_id=inwoner.id, object_id=inwoner.id, endpoint="inwoners.detail")
    klant = als(Rol.COORDINATOR)
    assert "Opnieuw bellen" in klant.get("berichten.belllijst").tekst
    dag = werkdagen_erbij(vandaag(), 3)
    klant.post("berichten.verzetten", {"terugbellen_op": datum(dag)}, taak_id=taak.id)
    with in_borne():
        assert db.session.get_one(Taak, taak.id).termijn_op == dag


def test_wie_een_andere_keten_doet_ziet_niemand_van_deze(als, maak):
    maak.traject("Jansen")
    assert "Jansen" not in als("andere_keten").get("berichten.belllijst", wie="iedereen").tekst


def test_het_aantal_vragen_hangt_niet_af_van_de_lengte(als, maak, tel_vragen, zend):
    def meet():
        with tel_vragen() as vragen:
            als(Rol.COORDINATOR).get("berichten.belllijst")
        return len(vragen)

    zend(maak.traject("Eerste").id, "vrij:0")
    meet()
    weinig = meet()
    for nr in range(1, 5):
        traject = maak.traject(f"Nog{nr}")
        maak.contactpersoon(maak.inwoner(f"Naaste{nr}"))
        zend(traject.id, f"vrij:{nr}")
    assert meet() == weinig


def test_wie_stilstaat_is_te_zien_op_de_lijst(als, maak, in_borne):
    traject = maak.traject("Jansen")
    terug = werkdagen_erbij(vandaag(), 10)
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        pauzeer(rij, formulier_id=uuid4(), tot=terug, reden="ziekenhuis", door=wereld.wie("coordinator"))
        assert stuur(rij, soort="aanbod", sleutel="aanbod:1", door=None, groep="Dinsdag") is None
        db.session.commit()
    assert f"Staat stil tot {datum(terug)}" in als(Rol.COORDINATOR).get("berichten.belllijst").tekst
