"""The public door, with the keyboard, at 320 pixels and text twice as large, with and without JavaScript."""

import pytest
from sqlalchemy import select

from ketens.kern.db import db
from ketens.verwijzingen.models import Verwijzing
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


def vergroot(scherm):
    """Text at 200 %, as a reader sets it."""
    scherm.page.evaluate("document.documentElement.style.fontSize = '200%'")


def test_een_inwoner_doet_de_test_en_meldt_zich_aan(scherm, script, in_borne):
    inwoner = scherm(None, script=script, breedte=320, hoogte=640)
    inwoner.ga("/borne/aanmelden")
    vergroot(inwoner)
    inwoner.kijk("Hoe groot is uw kans om te vallen?")
    inwoner.druk("Ga verder")
    vergroot(inwoner)
    inwoner.zie("Er zijn 4 fouten gevonden")
    inwoner.kijk()
    inwoner.kies("65 jaar", "Ja")
    inwoner.kies("12 maanden gevallen", "Ja")
    inwoner.kies("bang om te vallen", "Nee")
    inwoner.kies("moeite met bewegen", "Nee")
    inwoner.druk("Ga verder")
    vergroot(inwoner)
    inwoner.kijk("Nog een paar vragen")
    for vraag in ("letsel", "2 keer of vaker", "buiten bewustzijn", "hulp nodig om op te staan", "Past een van deze"):
        inwoner.kies(vraag, "Nee")
    inwoner.naar_veld("Hoeveel seconden")
    inwoner.typ("5,2")
    inwoner.druk("Toon mijn advies")
    vergroot(inwoner)
    inwoner.kijk("Uw advies")
    inwoner.zie("Matig valrisico")
    inwoner.druk("Ik meld mij aan")
    vergroot(inwoner)
    inwoner.kijk("U meldt zich aan")
    inwoner.druk("Meld mij aan")
    vergroot(inwoner)
    inwoner.kijk()
    for veld, tekst in (
        ("Voornaam", "Annie"),
        ("Achternaam", "van der Berg"),
        ("Geboortedatum", "14-11-1941"),
        ("Telefoonnummer", "06 12345678"),
        ("Postcode", "7621 AB"),
    ):
        inwoner.naar_veld(veld)
        inwoner.typ(tekst)
    inwoner.vink("Ja, dit is goed")
    inwoner.druk("Meld mij aan")
    vergroot(inwoner)
    inwoner.kijk("De aanmelding is binnen")
    with in_borne():
        verwijzing = db.session.scalars(select(Verwijzing)).one()
        inwoner.zie(verwijzing.kenmerk)
        assert (verwijzing.herkomst, verwijzing.afname.uitslag) == ("zelf", "matig")
    assert "Annie" not in inwoner.page.url


def test_de_coordinator_geeft_de_verwijzer_een_link_die_hij_zonder_account_opent(scherm, maak):
    verwijzing = maak.verwijzing("Geheimzinnig")
    cora = scherm("coordinator")
    cora.ga(f"/borne/verwijzingen/{verwijzing.id}")
    cora.druk("Statuslink voor de verwijzer")
    cora.kijk("Statuslink voor de verwijzer")
    link = cora.page.locator("#statuslink").inner_text()
    verwijzer = scherm(None, breedte=390, hoogte=844)
    verwijzer.ga(link)
    verwijzer.kijk("Hoe staat het met de verwijzing?")
    verwijzer.zie("Ontvangen")
    verwijzer.zie_niet("Geheimzinnig")
