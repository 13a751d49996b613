"""Who asks for which figures when, and the words of the monitor: they name what there is."""

from datetime import date

import pytest

from ketens.catalogus import Catalogusfout, catalogus
from ketens.catalogus.lezen import Plek, lees_tabel
from ketens.catalogus.samenhang import controleer_genoemd
from ketens.catalogus.verantwoording import Termijn, Verantwoording

TERMIJN = {"maand": 7, "dag": 15, "bron": "Proef."}
PLICHT = {"code": "proef", "versie": 1, "naam": "Proef", "ontvanger": "u", "uitleg": "Proef.", "van_jaar": 2025}


def lees(**anders: object) -> Verantwoording:
    return lees_tabel(Verantwoording, {**PLICHT, "wat": "sisa", "termijn": TERMIJN, **anders}, Plek("proef-1.toml"))


def test_een_termijn_ligt_in_het_jaar_erna_tenzij_er_iets_anders_staat():
    assert lees().termijn.voor(2025) == date(2026, 7, 15)
    assert lees(termijn={**TERMIJN, "jaren_later": 0}).termijn.voor(2025) == date(2025, 7, 15)


def test_alleen_sisa_heeft_een_dag_die_zeker_is():
    assert [plicht.code for plicht in catalogus().verantwoordingen if plicht.termijn.zeker] == ["sisa"]


def test_een_dag_die_niet_elk_jaar_bestaat_is_geen_termijn():
    with pytest.raises(Catalogusfout, match="geen dag die elk jaar bestaat"):
        lees_tabel(Termijn, {**TERMIJN, "maand": 2, "dag": 29}, Plek("proef-1.toml"))


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"wat": "vragenlijst"}, "verwacht vragen bij een vragenlijst"),
        ({"vragen": [{"nummer": "1", "vraag": "Hoe?"}]}, "verwacht vragen bij een vragenlijst"),
        (
            {"wat": "vragenlijst", "vragen": [{"nummer": "1", "vraag": "Hoe?", "indicator": "aantal_vrt"}]},
            "verwacht de keten van deze indicator",
        ),
    ],
)
def test_een_vragenlijst_heeft_vragen_en_een_vraag_haar_keten(anders, fout):
    with pytest.raises(Catalogusfout, match=fout):
        lees(**anders)


@pytest.mark.parametrize(
    ("vraag", "fout"),
    [
        ({"keten": "valpreventi", "indicator": "aantal_vrt"}, "geen bestand met indicatoren.*Bedoelt u 'valpreventie'"),
        ({"keten": "valpreventie", "indicator": "aantal_vrtt"}, "geen indicator.*Bedoelt u 'aantal_vrt'"),
        (
            {"keten": "valpreventie", "indicator": "aantal_vrt", "splitsing": "interventie"},
            "niet te splitsen naar 'interventie'",
        ),
    ],
)
def test_een_vraag_noemt_een_indicator_die_er_is(vraag, fout):
    plicht = lees(wat="vragenlijst", vragen=[{"nummer": "1", "vraag": "Hoe?", **vraag}])
    with pytest.raises(Catalogusfout, match=fout):
        controleer_genoemd(plicht.genoemd, catalogus().alle_indicatoren, Plek("proef-1.toml"))


def test_elke_keten_heeft_een_hoofdstuk():
    assert all(catalogus().hoofdstuk(keten.code) for keten in catalogus().ketens)
