"""The resident calls and takes the consent back: two clicks further it stands, and each sees only what they may."""

import re

import pytest

from tests.merken import EERST_MET_SCRIPT, EERST_OP_SQLITE
from tests.reizen.test_hoog_valrisico import verwijs_hoog, vraag_beoordeling

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@EERST_MET_SCRIPT
def test_de_inwoner_belt_en_trekt_in_wat_was_toegezegd(scherm, script):
    huisarts, coordinator = scherm("verwijzer", script=script), scherm("coordinator", script=script)
    verwijs_hoog(huisarts)
    vraag_beoordeling(coordinator, script)

    coordinator.druk("Gegevens van de inwoner")
    coordinator.kijk("Gerda Valproef")
    coordinator.zie("geldt")
    coordinator.druk(re.compile("Trek in.*gegevens doorgeven"))
    coordinator.kijk("Toestemming intrekken")
    coordinator.kies("Hoe liet de inwoner dit weten?", "Per telefoon")
    coordinator.kies("Wil de inwoner ook stoppen met het traject?", "Nee, de inwoner gaat door")
    coordinator.druk("Trek toestemming in")
    coordinator.kijk("Toestemming ingetrokken")
    coordinator.zie("per telefoon, door de inwoner")

    praktijk = scherm("beoordelaar", script=script)
    praktijk.ga("/borne/beoordelingen/")
    praktijk.kijk("Beoordelingen")
    praktijk.zie("U hoeft niets meer te doen.")
    praktijk.zie_niet("Valproef")

    huisarts.ga("/borne/verwijzingen/")
    huisarts.druk(re.compile(r"^[A-Z]{3}-\d{5}$"))
    huisarts.kijk()
    huisarts.zie("U kunt hier niets meer toevoegen.")


@EERST_MET_SCRIPT
def test_de_inwoner_wil_ook_stoppen_en_het_traject_sluit_met_de_reden_ingevuld(scherm, script):
    verwijs_hoog(scherm("verwijzer", script=script))
    coordinator = scherm("coordinator", script=script)
    vraag_beoordeling(coordinator, script)
    coordinator.druk("Gegevens van de inwoner")
    coordinator.druk(re.compile("Trek in.*gegevens doorgeven"))
    coordinator.kies("Wil de inwoner ook stoppen met het traject?", "Ja")
    coordinator.druk("Trek toestemming in")
    coordinator.kijk("Sluit het traject af")
    coordinator.zie("Toestemming ingetrokken")
