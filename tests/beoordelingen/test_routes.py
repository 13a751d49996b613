"""The pages of the high road: what each sees, and what nobody sees."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.beoordelingen.handelingen import herinner, trek_in
from ketens.beoordelingen.models import Beoordeling
from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.models import Toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

ANTWOORD = {
    "beoordeeld_op": f"{vandaag() - timedelta(days=20):%d-%m-%Y}",
    "route": "gemeente",
    "advies": "Kan mee in een rustige groep.",
}
FACTOR = {"visus_aanwezig": "ja", "visus_advies": "Laat de bril meten bij de opticien."}


@pytest.fixture
def hoog(maak):
    """A traject at high risk, of a resident who agreed."""
    traject = maak.traject("Zonderling", uitslag="hoog", behandelaar="coordinator")
    maak.doorgeven(traject.inwoner_id)
    return traject


def velden_voor(praktijk):
    gekozen = str(wereld.id_van(praktijk)) if praktijk else ""
    return {"praktijk": gekozen, "vraag": "Is een groep veilig?", "formulier_id": str(uuid4())}


def vraag(als, traject, praktijk="dijkhuis"):
    velden = velden_voor(praktijk)
    return als(Rol.COORDINATOR).post("beoordelingen.bij_traject", velden, traject_id=traject.id)


def verzoek(in_borne, traject):
    with in_borne():
        gevonden = db.session.scalars(select(Beoordeling).where(Beoordeling.traject_id == traject.id)).one_or_none()
        db.session.expunge_all()
        return gevonden


def test_de_coordinator_vraagt_en_de_beoordelaar_ziet_wie_en_waarom(als, hoog, in_borne):
    assert vraag(als, hoog).status == 303
    lijst = als(Rol.BEOORDELAAR).get("beoordelingen.lijst")
    assert "1 verzoek wacht op uw antwoord." in lijst.tekst
    pagina = als(Rol.BEOORDELAAR).get("beoordelingen.detail", beoordeling_id=verzoek(in_borne, hoog).id)
    assert pagina.kop == "Gerda Zonderling"
    for tekst in ("12-03-1941", "Hoog valrisico", "Is een groep veilig?"):
        assert tekst in pagina.tekst


def test_notities_en_het_traject_blijven_bij_de_coordinator(als, hoog, in_borne):
    als(Rol.COORDINATOR).post("trajecten.notities", {"notitie": "Heeft ruzie met haar zoon."}, traject_id=hoog.id)
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    assert "ruzie" not in als(Rol.BEOORDELAAR).get("beoordelingen.detail", beoordeling_id=id_).tekst
    assert als(Rol.BEOORDELAAR).get("trajecten.detail", traject_id=hoog.id).status == 403


def test_het_blok_op_het_traject_is_dezelfde_pagina_zonder_javascript(als, hoog):
    blok = als(Rol.COORDINATOR).get("beoordelingen.bij_traject", htmx="beoordeling", traject_id=hoog.id)
    heel = als(Rol.COORDINATOR).get("beoordelingen.bij_traject", traject_id=hoog.id)
    assert "<html" not in blok.html
    for pagina in (blok, heel):
        assert "Huisartsen Het Proefhuis Ziet het verzoek in de app." in pagina.tekst
        assert "Huisartsen Zonder App Krijgt een brief van u." in pagina.tekst


def test_een_verzoek_zonder_praktijk_houdt_de_vraag_vast(als, hoog):
    pagina = vraag(als, hoog, praktijk=None)
    assert pagina.status == 422
    assert pagina.fouten == ["Welke praktijk vraagt u? Kies een praktijk."]
    assert pagina.waarde("vraag") == "Is een groep veilig?"


def test_op_het_traject_vraagt_het_blok_op_zijn_plek_en_ververst_daarna_alles(als, hoog):
    klant = als(Rol.COORDINATOR)
    met_fout = klant.post("beoordelingen.bij_traject", {"vraag": "Kan zij?"}, htmx="beoordeling", traject_id=hoog.id)
    assert met_fout.status == 422
    assert "<html" not in met_fout.html
    assert met_fout.waarde("vraag") == "Kan zij?"
    bij, hier = (klant.url(naam, traject_id=hoog.id) for naam in ("beoordelingen.bij_traject", "trajecten.detail"))
    koppen = {"HX-Request": "true", "HX-Target": "div#beoordeling", "HX-Current-URL": f"http://localhost{hier}"}
    goed = klant.browser.post(bij, data={"csrf_token": klant.token, **velden_voor("dijkhuis")}, headers=koppen)
    assert (goed.status_code, goed.headers["HX-Redirect"]) == (204, hier)


def test_twee_keer_versturen_geeft_een_verzoek_en_dezelfde_plek(als, hoog, in_borne):
    klant, velden = als(Rol.COORDINATOR), velden_voor("dijkhuis")
    antwoorden = [klant.post("beoordelingen.bij_traject", velden, traject_id=hoog.id) for _ in range(2)]
    assert antwoorden[0].naar == antwoorden[1].naar
    assert verzoek(in_borne, hoog) is not None


def test_zonder_toestemming_zegt_de_pagina_wat_te_doen(als, maak):
    traject = maak.traject("Zonderling", uitslag="hoog")
    pagina = als(Rol.COORDINATOR).get("beoordelingen.bij_traject", traject_id=traject.id)
    assert "Er is geen toestemming om gegevens door te geven." in pagina.tekst
    assert vraag(als, traject).status == 422


def test_de_brief_zegt_om_wie_het_gaat_en_waar_het_antwoord_heen_moet(als, hoog, in_borne):
    gevraagd = vraag(als, hoog, "papier")
    assert gevraagd.naar.endswith("/brief")
    brief = gevraagd.volg()
    for tekst in ("Gerda Zonderling", "12-03-1941", "Huisartsen Zonder App", "074 265 8600", "Wat nu past"):
        assert tekst in brief.tekst
    als(Rol.COORDINATOR).post("beoordelingen.intrekking", beoordeling_id=verzoek(in_borne, hoog).id)
    ingetrokken = als(Rol.COORDINATOR).haal(gevraagd.naar)
    assert "Verstuur geen brief meer" in ingetrokken.tekst
    assert "Zonderling" not in ingetrokken.tekst


def test_de_coordinator_legt_het_antwoord_op_de_brief_vast(als, hoog, in_borne):
    vraag(als, hoog, "papier")
    klant, id_ = als(Rol.COORDINATOR), verzoek(in_borne, hoog).id
    fout = klant.post("beoordelingen.antwoord", {**ANTWOORD, "beoordeeld_op": "31-02-2026"}, beoordeling_id=id_)
    assert (fout.status, fout.waarde("advies")) == (422, ANTWOORD["advies"])
    assert klant.post("beoordelingen.antwoord", ANTWOORD, beoordeling_id=id_).naar.endswith(f"/trajecten/{hoog.id}")
    assert ANTWOORD["advies"] in klant.get("beoordelingen.bij_traject", traject_id=hoog.id).tekst


def test_terug_naar_de_coordinator_komen_alleen_datum_route_en_een_regel(als, hoog, in_borne):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    assert als(Rol.BEOORDELAAR).post("beoordelingen.detail", ANTWOORD | FACTOR, beoordeling_id=id_).status == 303
    klant = als(Rol.COORDINATOR)
    paginas = [
        klant.get("beoordelingen.bij_traject", traject_id=hoog.id),
        klant.get("trajecten.detail", traject_id=hoog.id),
        klant.get("inwoners.detail", inwoner_id=hoog.inwoner_id),
        klant.get("trajecten.werkvoorraad"),
    ]
    assert ANTWOORD["advies"] in paginas[0].tekst
    for pagina in paginas:
        assert pagina.status == 200
        assert FACTOR["visus_advies"] not in pagina.tekst
    eigen = als(Rol.BEOORDELAAR).get("beoordelingen.detail", beoordeling_id=id_)
    assert FACTOR["visus_advies"] in eigen.tekst


def test_een_fout_in_het_antwoord_houdt_alles_vast_ook_de_factoren(als, hoog, in_borne):
    vraag(als, hoog)
    velden = {**ANTWOORD, **FACTOR, "advies": "x" * 201}
    pagina = als(Rol.BEOORDELAAR).post("beoordelingen.detail", velden, beoordeling_id=verzoek(in_borne, hoog).id)
    assert pagina.status == 422
    assert pagina.fouten == ["Advies in één regel: Gebruik niet meer dan 200 tekens."]
    assert pagina.waarde("advies") == "x" * 201
    assert pagina.waarde("visus_advies").strip() == FACTOR["visus_advies"]


def test_een_tweede_antwoord_houdt_de_tekst_vast_en_zegt_wie_al_antwoordde(als, hoog, in_borne):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    als(Rol.BEOORDELAAR).post("beoordelingen.detail", ANTWOORD, beoordeling_id=id_)
    pagina = als(Rol.BEOORDELAAR).post("beoordelingen.detail", {**ANTWOORD, "advies": "Toch niet."}, beoordeling_id=id_)
    assert pagina.status == 422
    assert "al beantwoord, door Bea Beoordelaar" in pagina.fouten[0]
    assert pagina.waarde("advies") == "Toch niet."


def test_een_antwoord_na_intrekken_krijgt_een_zin_en_noemt_niemand(als, hoog, in_borne):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    als(Rol.COORDINATOR).post("beoordelingen.intrekking", beoordeling_id=id_)
    pagina = als(Rol.BEOORDELAAR).post("beoordelingen.detail", ANTWOORD, beoordeling_id=id_)
    assert pagina.status == 422
    assert "ingetrokken" in pagina.fouten[0]
    assert pagina.waarde("advies") == ANTWOORD["advies"]
    assert "Zonderling" not in pagina.tekst
    assert "Zonderling" not in als(Rol.BEOORDELAAR).get("beoordelingen.lijst").tekst


def test_wie_de_toestemming_intrekt_is_bij_de_praktijk_niet_meer_te_zien(als, hoog, in_borne):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    with in_borne():
        for toestemming in db.session.scalars(select(Toestemming)):
            trek_toestemming_in(toestemming, door=wereld.wie("coordinator"))
        db.session.commit()
    for pagina in (
        als(Rol.BEOORDELAAR).get("beoordelingen.detail", beoordeling_id=id_),
        als(Rol.BEOORDELAAR).get("beoordelingen.lijst"),
    ):
        assert "Zonderling" not in pagina.tekst


@pytest.mark.parametrize(
    ("wie", "status"),
    [("beoordelaar2", 404), ("verwijzer", 403), ("trainer", 403), ("coordinator", 403), ("projectleider", 403)],
)
def test_een_verzoek_is_alleen_voor_de_gevraagde_praktijk(als, hoog, in_borne, wie, status):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    assert als(wie).get("beoordelingen.detail", beoordeling_id=id_).status == status
    assert als(wie).post("beoordelingen.detail", ANTWOORD, beoordeling_id=id_).status == status


@pytest.mark.parametrize(
    ("wie", "status"),
    [(("andere_keten",), 404), (("coordinator_tubbergen", "tubbergen"), 404), (("beoordelaar",), 403)],
)
def test_het_verzoek_bij_een_traject_is_voor_wie_het_traject_ziet(als, hoog, in_borne, wie, status):
    vraag(als, hoog)
    id_ = verzoek(in_borne, hoog).id
    klant = als(*wie)
    assert klant.get("beoordelingen.bij_traject", traject_id=hoog.id).status == status
    for endpoint in ("beoordelingen.brief", "beoordelingen.antwoord", "beoordelingen.intrekking"):
        assert klant.get(endpoint, beoordeling_id=id_).status == status


def test_wie_een_verzoek_opent_staat_in_het_logboek_met_de_inwoner(als, hoog, in_borne):
    vraag(als, hoog)
    als(Rol.BEOORDELAAR).get("beoordelingen.detail", beoordeling_id=verzoek(in_borne, hoog).id)
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "beoordelingen.detail")).one()
        assert (regel.account_id, regel.doel) == (wereld.id_van("beoordelaar"), "valrisicobeoordeling doen")
        wie = select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == regel.id)
        assert db.session.scalars(wie).all() == [hoog.inwoner_id]


def test_de_lijst_toont_het_oudste_verzoek_eerst_en_de_herinnering(als, maak, in_borne):
    eerste, tweede, derde = (maak.beoordeling(naam) for naam in ("Eersteling", "Tweede", "Derde"))
    with in_borne():
        herinner(db.session.get_one(Beoordeling, tweede.id))
        trek_in(db.session.get_one(Beoordeling, derde.id), door=wereld.wie("coordinator"))
        db.session.commit()
    pagina = als(Rol.BEOORDELAAR).get("beoordelingen.lijst")
    assert pagina.tekst.index("Eersteling") < pagina.tekst.index("Tweede")
    assert pagina.tekst.count("Herinnering") == 1
    assert "Derde" not in pagina.tekst
    assert eerste.traject_id != tweede.traject_id


def test_een_lege_lijst_zegt_wat_er_gaat_komen(als):
    assert "Er wacht niets op u." in als("beoordelaar2").get("beoordelingen.lijst").tekst


def test_de_lijst_kost_met_tien_verzoeken_evenveel_vragen_als_met_een(als, maak, app):
    maak.beoordeling("Een")
    als(Rol.BEOORDELAAR).get("beoordelingen.lijst")  # the first request of all asks what is asked once
    tellingen = []
    for _ in range(2):
        teller: list[str] = []
        with app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", luister := lambda *a, teller=teller: teller.append(a[2]))
        assert als(Rol.BEOORDELAAR).get("beoordelingen.lijst").status == 200
        event.remove(motor, "before_cursor_execute", luister)
        tellingen.append(len([vraag for vraag in teller if vraag.lstrip().upper().startswith("SELECT")]))
        for nummer in range(9):
            maak.beoordeling(f"Inwoner {nummer}")
    assert tellingen[0] == tellingen[1] <= 12


def test_een_datum_in_de_toekomst_is_geen_beoordeling(als, hoog, in_borne):
    vraag(als, hoog)
    velden = {**ANTWOORD, "beoordeeld_op": f"01-01-{vandaag().year + 2}"}
    pagina = als(Rol.BEOORDELAAR).post("beoordelingen.detail", velden, beoordeling_id=verzoek(in_borne, hoog).id)
    assert pagina.fouten == ["Datum van de beoordeling: Kies een datum die niet in de toekomst ligt."]


def test_zonder_token_gebeurt_er_niets(als, hoog):
    velden = velden_voor("dijkhuis")
    pagina = als(Rol.COORDINATOR).post("beoordelingen.bij_traject", velden, token=False, traject_id=hoog.id)
    assert pagina.status == 422
    assert pagina.waarde("vraag") == "Is een groep veilig?"
