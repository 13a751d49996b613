"""The *hoog* road: a practice assesses, one line comes back, and the huisarts sees the coarse state alone."""

import re

import pytest

from ketens.kern.klok import vandaag
from tests.merken import EERST_OP_SQLITE
from tests.reizen.test_van_verwijzing_tot_plaats import verwijs

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


def verwijs_hoog(scherm):
    """Refer someone who fell twice, and send it."""
    verwijs(scherm, gevallen="Ja", naam="Valproef")
    scherm.vink(re.compile("2 keer of vaker"))
    scherm.vink(re.compile("doorgeven aan"))
    scherm.vink(re.compile("hoort of de inwoner is gestart"))
    scherm.druk("Verstuur verwijzing")
    scherm.kijk("De verwijzing is verstuurd")


def vraag_beoordeling(scherm, script):
    """Accept it, and ask the practice."""
    scherm.ga("/borne/werkvoorraad/")
    scherm.druk("Gerda Valproef")
    scherm.zie("Hoog valrisico")
    scherm.druk("Neem verwijzing aan")
    if not script:
        scherm.druk(re.compile("Ga verder: valrisicobeoordeling"))
    scherm.kijk()
    scherm.kies("Welke praktijk vraagt u?", "Huisartsen Het Proefhuis")
    scherm.druk("Vraag beoordeling aan")
    scherm.zie("Valrisicobeoordeling gevraagd")
    scherm.kijk()


def beantwoord(scherm):
    """Answer as the practice: date, route and one line."""
    scherm.ga("/borne/beoordelingen/")
    scherm.kijk("Beoordelingen")
    scherm.zie("Gerda Valproef")
    scherm.druk(re.compile(r"^[A-Z]{3}-\d{5}$"))
    scherm.kijk("Gerda Valproef")
    scherm.naar_veld("Datum van de beoordeling")
    scherm.typ(f"{vandaag():%d-%m-%Y}")
    scherm.kies("Wat past nu?", "Cursus via de gemeente")
    scherm.naar_veld(re.compile("Advies"))
    scherm.typ("Kan meedoen, let op de knie")
    scherm.druk(re.compile("Verstuur naar co"))
    scherm.kijk()


def test_bij_hoog_vraagt_de_coordinator_de_praktijk_en_komt_een_regel_terug(scherm, script):
    huisarts = scherm("verwijzer", script=script)
    verwijs_hoog(huisarts)
    coordinator = scherm("coordinator", script=script)
    vraag_beoordeling(coordinator, script)
    beantwoord(scherm("beoordelaar", script=script))

    coordinator.ga("/borne/werkvoorraad/")
    coordinator.zie("Telefonische intake")
    coordinator.druk("Gerda Valproef")
    coordinator.kijk("Gerda Valproef")
    coordinator.kies("Loopt u met een hulpmiddel?", "Nee")

    huisarts.ga("/borne/verwijzingen/")
    huisarts.zie("Aangenomen")
    huisarts.zie_niet("let op de knie")
