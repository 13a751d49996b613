"""Which moments, which days, which sample."""

from datetime import date
from uuid import uuid4

import pytest

from ketens.nazorg.momenten import Moment, maanden_later, momenten


def test_een_steekproef_valt_altijd_hetzelfde_uit_en_is_zo_groot_als_gekozen():
    ids = [uuid4() for _ in range(2000)]
    helft = Moment(12, "bellen", 50)
    eerste = [helft.vraagt(id_) for id_ in ids]
    assert eerste == [helft.vraagt(id_) for id_ in ids]
    assert 850 < sum(eerste) < 1150
    assert not any(Moment(12, "bellen", 0).vraagt(id_) for id_ in ids)
    assert all(Moment(12, "bellen", 100).vraagt(id_) for id_ in ids)


def test_een_grotere_steekproef_vraagt_ook_wie_in_de_kleinere_zat():
    ids = [uuid4() for _ in range(500)]
    klein = {id_ for id_ in ids if Moment(6, "bellen", 20).vraagt(id_)}
    assert klein <= {id_ for id_ in ids if Moment(6, "bellen", 40).vraagt(id_)}


@pytest.mark.parametrize(
    ("dag", "maanden", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 9, 15), 3, date(2026, 12, 15)),
    ],
)
def test_een_maand_is_dezelfde_dag_of_de_laatste(dag, maanden, later):
    assert maanden_later(dag, maanden) == later


def test_zonder_keuze_geldt_eens_na_drie_maanden():
    assert [(m.maanden, m.wijze) for m in momenten({})] == [(3, "bellen"), (6, "niet"), (12, "niet")]
