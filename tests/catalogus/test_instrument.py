import pytest

from ketens.catalogus import GEEN_VAN_DEZE, Antwoordfout, Onbekend, laad

CATALOGUS = laad()
VOORBEELDEN = [
    (instrument.pin, voorbeeld)
    for instrument in CATALOGUS.alle_instrumenten.values()
    for voorbeeld in instrument.voorbeelden
]
VALRISICOTEST = CATALOGUS.instrument("valrisicotest@1")
BEOORDELING = CATALOGUS.instrument("valrisicobeoordeling@1")
BESTAND = "instrumenten/valrisicotest-1.toml"


@pytest.mark.parametrize(("pin", "voorbeeld"), VOORBEELDEN, ids=[f"{pin}: {deel.naam}" for pin, deel in VOORBEELDEN])
def test_elk_uitgewerkt_voorbeeld_klopt(pin, voorbeeld):
    gevonden = CATALOGUS.instrument(pin).bepaal(
        voorbeeld.antwoorden, leeftijd=voorbeeld.leeftijd, geslacht=voorbeeld.geslacht
    )
    assert gevonden.uitslag == voorbeeld.uitslag
    assert voorbeeld.feiten.items() <= dict(gevonden.feiten).items()


def test_elke_uitslag_van_elk_instrument_heeft_een_voorbeeld():
    for instrument in CATALOGUS.alle_instrumenten.values():
        voorgedaan = {voorbeeld.uitslag for voorbeeld in instrument.voorbeelden}
        assert voorgedaan == {keuze.code for keuze in instrument.uitslagen}


def test_de_valrisicotest_heeft_precies_de_afgesproken_sleutels():
    assert [vraag.sleutel for vraag in VALRISICOTEST.alle_vragen] == [
        "q1_gevallen",
        "q2_bezorgd",
        "q3_moeite_bewegen",
        "e1_letsel",
        "e2_meer_dan_een_val",
        "e3_bewustzijnsverlies",
        "e4_niet_zelf_opstaan",
        "e5_kwetsbaar",
        "looptest_s",
    ]
    assert [vraag.sleutel for vraag in VALRISICOTEST.vragen if vraag.verplicht] == [
        "q1_gevallen",
        "q2_bezorgd",
        "q3_moeite_bewegen",
    ]


def test_een_uitslag_is_op_te_zoeken():
    assert VALRISICOTEST.uitslag("hoog").naam == "Hoog valrisico"
    with pytest.raises(Onbekend, match="Valrisicotest kent geen uitslag 'hog'"):
        VALRISICOTEST.uitslag("hog")


def test_niets_aangekruist_is_niet_beantwoord_en_geen_van_deze_is_nee():
    assert VALRISICOTEST.uit_vinklijst("van_toepassing", []) == {}
    alles_nee = VALRISICOTEST.uit_vinklijst("van_toepassing", [GEEN_VAN_DEZE])
    assert list(alles_nee.values()) == [False] * 5
    een = VALRISICOTEST.uit_vinklijst("van_toepassing", ["e5_kwetsbaar"])
    assert een == alles_nee | {"e5_kwetsbaar": True}


def test_een_vinklijst_weigert_wat_niet_kan():
    with pytest.raises(Antwoordfout, match="Kies een van de twee"):
        VALRISICOTEST.uit_vinklijst("van_toepassing", [GEEN_VAN_DEZE, "e1_letsel"])
    with pytest.raises(Antwoordfout, match="alleen antwoorden uit de lijst"):
        VALRISICOTEST.uit_vinklijst("van_toepassing", ["q1_gevallen"])
    with pytest.raises(Onbekend, match="geen vinklijst 'anders'"):
        VALRISICOTEST.uit_vinklijst("anders", [])


def test_de_beoordeling_heeft_dertien_factoren_die_leeg_mogen_blijven():
    assert len(BEOORDELING.onderdelen) == 13
    assert len(BEOORDELING.alle_vragen) == 13 * 4
    assert not any(vraag.verplicht for vraag in BEOORDELING.alle_vragen)
    ingevuld = BEOORDELING.lees({"visus_aanwezig": "onbekend", "visus_advies": " Meten ", "adl_aanwezig": None})
    assert ingevuld == {"visus_aanwezig": "onbekend", "visus_advies": "Meten"}
    assert (BEOORDELING.bepaal(ingevuld).uitslag, BEOORDELING.bepaal(ingevuld).score) == ("vastgelegd", None)


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel", "zin"),
    [
        ('regel = "valrisicotest"', 'regel = "valtest"', "regel", "Mogelijk zijn: valrisicotest, "),
        ("grens_seconden = 4.0", "", "instellingen.grens_seconden", "ontbreekt; verwacht een getal"),
        ("grens_seconden = 4.0", "grens_secnden = 4.0", "instellingen.grens_secnden", "Bedoelt u 'grens_seconden'?"),
        ("looptest_bij_enkele_val = true", "looptest_bij_enkele_val = 1", "instellingen.looptest_bij_enkele_val", ""),
        ('sleutel = "e1_letsel"', 'sleutel = "letsel"', "vragen", "verwacht de vraag 'e1_letsel' van soort ja_nee"),
        ('sleutel = "q2_bezorgd"', 'sleutel = "q1_gevallen"', "vragen[1].sleutel", "'q1_gevallen' staat er al"),
        ('tonen_als = "na_val"', 'tonen_als = "naval"', "vragen[3].tonen_als", "deze regel is niet bekend"),
        (
            'tonen_als = "na_val"',
            'tonen_als = "andere_taal"',
            "vragen[3].tonen_als",
            "leest taal; die vraag is er niet",
        ),
        ('vinklijst = "van_toepassing"', 'vinklijst = "toe"', "vragen[3].vinklijst", "een code uit vinklijsten"),
        ('code = "onvolledig"', 'code = "onaf"', "uitslagen", "verwacht precies: laag, matig, hoog, onvolledig"),
        ('uitslag = "laag"', 'uitslag = "hoog"', "voorbeelden[0].uitslag", "'Alle drie de vragen nee' geeft laag"),
        ("antwoorden = { q1_", "antwoorden = { qq1_", "voorbeelden[0].antwoorden", "hoort niet bij Valrisicotest"),
        ("looptest_afgenomen = false", "looptest_afgenomen = true", "voorbeelden[0].feiten.looptest_afgenomen", ""),
        ('soort = "getal"', 'soort = "tekst"', "vragen[8]", "horen alleen bij soort getal"),
        ("minimum = 1\n", "minimum = 61\n", "vragen[8]", "verwacht bij soort getal een minimum en een maximum"),
        ("minimum = 1\n", "", "vragen[8]", "verwacht bij soort getal een minimum en een maximum"),
        ('soort = "ja_nee"', 'soort = "keuze"', "vragen[0].keuzes", "verwacht keuzes bij soort keuze"),
    ],
)
def test_een_typefout_in_een_instrument_wordt_genoemd(fout_na, oud, nieuw, sleutel, zin):
    fout = fout_na(BESTAND, oud, nieuw)
    assert fout.sleutel == sleutel
    assert zin in fout.verwacht
