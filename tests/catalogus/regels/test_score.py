from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.catalogus import laad
from ketens.catalogus.regels.score import Valrisico, valrisicotest

TEST = laad().instrument("valrisicotest@1")
VRAGEN = ("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen")
ERNST = ("e1_letsel", "e2_meer_dan_een_val", "e3_bewustzijnsverlies", "e4_niet_zelf_opstaan", "e5_kwetsbaar")
ZWAARTE = {"laag": 0, "matig": 1, "hoog": 2}
GEWOON = Valrisico(
    grens_seconden=Decimal("4.0"),
    uitslag_op_grens="matig",
    looptest_bij_enkele_val=True,
    enkele_val_zonder_looptest="matig",
)
LICHTE_VAL = {**dict.fromkeys((*VRAGEN, *ERNST), False), "q1_gevallen": True}

ja_nee_open = st.sampled_from([True, False, None])
seconden = st.decimals("1", "60", places=3)
antwoorden = st.fixed_dictionaries(
    dict.fromkeys((*VRAGEN, *ERNST), ja_nee_open) | {"looptest_s": st.none() | seconden | st.just(Decimal("4.0"))}
)
volledig = st.fixed_dictionaries(dict.fromkeys((*VRAGEN, *ERNST), st.booleans()) | {"looptest_s": st.none() | seconden})


def volgens_domein(antwoorden):
    """The decision tree as it stands in the domain reference, 1.2, line by line."""
    q1, q2, q3, e1, e2, e3, e4, e5, looptest_s = (antwoorden[sleutel] for sleutel in (*VRAGEN, *ERNST, "looptest_s"))
    if None in (q1, q2, q3):
        return "onvolledig"
    if not (q1 or q2 or q3):
        return "laag"
    ernst = [e5] + ([e1, e2, e3, e4] if q1 else [])
    if any(x is True for x in ernst):
        return "hoog"
    if any(x is None for x in ernst):
        return "onvolledig"
    if looptest_s is None:
        return "matig"
    return "laag" if looptest_s < Decimal("4.0") else "matig"


@given(antwoorden)
def test_de_uitslag_is_die_van_de_beslisboom(gegeven):
    verwacht = volgens_domein(gegeven)
    gevonden = TEST.bepaal(gegeven)
    assert gevonden.uitslag == verwacht
    assert gevonden.score is None
    assert gevonden.feiten["looptest_afgenomen"] is (gegeven["looptest_s"] is not None)


@given(antwoorden)
def test_wat_ontbreekt_maakt_de_test_compleet(gegeven):
    gevonden = TEST.bepaal(gegeven)
    assert bool(gevonden.feiten["ontbreekt"]) is (gevonden.uitslag == "onvolledig")
    aangevuld = gegeven
    while ontbreekt := TEST.bepaal(aangevuld).feiten["ontbreekt"]:
        aangevuld = aangevuld | dict.fromkeys(ontbreekt, False)
    assert TEST.bepaal(aangevuld).uitslag in ZWAARTE


@given(volledig, st.sampled_from((*VRAGEN, *ERNST)))
def test_een_ja_meer_maakt_het_risico_nooit_kleiner(gegeven, sleutel):
    voor = ZWAARTE[TEST.bepaal(gegeven).uitslag]
    assert ZWAARTE[TEST.bepaal(gegeven | {sleutel: True}).uitslag] >= voor


@given(volledig, seconden, seconden)
def test_langzamer_lopen_maakt_het_risico_nooit_kleiner(gegeven, een, ander):
    snel, langzaam = sorted((een, ander))
    bij_snel = TEST.bepaal(gegeven | {"looptest_s": snel}).uitslag
    assert ZWAARTE[TEST.bepaal(gegeven | {"looptest_s": langzaam}).uitslag] >= ZWAARTE[bij_snel]


@given(antwoorden, st.dictionaries(st.sampled_from(ERNST[:4]), ja_nee_open))
def test_vragen_over_een_val_tellen_niet_zonder_val(gegeven, over_een_val):
    zonder_val = gegeven | {"q1_gevallen": False}
    assert TEST.bepaal(zonder_val).uitslag == TEST.bepaal(zonder_val | over_een_val).uitslag


@pytest.mark.parametrize(
    ("lopen", "uitslag"),
    [("3.9999999999999999999999", "laag"), ("4.0", "matig"), ("4,0", "matig"), (4, "matig"), (3.9, "laag")],
)
def test_de_grens_is_precies(lopen, uitslag):
    assert TEST.bepaal(LICHTE_VAL | {"looptest_s": lopen}).uitslag == uitslag


def test_de_grens_kan_4_0_bij_laag_leggen():
    ruim = replace(GEWOON, uitslag_op_grens="laag")
    op_grens = LICHTE_VAL | {"looptest_s": Decimal("4.0")}
    assert (valrisicotest(GEWOON, op_grens).uitslag, valrisicotest(ruim, op_grens).uitslag) == ("matig", "laag")


def test_de_grens_kan_die_van_de_world_falls_guidelines_zijn():
    wfg = replace(GEWOON, grens_seconden=Decimal("5.0"))
    assert valrisicotest(wfg, LICHTE_VAL | {"looptest_s": Decimal("4.6")}).uitslag == "laag"


def test_een_lichte_val_kan_zonder_looptest_al_matig_zijn():
    zonder = replace(GEWOON, looptest_bij_enkele_val=False)
    assert valrisicotest(zonder, LICHTE_VAL | {"looptest_s": Decimal("3.5")}).uitslag == "matig"
    niet_gevallen = LICHTE_VAL | {"q1_gevallen": False, "q2_bezorgd": True, "looptest_s": Decimal("3.5")}
    assert valrisicotest(zonder, niet_gevallen).uitslag == "laag"


def test_een_lichte_val_kan_zonder_looptest_onvolledig_zijn():
    streng = replace(GEWOON, enkele_val_zonder_looptest="onvolledig")
    gevonden = valrisicotest(streng, LICHTE_VAL)
    assert (gevonden.uitslag, gevonden.feiten["ontbreekt"]) == ("onvolledig", ["looptest_s"])
    assert valrisicotest(streng, LICHTE_VAL | {"q1_gevallen": False, "q2_bezorgd": True}).uitslag == "matig"
