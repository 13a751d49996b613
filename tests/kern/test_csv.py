"""What leaves as CSV opens as it was, and nothing in it is calculated."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.kern.csv import csv_regels, schrijf_csv

TEKST = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def lees(inhoud: bytes) -> list[list[str]]:
    """Read it as a spreadsheet does: BOM, semicolons."""
    assert inhoud.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))


@given(st.lists(st.lists(TEKST, min_size=3, max_size=3), max_size=5))
def test_wat_eruit_gaat_komt_er_net_zo_weer_uit(rijen):
    """Quotes, semicolons and line breaks survive; only what would be a formula carries an apostrophe."""
    terug = lees(schrijf_csv(["a", "b", "c"], rijen))
    assert terug[0] == ["a", "b", "c"]
    assert [[cel.removeprefix("'") for cel in rij] for rij in terug[1:]] == [
        [cel.removeprefix("'") for cel in rij] for rij in rijen
    ]
    assert not any(cel.startswith(("=", "+", "-", "@", "\t", "\r")) for rij in terug for cel in rij)


@pytest.mark.parametrize("gevaar", ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_een_cel_wordt_nooit_een_formule(gevaar):
    assert lees(schrijf_csv([gevaar], [[gevaar]])) == [[f"'{gevaar}"], [f"'{gevaar}"]]


def test_een_formule_achter_een_scheidingsteken_blijft_in_haar_cel():
    assert lees(schrijf_csv(["naam", "rest"], [['x";=1+1;"', "y\r\n=2"]])) == [
        ["naam", "rest"],
        ['x";=1+1;"', "y\r\n=2"],
    ]


def test_getallen_en_data_blijven_wat_ze_zijn():
    assert lees(schrijf_csv(["a"], [[-5, Decimal("-1.25"), date(2026, 11, 22), None]]))[1] == [
        "-5", "-1.25", "2026-11-22", "",
    ]  # fmt: skip


def test_regels_eindigen_zoals_een_rekenblad_ze_verwacht():
    assert schrijf_csv(["a", "b"], [["1", "2"]]) == "\ufeffa;b\r\n1;2\r\n".encode()


def test_een_half_teken_houdt_een_uitvoer_niet_tegen():
    assert lees(schrijf_csv(["a"], [["\ud800"]])) == [["a"], ["?"]]


def test_een_lang_bestand_komt_regel_voor_regel():
    regels = csv_regels(["nr"], ([nr] for nr in range(10**9)))
    assert [next(regels), next(regels)] == ["\ufeffnr\r\n", "0\r\n"]
