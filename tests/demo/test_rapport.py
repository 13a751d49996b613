"""The published figures (domein 7.1) as they leave the house: the JSON of `ketens rapport`, read back.

And all of demo Borne beside a count by hand: years of rows that no generated history has.
"""

import json
from decimal import Decimal

import pytest

from ketens.catalogus import catalogus
from ketens.stukken.formaten import FORMATEN
from ketens.tellingen.overzichten import totalen
from ketens.verslagen.stuk import als_stuk
from ketens.verslagen.verslag import verslag
from tests.indicatoren.naief.vergelijken import verschillen


@pytest.fixture
def rapport(demo):
    """`rapport("valpreventie", 2025)` is what the command of that name prints."""

    def lees(keten, jaar):
        with demo.binnen():
            return json.loads(FORMATEN["json"].schrijf(als_stuk(verslag(keten, jaar))))

    return lees


def waarde(gegevens, code):
    return gegevens["indicatoren"][code]["waarde"]


def test_121_deelnames_in_2023_tot_en_met_2025(rapport):
    jaren = {jaar: rapport("valpreventie", jaar) for jaar in (2023, 2024, 2025)}
    assert [waarde(gegevens, "aantal_gestart") for gegevens in jaren.values()] == [24, 41, 56]
    assert sum(waarde(gegevens, "aantal_gestart") for gegevens in jaren.values()) == 121
    assert jaren[2025]["indicatoren"]["aantal_gestart"]["vorig_jaar"] == 41
    assert jaren[2024]["indicatoren"]["aantal_gestart"]["vorig_jaar"] == 24


def test_8_interventies_88_plaatsen_en_52212_euro_in_2026(rapport):
    gegevens = rapport("valpreventie", 2026)
    groepen, plaatsen = waarde(gegevens, "aantal_groepen"), waarde(gegevens, "aantal_plaatsen")
    begroot = Decimal(gegevens["geld"]["begroot"])
    assert (groepen, plaatsen, gegevens["geld"]["begroot"]) == (8, 88, "52212.00")
    assert round(begroot / plaatsen, 2) == Decimal("593.32")
    assert begroot / groepen == Decimal("6526.50")
    assert gegevens["geld"]["per_bron"]["spuk_gala"]["begroot"] == "52212.00"


def test_94_inwoners_bij_welzijn_op_recept_werden_er_166(rapport):
    assert rapport("welzijn_op_recept", 2025)["indicatoren"]["inwoners_ondersteund"] == {
        "waarde": 166,
        "vorig_jaar": 94,
        "definitie": "Hoeveel verschillende inwoners in dit jaar minstens één gesprek hadden met een welzijnscoach.",
    }


def test_kansrijke_start_kostte_22208_72_waarvan_20054_31_spuk(rapport):
    geld = rapport("kansrijke_start", 2025)["geld"]
    assert geld["gerealiseerd"] == "22208.72"
    assert geld["per_bron"]["spuk_gala"]["gerealiseerd"] == "20054.31"
    ander = sum(Decimal(deel["gerealiseerd"]) for bron, deel in geld["per_bron"].items() if bron != "spuk_gala")
    assert ander == Decimal("2154.41")


def test_597_inwoners_bij_het_sociaal_hus_werden_er_754(demo):
    with demo.binnen():
        [(_, jaren)] = totalen([catalogus().activiteit("sociaal_hus")], [2024, 2025])
    assert [staat.totaal["inwoners"] for staat in jaren] == [597, 754]


@pytest.mark.parametrize("keten", ["valpreventie", "welzijn_op_recept", "kansrijke_start"])
def test_heel_demo_borne_is_ook_met_de_hand_zo_geteld(demo, keten):
    with demo.binnen():
        assert verschillen(keten, demo.op) == []
