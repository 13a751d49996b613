"""The menu leads somewhere, for every hat."""

import pytest

from ketens.rechten import Rol
from tests.klant import X


@pytest.mark.parametrize("rol", Rol)
def test_elke_regel_van_het_menu_opent_een_pagina(als, rol):
    klant = als(rol)
    nav = klant.get("rapportage.start").boom.find(f".//{X}nav[@class='nav']")
    adressen = [link.get("href") for link in nav.iter(f"{X}a")]
    assert adressen[0] == "/borne/"
    assert {adres: klant.haal(adres).status for adres in adressen} == dict.fromkeys(adressen, 200)
