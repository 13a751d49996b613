"""The files of what is counted: read, checked, and each rule with its worked example."""

import pytest

from ketens.catalogus import catalogus
from ketens.catalogus.activiteit import GERESERVEERD, Activiteit
from ketens.catalogus.fouten import Catalogusfout
from ketens.catalogus.laden import lees_alles
from ketens.catalogus.lezen import Plek, lees_tabel
from ketens.catalogus.regels.tellen import TELCONTROLES

GOED = {
    "code": "koffie",
    "versie": 1,
    "naam": "Koffie",
    "uitleg": "Kopjes.",
    "velden": [{"sleutel": "volwassenen", "naam": "V"}, {"sleutel": "kinderen", "naam": "K"}],
}


def lees(**anders: object) -> Activiteit:
    return lees_tabel(Activiteit, {**GOED, **anders}, Plek("koffie-1.toml"))


def test_er_is_iets_te_tellen_voor_kansrijke_start_en_voor_het_sociaal_hus():
    per_code = {wat.code: (wat.keten, wat.per) for wat in catalogus().activiteiten}
    assert per_code == {
        "ouder_kindcafe": ("kansrijke_start", "dag"),
        "nnz_gesprekken": ("kansrijke_start", "kwartaal"),
        "netwerkbijeenkomst": ("kansrijke_start", "dag"),
        "geschoolde_professionals": ("kansrijke_start", "dag"),
        "sociaal_hus": (None, "jaar"),
        "sociaal_hus_kwartaal": (None, "kwartaal"),
        "sociaal_hus_hulpvragen": (None, "kwartaal"),
    }


def test_elke_activiteit_heeft_een_voorbeeld_en_elke_regel_een_fout_voorbeeld():
    alle = catalogus().activiteiten
    assert [wat.code for wat in alle if not wat.voorbeelden] == []
    gebruikt = {regel for wat in alle for regel in wat.controles}
    assert gebruikt == set(TELCONTROLES)
    for wat in alle:
        fout = {voorbeeld.fout for voorbeeld in wat.voorbeelden if voorbeeld.fout}
        assert {TELCONTROLES[regel].bij for regel in wat.controles} == fout


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"velden": []}, "ten minste een veld"),
        ({"velden": [{"sleutel": "a", "naam": "A"}, {"sleutel": "a", "naam": "B"}]}, "staat er al"),
        ({"velden": [{"sleutel": "datum", "naam": "A"}]}, "andere sleutel"),
        ({"controles": ["verzonnen"]}, "niet bekend"),
        ({"controles": ["nieuw_hoogstens_bezoekers"]}, "leest nieuw"),
        ({"per": "week"}, "week"),
        ({"voorbeelden": [{"naam": "x", "aantallen": {"thee": 1}}]}, "geen veld thee"),
        ({"voorbeelden": [{"naam": "x", "aantallen": {"kinderen": "3"}}]}, "hele getallen"),
        ({"voorbeelden": [{"naam": "x", "aantallen": {"kinderen": 3}, "fout": "kinderen"}]}, "komt anders uit"),
    ],
)
def test_een_fout_in_een_bestand_wordt_genoemd(anders, zin):
    with pytest.raises(Catalogusfout, match=zin):
        lees(**anders)


def test_een_goed_bestand_is_goed():
    assert lees().pin == "koffie@1"
    assert "datum" in GERESERVEERD


def test_een_keten_die_er_niet_is_wordt_genoemd(tmp_path):
    map_ = tmp_path / "activiteiten"
    map_.mkdir()
    regels = 'code = "koffie"\nversie = 1\nnaam = "K"\nuitleg = "K"\nketen = "valpreventi"\n'
    (map_ / "koffie-1.toml").write_text(regels + '[[velden]]\nsleutel = "a"\nnaam = "A"\n', encoding="utf-8")
    _, fouten = lees_alles(tmp_path)
    assert [str(fout) for fout in fouten] == [
        "koffie-1.toml: keten: er is geen keten 'valpreventi'. Bedoelt u 'valpreventie'?"
    ]


@pytest.mark.parametrize(
    ("regel", "aantallen", "klopt"),
    [
        ("nieuw_hoogstens_bezoekers", {"volwassenen": 1, "kinderen": 1, "nieuw": 2}, True),
        ("nieuw_hoogstens_bezoekers", {"volwassenen": 1, "kinderen": 1, "nieuw": 3}, False),
        ("nieuw_hoogstens_bezoekers", {}, True),
        ("deelnemers_bij_bijeenkomst", {"bijeenkomsten": 0, "deelnemers": 1}, False),
        ("deelnemers_bij_bijeenkomst", {"bijeenkomsten": 1, "deelnemers": 0}, True),
        ("deelnemers_bij_bijeenkomst", {}, True),
    ],
)
def test_de_regels(regel, aantallen, klopt):
    assert TELCONTROLES[regel].klopt(aantallen) is klopt
