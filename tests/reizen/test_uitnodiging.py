"""An invitation, and looking over who may what, with the keyboard: the link, the first password, the sign-off."""

import pytest

from tests import wereld
from tests.merken import EERST_OP_SQLITE
from tests.uitnodigingen.conftest import GOED

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.mark.parametrize("breedte", [1280, 390])
def test_een_beheerder_nodigt_iemand_uit_en_die_kiest_zelf_een_wachtwoord(scherm, breedte):
    beheerder = scherm("beheerder", breedte=breedte)
    beheerder.ga("/borne/beheer/accounts/nieuw")
    for veld, tekst in (("Naam", "Nina Nieuw"), ("E-mailadres", "nina@proef.example")):
        beheerder.naar_veld(veld)
        beheerder.typ(tekst)
    beheerder.page.get_by_label("Werkgever").select_option("Fysio Proef")
    beheerder.druk("Maak account")
    beheerder.kijk("Het account is gemaakt")
    link = beheerder.page.locator("#link").inner_text()

    nina = scherm(None, breedte=breedte)
    nina.ga(link)
    nina.kijk("Welkom bij ketens")
    nina.naar_veld("Nieuw wachtwoord")
    nina.typ("Nina-Nieuw-2026")
    nina.toets("Enter")
    assert "te gemakkelijk te raden" in nina.page.get_by_role("alert").inner_text()
    nina.kijk("Welkom bij ketens")
    nina.naar_veld("Nieuw wachtwoord")
    nina.typ(GOED)
    nina.toets("Enter")
    nina.kijk("U heeft nog geen rol")

    dief = scherm(None, breedte=breedte)
    dief.ga(link)
    dief.zie("Deze link werkt niet meer")
    ander = scherm(None, breedte=breedte)
    ander.ga("/inloggen")
    ander.druk("Wachtwoord vergeten?")
    ander.kijk("Wachtwoord vergeten?")


@pytest.mark.parametrize("breedte", [1280, 390])
def test_een_beheerder_kijkt_na_wie_wat_mag_en_tekent_af(scherm, breedte):
    beheerder = scherm("beheerder", breedte=breedte)
    beheerder.kijk("Welkom, Bas Beheerder")
    beheerder.ga("/borne/beheer/rechten/")
    beheerder.kijk("Wie mag wat")
    beheerder.druk("Begin met nakijken: Bijzondere rechten")
    beheerder.kijk("Nakijken: bijzondere rechten")
    while (knop := beheerder.page.get_by_role("button", name="Klopt")).count():
        naam = knop.first.inner_text()
        beheerder.druk(" ".join(naam.split()))
    beheerder.druk("Teken af")
    beheerder.kijk("Afgetekend: bijzondere rechten")
    assert wereld.MENSEN["fg"][0] in beheerder.page.locator("main").inner_text()
