"""Signing up without an account: by oneself or a naaste, once, and with a number to call when it is refused."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Beurten
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.poort import AANMELDING
from ketens.openbaar.bewijs import MINSTENS
from ketens.rechten import Rol
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.bouwkunde.vijand import KWAAD, RAUW
from tests.bouwkunde.vulling import stand
from tests.bron import maak_app, sluit
from tests.klant import Klant
from tests.merken import EERST_OP_SQLITE
from tests.openbaar.conftest import ANNIE, DORA, Bezoek

pytestmark = EERST_OP_SQLITE

NUMMER = "074 265 8600"


@pytest.fixture
def streng(bron, app):
    """The house with its normal limits."""
    huis = maak_app({**bron.omgeving, "KETENS_LIMIETEN": "normaal"})
    yield huis
    sluit(huis)


def verwijzingen(app) -> int:
    with wereld.binnen(app):
        return db.session.scalar(select(func.count()).select_from(Verwijzing)) or 0


def test_wie_zich_aanmeldt_krijgt_een_kenmerk_en_hoort_wat_er_gebeurt(bezoek, in_borne):
    visite = bezoek(aan="zelf")
    antwoord = visite.meld_aan()
    assert antwoord.status == 303
    pagina = antwoord.volg()
    assert pagina.kop == "De aanmelding is binnen"
    with in_borne():
        verwijzing = db.session.scalars(select(Verwijzing)).one()
        assert verwijzing.kenmerk in pagina.tekst
        assert (verwijzing.herkomst, verwijzing.afname.uitslag) == ("zelf", "matig")
        assert verwijzing.inwoner.bereik_wanneer == "in de ochtend"
        assert verwijzing.inwoner.naam == "Annie van der Berg"
    assert f"belt u, met nummer {NUMMER}" in pagina.tekst
    assert "uiterlijk op" in pagina.tekst
    assert "Annie" not in pagina.html + str(antwoord.naar)


def test_coordinator_ziet_haar_op_de_werkvoorraad_en_wie_haar_stuurde(bezoek, als, in_borne):
    bezoek(aan="zelf").meld_aan()
    with in_borne():
        verwijzing_id = db.session.scalars(select(Verwijzing.id)).one()
    cora = als(Rol.COORDINATOR)
    assert "Annie van der Berg" in cora.get("trajecten.werkvoorraad").tekst
    triage = cora.get("triage.detail", verwijzing_id=verwijzing_id)
    assert "Aangemeld door De inwoner zelf" in triage.tekst
    assert "Beste moment in de ochtend" in triage.tekst
    assert "Op het scherm" in triage.tekst
    assert "Er is geen verwijzer" in triage.tekst
    briefje = cora.get("verwijzingen.briefje", verwijzing_id=verwijzing_id)
    assert "U hebt zich op" in briefje.tekst
    cora.post("triage.aanname", {"wie_is_het": "nieuw"}, verwijzing_id=verwijzing_id)
    with in_borne():
        verwijzing = db.session.get_one(Verwijzing, verwijzing_id)
        traject_id, inwoner_id = verwijzing.traject_id, verwijzing.inwoner_id
    assert "Er is geen verwijzer" in cora.get("verwijzingen.berichten_bij_traject", traject_id=traject_id).tekst
    dossier = cora.get("inwoners.detail", inwoner_id=inwoner_id)
    assert "zonder account, voor Gemeente Borne (proef)" in dossier.tekst
    assert "Terugkoppelen" not in cora.get("inwoners.toestemming", inwoner_id=inwoner_id).tekst


def test_naaste_meldt_iemand_aan_en_wordt_zelf_gebeld(bezoek, als, in_borne):
    visite = bezoek(aan="naaste")
    assert visite.pagina.kop == "U meldt iemand anders aan"
    assert "De inwoner vindt het goed dat" in visite.pagina.tekst
    pagina = visite.meld_aan(**DORA).volg()
    assert f"belt u, met nummer {NUMMER}" in pagina.tekst
    with in_borne():
        verwijzing = db.session.scalars(select(Verwijzing)).one()
        naaste = db.session.scalars(select(Contactpersoon)).one()
        assert (verwijzing.herkomst, verwijzing.verwijzer_soort) == ("naaste", "naaste")
        assert (naaste.naam, naaste.relatie, naaste.eerst_bellen) == ("Dora Visser", "dochter", True)
        verwijzing_id, inwoner_id = verwijzing.id, verwijzing.inwoner_id
    cora = als(Rol.COORDINATOR)
    triage = cora.get("triage.detail", verwijzing_id=verwijzing_id).tekst
    assert "Aangemeld door Een naaste van de inwoner" in triage
    assert "Dora Visser" in triage
    assert "opgegeven bij de aanmelding" in cora.get("inwoners.detail", inwoner_id=inwoner_id).tekst


@pytest.mark.parametrize(
    ("leeg", "zin"),
    [
        ("naaste_naam", "Uw naam: Vul uw naam in."),
        ("naaste_telefoon", "Uw telefoonnummer: Vul uw telefoonnummer in."),
        ("naaste_relatie", "Wie bent u voor deze persoon? Kies wie u bent voor deze persoon."),
        ("naaste_weet", "Vraag het eerst aan degene die u aanmeldt. Zet dan het vinkje."),
    ],
)
def test_naaste_zegt_wie_hij_is_en_dat_de_inwoner_het_weet(bezoek, leeg, zin):
    pagina = bezoek(aan="naaste").meld_aan(**{**DORA, leeg: ""})
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten), pagina.fouten


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"achternaam": ""}, "Vul de achternaam in"),
        ({"geboortedatum": "31-02-1941"}, "Deze datum bestaat niet"),
        ({"geboortedatum": "14-11-1985"}, "Dit is voor mensen van 65 jaar of ouder. Bent u jonger en valt u vaak?"),
        ({"telefoon": ""}, "Vul het telefoonnummer in"),
        ({"telefoon": "", "bereik": "email"}, "Vul het e-mailadres in"),
        ({"telefoon": "", "bereik": "brief"}, "Vul voor een brief het huisnummer in"),
        ({"postcode": "Borne"}, "Vul vier cijfers en twee letters in"),
        ({"toestemming_doorgeven": ""}, "Zonder toestemming mogen wij de gegevens niet gebruiken"),
    ],
)
def test_wat_er_ontbreekt_wordt_gezegd_en_wat_er_staat_blijft_staan(bezoek, app, velden, zin):
    visite = bezoek(aan="zelf")
    pagina = visite.verstuur("openbaar.aanmelden", **{n: w for n, w in {**ANNIE, **velden}.items() if w})
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten), pagina.fouten
    assert pagina.waarde("voornaam") == "Annie"
    assert visite.verborgen["q2_bezorgd"] == "ja"
    assert verwijzingen(app) == 0


def test_wie_de_test_niet_doet_kan_zich_laten_bellen(bezoek, in_borne):
    visite = bezoek()
    with klok.zet_klok(klok.nu() - timedelta(minutes=1)):
        visite.pagina = visite.klant.get("openbaar.gegevens")
    assert "doen dan samen de test" in visite.pagina.tekst
    assert visite.meld_aan().status == 303
    with in_borne():
        assert db.session.scalars(select(Verwijzing)).one().afname.uitslag == "onvolledig"


def test_twee_keer_drukken_is_een_aanmelding(bezoek, app):
    visite = bezoek(aan="zelf")
    begin = visite.pagina
    eerste = visite.meld_aan()
    visite.pagina = begin
    tweede = visite.meld_aan()
    assert eerste.status == tweede.status == 303
    assert eerste.volg().tekst == tweede.volg().tekst
    assert verwijzingen(app) == 1


def test_wie_een_ander_aanmeldt_met_hetzelfde_formulier_hoort_niets_over_de_eerste(bezoek, app):
    visite = bezoek(aan="zelf")
    begin = visite.pagina
    visite.meld_aan()
    visite.pagina = begin
    pagina = visite.meld_aan(voornaam="Bep", achternaam="Anders")
    assert pagina.status == 422
    assert pagina.fouten == ["Met dit formulier is al iemand aangemeld. Begin opnieuw, of bel ons."]
    assert "Annie" not in pagina.html
    assert verwijzingen(app) == 1


def test_wie_al_bekend_is_krijgt_hetzelfde_antwoord_als_wie_dat_niet_is(bezoek, maak):
    onbekend = bezoek(aan="zelf").meld_aan().volg()
    maak.inwoner("Bekend", voornaam="Bep")
    bekend = bezoek(aan="zelf").meld_aan(voornaam="Bep", achternaam="Bekend", geboortedatum="12-03-1941").volg()
    assert bekend.status == onbekend.status

    def zonder_kenmerk(pagina):
        kenmerk = next(deel for deel in pagina.tekst.split() if len(deel) == 9 and deel[3] == "-")
        return pagina.tekst.replace(kenmerk, "")

    assert zonder_kenmerk(bekend) == zonder_kenmerk(onbekend)


def test_de_aanmelding_staat_in_het_log_zonder_pet_en_met_de_inwoner(bezoek, in_borne):
    bezoek(aan="zelf").meld_aan()
    with in_borne():
        regel = db.session.scalars(select(Logregel)).one()
        assert (regel.actie, regel.doel, regel.route) == ("C", "openbaar", "openbaar.aanmelden")
        assert (regel.rol, regel.account_id, regel.uitkomst) == (None, None, 303)
        genoemd = set(db.session.scalars(select(LogregelInwoner.inwoner_id)))
        assert genoemd == set(db.session.scalars(select(Inwoner.id)))


def test_de_toestemming_is_die_van_de_bladzijde(bezoek, in_borne):
    visite = bezoek(aan="zelf")
    gelezen = visite.pagina.tekst
    visite.meld_aan()
    with in_borne():
        gegeven = db.session.scalars(select(Toestemming)).one()
        assert gegeven.formulering in gelezen
        assert (gegeven.kanaal, gegeven.gever) == ("digitaal", "inwoner")


class TestRobots:
    """Refused without a third party, with a sentence and a number, and nothing is kept."""

    def geweigerd(self, pagina, app, zin):
        assert pagina.status == 422
        assert any(zin in fout and NUMMER in fout for fout in pagina.fouten), pagina.fouten
        assert pagina.waarde("voornaam") == "Annie"
        assert verwijzingen(app) == 0

    def test_het_vak_dat_leeg_moet_blijven(self, bezoek, app):
        visite = bezoek(aan="zelf")
        self.geweigerd(visite.meld_aan(onderwerp="Goedkope pillen"), app, "Verstuur nog een keer")
        assert visite.meld_aan().status == 303

    def test_sneller_dan_een_mens(self, streng, app):
        klant, nu = Klant(streng, None), klok.nu()
        with klok.zet_klok(nu):
            visite = Bezoek(klant)
            visite.pagina = klant.get("openbaar.gegevens")
        with klok.zet_klok(nu + MINSTENS - timedelta(seconds=1)):
            self.geweigerd(visite.meld_aan(), app, "sneller dan")
        with klok.zet_klok(nu + MINSTENS + timedelta(seconds=1)):
            assert visite.meld_aan().status == 303

    @pytest.mark.parametrize("zegel", ["", "onzin", "IjEi.handgemaakt"])
    def test_een_formulier_dat_hier_niet_begon(self, bezoek, app, zegel):
        visite = bezoek(aan="zelf")
        self.geweigerd(visite.meld_aan(zegel=zegel), app, "Deze pagina stond te lang open")

    def test_een_formulier_van_een_andere_gemeente(self, bezoek, app):
        daar = bezoek(aan="zelf", gemeente="tubbergen").verborgen["zegel"]
        self.geweigerd(bezoek(aan="zelf").meld_aan(zegel=daar), app, "Deze pagina stond te lang open")

    def test_een_formulier_van_gisteren(self, bezoek, app):
        visite = bezoek(aan="zelf")
        with klok.zet_klok(klok.nu() + timedelta(hours=25)):
            self.geweigerd(visite.meld_aan(), app, "Deze pagina stond te lang open")

    def test_een_laag_risico_dat_zich_toch_aanmeldt(self, bezoek, app):
        visite = bezoek(aan="zelf")
        self.geweigerd(visite.meld_aan(q2_bezorgd="nee"), app, "hoeft u zich niet aan te melden")

    def test_te_veel_van_een_adres(self, streng, app):
        klant, nu = Klant(streng, None), klok.nu().replace(minute=10, second=10, microsecond=0)
        with klok.zet_klok(nu):
            visite = Bezoek(klant)
            visite.pagina = klant.get("openbaar.gegevens")
        with klok.zet_klok(nu + timedelta(seconds=20)):
            for _ in range(10 * AANMELDING.minuut):
                assert visite.meld_aan(voornaam="").status == 422
            pagina = visite.meld_aan()
            assert (pagina.status, pagina.kop) == (429, "Even wachten")
            assert NUMMER in pagina.tekst
            assert visite.verborgen["voornaam"] == "Annie"
            assert 0 < int(pagina.antwoord.headers["Retry-After"]) <= 31
            assert klant.get("openbaar.aanmelden").status == 200
        assert verwijzingen(app) == 0
        with klok.zet_klok(nu + timedelta(minutes=1)):
            assert visite.verstuur("openbaar.aanmelden").status == 303

    def test_van_een_huishouden_met_ipv6_telt_elk_adres_mee(self, bezoek, app):
        visite = bezoek(aan="zelf")
        for adres in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
            visite.klant.browser.environ_base["REMOTE_ADDR"] = adres
            visite.meld_aan(voornaam="")
        with wereld.binnen(app):
            assert set(db.session.scalars(select(Beurten.aantal))) == {2}


def test_een_bewijs_dat_niet_van_hier_is_of_te_oud_gaat_niet_open(bezoek, als):
    antwoord = bezoek(aan="zelf").meld_aan()
    assert als(None).get("openbaar.ontvangen", bewijs="onzin").status == 404
    assert als(None).haal(antwoord.naar.replace("/borne/", "/tubbergen/")).status == 404
    with klok.zet_klok(klok.nu() + timedelta(hours=3)):
        assert als(None).haal(antwoord.naar).status == 404
    pagina = antwoord.volg()
    assert pagina.status == 200
    assert pagina.antwoord.headers["Cache-Control"] == "no-store"
    assert pagina.antwoord.headers["Referrer-Policy"] == "no-referrer"


def test_een_bewijs_openen_verandert_en_noemt_niemand(bezoek, app):
    antwoord = bezoek(aan="zelf").meld_aan()
    with wereld.binnen(app):
        voor = stand(frozenset())
    antwoord.volg()
    with wereld.binnen(app):
        assert stand(frozenset()) == voor


def test_wat_er_meer_wordt_meegestuurd_telt_niet(bezoek, in_borne):
    """No field but those of the page: not who receives it, not that it was accepted, not whose demo it is."""
    ander = str(UUID(int=7))
    bezoek(aan="zelf").meld_aan(organisatie_id=ander, herkomst="verwijzer", aangenomen_op="2026-01-01", is_demo="1")
    with in_borne():
        verwijzing = db.session.scalars(select(Verwijzing)).one()
        assert (verwijzing.organisatie_id, verwijzing.herkomst) == (None, "zelf")
        assert (verwijzing.aangenomen_op, verwijzing.is_demo) == (None, False)


@pytest.mark.traag
@pytest.mark.parametrize("kwaad", ["script", "sql", "sjabloon", "richting", "stapel", "getal", "kapot", "lang"])
def test_wat_kwaad_wil_krijgt_een_zin_of_wordt_gewoon_tekst(bezoek, als, in_borne, kwaad):
    """In a form that is right for the rest: so it also reaches what keeps it and what shows it."""
    for veld in ("voornaam", "bereik_wanneer", "naaste_naam"):
        pagina = bezoek(aan="naaste").meld_aan(**{**DORA, veld: KWAAD[kwaad]})
        assert pagina.status in (303, 422), (veld, pagina.status)
        assert not RAUW.search(pagina.html)
        assert bool(pagina.fouten) == (pagina.status == 422)
    with in_borne():
        bewaard = list(db.session.scalars(select(Verwijzing.id)))
    for verwijzing_id in bewaard:
        triage = als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing_id)
        assert triage.status == 200
        assert not RAUW.search(triage.html)
