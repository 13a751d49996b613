"""Percentages are compared exactly, and rounded only for the screen."""

import pytest

from ketens.aanwezigheid.telling import Opkomst


@pytest.mark.parametrize(
    ("aanwezig", "gehouden", "haalt"), [(3, 4, True), (18, 24, True), (17, 23, False), (0, 4, False), (0, 0, False)]
)
def test_vijfenzeventig_is_precies_vijfenzeventig(aanwezig, gehouden, haalt):
    assert Opkomst(aanwezig, gehouden).haalt(75) is haalt


def test_op_het_scherm_is_het_afgerond_en_zonder_bijeenkomsten_onbekend():
    assert Opkomst(2, 3).woorden == "2 van 3 (67%)"
    assert Opkomst().woorden == "nog niets genoteerd"
