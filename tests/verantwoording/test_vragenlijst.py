"""The answers to a questionnaire: in its order, from the figures, and by hand where those don't answer."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document

from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from tests.merken import OP_SQLITE
from tests.monitor.geteld import tel_tests

pytestmark = OP_SQLITE
LIJST = {"soort": "rivm_valpreventie", "jaar": 2025}


@pytest.fixture(autouse=True)
def op_2_maart_2026():
    with zet_klok(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        yield


def test_de_antwoorden_staan_in_de_volgorde_van_de_vragen_met_hun_definitie(app, als):
    tel_tests(app, 12, op=date(2025, 5, 1))
    tekst = als(Rol.PROJECTLEIDER).get("verantwoording.vragenlijst", **LIJST).tekst
    assert tekst.index("2. Hoeveel valrisicotests zijn er afgenomen? 12") < tekst.index("3. Wat waren de uitslagen")
    assert "Laag: 12" in tekst
    assert "Alle valrisicotests die in dit jaar zijn gedaan" in tekst
    assert "hoeveel thuiswonende inwoners van 65 jaar of ouder er zijn, is niet ingevuld" in tekst


def test_de_pagina_zegt_dat_de_vragen_niet_zijn_nagekeken(als):
    tekst = als(Rol.PROJECTLEIDER).get("verantwoording.vragenlijst", **LIJST).tekst
    assert "Wij konden ze niet naast de vragenlijst van dit jaar leggen." in tekst


def test_wat_de_cijfers_niet_beantwoorden_typt_u_zelf_en_blijft_staan(als):
    klant = als(Rol.PROJECTLEIDER)
    assert (
        "Uw antwoorden zijn bewaard."
        in klant.post(
            "verantwoording.antwoorden", {"vraag_14": "Met de huisartsen en de fysio.", "versie": "0"}, **LIJST
        )
        .volg()
        .tekst
    )
    pagina = klant.get("verantwoording.vragenlijst", **LIJST)
    assert pagina.waarde("vraag_14").strip() == "Met de huisartsen en de fysio."
    geweigerd = klant.post("verantwoording.antwoorden", {"vraag_14": "Anders.", "versie": "0"}, **LIJST)
    assert geweigerd.status == 422
    assert "Petra Projectleider (02-03-2026 10:00) heeft dit intussen gewijzigd." in geweigerd.tekst


def test_de_vragenlijst_gaat_mee_als_word_met_koppen_per_vraag(app, als):
    tel_tests(app, 12, op=date(2025, 5, 1))
    klant = als(Rol.PROJECTLEIDER)
    velden = {"soort": "vragenlijst", "formaat": "docx", "lijst": "rivm_valpreventie", "jaar": "2025"}
    velden |= {"formulier_id": str(uuid4()), "csrf_token": klant.token}
    antwoord = klant.browser.post(klant.url("uitvoer.nieuw"), data=velden)
    assert antwoord.status_code == 200
    stuk = Document(BytesIO(antwoord.data))
    koppen = [alinea.text for alinea in stuk.paragraphs if alinea.style.name.startswith("Heading")]
    assert "2. Hoeveel valrisicotests zijn er afgenomen?" in koppen


def test_van_een_keten_die_niet_van_u_is_staat_er_geen_cijfer(als):
    tekst = als(Rol.PROJECTLEIDER).get("verantwoording.vragenlijst", soort="azwa_werkagenda", jaar=2026).tekst
    assert "Deze keten is niet aan u gekoppeld." in tekst


def test_wat_geen_vragenlijst_is_heeft_er_geen(als):
    assert als(Rol.PROJECTLEIDER).get("verantwoording.vragenlijst", soort="sisa", jaar=2025).status == 404
