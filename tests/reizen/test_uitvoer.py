"""A long file: asked for, made by the worker while one watches, and downloaded."""

import threading
from dataclasses import replace

import openpyxl
import pytest

from ketens.kern.klok import vandaag
from ketens.opdrachten.werker import ronde
from ketens.stukken.formaten import FORMATEN
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


def test_een_lang_bestand_vragen_zien_dat_het_klaar_is_en_ophalen(app, scherm, monkeypatch, tmp_path):
    monkeypatch.setitem(FORMATEN, "xlsx", replace(FORMATEN["xlsx"], meteen=0))
    petra = scherm("projectleider")
    petra.ga(f"/borne/rapportage/{wereld.KETEN}/{vandaag().year}")
    petra.page.get_by_text("Ophalen").first.click()
    petra.page.get_by_role("button", name="Excel (XLSX)").first.click()
    petra.page.get_by_role("heading", name="Uw bestand wordt gemaakt").wait_for()
    petra.kijk("Uw bestand")

    def werk() -> None:
        with app.app_context():
            ronde()

    draad = threading.Thread(target=werk)
    draad.start()
    petra.page.get_by_role("heading", name="Uw bestand staat klaar").wait_for()
    draad.join(timeout=30)
    petra.zie("Wij bewaren het verzegeld tot")
    with petra.page.expect_download() as wacht:
        petra.page.get_by_role("link", name="Download").click()
    doel = tmp_path / wacht.value.suggested_filename
    wacht.value.save_as(doel)
    assert openpyxl.load_workbook(doel).sheetnames[0] == "Voorblad"
