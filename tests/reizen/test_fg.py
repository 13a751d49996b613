"""The morning of the fg, with the keyboard: judge an emergency access, see what stands out, hand out an overview."""

import re
from datetime import timedelta

import pytest

from ketens.audit.handelingen import schrijf
from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import nu
from tests import wereld
from tests.merken import EERST_MET_SCRIPT, EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def inwoner(app, maak):
    """A resident whom someone with the same surname saw, by emergency access, an hour ago."""
    ik = maak.inwoner("Coordinator", betrokken=None)
    with wereld.binnen(app):
        pet = wereld.wie("coordinator").pet
        toegang = Noodtoegang(
            inwoner_id=ik.id,
            formulier_id=nieuw_id(),
            account_id=wereld.id_van("coordinator"),
            organisatie_id=pet.organisatie_id,
            keten_code=wereld.KETEN,
            reden="acuut",
            van=nu() - timedelta(hours=1),
            tot=nu() + timedelta(hours=23),
        )
        toegang.toelichting = "De inwoner lag op de grond en niemand nam op."
        db.session.add(toegang)
        schrijf(
            {
                "actie": "R", "doel": "inwoner inzien", "route": "inwoners.detail", "uitkomst": 200,
                "account_id": wereld.id_van("coordinator"), "lidmaatschap_id": pet.id,
                "organisatie_id": pet.organisatie_id, "rol": "coordinator", "adres": "10.0.0.7", "reden": "noodtoegang",
            },
            [ik.id],
        )  # fmt: skip
        db.session.commit()
    return ik


@EERST_MET_SCRIPT
def test_van_noodtoegang_tot_overzicht_voor_de_inwoner(scherm, script, inwoner):
    fg = scherm("fg", script=script)
    fg.kijk("Welkom, Fenna Fg")
    fg.druk(re.compile("Noodtoegang te beoordelen 1"))
    fg.kijk("Noodtoegang")
    fg.druk(re.compile("^Beoordeel"))
    fg.kijk(re.compile("Noodtoegang van"))
    fg.zie("De inwoner lag op de grond en niemand nam op.")
    fg.druk("Bewaar oordeel")
    fg.kijk()
    fg.zie("Kies wat u ervan vindt.")
    fg.kies(re.compile("Was deze noodtoegang terecht"), "Terecht")
    fg.druk("Bewaar oordeel")
    fg.kijk("Noodtoegang")
    fg.zie("Er wacht niets op uw oordeel.")

    fg.ga("/borne/logboek/opvallend")
    fg.kijk("Opvallend")
    fg.zie("Zag 1 keer gegevens van een inwoner met dezelfde achternaam")
    fg.druk(re.compile("Bekijk de regels van Cora Coordinator.*dezelfde achternaam"))
    fg.kijk("Logboek van Cora Coordinator")
    fg.zie("noodtoegang")
    fg.zie_niet("Gerda")

    fg.ga("/borne/logboek/inwoners")
    fg.kijk("Logboek van een inwoner")
    fg.naar_veld("Geboortedatum")
    fg.typ("12-3-1941")
    fg.naar_veld("Achternaam")
    fg.typ("Coordinator")
    fg.druk("Zoek het logboek")
    fg.kijk("Wie bekeek de gegevens van Gerda Coordinator")
    assert "oordinator" not in fg.page.url
    fg.druk("Maak een overzicht voor de inwoner")
    fg.kijk("Overzicht voor Gerda Coordinator")
    fg.naar_knop("Maak de PDF")
    for _ook_nog_een_keer in range(2):
        with fg.page.expect_download() as bestand:
            fg.toets("Enter")
        assert bestand.value.suggested_filename == "wie-heeft-mijn-gegevens-bekeken.pdf"
        assert bestand.value.path().read_bytes().startswith(b"%PDF-")

    fg.ga("/borne/logboek/")
    fg.kijk("Logboek")
    fg.zie("overzicht: zonder namen")


def test_het_logboek_op_een_telefoon(scherm, inwoner):
    fg = scherm("fg", breedte=390, hoogte=844)
    for pad, kop in (
        ("", "Logboek"),
        ("noodtoegang", "Noodtoegang"),
        ("opvallend", "Opvallend"),
        (f"inwoners/{inwoner.id}", re.compile("Wie bekeek de gegevens van")),
        (f"accounts/{wereld.id_van('coordinator')}", "Logboek van Cora Coordinator"),
        ("regels/1", "Regel 1"),
    ):
        fg.ga(f"/borne/logboek/{pad}")
        fg.kijk(kop)
