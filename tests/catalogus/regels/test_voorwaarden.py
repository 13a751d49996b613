import pytest

from ketens.catalogus.regels.voorwaarden import GESCHIKTHEID, TONEN


@pytest.mark.parametrize(
    ("regel", "geldt_bij", "geldt_niet_bij"),
    [
        ("na_val", {"q1_gevallen": True}, {"q1_gevallen": False, "q2_bezorgd": True}),
        ("bij_een_ja", {"q3_moeite_bewegen": True}, {"q1_gevallen": False, "q2_bezorgd": False}),
        ("andere_taal", {"taal": "anders"}, {"taal": "nederlands"}),
        ("komt_samen", {"komt_samen": True}, {"komt_samen": False}),
        ("loopt_geen_100_meter", {"loopt_100_meter": False}, {"loopt_100_meter": True}),
        ("loopt_geen_15_minuten", {"loopt_15_minuten": False}, {"loopt_15_minuten": True}),
        ("loopt_met_rollator", {"loophulpmiddel": "rollator"}, {"loophulpmiddel": "stok"}),
        ("loopt_goed", {"loophulpmiddel": "geen", "loopt_15_minuten": True}, {"loophulpmiddel": "geen"}),
        ("deed_valcursus", {"valcursus_gedaan": True}, {"valcursus_gedaan": False}),
        ("heeft_tolk_nodig", {"tolk_nodig": True}, {"tolk_nodig": False}),
        ("hoort_slecht", {"horen": "slecht"}, {"horen": "goed"}),
        ("ziet_slecht", {"zien": "slecht"}, {"zien": "goed"}),
        ("geen_eigen_vervoer", {"vervoer": "hulp_nodig"}, {"vervoer": "met_iemand"}),
    ],
)
def test_elke_regel_geldt_en_geldt_niet(regel, geldt_bij, geldt_niet_bij):
    voorwaarde = {**TONEN, **GESCHIKTHEID}[regel]
    assert voorwaarde.geldt(geldt_bij)
    assert not voorwaarde.geldt(geldt_niet_bij)
    assert set(geldt_bij) <= set(voorwaarde.sleutels)


@pytest.mark.parametrize("regel", [*TONEN, *GESCHIKTHEID])
def test_zonder_antwoord_geldt_geen_enkele_regel(regel):
    assert not {**TONEN, **GESCHIKTHEID}[regel].geldt({})


def test_elke_regel_wordt_gebruikt(eigen):
    interventies = eigen.alle_interventies.values()
    assert {deel.regel for interventie in interventies for deel in interventie.geschiktheid} == set(GESCHIKTHEID)
    vragen = [vraag for instrument in eigen.alle_instrumenten.values() for vraag in instrument.alle_vragen]
    vragen += [vraag for keten in eigen.alle_ketens.values() for stap in keten.stappen for vraag in stap.vragen]
    assert {vraag.tonen_als for vraag in vragen} - {None} == set(TONEN)
