"""What the keten Welzijn op Recept promises to the rest of the house (domein 2)."""

import pytest

from ketens.catalogus import catalogus

REDENEN = {
    *("direct_geholpen", "toegeleid", "naar_sociaal_hus", "naar_schuldhulp", "terug_naar_huisarts", "naar_ggz"),
    *("niet_bereikbaar", "geen_interesse", "verhuisd", "overleden", "wlz_opname", "niet_doelgroep"),
    *("toestemming_ingetrokken", "afgerond"),
}


@pytest.fixture
def keten():
    return catalogus().keten("welzijn_op_recept@1")


def test_er_is_geen_test_bij_het_verwijzen(keten):
    assert keten.instrument_bij_verwijzing is None


def test_de_gesprekken_openen_bij_aanname_met_tien_werkdagen_voor_het_eerste_contact(keten):
    (stap,) = keten.eerste_stappen
    assert (stap.soort, stap.termijn_werkdagen, keten.begeleider) == ("gesprekken", 10, "welzijnscoach")
    assert keten.triage.termijn_werkdagen == 5


def test_alle_redenen_om_af_te_sluiten_zijn_er(keten):
    assert {reden.code for reden in keten.afsluitredenen} >= REDENEN


def test_de_hulpvraag_van_de_verwijzer_komt_uit_dezelfde_lijst(keten):
    vraag = next(vraag for vraag in keten.verwijzen.vragen if vraag.sleutel == "hulpvraag")
    assert vraag.keuzes == keten.hulpvragen
    assert not vraag.verplicht


def test_wat_niet_zeker_is_staat_bij_te_controleren(keten):
    assert keten.te_controleren
    eenzaam = catalogus().instrument("dejong_gierveld6@1")
    assert any("emotionele" in punt for punt in eenzaam.te_controleren)
    assert "eigen woorden" in eenzaam.bron


def test_een_keuze_instrument_moet_bestaan(keten):
    assert [catalogus().instrument(pin).code for pin in keten.keuze_instrumenten] == [
        "dejong_gierveld6",
        "positieve_gezondheid",
    ]


def test_elke_stroom_van_de_keten_heeft_haar_verwerking(keten):
    stromen = {stroom.code for stroom in catalogus().verwerkingen(keten.code).stromen}
    assert {stroom.code for stroom in keten.stromen} <= stromen
