"""The monitor of demo Borne over 2025 holds what was published (domein.md 7.1)."""

from io import BytesIO

import pytest
from docx import Document

from ketens.monitor.uitvoer import monitor
from ketens.rechten import Rol
from ketens.stukken.formaten import FORMATEN
from ketens.stukken.stuk import Alinea, Stuk
from ketens.verantwoording.kalender import van


@pytest.fixture
def stuk(demo) -> Stuk:
    with demo.binnen():
        return monitor(demo.wie("projectleider", Rol.PROJECTLEIDER), jaar=2025)


def tekst(stuk: Stuk) -> str:
    return "\n".join(blok.tekst for deel in stuk.hoofdstukken for blok in deel.blokken if isinstance(blok, Alinea))


ZINNEN = (
    "In 2025 waren er 166 inwoners die steun kregen van een welzijnscoach.",
    "Dat zijn er 72 meer dan het jaar ervoor (in 2024: 94), een stijging van 76,6%.",
    "In 2023 tot en met 2025 samen waren het er 121.",
    "In 2025 is € 22.208,72 uitgegeven. Daarvan kwam € 20.054,31 uit SPUK GALA (90,3%)",
    "bijeenkomsten van het ouder-kindcafé",
    "De cijfers van Valpreventie over 2025 zijn vastgesteld op 02-03-2026.",
    "Twee consulenten van het Sociaal Hus doen dit werk, samen 16 uur per week.",
    "Op de kalender van 2026 staan 8 groepen, met samen 88 plaatsen.",
    "De regeling SPUK GALA loopt tot en met 31-12-2026.",
)


def test_de_gepubliceerde_cijfers_staan_in_de_tekst(stuk):
    gezegd = tekst(stuk)
    assert [zin for zin in ZINNEN if zin not in gezegd] == []


def test_elk_project_heeft_de_vijf_alineas_in_hun_volgorde(stuk):
    koppen = [deel.kop for deel in stuk.hoofdstukken]
    vijf = ["Korte beschrijving", "Maatschappelijk effect", "Financieel effect", "Planning", "Kosten"]
    for project in ("Welzijn op Recept", "Kansrijke Start", "Valpreventie"):
        plaats = koppen.index(project)
        assert koppen[plaats + 1 : plaats + 6] == vijf


def test_in_word_staan_echte_koppen_en_tabellen_van_vier_jaar(stuk):
    document = Document(BytesIO(FORMATEN["docx"].schrijf(stuk)))
    koppen = {
        alinea.text: alinea.style.name for alinea in document.paragraphs if alinea.style.name.startswith("Heading")
    }
    assert {koppen["Valpreventie"], koppen["Kosten"]} == {"Heading 1", "Heading 2"}
    eerste = [tabel.rows[0].cells for tabel in document.tables]
    assert ["Wat", "2022", "2023", "2024", "2025"] in [[cel.text for cel in cellen] for cellen in eerste]
    bijschriften = [alinea.text for alinea in document.paragraphs if alinea.style.name == "Caption"]
    assert any("Aantallen van Valpreventie, 2022–2025" in regel for regel in bijschriften)


def test_de_pdf_heeft_bladwijzers_en_is_voorleesbaar(stuk):
    pdf = FORMATEN["pdf"].schrijf(stuk)
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"/Outlines" in pdf


def test_als_gegevensbestand_gaat_het_hele_hoofdstuk_mee(stuk):
    csv = FORMATEN["csv"].schrijf(stuk).decode("utf-8-sig")
    assert "20054,31" in csv.replace(".", "")
    assert all(len(FORMATEN[formaat].schrijf(stuk)) > 500 for formaat in ("xlsx", "ods", "json"))


def test_de_kalender_van_de_demo_weet_wat_is_ingediend(demo):
    with demo.binnen():
        regels = {(regel.plicht.code, regel.jaar): regel for regel in van(demo.wie("projectleider", Rol.PROJECTLEIDER))}
        assert regels["sisa", 2025].gedaan_op is not None
        assert regels["azwa_werkagenda", 2026].te_laat
