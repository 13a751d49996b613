"""The files of indicators: read, checked, and naming nothing that can't be counted."""

import pytest

from ketens.catalogus import catalogus
from ketens.catalogus.feiten import FEITEN, SPLITSINGEN
from ketens.catalogus.fouten import Catalogusfout, Onbekend
from ketens.catalogus.indicator import Indicatoren
from ketens.catalogus.laden import lees_alles
from ketens.catalogus.lezen import Plek, lees_tabel
from ketens.indicatoren import feiten

KOP = {"code": "tests", "naam": "Tests", "definitie": "Alle tests.", "eenheid": "tests", "hoofdstuk": "h"}
TELT = {**KOP, "feit": "test"}
DEEL = {**KOP, "code": "deel", "soort": "aandeel", "teller": "tests", "noemer": "mensen"}
GOED = {
    "code": "valpreventie",
    "versie": 1,
    "naam": "Proef",
    "leeftijden": {"van": 65, "tot": 95},
    "doelgroepen": [{"code": "mensen", "naam": "Mensen", "definitie": "Alle mensen."}],
    "hoofdstukken": [{"code": "h", "naam": "H"}],
    "indicatoren": [TELT, DEEL],
}


def lees(**anders: object) -> Indicatoren:
    return lees_tabel(Indicatoren, {**GOED, **anders}, Plek("valpreventie-1.toml"))


def met(**anders: object) -> Indicatoren:
    return lees(indicatoren=[{**TELT, **anders}])


def test_de_codes_van_domein_5_5_zijn_er():
    codes = {indicator.code for indicator in catalogus().indicatoren("valpreventie").indicatoren}
    assert codes >= {
        "aantal_opsporingen", "aantal_vrt", "vrt_uitslag", "pct_bereik_vrt", "aantal_valrisicobeoordelingen",
        "aantal_verwezen_interventie", "aantal_gestart", "aantal_afgerond", "aantal_uitgevallen",
        "pct_bereik_interventie", "bezetting", "wachttijd_mediaan", "doorstroom", "kosten_per_deelnemer",
        "unieke_deelnemers",
    }  # fmt: skip
    assert catalogus().indicatoren("welzijn_op_recept").indicator("inwoners_ondersteund").telt == "inwoners"
    doelen = {indicator.code: indicator.doel for indicator in catalogus().indicatoren("valpreventie").indicatoren}
    assert (doelen["pct_bereik_vrt"], doelen["pct_bereik_interventie"]) == (14, 3)


def test_elk_feit_van_de_catalogus_is_een_query_met_diezelfde_kolommen():
    assert set(feiten.FEITEN) == set(FEITEN)
    for keten in catalogus().ketens:
        for naam, soort in FEITEN.items():
            bron = feiten.FEITEN[naam](keten)
            assert set(bron.kolommen) == set(soort.kolommen), naam
            assert set(bron.ja_nee) == set(soort.ja_nee), naam
            assert (bron.persoon is not None) == soort.van_inwoner, naam
            if naam != "telling":
                assert set(bron.maten) == set(soort.maten), naam
    assert {kolom for soort in FEITEN.values() for kolom in soort.kolommen} <= set(SPLITSINGEN)


def test_elke_definitie_is_een_zin_van_een_regel():
    for bestand in catalogus().alle_indicatoren.values():
        for indicator in bestand.indicatoren:
            zin = indicator.definitie
            assert zin[0].isupper(), indicator.code
            assert (zin[-1], ". " in zin) == (".", False), indicator.code
            assert len(zin) < 200, indicator.code
        assert {indicator.hoofdstuk for indicator in bestand.indicatoren} == {kop.code for kop in bestand.hoofdstukken}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"feit": "teest"}, "Bedoelt u 'test'"),
        ({"splitsingen": ["reden"]}, "heeft geen reden"),
        ({"voorwaarden": [{"kolom": "kleur", "een_van": ["rood"]}]}, "heeft geen kleur"),
        ({"voorwaarden": [{"kolom": "op_naam", "een_van": ["misschien"]}]}, "verwacht ja of nee"),
        ({"voorwaarden": [{"kolom": "uitslag"}]}, "een_van of niet"),
        ({"soort": "som"}, "een som heeft maten"),
        ({"soort": "mediaan", "feit": "deelname"}, "precies een"),
        ({"soort": "percentiel", "feit": "deelname", "maten": ["dagen"]}, "percentiel"),
        ({"soort": "som", "maten": ["dagen"]}, "heeft geen dagen"),
        ({"soort": "aandeel"}, "een noemer"),
        ({"feit": "weigering", "telt": "inwoners"}, "geen inwoner"),
        ({"hoofdstuk": "x"}, "geen hoofdstuk"),
    ],
)
def test_een_fout_in_een_indicator_wordt_genoemd(anders, zin):
    with pytest.raises(Catalogusfout, match=zin):
        met(**anders)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"indicatoren": [TELT, {**DEEL, "teller": "deel"}]}, "geen aantal of som"),
        ({"indicatoren": [TELT, {**DEEL, "noemer": "mens"}]}, "geen indicator 'mens'"),
        ({"indicatoren": [TELT, TELT]}, "staat er al"),
        ({"leeftijden": {"van": 67, "tot": 95}}, "veelvouden van 5"),
        ({"doelgroepen": [{"code": "tests", "naam": "T", "definitie": "T."}]}, "ook een indicator"),
        ({"trechter": [{"indicator": "deel", "naam": "D"}]}, "geen aantal of som"),
    ],
)
def test_een_fout_tussen_indicatoren_wordt_genoemd(anders, zin):
    with pytest.raises(Catalogusfout, match=zin):
        lees(**anders)


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('code = "kansrijke_start"', 'code = "kansrijke_stort"', "Bedoelt u 'kansrijke_start'"),
        ('een_van = ["nnz_gesprekken"]', 'een_van = ["sociaal_hus"]', "activiteit van deze keten"),
        ('maten = ["gesprekken"]', 'maten = ["kinderen"]', "telt geen kinderen"),
    ],
)
def test_een_bestand_hoort_bij_een_keten_en_haar_tellingen(tmp_path, oud, nieuw, zin):
    from ketens.catalogus.laden import EIGEN

    tekst = (EIGEN / "indicatoren/kansrijke_start-1.toml").read_text()
    assert oud in tekst
    naam = "kansrijke_stort-9.toml" if "stort" in nieuw else "kansrijke_start-9.toml"
    (tmp_path / "indicatoren").mkdir()
    (tmp_path / "indicatoren" / naam).write_text(tekst.replace(oud, nieuw, 1).replace("versie = 1", "versie = 9", 1))
    _, fouten = lees_alles(tmp_path)
    assert len(fouten) == 1
    assert zin in str(fouten[0])


def test_wat_er_niet_is_wordt_gezegd():
    with pytest.raises(Onbekend, match="kennen geen 'tsts'"):
        lees().indicator("tsts")
    with pytest.raises(Onbekend):
        catalogus().indicatoren("geen_keten")


def test_klassen_van_vijf_jaar():
    leeftijden = lees().leeftijden
    assert [leeftijden.klasse(jaren) for jaren in (20, 64, 65, 69, 70, 94, 95, 101)] == [
        "0-64", "0-64", "65-69", "65-69", "70-74", "90-94", "95+", "95+",
    ]  # fmt: skip
