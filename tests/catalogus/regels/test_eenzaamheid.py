"""The six-item loneliness scale against a table that was written down apart from the rule (domein 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.catalogus import Antwoordfout, catalogus

# item: (sub-scale, the answers that count)
TABEL = {
    "leegte": ("emotioneel", {"ja", "min_of_meer"}),
    "terugvallen": ("sociaal", {"nee", "min_of_meer"}),
    "vertrouwen": ("sociaal", {"nee", "min_of_meer"}),
    "missen": ("emotioneel", {"ja", "min_of_meer"}),
    "verbonden": ("sociaal", {"nee", "min_of_meer"}),
    "in_de_steek": ("emotioneel", {"ja", "min_of_meer"}),
}
TOTAAL = ["niet", "niet", "enigszins", "enigszins", "enigszins", "sterk", "sterk"]
DEEL = ["niet", "enigszins", "enigszins", "sterk"]
ANTWOORD = st.sampled_from(["ja", "min_of_meer", "nee"])
VOL = st.fixed_dictionaries(dict.fromkeys(TABEL, ANTWOORD))


def bepaal(antwoorden):
    return catalogus().instrument("dejong_gierveld6@1").bepaal(antwoorden)


@given(VOL)
def test_punten_en_banden_volgen_de_tabel(antwoorden):
    punten = {"emotioneel": 0, "sociaal": 0}
    for item, antwoord in antwoorden.items():
        deel, telt = TABEL[item]
        punten[deel] += antwoord in telt
    gevonden = bepaal(antwoorden)
    totaal = sum(punten.values())
    assert (gevonden.uitslag, gevonden.score) == (TOTAAL[totaal], totaal)
    assert {deel: gevonden.feiten[deel] for deel in punten} == punten
    for deel, aantal in punten.items():
        assert gevonden.feiten[f"{deel}_uitslag"] == DEEL[aantal]


@given(VOL, st.sets(st.sampled_from(sorted(TABEL)), min_size=1))
def test_met_een_vraag_open_is_er_geen_score_en_staat_er_welke(antwoorden, open_):
    gevonden = bepaal({item: antwoord for item, antwoord in antwoorden.items() if item not in open_})
    assert (gevonden.uitslag, gevonden.score) == ("onvolledig", None)
    assert set(gevonden.feiten["ontbreekt"]) == open_


@given(VOL, st.sampled_from(sorted(TABEL)))
def test_min_of_meer_telt_als_het_eenzame_antwoord(antwoorden, item):
    eenzaam = "ja" if TABEL[item][0] == "emotioneel" else "nee"
    assert bepaal(antwoorden | {item: "min_of_meer"}).score == bepaal(antwoorden | {item: eenzaam}).score


@pytest.mark.parametrize("cijfer", [0, 10, "7", "7,0"])
def test_positieve_gezondheid_bewaart_hele_cijfers_zonder_score(cijfer):
    gevonden = catalogus().instrument("positieve_gezondheid@1").bepaal({"meedoen": cijfer})
    assert (gevonden.uitslag, gevonden.score) == ("vastgelegd", None)


@pytest.mark.parametrize("cijfer", ["7,5", 11, -1, "zeven"])
def test_positieve_gezondheid_weigert_wat_geen_cijfer_is(cijfer):
    with pytest.raises(Antwoordfout) as fout:
        catalogus().instrument("positieve_gezondheid@1").bepaal({"meedoen": cijfer})
    assert fout.value.sleutel == "meedoen"
