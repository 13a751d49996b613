"""The menu leads somewhere, for every hat."""

import pytest

from ketens.rechten import Rol
from tests.klant import X
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


@pytest.mark.parametrize("rol", Rol)
def test_elke_regel_van_het_menu_opent_een_pagina(als, rol):
    klant = als(rol)
    nav = klant.get("rapportage.start").boom.find(f".//{X}nav[@class='nav']")
    adressen = [link.get("href") for link in nav.iter(f"{X}a")]
    assert adressen[0] == "/borne/"
    assert {adres: klant.haal(adres).status for adres in adressen} == dict.fromkeys(adressen, 200)


def test_wie_een_keten_zonder_groepen_heeft_ziet_geen_regel_voor_groepen(als):
    def menu(wie):
        nav = als(wie).get("rapportage.start").boom.find(f".//{X}nav[@class='nav']")
        return {"".join(link.itertext()).strip() for link in nav.iter(f"{X}a")}

    assert {"Groepen", "Valrisicodagen"} <= menu(Rol.COORDINATOR)
    assert not {"Groepen", "Valrisicodagen"} & menu("andere_keten")
    assert "Belllijst" in menu("andere_keten")
