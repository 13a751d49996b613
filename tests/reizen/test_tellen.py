"""A teller on a phone, at the door of the Ouder-kindcafé: three numbers and one button, in twenty seconds."""

import pytest
from sqlalchemy import select

from ketens.gebruikers.models import Lidmaatschap
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.tellingen.models import Telling
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
# A thumb: to look and tap takes 1.2 s, to tap the same spot again 0.3 s; to start the app and read the heading 3 s.
OPSTARTEN, KIJKEN, TIK = 3.0, 1.2, 0.3


@pytest.fixture
def teller(app, scherm):
    """The screen of a teller of Kansrijke Start, as wide as a phone."""
    with wereld.binnen(app):
        db.session.get_one(Lidmaatschap, wereld.id_van(f"teller-{Rol.TELLER}")).ketens = ["kansrijke_start"]
        db.session.commit()
    return scherm("teller", breedte=390, hoogte=844)


def geteld(app) -> list[dict[str, int]]:
    with wereld.binnen(app):
        return [rij.aantallen for rij in db.session.scalars(select(Telling).order_by(Telling.id))]


def test_tellen_op_de_telefoon_kost_twintig_seconden(app, teller):
    teller.kijk("Welkom, Teun Teller")
    tikken, velden = 0, 0
    for naam, aantal in (("Volwassenen", 8), ("Kinderen", 9), ("Nieuw", 2)):
        for _ in range(aantal):
            teller.page.get_by_role("button", name=f"{naam}: een meer").click()
        tikken, velden = tikken + aantal, velden + 1
    teller.page.get_by_role("button", name="Nieuw: een minder").click()
    teller.page.get_by_role("button", name="Bewaar de telling").click()
    tikken, velden = tikken + 2, velden + 2
    teller.zie("8 volwassenen, 9 kinderen, 1 nieuw")
    seconden = OPSTARTEN + velden * KIJKEN + tikken * TIK
    print(f"tellen: {velden - 2} velden, {tikken} tikken, {seconden:.0f} seconden")
    assert seconden <= 20
    assert geteld(app) == [{"volwassenen": 8, "kinderen": 9, "nieuw": 1}]


def test_een_tweede_keer_vraagt_het_en_een_fout_is_te_herstellen(app, teller):
    for _ in range(2):
        teller.page.get_by_label("Volwassenen", exact=True).fill("8")
        teller.page.get_by_role("button", name="Bewaar de telling").click()
        teller.page.wait_for_load_state("networkidle")
    teller.zie("al geteld: 8 volwassenen")
    teller.kijk()
    teller.page.get_by_role("link", name="Corrigeer de eerste telling").click()
    teller.page.get_by_label("Volwassenen", exact=True).fill("7")
    teller.page.get_by_label("Waarom corrigeert u?").fill("Verteld")
    teller.kijk("Corrigeer de telling")
    teller.page.get_by_role("button", name="Bewaar de correctie").click()
    teller.zie("Gecorrigeerd of teruggenomen (1)")
    teller.page.get_by_text("Gecorrigeerd of teruggenomen (1)").click()
    teller.zie("Verteld")
    teller.kijk(f"Ouder-kindcafé in {vandaag().year}")
    assert [rij["volwassenen"] for rij in geteld(app)] == [8, 7]


def test_zonder_script_blijft_er_een_gewoon_formulier(app, scherm, teller):
    kaal = scherm("teller", script=False, breedte=390, hoogte=844)
    assert not kaal.page.get_by_role("button", name="Kinderen: een meer").is_visible()
    kaal.page.get_by_label("Kinderen", exact=True).fill("4")
    kaal.page.get_by_role("button", name="Bewaar de telling").click()
    kaal.zie("4 kinderen")
    assert geteld(app) == [{"volwassenen": 0, "kinderen": 4, "nieuw": 0}]
