"""A beheerder lays down a ground with the keyboard, and a resident reads it without an account."""

import pytest

from ketens.rechten import Rol
from tests.merken import EERST_MET_SCRIPT, EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.mark.parametrize("breedte", [1280, 390])
@EERST_MET_SCRIPT
def test_van_vastleggen_tot_privacypagina(scherm, script, breedte):
    mijn = scherm(Rol.BEHEERDER, script=script, breedte=breedte)
    mijn.ga("/borne/verwerkingen/")
    mijn.kijk("Verwerkingen")
    mijn.druk("De groep en de trainer")
    mijn.kijk("De groep en de trainer")
    mijn.kies("Grondslag", "Toestemming")
    mijn.druk("Leg grondslag vast")
    mijn.kijk()
    mijn.zie("Toestemming vervangt geen wet.")
    mijn.kies("Grondslag", "Taak van algemeen belang")
    mijn.naar_veld("Wet of regeling")
    mijn.typ(" en Wpg")
    mijn.druk("Leg grondslag vast")
    mijn.kijk("Verwerkingen")
    mijn.druk("Bekijk het register")
    mijn.kijk("Verwerkingsregister gemeente Borne")
    mijn.zie(" en Wpg")


@pytest.mark.parametrize("breedte", [1280, 320])
def test_wie_geen_account_heeft_leest_de_privacypagina(scherm, breedte):
    wie = scherm(None, breedte=breedte)
    wie.ga("/privacy")
    wie.kijk("Uw gegevens en uw privacy")
    wie.druk("Gemeente Borne")
    wie.kijk("Uw gegevens en uw privacy")
    wie.zie("Valpreventie")
