"""On a phone, at 390 and 320 pixels: the pages of each role fit, and axe stays silent."""

import pytest

from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]

PAGINAS = {
    "verwijzer": ["", "verwijzingen/nieuw", "verwijzingen/"],
    "coordinator": ["", "werkvoorraad/", "inwoners/", "groepen/", "groepen/nieuw", "waarnemingen", "rapportage/"],
    "beoordelaar": ["", "beoordelingen/"],
    "trainer": ["", "groepen/", "aanwezigheid/"],
    "projectleider": ["", "rapportage/"],
    "beheerder": ["", "beheer/accounts", "beheer/organisaties", "beheer/ketens"],
    "teller": [""],
    "fg": ["", "logboek/", "logboek/opvallend", "logboek/noodtoegang", "logboek/inwoners"],
    "welzijnscoach": ["", "werkvoorraad/"],
}


@pytest.mark.parametrize("wie", PAGINAS)
def test_de_paginas_van_deze_rol_passen_op_een_telefoon(scherm, als, maak, wie):
    if wie in ("verwijzer", "coordinator"):
        maak.verwijzing("Van-der-Heijden-tot-Zwanenburg-Achterberg")
        maak.traject("Wolfeschlegelsteinhausenbergerdorff-Jansen")
    if wie == "beoordelaar":
        maak.beoordeling("Wolfeschlegelsteinhausenbergerdorff-Jansen")
    klant = scherm(wie, breedte=320, hoogte=640)
    urls = [regel.rule for regel in klant_urls(als)]
    for pad in PAGINAS[wie]:
        assert any(pad.split("?")[0].rstrip("/") in url for url in urls)
        klant.ga(f"/borne/{pad}")
        klant.kijk()


def klant_urls(als):
    """The addresses that the app knows."""
    return als(None).app.url_map.iter_rules()
