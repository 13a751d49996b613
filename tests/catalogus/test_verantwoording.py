"""Who asks for which figures when, and the words of the monitor: they name what there is."""

from datetime import date

import pytest

from ketens.catalogus import Catalogusfout, catalogus
from ketens.catalogus.lezen import Plek, lees_tabel
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


def test_elke_vraag_noemt_een_indicator_die_er_is():
    for plicht in catalogus().verantwoordingen:
        for vraag in plicht.vragen:
            if vraag.indicator:
                indicator = catalogus().indicatoren(vraag.keten).indicator(vraag.indicator)
                assert vraag.splitsing is None or vraag.splitsing in indicator.splitsingen


def test_elk_hoofdstuk_noemt_indicatoren_die_er_zijn():
    for keten in catalogus().ketens:
        tekst = catalogus().hoofdstuk(keten.code)
        bekend = {een.code for een in catalogus().indicatoren(keten.code).indicatoren}
        assert {*(deel.indicator for deel in tekst.cijfers), *tekst.tabel} <= bekend
