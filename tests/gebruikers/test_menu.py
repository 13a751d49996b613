"""The menu leads somewhere, for every hat."""

import pytest

from ketens.rechten import Rol
from tests.klant import X
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE
DASHBOARD = {"keten_code": "valpreventie", "jaar": 2026}


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


@pytest.mark.parametrize(
    ("rol", "plek", "hier"),
    [
        (Rol.PROJECTLEIDER, ("rapportage.overzicht", {}), {"Rapportage": "page"}),
        (Rol.PROJECTLEIDER, ("rapportage.dashboard", DASHBOARD), {"Rapportage": "true"}),
        (Rol.PROJECTLEIDER, ("rapportage.start", {}), {"Start": "page"}),
        (Rol.COORDINATOR, ("rooster.nieuw", {}), {"Groepen": "true"}),
        (Rol.COORDINATOR, ("verwijzingen.nieuw", {}), {"Nieuwe verwijzing": "page"}),
        (Rol.BEHEERDER, ("beheer.nieuw_account", {}), {"Accounts": "true"}),
    ],
)
def test_het_menu_zegt_waar_men_is(als, rol, plek, hier):
    endpoint, waarden = plek
    nav = als(rol).get(endpoint, **waarden).boom.find(f".//{X}nav[@class='nav']")
    gemerkt = {"".join(link.itertext()).strip(): link.get("aria-current") for link in nav.iter(f"{X}a")}
    assert {naam: waar for naam, waar in gemerkt.items() if waar} == hier
