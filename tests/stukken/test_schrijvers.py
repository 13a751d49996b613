"""What was written is opened by a library that did not write it, and compared cell by cell."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import docx
import odfdo
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from ketens.kern.csv import FORMULE
from ketens.stukken.cel import Soort, Teken, in_woorden
from ketens.stukken.formaten import FORMATEN, bestandsnaam
from ketens.stukken.stuk import Hoofdstuk, Kolom, Stuk, Tabel, tel_op
from ketens.stukken.tekst import leesbaar
from tests.merken import BEPROEVING
from tests.stukken import voorbeeld
from tests.stukken.voorbeeld import STUK

TABELLEN = list(STUK.tabellen)


def schrijf(formaat: str, stuk: Stuk = STUK) -> bytes:
    return FORMATEN[formaat].schrijf(stuk)


def als_getal(waarde: Any, soort: Soort) -> Any:
    """What a spreadsheet holds for a value."""
    if isinstance(waarde, Teken):
        return waarde.value
    if isinstance(waarde, str):
        return leesbaar(waarde) or None
    if isinstance(waarde, date):
        return waarde
    return Decimal(waarde) / 100 if soort in {Soort.GELD, Soort.PROCENT} else Decimal(waarde)


def verwacht(tabel: Tabel) -> list[list[Any]]:
    soorten = [kolom.soort for kolom in tabel.kolommen]
    return [[als_getal(*cel) for cel in zip(rij, soorten, strict=True)] for rij in tabel.alle_rijen]


def lees_xlsx(inhoud: bytes) -> dict[str, list[list[Any]]]:
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    return {blad.title: [[_gelezen(cel.value) for cel in rij] for rij in blad.iter_rows()] for blad in boek}


def lees_ods(inhoud: bytes) -> dict[str, list[list[Any]]]:
    bladen = odfdo.Document(io.BytesIO(inhoud)).body.tables
    return {blad.name: [[_ods(cel) for cel in rij.cells] for rij in blad.rows] for blad in bladen}


def _ods(cel: Any) -> Any:
    """The library folds paragraphs; the text of a cell is its paragraphs under each other."""
    if cel.type != "string":
        return _gelezen(cel.value)
    return "\n".join(een.inner_text for een in cel.get_elements("text:p")) or None


def _gelezen(waarde: Any) -> Any:
    if isinstance(waarde, datetime):
        return waarde.date()
    return Decimal(str(waarde)) if isinstance(waarde, int | float | Decimal) else waarde


LEZERS: dict[str, Callable[[bytes], dict[str, list[list[Any]]]]] = {"xlsx": lees_xlsx, "ods": lees_ods}


@pytest.mark.parametrize("formaat", LEZERS)
def test_elke_cel_van_een_werkmap_is_wat_er_in_de_tabel_staat(formaat):
    bladen = LEZERS[formaat](schrijf(formaat))
    assert next(iter(bladen)) == "Voorblad"
    assert len(bladen) == len(TABELLEN) + 1
    for tabel, rijen in zip(TABELLEN, list(bladen.values())[1:], strict=True):
        assert rijen[0][0] == tabel.titel
        assert rijen[1][0] == "intern · Borne · gemaakt op 22-11-2026"
        assert rijen[3] == [kolom.naam for kolom in tabel.kolommen]
        inhoud = [[*rij, *[None] * (len(tabel.kolommen) - len(rij))] for rij in rijen[4 : 4 + len(verwacht(tabel))]]
        assert inhoud == verwacht(tabel)


@pytest.mark.parametrize("formaat", LEZERS)
def test_bedragen_tellen_in_een_werkmap_op_tot_hun_totaal_op_de_cent(formaat):
    nr = TABELLEN.index(voorbeeld.geld)
    rijen = list(LEZERS[formaat](schrijf(formaat)).values())[nr + 1][4:]
    delen, totaal = rijen[: len(voorbeeld.geld.rijen)], rijen[len(voorbeeld.geld.rijen)]
    for kolom in (1, 2):
        assert sum(rij[kolom] for rij in delen) == totaal[kolom]
        assert int(totaal[kolom] * 100) == voorbeeld.geld.totaal[kolom]


@pytest.mark.parametrize("formaat", LEZERS)
def test_het_voorblad_zegt_wat_het_is_voor_wie_en_wat_er_in_woorden_staat(formaat):
    rijen = LEZERS[formaat](schrijf(formaat))["Voorblad"]
    regels = [[cel for cel in rij if cel] for rij in rijen]
    for regel in (
        ["Rapportage valpreventie 2026"],
        ["Gemeente", "Borne"],
        ["Voor wie", "intern"],
        ["Gemaakt op", "22-11-2026"],
        ["In 2026 zijn er 148 inwoners getest."],
        ["Doel", "14,0%"],
        ["• Eén punt"],
        ["Van test tot doorstroom", "zie blad Van test tot doorstroom"],
    ):
        assert regel in regels


def test_bladnamen_zijn_kort_verschillen_en_hebben_geen_tekens_die_niet_mogen():
    titel = "Een heel lange titel van een tabel die niet past [op een blad]"
    namen = [titel, titel.upper(), "History", "voorblad", "a/b:c*d?e\\f", "'citaat'", "=1+1", "", "Geld", "geld"]
    kolommen = (Kolom("a"),)
    stuk = replace(
        STUK, hoofdstukken=(Hoofdstuk("x", tuple(Tabel(str(nr), naam, kolommen, ()) for nr, naam in enumerate(namen))),)
    )
    for formaat, lees in LEZERS.items():
        gemaakt = list(lees(schrijf(formaat, stuk)))
        assert len({naam.lower() for naam in gemaakt}) == len(namen) + 1
        assert all(0 < len(naam) <= 31 and not set(naam) & set("[]:*?/\\'=") for naam in gemaakt)


def test_in_excel_is_niets_een_formule_of_een_link_ook_niet_na_het_openen_van_de_cel():
    boek = openpyxl.load_workbook(io.BytesIO(schrijf("xlsx")))
    cellen = [cel for blad in boek for rij in blad.iter_rows() for cel in rij if cel.value is not None]
    assert {cel.data_type for cel in cellen} == {"s", "n", "d"}
    assert not [cel for cel in cellen if cel.hyperlink]
    gevaar = [cel for cel in cellen if isinstance(cel.value, str) and cel.value.startswith(FORMULE)]
    assert len(gevaar) >= 11
    assert all(cel.style.quotePrefix if hasattr(cel.style, "quotePrefix") else cel.quotePrefix for cel in gevaar)


def test_in_ods_is_niets_een_formule_en_is_elke_tekst_van_de_soort_tekst():
    bestand = zipfile.ZipFile(io.BytesIO(schrijf("ods")))
    inhoud = bestand.read("content.xml").decode()
    assert "table:formula" not in inhoud
    # No link but those to the pictures in the file itself.
    assert inhoud.count("xlink:href") == inhoud.count('xlink:href="Pictures/') == 6
    assert bestand.infolist()[0].filename == "mimetype"
    assert bestand.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert bestand.read("styles.xml").decode().count("intern · ") == 2


def test_in_excel_hebben_getallen_een_nederlandse_vorm_en_staat_het_merk_op_elk_blad():
    boek = openpyxl.load_workbook(io.BytesIO(schrijf("xlsx")))
    blad = boek.worksheets[1 + TABELLEN.index(voorbeeld.geld)]
    assert "€" in blad["B5"].number_format
    assert blad["D5"].number_format == "0.0%"
    assert blad["G5"].number_format == "dd-mm-yyyy"
    for een in boek:
        assert "intern" in een.oddHeader.right.text
        assert "intern · Borne" in een.oddFooter.left.text
    assert blad.freeze_panes == "B5"
    assert blad.print_title_rows == "$4:$4"
    assert boek.properties.title == STUK.titel


def test_csv_van_een_tabel_is_die_tabel_en_getallen_hebben_een_komma():
    inhoud = schrijf("csv", voorbeeld.met_tabel(voorbeeld.geld))
    assert inhoud.startswith(b"\xef\xbb\xbf")
    rijen = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rijen[0] == [kolom.naam for kolom in voorbeeld.geld.kolommen]
    assert rijen[1] == ["SPUK GALA", "52212,00", "30000,05", "57,46%", "12", "-0,75", "2026-01-01"]
    assert rijen[3] == ["Correctie", "-0,01", "0,33", "niet ingevuld", "verborgen", "1,25", ""]
    assert rijen[4][:3] == ["Totaal", "54366,40", "32154,79"]
    assert len(rijen) == 5


def test_csv_van_een_heel_stuk_heeft_elke_tabel_en_geen_cel_die_rekent():
    rijen = list(csv.reader(io.StringIO(schrijf("csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rijen[0] == ["Rapportage valpreventie 2026", "intern", "Borne", "2026-11-22"]
    for tabel in TABELLEN:
        assert [tabel.titel] in rijen or [f"'{tabel.titel}"] in rijen
    cellen = [cel for rij in rijen for cel in rij]
    gevaar = [cel for cel in cellen if cel.startswith(FORMULE)]
    assert all(Decimal(cel.replace(",", ".")) < 0 for cel in gevaar)


def test_word_heeft_echte_koppen_bijschriften_en_tabellen_en_is_nederlands():
    document = docx.Document(io.BytesIO(schrijf("docx")))
    koppen = [
        (een.style.name, een.text) for een in document.paragraphs if een.style.name.startswith(("Heading", "Title"))
    ]
    assert koppen == [
        ("Title", "Rapportage valpreventie 2026"), ("Heading 1", "Bereik"), ("Heading 2", "Per maand"),
        ("Heading 1", "Geld"), ("Heading 1", "Wat nog"),
    ]  # fmt: skip
    bijschriften = [een.text for een in document.paragraphs if een.style.name == "Caption"]
    assert len([een for een in bijschriften if een.startswith("Tabel ")]) == len(document.tables) == 7
    assert len([een for een in bijschriften if een.startswith("Figuur ")]) == len(document.inline_shapes) == 6
    assert document.core_properties.title == STUK.titel
    assert document.core_properties.language == "nl-NL"
    assert [een.get(qn("w:val")) for een in document.styles.element.iter(qn("w:lang"))] == ["nl-NL"]
    assert document.sections[0].header.paragraphs[0].text.startswith("intern · ")
    assert "intern · Borne" in document.sections[0].footer.paragraphs[0].text


def test_word_toont_elke_cel_in_woorden_en_herhaalt_de_kop_van_een_tabel():
    document = docx.Document(io.BytesIO(schrijf("docx", voorbeeld.met_tabel(voorbeeld.geld))))
    (tabel,) = document.tables
    assert [[cel.text for cel in rij.cells] for rij in tabel.rows] == [
        [kolom.naam for kolom in voorbeeld.geld.kolommen],
        *[
            [in_woorden(waarde, kolom.soort) for waarde, kolom in zip(rij, voorbeeld.geld.kolommen, strict=True)]
            for rij in voorbeeld.geld.alle_rijen
        ],
    ]
    assert tabel.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert document.paragraphs[-1].text == "Bedragen zonder btw."


def test_in_word_heeft_elk_beeld_woorden_voor_wie_het_niet_ziet():
    document = docx.Document(io.BytesIO(schrijf("docx")))
    woorden = [een._inline.docPr.get("descr") for een in document.inline_shapes]
    assert woorden[0] == "Van test tot doorstroom. Van 148 getesten stromen er 12 door."
    assert all(woorden)


def test_in_een_werkmap_staat_elke_grafiek_op_het_blad_van_zijn_tabel_met_woorden():
    wat = "Van test tot doorstroom. Van 148 getesten stromen er 12 door."
    with zipfile.ZipFile(io.BytesIO(schrijf("xlsx"))) as zip_:
        tekeningen = [zip_.read(naam).decode() for naam in zip_.namelist() if naam.startswith("xl/drawings/drawing")]
        assert sum(tekening.count("<xdr:pic>") for tekening in tekeningen) == 6
        assert any(f'descr="{wat}"' in tekening for tekening in tekeningen)
    ods = odfdo.Document(io.BytesIO(schrijf("ods")))
    per_blad = {blad.name: blad.get_elements("descendant::draw:frame") for blad in ods.body.tables}
    frames = [frame for eigen in per_blad.values() for frame in eigen]
    assert len([eigen for eigen in per_blad.values() if eigen]) == len(tekeningen)
    assert wat in [frame.get_element("svg:desc").text for frame in frames]
    assert [ods.container.get_part(frame.get_element("draw:image").url)[:4] for frame in frames] == [b"\x89PNG"] * 6


def test_word_neemt_elke_vijandige_tekst_als_tekst():
    document = docx.Document(io.BytesIO(schrijf("docx", voorbeeld.met_tabel(voorbeeld.vijandig))))
    gelezen = [rij.cells[0].text for rij in document.tables[0].rows][1:]
    schoon = [leesbaar(tekst).replace("\n", "") for tekst in voorbeeld.VIJANDIG]
    assert [een.replace("\n", "") for een in gelezen] == schoon


def test_json_heeft_aantallen_als_getal_en_bedragen_als_tekst_met_twee_decimalen():
    gelezen = json.loads(schrijf("json"))
    assert gelezen["merk"] == "intern"
    assert gelezen["gemaakt_op"] == "2026-11-22"
    tabel = gelezen["hoofdstukken"][2]["blokken"][0]
    assert tabel["rijen"][0] == ["SPUK GALA", "52212.00", "30000.05", "57.46", 12, "-0.75", "2026-01-01"]
    assert tabel["rijen"][2][:5] == ["Correctie", "-0.01", "0.33", "niet ingevuld", "verborgen"]
    assert tabel["totaal"][:3] == ["Totaal", "54366.40", "32154.79"]
    assert gelezen["hoofdstukken"][0]["blokken"][2]["tabel"]["rijen"][0] == ["Getest", 148]


def test_een_stuk_met_eigen_gegevens_geeft_die_als_json():
    eigen = {"gemeente": "borne", "geld": {"begroot": "52212.00"}, "waarde": None, "deel": Decimal("14.0")}
    assert json.loads(schrijf("json", replace(STUK, gegevens=eigen))) == {**eigen, "deel": "14.0"}


@pytest.mark.parametrize("formaat", FORMATEN)
def test_een_leeg_stuk_en_een_lege_tabel_zijn_in_elke_vorm_te_schrijven(formaat):
    assert schrijf(formaat, replace(STUK, hoofdstukken=()))
    assert schrijf(formaat, voorbeeld.met_tabel(Tabel("leeg", "Leeg", (Kolom("a"), Kolom("b", Soort.GELD)), ())))


@pytest.mark.parametrize("formaat", ["csv", "xlsx", "ods", "docx"])
def test_een_schrijver_zegt_hoe_ver_hij_is(formaat):
    tabel = Tabel("lang", "Lang", (Kolom("a"), Kolom("b", Soort.AANTAL)), tuple((f"K-{nr}", nr) for nr in range(1100)))
    gehoord: list[int] = []
    FORMATEN[formaat].schrijf(voorbeeld.met_tabel(tabel), gehoord.append)
    assert gehoord == [250, 500, 750, 1000]


def test_de_naam_van_een_bestand_zegt_voor_wie_het_is():
    for naam in ("rapport-2026", "rapport-2026-intern"):
        assert bestandsnaam(replace(STUK, bestandsnaam=naam), "xlsx") == "rapport-2026-intern.xlsx"


BEDRAG = st.integers(-(10**11), 10**11) | st.sampled_from(list(Teken))


@settings(max_examples=400 if BEPROEVING else 15, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), BEDRAG), max_size=8))
def test_welke_tekst_en_welk_bedrag_ook_een_werkmap_geeft_ze_terug_en_de_som_klopt(rijen):
    kolommen = (Kolom("Naam"), Kolom("Bedrag", Soort.GELD))
    tabel = Tabel("t", "T", kolommen, tuple(rijen), tel_op(kolommen, rijen))
    for formaat, lees in LEZERS.items():
        gelezen = list(lees(schrijf(formaat, voorbeeld.met_tabel(tabel))).values())[1][4:]
        gevuld = [[*rij, None, None][:2] for rij in gelezen]
        assert gevuld == verwacht(tabel)
        bedragen = [bedrag for _, bedrag in gevuld[:-1]]
        if all(isinstance(een, Decimal) for een in bedragen):
            assert sum(bedragen) == gevuld[-1][1]
