import pytest

BESTAND = "interventies/in_balans-1.toml"


@pytest.mark.parametrize(
    ("code", "weken", "bijeenkomsten"),
    [("in_balans", 14, 24), ("vvt", 5, 10), ("otago", 12, 24), ("tom", None, None), ("zoe", 8, 9)],
)
def test_de_vijf_interventies_staan_erin(eigen, code, weken, bijeenkomsten):
    interventie = eigen.interventie(code)
    assert (interventie.weken, interventie.bijeenkomsten) == (weken, bijeenkomsten)
    groep = interventie.groepsgrootte
    assert (groep.capaciteit, groep.minimum_start, groep.maximum) == (11, 6, 12)


def test_wie_geen_100_meter_loopt_krijgt_een_waarschuwing(eigen):
    (zin,) = eigen.interventie("in_balans").waarschuwingen({"loopt_100_meter": False, "horen": "goed"})
    assert zin == "Voor In Balans moet iemand 100 meter kunnen lopen zonder hulp. Deze inwoner kan dat niet."


def test_zonder_antwoorden_waarschuwt_niets(eigen):
    assert all(interventie.waarschuwingen({}) == () for interventie in eigen.interventies)


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel"),
    [
        ("minimum_start = 6", "minimum_start = 16", "groepsgrootte"),
        ("minimum_start = 6", "minimum_start = 0", "groepsgrootte"),
        ("maximum = 12", "maximum = 10", "groepsgrootte"),
        ('regel = "hoort_slecht"', 'regel = "doof"', "geschiktheid[2].regel"),
        ("weken = 14", 'weken = "veertien"', "weken"),
        ('naam = "In Balans"\n', "", "naam"),
    ],
)
def test_een_typefout_in_een_interventie_wordt_genoemd(fout_na, oud, nieuw, sleutel):
    assert fout_na(BESTAND, oud, nieuw).sleutel == sleutel
