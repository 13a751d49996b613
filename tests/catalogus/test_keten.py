from decimal import Decimal

import pytest

from ketens.catalogus import Antwoordfout, Onbekend, laad

VALPREVENTIE = laad().keten("valpreventie")


def test_valpreventie_heeft_de_afgesproken_stappen_en_termijnen():
    assert {stap.code: stap.termijn_werkdagen for stap in VALPREVENTIE.stappen} == {
        "vrt_afmaken": 5,
        "beoordeling": 10,
        "overdracht": 5,
        "intake": 10,
        "plaatsing": 40,
        "deelname": None,
        "afronden": 10,
    }
    assert VALPREVENTIE.triage.termijn_werkdagen == 5
    assert VALPREVENTIE.stap("beoordeling").herinnering_werkdagen == 10
    assert VALPREVENTIE.vervolg("hoog").informeer_praktijk_werkdagen == 2
    assert {
        deel.termijn_werkdagen
        for moment in ("start", "uitval", "afsluiting")
        for deel in VALPREVENTIE.terugkoppelingen_bij(moment)
    } == {10}


def test_valpreventie_is_vanaf_65_jaar_zonder_bovengrens():
    assert VALPREVENTIE.doelgroep.leeftijd_vanaf == 65
    assert not hasattr(VALPREVENTIE.doelgroep, "leeftijd_tot")


@pytest.mark.parametrize(
    ("uitslag", "opent", "stap"),
    [
        ("laag", False, None),
        ("matig", True, "intake"),
        ("hoog", True, "beoordeling"),
        ("onvolledig", True, "vrt_afmaken"),
    ],
)
def test_elke_uitslag_leidt_ergens_heen(uitslag, opent, stap):
    vervolg = VALPREVENTIE.vervolg(uitslag)
    assert (vervolg.opent_traject, vervolg.volgende_stap) == (opent, stap)


def test_laag_wordt_na_een_jaar_opnieuw_gevraagd_en_sluit_een_lopend_traject():
    laag = VALPREVENTIE.vervolg("laag")
    assert laag.opnieuw_na_maanden == 12
    assert VALPREVENTIE.afsluitreden(laag.sluit_met).voor_verwijzer == "afgerond"


@pytest.mark.parametrize(
    ("route", "stap", "voor_verwijzer"),
    [
        ("gemeente", "intake", None),
        ("zvw", "overdracht", None),
        ("anders", None, "ander_traject"),
        ("inwoner_wil_niet", None, "gestopt"),
    ],
)
def test_elke_route_van_de_beoordeling_leidt_ergens_heen(route, stap, voor_verwijzer):
    gevonden = VALPREVENTIE.route(route)
    assert gevonden.volgende_stap == stap
    if voor_verwijzer is not None:
        assert VALPREVENTIE.afsluitreden(gevonden.sluit_met).voor_verwijzer == voor_verwijzer


def test_elke_uitslag_en_elke_route_heeft_een_voorbeeld():
    assert {deel.uitslag for deel in VALPREVENTIE.voorbeelden} - {None} == {v.uitslag for v in VALPREVENTIE.uitslagen}
    assert {deel.route for deel in VALPREVENTIE.voorbeelden} - {None} == {route.code for route in VALPREVENTIE.routes}


def test_na_de_intake_komt_de_plaats_en_dan_het_meedoen():
    rij = ["intake"]
    while volgende := VALPREVENTIE.stappen_na(rij[-1]):
        rij += [stap.code for stap in volgende]
    assert rij == ["intake", "plaatsing", "deelname", "afronden"]
    assert VALPREVENTIE.eerste_stappen == ()


def test_de_beoordeling_is_alleen_voor_de_praktijk_die_haar_deed():
    zicht = {gebruik.instrument: gebruik.zichtbaar_voor for gebruik in VALPREVENTIE.instrumenten}
    assert zicht == {"valrisicotest@1": "keten", "valrisicobeoordeling@1": "afnemer"}
    assert VALPREVENTIE.instrument_bij_verwijzing == "valrisicotest@1"


def test_de_toestemming_noemt_de_ontvangers():
    doorgeven = VALPREVENTIE.toestemming("doorgeven")
    assert doorgeven.nodig_om_te_versturen
    assert (
        "aan de coördinator valpreventie en bij een hoog valrisico aan de praktijk die de beoordeling doet, voor"
        in (doorgeven.zin())
    )
    assert "doorgeven aan Wijkracht en Borne Sport, voor" in doorgeven.zin("Wijkracht en Borne Sport")
    assert not VALPREVENTIE.toestemming("terugkoppelen").nodig_om_te_versturen
    assert "{" not in VALPREVENTIE.toestemming("opnieuw_bellen").zin()


def test_hoog_krijgt_eerder_een_plaats_dan_matig():
    assert VALPREVENTIE.rang("hoog") < VALPREVENTIE.rang("matig") < VALPREVENTIE.rang(None)


def test_een_interventie_die_niet_past_waarschuwt(eigen):
    vvt = eigen.interventie("vvt")
    assert VALPREVENTIE.waarschuwingen(vvt, "matig", {}) == ()
    assert VALPREVENTIE.waarschuwingen(vvt, None, {}) == ()
    eerst, daarna = VALPREVENTIE.waarschuwingen(vvt, "hoog", {"loophulpmiddel": "rollator"})
    assert "bedoeld bij een matig valrisico" in eerst
    assert "rollator" in daarna


def test_valangst_past_bij_elke_uitslag(eigen):
    zoe = eigen.interventie("zoe")
    assert all(VALPREVENTIE.waarschuwingen(zoe, vervolg.uitslag, {}) == () for vervolg in VALPREVENTIE.uitslagen)


def test_de_intake_leest_haar_antwoorden():
    intake = VALPREVENTIE.stap("intake")
    gelezen = intake.lees({"loophulpmiddel": "stok", "dagdelen": ["di_middag", "ma_ochtend"], "tolk_nodig": None})
    assert gelezen == {"loophulpmiddel": "stok", "dagdelen": ("ma_ochtend", "di_middag")}
    with pytest.raises(Antwoordfout, match="de stap Telefonische intake"):
        intake.lees({"leeftijd": Decimal(80)})


@pytest.mark.parametrize(
    ("zoek", "wat"),
    [
        (VALPREVENTIE.stap, "stap"),
        (VALPREVENTIE.vervolg, "uitslag"),
        (VALPREVENTIE.route, "route"),
        (VALPREVENTIE.afsluitreden, "reden om af te sluiten"),
        (VALPREVENTIE.toestemming, "toestemming"),
    ],
)
def test_wat_er_niet_is_geeft_een_zin(zoek, wat):
    with pytest.raises(Onbekend) as gevangen:
        zoek("nergens")
    assert str(gevangen.value) == f"De keten Valpreventie (versie 2) kent geen {wat} 'nergens'."


@pytest.mark.parametrize("code", ["welzijnsproef", "startproef"])
def test_een_keten_zonder_groepen_en_zonder_risicotest_past_ook(andere, code):
    keten = andere.keten(code)
    assert keten.instrument_bij_verwijzing is None
    assert keten.interventies == keten.uitslagen == keten.routes == ()
    assert [stap.code for stap in keten.eerste_stappen] == ["kennismaken"]
    assert [stap.code for stap in keten.stappen_na("kennismaken")] == ["meegaan"]
    assert keten.doelgroep.leeftijd_vanaf is None
    assert [deel.code for deel in keten.terugkoppelingen_bij("stap", "kennismaken")] == ["intake_gedaan"]
    assert keten.rang("hoog") == keten.rang(None)
    assert "aan de welzijnscoach en de vervanger." in keten.toestemming("doorgeven").zin()
