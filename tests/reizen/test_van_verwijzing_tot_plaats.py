"""The main job, end to end, with the keyboard: refer, accept, phone, place, and see what came of it."""

import re

import pytest

# The one journey that is walked on both databases.
pytestmark = pytest.mark.reis


def verwijs(scherm, *, gevallen="Nee", naam="Proefpersoon"):
    """Refer someone who is afraid to fall, with the keyboard only."""
    scherm.ga("/borne/verwijzingen/nieuw")
    scherm.kijk("Nieuwe verwijzing: Valpreventie")
    scherm.toetsen = scherm.velden = 0
    for label, tekst in (
        ("Geboortedatum", "12-3-1941"),
        ("Achternaam", naam),
        ("Voornaam", "Gerda"),
        ("Telefoonnummer", "0740001234"),
    ):
        scherm.naar_veld(label)
        scherm.typ(tekst)
    scherm.kies(re.compile("12 maanden gevallen"), gevallen)
    scherm.kies(re.compile("bang om te vallen"), "Ja")
    scherm.kies(re.compile("moeite met bewegen"), "Ja")


def test_huisarts_verwijst_binnen_een_minuut_en_ziet_wat_ervan_kwam(scherm, maak, script, record_property):
    groep = maak.groep("Dinsdagochtend", trainers=["trainer"])
    huisarts = scherm("verwijzer", script=script)
    verwijs(huisarts)
    huisarts.vink("Geen van deze")
    if script:
        huisarts.zie("Matig valrisico")
        huisarts.kijk()
    huisarts.vink(re.compile("doorgeven aan"))
    huisarts.vink(re.compile("hoort of de inwoner is gestart"))
    huisarts.druk("Verstuur verwijzing")
    for naam, waarde in (
        ("velden", huisarts.velden),
        ("toetsen", huisarts.toetsen),
        ("seconden", round(huisarts.seconden)),
    ):
        record_property(naam, waarde)
    assert huisarts.velden <= 12
    assert huisarts.seconden <= 60
    huisarts.kijk("De verwijzing is verstuurd")
    huisarts.druk("Briefje voor de inwoner")
    huisarts.kijk()

    coordinator = scherm("coordinator", script=script)
    coordinator.ga("/borne/werkvoorraad/")
    coordinator.kijk("Werkvoorraad")
    coordinator.druk("Gerda Proefpersoon")
    coordinator.kijk("Gerda Proefpersoon")
    coordinator.druk("Neem verwijzing aan")
    coordinator.kijk("Gerda Proefpersoon")
    coordinator.kies("Loopt u met een hulpmiddel?", "Nee")
    coordinator.kies(re.compile("100 meter"), "Ja")
    coordinator.kies(re.compile("15 minuten"), "Ja")
    coordinator.druk("Bewaar de antwoorden")
    if not script:
        coordinator.druk(re.compile("Ga verder: plaats in een groep"))
    coordinator.zie(groep.naam)
    coordinator.kijk()
    coordinator.druk(re.compile("Plaats in groep"))
    coordinator.kijk()
    coordinator.ga(f"/borne/groepen/{groep.id}")
    coordinator.kijk()
    coordinator.zie("Gerda Proefpersoon")

    huisarts.ga("/borne/verwijzingen/")
    huisarts.kijk("Verwijzingen")
    huisarts.zie("Dinsdagochtend")
    huisarts.zie(f"{groep.begint_op:%d-%m-%Y}")
