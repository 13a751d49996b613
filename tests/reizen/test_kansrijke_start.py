"""A verloskundige hands an ouder over, warm and safe: what the form asks, and what who receives it sees to call."""

import re

import pytest

from tests import kansrijk
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
GEWOON, VEILIG = "06 1234 5678", "06 8765 4321"
MELDCODE = "Bij vermoeden van onveiligheid: Meldcode en Veilig Thuis, niet hier."


def test_warme_overdracht_met_veilig_contact(app, scherm):
    kansrijk.zet_op(app)
    vera = scherm("verloskundige")
    vera.ga("/borne/verwijzingen/nieuw")
    vera.kijk("Nieuwe verwijzing: Kansrijke Start")
    vera.zie(MELDCODE)
    for label, tekst in (
        (re.compile("^Geboortedatum"), "6-5-1998"),
        ("Achternaam", "Ouderman"),
        ("Voornaam", "Noor"),
        (re.compile("^Telefoonnummer"), GEWOON),
        (re.compile("^Veilig telefoonnummer"), VEILIG),
        (re.compile("^Uitgerekende datum"), "3-2-2027"),
        (re.compile("^Wat wil de ouder zelf"), "Ik wil iemand die met mij meedenkt."),
    ):
        vera.naar_veld(label, hoogstens=60)
        vera.typ(tekst)
    for signaal in ("Geldzorgen of schulden", "Geen vaste woonplek", "Staat er alleen voor", "Is heel jong ouder"):
        vera.vink(signaal)
    vera.vink(re.compile("^De ouder vindt het goed dat wij de naam"))
    vera.druk("Verstuur verwijzing")
    vera.kijk()
    vera.zie("Kies er hoogstens 3. U koos er 4.")
    vera.vink("Is heel jong ouder")
    vera.druk("Verstuur verwijzing")
    vera.kijk("De verwijzing is verstuurd")
    vera.zie("Geef het briefje alleen mee als dat thuis veilig is.")

    kaat = scherm("kansrijk", breedte=390, hoogte=800)
    kaat.ga("/borne/werkvoorraad/")
    kaat.page.get_by_role("link", name=re.compile("Noor Ouderman")).first.click()
    kaat.kijk("Noor Ouderman")
    kaat.zie(MELDCODE)
    kaat.zie("Geldzorgen of schulden, Geen vaste woonplek, Staat er alleen voor")
    kaat.zie("03-02-2027")
    kaat.zie("bel alleen")
    kaat.zie_niet("06 12345678")
    kaat.druk("Neem verwijzing aan")
    kaat.kijk("Noor Ouderman")
    kaat.zie("Nu: warm contact met de ouder")
    kaat.zie("06 87654321")
    kaat.zie_niet("06 12345678")
