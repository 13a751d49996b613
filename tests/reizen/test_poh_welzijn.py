"""The POH Welzijn's minute: a gesprek kept, and a traject opened from the agenda, with the keyboard and on a phone."""

import re
from datetime import date

import pytest

from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def poh(maak, scherm):
    """The screen of the welzijnscoach; Welzijn op Recept runs and someone waits for her."""
    maak.welzijn()

    def open_(breedte=1280):
        return scherm("welzijnscoach", breedte=breedte)

    return open_


def minuut(scherm, record_property, wat):
    for naam, waarde in (("velden", scherm.velden), ("toetsen", scherm.toetsen), ("seconden", scherm.seconden)):
        record_property(f"{wat}: {naam}", round(waarde))
    print(f"{wat}: {scherm.velden} velden, {scherm.toetsen} toetsen, {round(scherm.seconden)} seconden")
    assert scherm.seconden <= 60


def spreek(scherm, minuten="30"):
    """Fill in a gesprek with the keyboard."""
    scherm.kies("Hoe?", "In de praktijk")
    scherm.kies("Hoeveel minuten?", minuten)
    scherm.naar_veld("Waar gaat het vooral om?")
    scherm.typ("Eenz")
    scherm.naar_veld(re.compile("Kort verslag"))
    scherm.typ("Mist haar man. Wil graag biljarten.")


@pytest.mark.parametrize("breedte", [1280, 390])
def test_een_gesprek_en_afsluiten_in_een_minuut(poh, maak, breedte, record_property):
    traject = maak.traject(
        "Proefpersoon",
        keten=wereld.WELZIJN,
        uitslag=None,
        organisatie="wijkracht",
        door="welzijnscoach",
        behandelaar="welzijnscoach",
    )
    scherm = poh(breedte)
    scherm.ga(f"/borne/trajecten/{traject.id}")
    scherm.kijk("Gerda Proefpersoon")
    scherm.toetsen = scherm.velden = 0
    spreek(scherm)
    scherm.naar_veld("Klaar? Kies waarom u afsluit")
    scherm.typ("Direct")
    scherm.druk("Bewaar en sluit af")
    minuut(scherm, record_property, "gesprek en afsluiten")
    scherm.kijk("Gerda Proefpersoon")
    scherm.zie("Dit traject is afgesloten")
    scherm.zie("Gesprek: in de praktijk, 30 minuten")


@pytest.mark.parametrize("breedte", [1280, 390])
def test_een_eigen_traject_uit_de_agenda_van_de_praktijk(poh, maak, scherm, breedte, record_property):
    poh_scherm = poh(breedte)
    poh_scherm.ga("/borne/werkvoorraad/")
    poh_scherm.kijk("Werkvoorraad")
    poh_scherm.druk("Nieuw traject")
    poh_scherm.kijk("Nieuw traject: Welzijn op Recept")
    poh_scherm.toetsen = poh_scherm.velden = 0
    poh_scherm.naar_veld("Uit de agenda van welke praktijk?")
    poh_scherm.typ("Huis")
    for label, tekst in (
        ("Geboortedatum", "12-3-1961"),
        ("Achternaam", "Proefpersoon"),
        ("Voornaam", "Gerda"),
        ("Telefoonnummer", "0740001234"),
    ):
        poh_scherm.naar_veld(re.compile(f"^{label}"))
        poh_scherm.typ(tekst)
    poh_scherm.vink(re.compile("doorgeven aan"))
    poh_scherm.vink(re.compile("of er een gesprek is geweest"))
    spreek(poh_scherm)
    poh_scherm.druk("Open traject")
    minuut(poh_scherm, record_property, "eigen traject")
    poh_scherm.kijk("Gerda Proefpersoon")
    poh_scherm.zie("1 gesprek, samen 30 minuten")

    huisarts = scherm("verwijzer", breedte=breedte)
    huisarts.ga("/borne/verwijzingen/")
    huisarts.kijk("Verwijzingen")
    huisarts.zie("In gesprek")


def test_wie_al_bekend_is_wordt_gekozen_en_er_gaat_niets_verloren(poh, maak):
    maak.inwoner("Proefpersoon", geboortedatum=date(1961, 3, 12), keten=wereld.WELZIJN, betrokken="wijkracht")
    scherm = poh()
    scherm.ga("/borne/trajecten/nieuw")
    scherm.naar_veld("Uit de agenda van welke praktijk?")
    scherm.typ("Huis")
    for label, tekst in (
        ("Geboortedatum", "12-3-1961"),
        ("Achternaam", "Proefpersoon"),
        ("Voornaam", "Gerda"),
        ("Telefoonnummer", "0740001234"),
    ):
        scherm.naar_veld(re.compile(f"^{label}"))
        scherm.typ(tekst)
    scherm.vink(re.compile("doorgeven aan"))
    spreek(scherm)
    scherm.druk("Open traject")
    scherm.kijk("Nieuw traject: Welzijn op Recept")
    scherm.kies("Wie is dit?", "Dit is dezelfde als Gerda Proefpersoon")
    scherm.druk("Open traject")
    scherm.kijk("Gerda Proefpersoon")
    scherm.zie("Mist haar man. Wil graag biljarten.")


def test_de_vragenlijsten_met_hun_beeld(poh, maak):
    traject = maak.traject(
        "Proefpersoon", keten=wereld.WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach"
    )
    scherm = poh(390)
    for _ in range(2):
        scherm.ga(f"/borne/trajecten/{traject.id}/vragenlijsten/positieve_gezondheid")
        scherm.kijk("Positieve Gezondheid")
        for naam in ("Mijn lichaam", "Zingeving", "Meedoen"):
            scherm.naar_veld(naam)
            scherm.typ("6")
        scherm.druk("Bewaar de antwoorden")
    scherm.kijk("Gerda Proefpersoon")
    scherm.zie("Hoger is beter. Er is geen totaal.")
