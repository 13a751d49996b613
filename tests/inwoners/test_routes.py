"""The pages of a resident."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Gemeente
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.inwoners.test_handelingen import haal, toestemming
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

GOED = {
    "voornaam": "Gerda",
    "achternaam": "Jansen",
    "geboortedatum": "12-3-1941",
    "geslacht": "vrouw",
    "bereik": "bellen",
}
INTREKKEN = {"gever": "inwoner", "kanaal": "telefonisch"}
NAASTE = {
    "formulier_id": "0199aaaa-0000-7000-8000-000000000001",
    "naam": "Dochter Dora",
    "relatie": "dochter",
    "telefoon": "0612345678",
    "toestemming": "y",
}


@pytest.fixture
def klant(als):
    return als(Rol.COORDINATOR)


@pytest.fixture
def geef(in_borne):
    """`geef(inwoner)` records a consent and returns its id."""

    def geef(inwoner, **velden):
        with in_borne():
            gegeven = toestemming(haal(inwoner), **velden)
            db.session.commit()
            return gegeven.id

    return geef


def zet_bsn_aan(in_borne):
    with in_borne():
        db.session.get_one(Gemeente, wereld.id_van("borne")).bsn_aan = True
        db.session.commit()


class TestDetail:
    def test_toont_wie_het_is_en_hoe_u_die_bereikt(self, klant, maak):
        inwoner = maak.inwoner(telefoon="+31612345678", postcode="7621AB", straat="Dorpsstraat", huisnummer="3")
        pagina = klant.get("inwoners.detail", inwoner_id=inwoner.id)
        assert pagina.kop == "Gerda Jansen"
        assert "geboren op 12-03-1941" in pagina.tekst
        assert "Dorpsstraat 3, 7621 AB" in pagina.tekst
        assert "06 12345678" in pagina.tekst
        assert "Gerda" not in pagina.titel

    def test_toont_de_contactpersonen_en_wie_eerst_gebeld_wil_worden(self, klant, maak):
        inwoner = maak.inwoner()
        maak.contactpersoon(inwoner, eerst_bellen=True, mag_uitslag_horen=True, vertegenwoordiger_grond="mentor")
        tekst = klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
        assert "Bel eerst Dochter Dora (dochter)" in tekst
        assert "Mag de uitslag horen" in tekst
        assert "Beslist voor de inwoner: Mentor, benoemd door de rechter" in tekst
        assert "gevraagd door Cora Coordinator" in tekst

    def test_laat_een_spoor_na_met_de_inwoner_erin(self, klant, maak, in_borne):
        inwoner = maak.inwoner()
        klant.get("inwoners.detail", inwoner_id=inwoner.id)
        with in_borne():
            regel = db.session.scalars(select(Logregel).where(Logregel.route == "inwoners.detail")).one()
            rijen = db.session.scalars(
                select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == regel.id)
            )
            assert rijen.all() == [inwoner.id]
            assert regel.account_id == wereld.id_van("coordinator")

    @pytest.mark.parametrize(
        "rol",
        [
            Rol.VERWIJZER,
            Rol.BEOORDELAAR,
            Rol.TRAINER,
            Rol.TELLER,
            Rol.PROJECTLEIDER,
            Rol.BEHEERDER,
            Rol.FG,
        ],
    )
    def test_wie_geen_inwoners_ziet_komt_er_niet_in(self, als, maak, rol):
        inwoner = maak.inwoner()
        for pagina in ("inwoners.detail", "inwoners.gegevens", "inwoners.nieuwe_contactpersoon"):
            assert als(rol).get(pagina, inwoner_id=inwoner.id).status == 403

    @pytest.mark.parametrize("wie", ["andere_keten", "welzijnscoach"])
    def test_voor_een_andere_keten_of_organisatie_bestaat_de_inwoner_niet(self, als, maak, geef, wie):
        inwoner = maak.inwoner()
        contact, gegeven = maak.contactpersoon(inwoner), geef(inwoner)
        klant = als(wie)
        assert klant.get("inwoners.detail", inwoner_id=inwoner.id).status == 404
        assert klant.get("inwoners.gegevens", inwoner_id=inwoner.id).status == 404
        assert klant.get("inwoners.contactpersoon", contactpersoon_id=contact.id).status == 404
        assert klant.post("inwoners.verwijdering", {"bevestigd": "ja"}, contactpersoon_id=contact.id).status == 404
        assert klant.post("inwoners.intrekking", INTREKKEN, toestemming_id=gegeven).status == 404

    def test_in_een_andere_gemeente_bestaat_de_inwoner_niet(self, als, maak):
        inwoner = maak.inwoner()
        buur = als("coordinator_tubbergen", gemeente="tubbergen")
        assert buur.get("inwoners.detail", inwoner_id=inwoner.id).status == 404
        assert buur.get("inwoners.detail", inwoner_id=uuid4()).status == 404

    def test_het_aantal_vragen_aan_de_database_groeit_niet_mee(self, klant, maak, geef):
        rustig, druk = maak.inwoner(), maak.inwoner()
        maak.contactpersoon(rustig)
        geef(rustig)
        for _ in range(5):
            maak.contactpersoon(druk)
            geef(druk)
        klant.get("inwoners.detail", inwoner_id=rustig.id)
        assert vragen(klant, inwoner_id=druk.id) == vragen(klant, inwoner_id=rustig.id) <= 17


def vragen(klant, **waarden):
    geteld = []

    def tel(*_):
        geteld.append(1)

    with klant.app.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", tel)
    assert klant.get("inwoners.detail", **waarden).status == 200
    event.remove(motor, "before_cursor_execute", tel)
    return len(geteld)


class TestBsn:
    def test_staat_standaard_nergens(self, klant, maak):
        inwoner = maak.inwoner()
        assert "Burgerservicenummer" not in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
        assert "Burgerservicenummer" not in klant.get("inwoners.gegevens", inwoner_id=inwoner.id).tekst

    def test_wordt_bewaard_en_getoond_aan_wie_het_mag(self, klant, als, maak, in_borne):
        zet_bsn_aan(in_borne)
        inwoner = maak.inwoner()
        pagina = klant.post("inwoners.gegevens", {**GOED, "bsn": "123456782", "versie": "1"}, inwoner_id=inwoner.id)
        assert "123456782" in pagina.volg().tekst
        assert "123456782" not in pagina.naar
        with in_borne():
            coach = {"organisatie_id": wereld.id_van("wijkracht"), "keten_code": "welzijn_op_recept"}
            betrek(haal(inwoner), **coach, grond="verwijzing")
            db.session.commit()
        gezien = als(Rol.WELZIJNSCOACH).get("inwoners.detail", inwoner_id=inwoner.id)
        assert gezien.kop == "Gerda Jansen"
        assert "123456782" not in gezien.html
        assert "Burgerservicenummer" not in gezien.tekst

    def test_een_bsn_dat_niet_kan_bestaan_krijgt_een_zin_bij_het_veld(self, klant, maak, in_borne):
        zet_bsn_aan(in_borne)
        inwoner = maak.inwoner()
        pagina = klant.post("inwoners.gegevens", {**GOED, "bsn": "123456789", "versie": "1"}, inwoner_id=inwoner.id)
        assert pagina.status == 422
        assert any("geen geldig burgerservicenummer" in fout for fout in pagina.fouten)
        assert pagina.waarde("bsn") == "123456789"


class TestGegevens:
    def wijzig(self, klant, inwoner, **velden):
        return klant.post("inwoners.gegevens", {**GOED, "versie": "1", **velden}, inwoner_id=inwoner.id)

    def test_wat_er_staat_is_ingevuld_en_een_wijziging_wordt_getoond(self, klant, maak):
        inwoner = maak.inwoner(telefoon="+31612345678")
        form = klant.get("inwoners.gegevens", inwoner_id=inwoner.id)
        assert (form.waarde("achternaam"), form.waarde("geboortedatum")) == ("Jansen", "12-03-1941")
        pagina = self.wijzig(klant, inwoner, telefoon="074 2658686", bereik="email", email="g@voorbeeld.example").volg()
        assert "De gegevens zijn gewijzigd." in pagina.tekst
        assert "074 265 8686" in pagina.tekst
        assert "E-mail" in pagina.tekst

    @pytest.mark.parametrize(
        ("veld", "waarde", "zin"),
        [
            ("geboortedatum", "31-2-1941", "Deze datum bestaat niet."),
            ("geboortedatum", "1-1-2099", "niet in de toekomst"),
            ("geboortedatum", "maart 1941", "dag-maand-jaar"),
            ("telefoon", "0612", "telefoonnummer met 10 cijfers"),
            ("postcode", "7621", "vier cijfers en twee letters"),
            ("email", "gerda", "met een @"),
            ("achternaam", "  ", "Vul de achternaam in."),
            ("achternaam", "J" * 10_000, "niet meer dan 100 tekens"),
            ("bereik_wanneer", "na tienen " * 1_000, "niet meer dan 100 tekens"),
            ("bereik", "email", "Vul een e-mailadres in"),
            ("bereik", "brief", "adres"),
            ("bereik", "postduif", "Kies een van de antwoorden."),
            ("geslacht", "onzin", "Kies iets uit de lijst."),
        ],
    )
    def test_wat_niet_kan_krijgt_een_zin_en_niets_gaat_verloren(self, klant, maak, veld, waarde, zin):
        inwoner = maak.inwoner()
        pagina = self.wijzig(klant, inwoner, **{veld: waarde, "wijk": "Letterveld"})
        assert pagina.status == 422
        assert any(zin in fout for fout in pagina.fouten)
        assert pagina.waarde("wijk") == "Letterveld"
        if veld not in ("bereik", "geslacht"):
            assert pagina.waarde(veld).strip() == waarde.strip()
        assert "Letterveld" not in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst

    @pytest.mark.parametrize("naam", ["Jansen 😀🦆", "محمد بن سلمان", "בן־דוד", "O’Brien-van ’t Hoff", "J" * 40])
    def test_een_naam_blijft_zoals_u_hem_typte(self, klant, maak, naam):
        inwoner = maak.inwoner()
        assert naam in self.wijzig(klant, inwoner, achternaam=naam).volg().kop

    def test_een_verouderd_formulier_zegt_wie_en_wanneer_en_toont_beide_teksten(self, klant, als, maak):
        inwoner = maak.inwoner()
        als("coordinator2").post(
            "inwoners.gegevens", {**GOED, "versie": "1", "straat": "Dorpsstraat"}, inwoner_id=inwoner.id
        )
        pagina = self.wijzig(klant, inwoner, straat="Kerkstraat")
        assert pagina.status == 422
        assert re.search(r"Carel Coordinator \(\d\d-\d\d-\d{4} \d\d:\d\d\) heeft dit intussen gewijzigd", pagina.tekst)
        assert pagina.waarde("straat") == "Kerkstraat"
        assert "Dit staat er nu Straat Dorpsstraat" in pagina.tekst
        nog_eens = self.wijzig(klant, inwoner, straat="Kerkstraat", versie=pagina.waarde("versie"))
        assert "Kerkstraat" in nog_eens.volg().tekst

    def test_een_oud_token_laat_staan_wat_u_typte(self, klant, maak, in_borne):
        inwoner = maak.inwoner()
        velden = {**GOED, "versie": "1", "straat": "Kerkstraat"}
        pagina = klant.post("inwoners.gegevens", velden, token=False, inwoner_id=inwoner.id)
        assert (pagina.status, pagina.waarde("straat")) == (422, "Kerkstraat")
        with in_borne():
            assert haal(inwoner).straat is None

    def test_na_een_nieuw_nummer_is_de_inwoner_daarop_te_vinden(self, klant, maak):
        inwoner = maak.inwoner()
        self.wijzig(klant, inwoner, telefoon="0612345678")
        assert "Gerda Jansen" in klant.post("inwoners.zoeken", {"zoek": "0612345678"}).tekst


class TestContactpersonen:
    def test_toevoegen_legt_vast_wie_vroeg_en_wanneer(self, klant, maak):
        inwoner = maak.inwoner()
        pagina = klant.post("inwoners.nieuwe_contactpersoon", {**NAASTE, "bij_nood": "y"}, inwoner_id=inwoner.id).volg()
        assert "Dochter Dora" in pagina.tekst
        assert "Bellen bij nood" in pagina.tekst
        assert "gevraagd door Cora Coordinator" in pagina.tekst

    def test_zonder_toestemming_van_de_inwoner_wordt_niemand_toegevoegd(self, klant, maak, in_borne):
        inwoner = maak.inwoner()
        pagina = klant.post("inwoners.nieuwe_contactpersoon", {**NAASTE, "toestemming": ""}, inwoner_id=inwoner.id)
        assert pagina.status == 422
        assert pagina.waarde("naam") == "Dochter Dora"
        with in_borne():
            assert db.session.scalars(select(Contactpersoon)).all() == []

    def test_zonder_nummer_en_mail_staat_de_zin_bij_het_veld(self, klant, maak):
        inwoner = maak.inwoner()
        pagina = klant.post("inwoners.nieuwe_contactpersoon", {**NAASTE, "telefoon": ""}, inwoner_id=inwoner.id)
        assert pagina.fouten == ["Telefoonnummer: Vul een telefoonnummer of een e-mailadres in."]

    def test_twee_keer_versturen_maakt_er_een(self, klant, maak, in_borne):
        inwoner = maak.inwoner()
        form = klant.get("inwoners.nieuwe_contactpersoon", inwoner_id=inwoner.id)
        velden = {**NAASTE, "formulier_id": form.waarde("formulier_id")}
        for _ in range(2):
            assert klant.post("inwoners.nieuwe_contactpersoon", velden, inwoner_id=inwoner.id).status == 303
        with in_borne():
            assert len(db.session.scalars(select(Contactpersoon)).all()) == 1

    def test_wijzigen_vraagt_de_toestemming_opnieuw(self, klant, als, maak, in_borne):
        contact = maak.contactpersoon(maak.inwoner())
        velden = {**NAASTE, "mag_afspraken_maken": "y", "versie": "1"}
        andere = als("coordinator2")
        assert andere.post("inwoners.contactpersoon", velden, contactpersoon_id=contact.id).status == 303
        with in_borne():
            nu = db.session.get_one(Contactpersoon, contact.id)
            assert nu.mag_afspraken_maken
            assert nu.toestemming_op > contact.toestemming_op
            assert nu.toestemming_door_id == wereld.id_van("coordinator2")
        oud = klant.post("inwoners.contactpersoon", {**velden, "naam": "Dora D."}, contactpersoon_id=contact.id)
        assert (oud.status, oud.waarde("naam")) == (422, "Dora D.")
        assert "Carel Coordinator" in oud.fouten[0]

    def test_verwijderen_vraagt_eerst_en_wist_dan_de_gegevens(self, klant, maak):
        inwoner = maak.inwoner()
        contact = maak.contactpersoon(inwoner)
        vraag = klant.post("inwoners.verwijdering", contactpersoon_id=contact.id)
        assert "Wilt u deze contactpersoon verwijderen?" in vraag.tekst
        assert "Dochter Dora" in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
        klaar = klant.post("inwoners.verwijdering", {"bevestigd": "ja"}, contactpersoon_id=contact.id)
        assert "Dochter Dora" not in klaar.volg().tekst
        assert klant.get("inwoners.contactpersoon", contactpersoon_id=contact.id).status == 404
        assert klant.post("inwoners.verwijdering", {"bevestigd": "ja"}, contactpersoon_id=contact.id).status == 303


class TestToestemmingen:
    def test_de_lijst_toont_de_zin_de_ontvanger_en_wie_het_vastlegde(self, klant, maak, geef):
        inwoner = maak.inwoner()
        geef(inwoner)
        tekst = klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
        assert "Gegevens doorgeven Valpreventie, aan de coördinator valpreventie" in tekst
        assert "De inwoner vindt het goed." in tekst
        assert "vastgelegd door Hanna Huisarts, Huisartsen Het Proefhuis" in tekst

    def test_een_toestemming_van_een_andere_keten_wordt_niet_getoond(self, klant, maak, geef):
        inwoner = maak.inwoner()
        andere = geef(inwoner, keten_code="welzijn_op_recept", ontvangers="de welzijnscoach")
        assert "welzijnscoach" not in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
        assert klant.post("inwoners.intrekking", INTREKKEN, toestemming_id=andere).status == 404

    def test_intrekken_vraagt_eerst_en_zegt_eerlijk_wat_het_doet(self, klant, maak, geef, in_borne):
        gegeven = geef(maak.inwoner())
        vraag = klant.get("inwoners.intrekking", toestemming_id=gegeven)
        assert "Wil de inwoner deze toestemming intrekken?" in vraag.tekst
        assert klant.post("inwoners.intrekking", toestemming_id=gegeven).status == 422
        with in_borne():
            assert db.session.get_one(Toestemming, gegeven).ingetrokken_op is None
        na = klant.post("inwoners.intrekking", INTREKKEN, toestemming_id=gegeven).volg()
        assert na.kop == "Toestemming ingetrokken"
        assert "Vastgelegd door Cora Coordinator" in na.tekst
        assert "per telefoon, door de inwoner" in na.tekst
        assert "Wat al is doorgegeven, blijft bij de ontvanger staan." in na.tekst
        assert "Wil de inwoner ook stoppen?" in na.tekst

    def test_terugkoppeling_intrekken_vraagt_niet_naar_stoppen(self, klant, maak, geef):
        gegeven = geef(maak.inwoner(), soort=ToestemmingSoort.TERUGKOPPELEN)
        na = klant.post("inwoners.intrekking", INTREKKEN, toestemming_id=gegeven).volg()
        assert "De verwijzer ziet vanaf nu niets nieuws" in na.tekst
        assert "ook stoppen" not in na.tekst

    def test_een_oud_token_trekt_niets_in(self, klant, maak, geef, in_borne):
        gegeven = geef(maak.inwoner())
        pagina = klant.post("inwoners.intrekking", INTREKKEN, token=False, toestemming_id=gegeven)
        assert pagina.status == 422
        with in_borne():
            assert db.session.get_one(Toestemming, gegeven).ingetrokken_op is None


def test_geen_naam_in_een_adres_of_melding(klant, maak):
    inwoner = maak.inwoner("Uniekenaam")
    pagina = klant.post("inwoners.gegevens", {**GOED, "achternaam": "Uniekenaam", "versie": "1"}, inwoner_id=inwoner.id)
    assert "Uniekenaam" not in pagina.naar
    with klant.browser.session_transaction() as sessie:
        assert "Uniekenaam" not in str(dict(sessie))
