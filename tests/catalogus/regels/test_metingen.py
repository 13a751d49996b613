"""The rules of the measurements against tables written down apart from them (domein 1.6)."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.catalogus import Antwoordfout, catalogus

OPSTAAN = {
    "man": [(60, 14), (65, 12), (70, 12), (75, 11), (80, 10), (85, 8), (90, 7)],
    "vrouw": [(60, 12), (65, 11), (70, 10), (75, 10), (80, 9), (85, 8), (90, 4)],
}
HONDERDSTE = st.integers(0, 12_000).map(lambda getal: Decimal(getal) / 100)


def bepaal(code, antwoorden, **persoon):
    return catalogus().instrument(f"{code}@1").bepaal(antwoorden, **persoon)


def zin(code, antwoorden):
    with pytest.raises(Antwoordfout) as gevangen:
        bepaal(code, antwoorden)
    return gevangen.value


@given(st.sampled_from(["man", "vrouw"]), st.integers(50, 105), st.integers(0, 40))
def test_opstaan_volgt_de_tabel(geslacht, leeftijd, aantal):
    grens = next((minimum for van, minimum in OPSTAAN[geslacht] if van <= leeftijd <= van + 4), None)
    verwacht = "geen_grens" if grens is None else "onder_gemiddelde" if aantal < grens else "gemiddeld_of_meer"
    gevonden = bepaal("cst30", {"waarde": aantal}, leeftijd=leeftijd, geslacht=geslacht)
    assert (gevonden.uitslag, gevonden.score) == (verwacht, aantal)


@pytest.mark.parametrize("geslacht", ["anders", "onbekend", None])
def test_zonder_man_of_vrouw_is_er_bij_opstaan_geen_grens(geslacht):
    assert bepaal("cst30", {"waarde": 9}, leeftijd=72, geslacht=geslacht).uitslag == "geen_grens"


@given(st.lists(st.integers(0, 4), min_size=16, max_size=16))
def test_de_vragenlijst_telt_op_en_vult_aan(items):
    gegeven = [item for item in items if item]
    gevonden = bepaal("fesi", {"items": "".join(map(str, items))})
    if len(gegeven) < 12:
        assert (gevonden.uitslag, gevonden.score) == ("onvolledig", None)
        return
    score = ceil(Fraction(sum(gegeven), len(gegeven)) * 16)
    band = "laag" if score <= 19 else "matig" if score <= 27 else "hoog"
    assert (gevonden.uitslag, gevonden.score) == (band, score)


@pytest.mark.parametrize("items", ["1234", "5" * 16, "1" * 17, "a" * 16, "1" * 15 + "²", "1,2;3 4-" * 4])
def test_cijfers_die_niet_kunnen_worden_geweigerd(items):
    fout = zin("fesi", {"items": items})
    assert (fout.sleutel, fout.zin) == (
        "items",
        "Vul 16 cijfers in van 1 tot en met 4. Een vraag zonder antwoord is 0.",
    )


def test_totaal_en_losse_cijfers_moeten_hetzelfde_zeggen():
    fout = zin("fesi7", {"som": 8, "items": "1111111"})
    assert (fout.sleutel, fout.zin) == ("som", "De losse cijfers samen geven 7. Verbeter een van de twee.")


@pytest.mark.parametrize(("code", "sleutel"), [("cst30", "waarde"), ("fesi", "som")])
def test_een_aantal_is_een_heel_getal(code, sleutel):
    fout = zin(code, {sleutel: "17,5"})
    assert (fout.sleutel, fout.zin) == (sleutel, "Vul een heel getal in, zonder komma.")


@pytest.mark.parametrize("code", ["tug", "loop4m", "cst5", "cst30", "sppb", "fesi", "fesi7", "balans4"])
def test_niet_uitvoerbaar_is_een_antwoord_zonder_score(code):
    gevonden = bepaal(code, {"niet_uitvoerbaar": True})
    assert (gevonden.uitslag, gevonden.score) == ("niet_uitvoerbaar", None)
    assert bepaal(code, {"niet_uitvoerbaar": False}).uitslag == "onvolledig"


@pytest.mark.parametrize(
    ("code", "ook"), [("tug", {"waarde": 12}), ("cst30", {"armen_gebruikt": True}), ("fesi", {"items": "1" * 16})]
)
def test_niet_uitvoerbaar_met_een_waarde_kan_niet(code, ook):
    assert "Kies een van de twee" in zin(code, {"niet_uitvoerbaar": True, **ook}).zin


def punten(waarde, tabel):
    """The first row that is long enough; times here have two decimals."""
    return next(aantal for aantal, seconden in tabel if waarde <= seconden)


# Points, up to and including how many seconds; only the first of the walk is below its value.
LOPEN = [(4, Decimal("4.81")), (3, Decimal("6.20")), (2, Decimal("8.70")), (1, Decimal(60))]
VIJF = [(4, Decimal("11.19")), (3, Decimal("13.69")), (2, Decimal("16.69")), (1, Decimal(60)), (0, Decimal(120))]


@given(HONDERDSTE.filter(lambda s: 1 <= s <= 60), HONDERDSTE.filter(lambda s: s >= 3), st.sampled_from(range(5)))
def test_de_drie_delen_volgen_de_tabel(lopen, opstaan, balans):
    standen = {
        4: {"stand_naast": 10, "stand_half": 10, "stand_tandem": 10},
        3: {"stand_naast": 10, "stand_half": 10, "stand_tandem": 3},
        2: {"stand_naast": 10, "stand_half": 10, "stand_tandem": "2,99"},
        1: {"stand_naast": 10, "stand_half": "9,99"},
        0: {"stand_naast": "9,99"},
    }[balans]
    gevonden = bepaal("sppb", {**standen, "lopen": lopen, "opstaan": opstaan})
    totaal = balans + punten(lopen, LOPEN) + punten(opstaan, VIJF)
    band = "ernstig" if totaal <= 3 else "matig" if totaal <= 6 else "licht" if totaal <= 9 else "minimaal"
    assert (gevonden.uitslag, gevonden.score) == (band, totaal)


def test_na_een_stand_die_niet_lukt_stopt_de_balanstest():
    fout = zin("balans4", {"stand_naast": 10, "stand_half": 6, "stand_tandem": 4})
    assert (fout.sleutel, fout.zin) == (
        "stand_tandem",
        "De stand hiervoor lukte niet helemaal. Dan stopt de test: laat dit vak leeg.",
    )
    assert bepaal("balans4", {"stand_naast": 10, "stand_half": "6,5"}).score == 16.5
    assert bepaal("balans4", {"stand_naast": 10, "stand_half": "6,5", "stand_tandem": 0}).score == 16.5


def test_een_deel_dat_niet_lukt_heeft_geen_tijd():
    assert "Kies een van de twee" in zin("sppb", {"lopen": 5, "lopen_niet": True}).zin


def test_een_instrument_kan_ook_zonder_persoon():
    assert bepaal("cst30", {"waarde": 12}).uitslag == "geen_grens"
