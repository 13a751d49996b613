"""The regelingen: their files, what a mistake in them says, and that one follows the other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ketens.catalogus import catalogus
from ketens.catalogus.fouten import Catalogusfout, Onbekend
from ketens.catalogus.lezen import Plek, lees_tabel
from ketens.catalogus.regeling import MET_PROCENT, Regeling

GOED = {
    "code": "potje",
    "versie": 1,
    "naam": "Potje",
    "kort": "Potje",
    "uitleg": "Geld.",
    "bron": "potje",
    "vanaf": "2026-01-01",
    "themas": [{"code": "zorg", "naam": "Zorg"}],
    "onderdelen": [{"code": "vallen", "naam": "Vallen", "thema": "zorg"}],
    "bronnen": [{"code": "potje", "naam": "Potje"}],
}
REGEL = {
    "code": "r", "soort": "meenemen", "naam": "R", "uitleg": "U.", "bron": "B", "vanaf": "2026-01-01", "jaar": 2026,
}  # fmt: skip


def lees(**anders: object) -> Regeling:
    return lees_tabel(Regeling, {**GOED, **anders}, Plek("potje-1.toml"))


def test_het_azwa_begint_op_de_dag_na_de_spuk():
    spuk, azwa = catalogus().regelingen
    assert (spuk.kort, spuk.eerste_dag, spuk.laatste_dag) == ("SPUK GALA", date(2023, 1, 1), date(2026, 12, 31))
    assert (azwa.kort, azwa.laatste_dag) == ("AZWA", None)
    for eerder, later in pairwise(catalogus().regelingen):
        assert later.eerste_dag == eerder.laatste_dag + timedelta(days=1)


def test_elke_keten_heeft_zijn_onderdeel_in_elke_regeling():
    for regeling in catalogus().regelingen:
        for keten in catalogus().ketens:
            assert regeling.onderdeel(keten.spuk_onderdeel).naam


def test_welzijn_op_recept_heet_vanaf_2027_sociaal_verwijzen():
    namen = [regeling.onderdeel("welzijn_op_recept").naam for regeling in catalogus().regelingen]
    assert namen == ["Welzijn op Recept", "Sociaal verwijzen"]


def test_de_spuk_heeft_de_onderdelen_en_taakvelden_van_de_bron():
    spuk = catalogus().regelingen[0]
    assert len(spuk.onderdelen) == 15
    niet_nagekeken = {deel.code for deel in spuk.onderdelen if not deel.nagekeken}
    assert niet_nagekeken == {
        "achterstanden", "oko", "sociale_basis", "mantelzorg", "eenzaamheid", "welzijn_op_recept",
    }  # fmt: skip
    assert {deel.code: deel.taakveld for deel in spuk.onderdelen}["valpreventie"] == "7.1"


def test_wat_niemand_weet_staat_er_niet_als_nul():
    onbekend = {
        r.code for g in catalogus().regelingen for r in g.regels if r.soort in MET_PROCENT and r.procent is None
    }
    assert onbekend == {"meenemen_2025"}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"vanaf": "1 januari"}, "verwacht een dag"),
        ({"tot": "2025-12-31"}, "voor de eerste"),
        ({"onderdelen": [{"code": "a", "naam": "A", "thema": "b"}]}, "geen thema 'b'"),
        ({"regels": [{**REGEL, "onderdelen": ["weg"]}]}, "geen onderdeel 'weg'"),
        ({"regels": [{**REGEL, "procent": 101}]}, "van 0 tot en met 100"),
        ({"regels": [{k: v for k, v in REGEL.items() if k != "jaar"}]}, "verwacht het jaar"),
        ({"regels": [{**REGEL, "soort": "gokken"}]}, "een van"),
        ({"regels": [REGEL, REGEL]}, "r"),
        (
            {"streefwaarden": [{**REGEL, "onderdeel": "x", "waarde": 1, "eenheid": "e"}]},
            "niet bekend",
        ),
    ],
)
def test_een_fout_in_een_regeling_noemt_wat_er_verwacht_werd(anders, zin):
    with pytest.raises(Catalogusfout, match=zin):
        lees(**anders)


def test_een_onbekend_onderdeel_wordt_genoemd():
    with pytest.raises(Onbekend, match="weg"):
        lees().onderdeel("weg")
