"""A resident asks to see everything, and another to be left alone: with the keyboard, from the letter to the answer."""

import re

import pytest

from ketens.gebruikers.models import Lidmaatschap
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.uitvoer.bouwen import bouw_in
from tests import wereld
from tests.merken import EERST_MET_SCRIPT, EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
WIE = "coordinator2"


@pytest.fixture
def traject(app, maak):
    """Somebody with a story, and a colleague who handles what residents ask."""
    with wereld.binnen(app):
        db.session.get_one(Lidmaatschap, wereld.id_van(f"{WIE}-coordinator")).verzoeken = True
        db.session.commit()
    return maak.traject("Jansenius", behandelaar="coordinator")


def schrijf_op(carel, soort):
    carel.ga("/borne/verzoeken/inwoners")
    carel.kijk("Van wie is het verzoek?")
    carel.naar_veld(re.compile("^Geboortedatum"))
    carel.typ("12-3-1941")
    carel.naar_veld(re.compile("^Achternaam"))
    carel.typ("Jansenius")
    carel.druk("Zoek de inwoner")
    carel.kijk("Van wie is het verzoek?")
    carel.druk("Gerda Jansenius")
    carel.kijk("Nieuw verzoek")
    carel.kies(re.compile("Waar vraagt de inwoner om"), soort)
    carel.naar_veld(re.compile("^Wat vraagt de inwoner"))
    carel.typ("Ik wil het weten.")
    carel.naar_veld(re.compile("^Hoe kwam het binnen"))
    carel.typ("Per brief")
    carel.naar_veld(re.compile("^Hoe weet u wie het vraagt"))
    carel.typ("Paspoort")
    carel.druk("Schrijf het verzoek op")


@EERST_MET_SCRIPT
def test_van_brief_tot_antwoord(scherm, script, app, traject):
    carel = scherm(WIE, script=script)
    carel.druk("Verzoeken")
    carel.kijk("Verzoeken van inwoners")
    carel.zie("Nog niemand deed een verzoek.")
    schrijf_op(carel, "Inzage")
    carel.kijk("Inzage: Gerda Jansenius")
    carel.druk("Maak de PDF")
    with wereld.binnen(app):
        assert bouw_in([wereld.id_van("borne")]) == 1
    carel.ga(carel.page.url)
    carel.zie("Uw bestand staat klaar")
    with carel.page.expect_download() as bestand:
        carel.naar_knop(re.compile("^Download"))
        carel.toets("Enter")
    assert bestand.value.path().read_bytes().startswith(b"%PDF-")

    carel.ga("/borne/verzoeken/")
    carel.kijk("Verzoeken van inwoners")
    carel.druk(re.compile(r"^[A-Z]{3}-\d{5}$"))
    carel.druk("Neem een besluit")
    carel.kijk("Besluit: inzage")
    carel.druk("Neem dit besluit")
    carel.kijk()
    carel.zie("Kies een besluit.")
    carel.kies("Wat besluit u?", "Wij doen wat u vraagt")
    carel.naar_veld(re.compile("^Op welke grond"))
    carel.typ("U mag weten")
    carel.naar_veld(re.compile("^Waarom"))
    carel.typ("U hebt daar recht op.")
    carel.druk("Neem dit besluit")
    carel.kijk("Inzage: Gerda Jansenius")
    carel.zie("Wij doen wat u vraagt. U mag weten welke gegevens wij van u hebben.")
    carel.kies("Hoe kreeg de inwoner het antwoord?", "Per brief")
    carel.druk("Sluit het verzoek af")
    carel.kijk("Inzage: Gerda Jansenius")
    carel.zie("Dit verzoek is afgesloten.")


def test_op_slot_en_er_weer_af_op_een_telefoon(scherm, traject):
    carel = scherm(WIE, breedte=390, hoogte=844)
    schrijf_op(carel, "Beperking")
    carel.kijk("Beperking: Gerda Jansenius")
    carel.druk("Neem een besluit")
    carel.kies("Wat besluit u?", "Wij doen wat u vraagt")
    carel.naar_veld(re.compile("^Op welke grond"))
    carel.typ("U zegt dat er iets")
    carel.naar_veld(re.compile("^Waarom"))
    carel.typ("Wij zoeken het uit.")
    carel.druk("Neem dit besluit")
    carel.kijk("Beperking: Gerda Jansenius")
    carel.zie("De gegevens van deze inwoner staan op slot.")

    cora = scherm("coordinator", breedte=390, hoogte=844)
    cora.ga(f"/borne/trajecten/{traject.id}")
    cora.kijk("Beperkt")
    cora.zie("U kunt de gegevens nu niet bekijken of wijzigen.")
    cora.zie_niet("Jansenius")

    carel.druk("Hef de beperking op")
    carel.kijk("Hef de beperking op")
    carel.naar_veld(re.compile("^Wanneer vertelde u"))
    carel.typ(f"{vandaag():%d-%m-%Y}")
    carel.kies("Hoe?", "Per telefoon")
    carel.naar_veld(re.compile("^Waarom eindigt"))
    carel.typ("Uitgezocht.")
    carel.druk("Hef de beperking op")
    carel.kijk("Beperking: Gerda Jansenius")
    carel.zie("Beperking opgeheven")
    cora.ga(f"/borne/trajecten/{traject.id}")
    cora.kijk(re.compile("Gerda Jansenius"))
