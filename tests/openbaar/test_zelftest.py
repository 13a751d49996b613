"""The fall-risk test for anyone: two short pages, the advice at once, and nothing is kept."""

from datetime import date

import pytest

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.openbaar.testvelden import WOORDEN
from ketens.trajecten.instellingen import instelling
from tests import wereld
from tests.bouwkunde.vulling import stand
from tests.openbaar.conftest import GEEN_VAL, NA_VAL, NIETS, VAL

RUSTIG = {"e5_kwetsbaar": "nee", "looptest_s": ""}


def test_wie_drie_keer_nee_zegt_hoort_meteen_dat_het_risico_laag_is(bezoek):
    pagina = bezoek().beantwoord(NIETS)
    assert (pagina.status, pagina.kop) == (200, "Uw advies")
    assert "Laag valrisico" in pagina.tekst
    assert "Blijf bewegen" in pagina.tekst
    assert "Ik meld mij aan" not in pagina.tekst


@pytest.mark.parametrize(
    ("eerste", "tweede", "kop"),
    [
        (GEEN_VAL, {**RUSTIG, "looptest_s": "3,5"}, "Laag valrisico"),
        (GEEN_VAL, {**RUSTIG, "looptest_s": "4"}, "Matig valrisico"),
        (GEEN_VAL, RUSTIG, "Matig valrisico"),
        (GEEN_VAL, {**RUSTIG, "e5_kwetsbaar": "ja"}, "Hoog valrisico"),
        (VAL, {**NA_VAL, **RUSTIG}, "Matig valrisico"),
        (VAL, {**NA_VAL, **RUSTIG, "e1_letsel": "ja"}, "Hoog valrisico"),
        (VAL, {**NA_VAL, **RUSTIG, "e2_meer_dan_een_val": "weet_niet"}, "De test is nog niet compleet"),
    ],
)
def test_het_advies_volgt_de_regels_van_de_catalogus(bezoek, eerste, tweede, kop):
    pagina = bezoek().beantwoord(eerste, tweede)
    assert (pagina.status, pagina.kop, pagina.fouten) == (200, "Uw advies", [])
    assert kop in pagina.tekst
    assert "074 265 8600" in pagina.tekst
    assert ("Ik meld mij aan" in pagina.tekst) == (kop != "Laag valrisico")


def test_alleen_wie_gevallen_is_hoort_vragen_over_een_val(bezoek):
    assert "buiten bewustzijn" not in bezoek().beantwoord(GEEN_VAL).tekst
    assert "buiten bewustzijn" in bezoek().beantwoord(VAL).tekst


def test_wie_een_vraag_overslaat_hoort_welke_en_houdt_de_rest(bezoek):
    visite = bezoek()
    pagina = visite.verstuur(oud_genoeg="ja", q1_gevallen="nee", q2_bezorgd="ja")
    assert pagina.status == 422
    assert pagina.fouten == ["Hebt u moeite met bewegen, met lopen of met uw evenwicht? Kies ja of nee."]
    assert pagina.html.count(" checked") == 3
    pagina = bezoek().beantwoord(GEEN_VAL, {"looptest_s": "heel lang"})
    assert pagina.status == 422
    assert len(pagina.fouten) == 2
    assert pagina.waarde("looptest_s") == "heel lang"


def test_terug_laat_staan_wat_er_was_ingevuld(bezoek):
    visite = bezoek()
    visite.beantwoord(VAL)
    pagina = visite.verstuur(terug="y", e1_letsel="ja")
    assert (pagina.status, pagina.kop) == (200, "Hoe groot is uw kans om te vallen?")
    assert visite.verborgen["e1_letsel"] == "ja"
    assert pagina.html.count(" checked") == 4


def test_wie_jonger_is_hoort_vriendelijk_waar_het_wel_kan(bezoek):
    pagina = bezoek().verstuur(oud_genoeg="nee", **VAL)
    assert pagina.status == 200
    assert "65 jaar of ouder" in pagina.kop
    assert "Bel dan uw huisarts" in pagina.tekst
    assert "Ik meld mij aan" not in pagina.tekst


def test_van_wie_alleen_de_test_doet_blijft_er_niets_achter(bezoek, app):
    """All tables before and after, the bookkeeping of logs and rate limits too; and no cookie but the form's own."""
    with wereld.binnen(app):
        voor = stand(frozenset())
    visite = bezoek()
    with visite.klant.browser.session_transaction() as sessie:
        sessie.clear()
    visite.pagina = visite.klant.get("openbaar.aanmelden")
    koekjes = visite.pagina.antwoord.headers.getlist("Set-Cookie")
    for eerste, tweede in ((NIETS, None), (VAL, {**NA_VAL, **RUSTIG, "e1_letsel": "ja"})):
        visite.pagina = visite.klant.get("openbaar.aanmelden")
        visite.beantwoord(eerste, tweede)
        koekjes += visite.pagina.antwoord.headers.getlist("Set-Cookie")
    assert "Hoog valrisico" in visite.pagina.tekst
    with wereld.binnen(app):
        assert stand(frozenset()) == voor
    assert {koekje.partition("=")[0] for koekje in koekjes} == {"ketens"}
    with visite.klant.browser.session_transaction() as sessie:
        assert set(sessie) == {"csrf_token"}


def test_antwoorden_staan_in_geen_adres(bezoek):
    visite = bezoek()
    visite.beantwoord(VAL, {**NA_VAL, **RUSTIG, "e1_letsel": "ja"})
    assert visite.pagina.antwoord.request.query_string == b""
    assert 'method="post"' in visite.pagina.html
    assert not [deel for deel in visite.pagina.html.split('href="')[1:] if "e1_letsel" in deel.partition('"')[0]]


def test_wie_het_adres_van_het_advies_opent_begint_bij_de_eerste_vraag(als):
    assert als(None).get("openbaar.advies").volg().kop == "Hoe groot is uw kans om te vallen?"


def test_een_gemeente_waar_de_keten_niet_loopt_geeft_het_algemene_nummer(als, in_borne):
    with in_borne():
        instelling(wereld.KETEN).actief_tot = date(2020, 1, 1)
        db.session.commit()
    for endpoint in ("openbaar.aanmelden", "openbaar.gegevens"):
        pagina = als(None).get(endpoint)
        assert (pagina.status, pagina.kop) == (404, "Aanmelden kan hier nu niet")
        assert "074 265 8600" in pagina.tekst
    assert als(None).post("openbaar.aanmelden", {}).status == 404
    assert als(None).post("openbaar.advies", {}).status == 404


def test_een_gemeente_die_niet_meedoet_zegt_dat(als):
    pagina = als(None, gemeente="atlantis").get("openbaar.aanmelden")
    assert pagina.status == 404
    assert "Wij kennen deze gemeente niet" in pagina.tekst


def test_wie_geen_gemeente_noemt_kiest_er_een(als):
    pagina = als(None).get("openbaar.gemeentekeuze")
    assert "Borne" in pagina.tekst
    assert "/tubbergen/aanmelden" in pagina.html
    assert "/aanmelden" in als(None).get("gebruikers.inloggen").html
    assert "/borne/aanmelden" in als(None).get("verwerkingen.privacyverklaring").html


def test_wie_is_ingelogd_ziet_dezelfde_bladzijde_als_ieder_ander(als):
    vreemd, cora = als(None).get("openbaar.aanmelden"), als("coordinator").get("openbaar.aanmelden")
    assert vreemd.tekst == cora.tekst


def test_elke_vraag_van_de_test_heeft_woorden_voor_de_inwoner_zelf():
    instrument = catalogus().instrument(str(catalogus().keten("valpreventie").instrument_bij_verwijzing))
    assert {vraag.sleutel for vraag in instrument.alle_vragen} == set(WOORDEN)
    assert not [woorden for woorden in WOORDEN.values() if "inwoner" in woorden.vraag + woorden.hint]
