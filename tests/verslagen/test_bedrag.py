"""Amounts for machines."""

import pytest

from ketens.verslagen.verslag import in_euro


@pytest.mark.parametrize(("centen", "tekst"), [(5_221_200, "52212.00"), (0, "0.00"), (-5, "-0.05"), (None, None)])
def test_een_bedrag_is_tekst_met_twee_decimalen(centen, tekst):
    assert in_euro(centen) == tekst
