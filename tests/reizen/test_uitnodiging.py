"""An invitation, and looking over who may what, with the keyboard: the link, the first password, the sign-off."""

from urllib.parse import urlsplit

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
    nina.zie("te gemakkelijk te raden")
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


def zeg_dat_alles_klopt(wie):
    while (knop := wie.page.get_by_role("button", name="Klopt")).count():
        wie.druk(" ".join(knop.first.inner_text().split()))


@pytest.mark.parametrize("breedte", [1280, 390])
def test_een_beheerder_kijkt_na_wie_wat_mag_en_tekent_af(scherm, breedte):
    beheerder = scherm("beheerder", breedte=breedte)
    beheerder.kijk("Welkom, Bas Beheerder")
    beheerder.ga("/borne/beheer/rechten/")
    beheerder.kijk("Wie mag wat")
    beheerder.druk("Begin met nakijken: Bijzondere rechten")
    beheerder.kijk("Nakijken: bijzondere rechten")
    zeg_dat_alles_klopt(beheerder)
    # What the beheerder may do is looked at by another.
    fg = scherm("fg", breedte=breedte)
    fg.ga(urlsplit(beheerder.page.url).path)
    zeg_dat_alles_klopt(fg)
    beheerder.page.reload()
    beheerder.druk("Teken af")
    beheerder.kijk("Afgetekend: bijzondere rechten")
    assert wereld.MENSEN["fg"][0] in beheerder.page.locator("main").inner_text()
