import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.kern.geld import HOOGSTE, TE_HOOG, TWEE_LEZINGEN, als_tekst, centen


@pytest.mark.parametrize(
    ("tekst", "bedrag"),
    [
        ("1.234,56", 123456),
        ("€ 22.208,72", 2220872),
        ("22208,72", 2220872),
        ("22208.72", 2220872),
        ("22,208.72", 2220872),
        ("20054,31", 2005431),
        ("1.234", 123400),
        ("1.3", 130),
        ("45,-", 4500),
        ("€ 45,--", 4500),
        ("EUR 52.212", 5221200),
        ("-12,50", -1250),
        ("12,50-", -1250),
        ("(12,50)", -1250),
        ("\u2212 3", -300),
        ("0", 0),
        ("0,05", 5),
        ("1\u00a0234,5", 123450),
        ("  ", None),
        ("1.300.000", 130_000_000),
    ],
)
def test_een_bedrag_leest_zoals_men_het_hier_schrijft(tekst, bedrag):
    assert centen(tekst) == bedrag


@pytest.mark.parametrize("tekst", ["198,999", "198,999,-", "1,234", "1,234,567"])
def test_wat_op_twee_manieren_te_lezen_is_wordt_geweigerd(tekst):
    with pytest.raises(ValueError, match="twee manieren"):
        centen(tekst)
    assert "1.234,56" in TWEE_LEZINGEN


@pytest.mark.parametrize(
    "tekst", ["abc", "1.23.4", "1234.567", "12,345,6", "1,2,3", "--3", "1e3", "=1+1", "1.2345", "٣"]
)
def test_wat_geen_bedrag_is_wordt_geweigerd(tekst):
    with pytest.raises(ValueError):  # noqa: PT011  # each with a sentence of its own
        centen(tekst)


def test_een_bedrag_kan_te_hoog_zijn_en_onder_nul_kan_verboden_zijn():
    for tekst in ("1.000.000.000,01", "9" * 40):
        with pytest.raises(ValueError, match=TE_HOOG):
            centen(tekst)
    with pytest.raises(ValueError, match="onder nul"):
        centen("-1", onder_nul=False)


@given(st.integers(-HOOGSTE, HOOGSTE))
def test_wat_geschreven_is_leest_weer_als_hetzelfde(bedrag):
    assert centen(als_tekst(bedrag)) == bedrag
