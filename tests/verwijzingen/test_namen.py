"""Surnames as people type them."""

import pytest

from ketens.verwijzingen.namen import splits


@pytest.mark.parametrize(
    ("getypt", "tussenvoegsel", "achternaam"),
    [
        ("Jansen", None, "Jansen"),
        ("van der Berg", "van der", "Berg"),
        ("Van den Heuvel", "Van den", "Heuvel"),
        ("Berg, van der", "van der", "Berg"),
        ("'t Hart", "'t", "Hart"),
        ("ten Brinke-de Vries", "ten", "Brinke-de Vries"),
        ("de", None, "de"),
        ("van der", "van", "der"),
        ("Jansen, Piet", None, "Jansen, Piet"),
        ("", None, ""),
    ],
)
def test_tussenvoegsel_gaat_voor_de_achternaam_uit(getypt, tussenvoegsel, achternaam):
    assert splits(getypt) == (tussenvoegsel, achternaam)
