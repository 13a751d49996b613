import pytest

BESTAND = "interventies/in_balans-2.toml"


@pytest.mark.parametrize(
    ("code", "weken", "bijeenkomsten"),
    [("in_balans", 14, 24), ("vvt", 5, 10), ("otago", 12, 24), ("tom", None, None), ("zoe", 9, 9)],
)
def test_de_vijf_interventies_staan_erin(eigen, code, weken, bijeenkomsten):
    interventie = eigen.interventie(code)
    assert (interventie.weken, interventie.bijeenkomsten) == (weken, bijeenkomsten)
    groep = interventie.groepsgrootte
    assert (groep.capaciteit, groep.minimum_start, groep.maximum) == (11, 6, 12)


def test_wie_geen_100_meter_loopt_krijgt_een_waarschuwing(eigen):
    (zin,) = eigen.interventie("in_balans").waarschuwingen({"loopt_100_meter": False, "horen": "goed"})
    assert zin == "Voor In Balans moet iemand 100 meter kunnen lopen zonder hulp. Deze inwoner kan dat niet."


def test_wie_pas_een_valcursus_deed_krijgt_een_waarschuwing(eigen):
    (zin,) = eigen.interventie("in_balans").waarschuwingen({"valcursus_gedaan": True})
    assert zin == "Deze inwoner deed in de afgelopen 6 maanden al een cursus om vallen te voorkomen."


@pytest.mark.parametrize(
    ("code", "delen"),
    [
        ("in_balans@2", [(0, 1, 1, 90), (0, 3, 1, 120), (0, 10, 2, 90)]),
        ("vvt@2", [(0, 5, 2, 90)]),
        ("otago@2", [(0, 12, 2, 60)]),
        ("zoe@2", [(0, 8, 1, 120), (8, 1, 1, 120)]),
        ("tom@2", []),
        ("in_balans@1", [(0, 4, 1, None), (0, 10, 2, None)]),
        ("vvt@1", [(0, 5, 2, None)]),
        ("zoe@1", [(0, 7, 1, None), (0, 1, 2, None)]),
        ("tom@1", []),
    ],
)
def test_het_ritme_staat_in_het_bestand_of_volgt_uit_weken_en_bijeenkomsten(eigen, code, delen):
    assert [(d.na_weken, d.weken, d.keer, d.minuten) for d in eigen.interventie(code).delen] == delen


def test_elke_bijeenkomst_heeft_haar_eigen_duur(eigen):
    in_balans = eigen.interventie("in_balans@2")
    assert [in_balans.duur_van(nr) for nr in (1, 2, 4, 5, 24)] == [90, 120, 120, 90, 90]
    assert [deel.naam for nr in (1, 4, 5) if (deel := in_balans.deel(nr))] == ["Voorlichting", "Cursus", "Training"]
    assert in_balans.deel(25) is None
    assert eigen.interventie("tom").duur_van(1) == 60


def test_zonder_antwoorden_waarschuwt_niets(eigen):
    assert all(interventie.waarschuwingen({}) == () for interventie in eigen.interventies)


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel"),
    [
        ("minimum_start = 6", "minimum_start = 16", "groepsgrootte"),
        ("minimum_start = 6", "minimum_start = 0", "groepsgrootte"),
        ("maximum = 12", "maximum = 10", "groepsgrootte"),
        ('regel = "hoort_slecht"', 'regel = "doof"', "geschiktheid[2].regel"),
        ("weken = 10\n", "weken = 11\n", "ritme"),
        ("keer = 2", "keer = 6", "ritme[2]"),
        ("voldoende_vanaf_procent = 75", "voldoende_vanaf_procent = 101", "deelname.voldoende_vanaf_procent"),
        ("weken = 14", 'weken = "veertien"', "weken"),
        ('naam = "In Balans"\n', "", "naam"),
    ],
)
def test_een_typefout_in_een_interventie_wordt_genoemd(fout_na, oud, nieuw, sleutel):
    assert fout_na(BESTAND, oud, nieuw).sleutel == sleutel
