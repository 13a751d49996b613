"""The legal deadline: ends of months, leap days, the turn of the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.verzoeken.termijnen import maanden_later, verlengd, wettelijk


@pytest.mark.parametrize(
    ("ontvangen", "eerste", "verlengde"),
    [
        (date(2026, 11, 14), date(2026, 12, 14), date(2027, 2, 14)),
        (date(2027, 1, 31), date(2027, 2, 28), date(2027, 4, 30)),
        (date(2028, 1, 31), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2028, 2, 29), date(2028, 3, 29), date(2028, 5, 29)),
        (date(2027, 11, 30), date(2027, 12, 30), date(2028, 2, 29)),
        (date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 4, 30), date(2027, 6, 30)),
        (date(2099, 12, 31), date(2100, 1, 31), date(2100, 3, 31)),
    ],
)
def test_een_maand_en_drie_maanden_later(ontvangen, eerste, verlengde):
    assert wettelijk(ontvangen) == eerste
    assert verlengd(ontvangen) == verlengde


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(1, 24))
def test_het_is_altijd_die_maand_en_nooit_een_latere_dag_van_de_maand(dag, maanden):
    later = maanden_later(dag, maanden)
    assert (later.year * 12 + later.month) - (dag.year * 12 + dag.month) == maanden
    assert later.day <= dag.day
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1


@given(st.dates(date(2020, 1, 1), date(2090, 12, 30)))
def test_wie_later_vraagt_krijgt_niet_eerder_antwoord(dag):
    assert wettelijk(dag) <= wettelijk(dag + timedelta(days=1)) < verlengd(dag + timedelta(days=1))
