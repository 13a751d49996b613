"""How a value reads."""

from datetime import date
from decimal import Decimal

import pytest

from ketens.stukken.cel import Soort, Teken, in_woorden
from ketens.stukken.stuk import Kolom, Tabel, tel_op

GEVALLEN = [
    (1234, Soort.AANTAL, "1.234"),
    (0, Soort.AANTAL, "0"),
    (123456, Soort.GELD, "€ 1.234,56"),
    (-5, Soort.GELD, "-€ 0,05"),
    (5_221_200, Soort.GELD, "€ 52.212,00"),
    (Decimal(14), Soort.PROCENT, "14,0%"),
    (Decimal("0.05"), Soort.PROCENT, "0,1%"),
    (Decimal("-0.01"), Soort.PROCENT, "0,0%"),
    (12, Soort.DAGEN, "12 dagen"),
    (1, Soort.DAGEN, "1 dag"),
    (Decimal("12.5"), Soort.DAGEN, "12,5 dagen"),
    (Decimal("-1234.50"), Soort.GETAL, "-1.234,50"),
    (date(2026, 11, 14), Soort.DATUM, "14-11-2026"),
    ("Borne", Soort.TEKST, "Borne"),
    ("", Soort.GELD, ""),
    (Teken.VERBORGEN, Soort.AANTAL, "verborgen"),
    (Teken.NIET_INGEVULD, Soort.GELD, "niet ingevuld"),
]


@pytest.mark.parametrize(("waarde", "soort", "woorden"), GEVALLEN)
def test_een_waarde_leest_als_nederlands(waarde, soort, woorden):
    assert in_woorden(waarde, soort) == woorden


def test_een_rij_met_een_cel_te_weinig_wordt_geweigerd():
    with pytest.raises(ValueError, match="1 cellen bij 2"):
        Tabel("x", "X", (Kolom("a"), Kolom("b", Soort.AANTAL)), (("een",),))


def test_een_totaal_telt_op_en_verraadt_niet_wat_verborgen_is():
    kolommen = (Kolom("a"), Kolom("b", Soort.GELD), Kolom("c", Soort.AANTAL), Kolom("d", Soort.AANTAL), Kolom("e"))
    rijen = [("x", 1, 5, Teken.NIET_INGEVULD, "t"), ("y", 2, Teken.VERBORGEN, 3, "u")]
    assert tel_op(kolommen, rijen) == ("Totaal", 3, Teken.VERBORGEN, Teken.NIET_INGEVULD, "")
