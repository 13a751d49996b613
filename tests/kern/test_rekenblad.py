"""Files as people have them, and files that were made to hurt."""

import io
import resource
import time
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from ketens.kern.fouten import Domeinfout
from ketens.kern.rekenblad import GROOTSTE, LAATSTE_REGEL, LANGSTE_CEL, MEESTE_RIJEN, lees_bestand


def xlsx(*rijen):
    boek = Workbook()
    for rij in rijen:
        boek.active.append(rij)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def verpakt(**delen):
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


@pytest.mark.parametrize(
    "ruw",
    [
        b"Naam;Geboren\nJansen;12-3-1941\n",
        "\ufeffNaam;Geboren\r\nJansen;12-3-1941\r\n".encode(),
        b"Naam,Geboren\nJansen,12-3-1941",
        b"Naam\tGeboren\nJansen\t12-3-1941\n",
        '"Naam";"Geboren"\n"Jansen";"12-3-1941"\n'.encode("cp1252"),
        b"\n\nNaam;Geboren;;\n\nJansen;12-3-1941;;\n;;;\n",
    ],
)
def test_een_csv_is_te_lezen_hoe_het_ook_bewaard_is(ruw):
    blad = lees_bestand(ruw)
    assert blad.kop == ("Naam", "Geboren")
    assert [cellen for _, cellen in blad.rijen] == [("Jansen", "12-3-1941")]


def test_een_oud_bestand_van_windows_houdt_zijn_accenten():
    assert lees_bestand("Naam\nJosé Brügemann\n".encode("cp1252")).rijen[0][1] == ("José Brügemann",)


def test_een_regel_heet_zoals_in_het_rekenprogramma():
    assert [nr for nr, _ in lees_bestand(b"Naam\nA\n\nB\n").rijen] == [2, 4]


def test_een_rekenblad_geeft_datums_en_getallen_zoals_mensen_ze_schrijven():
    blad = lees_bestand(xlsx(["Naam", "Geboren", "Aantal", "Ja"], ["Jansen", date(1941, 3, 12), 12.0, True]))
    assert blad.rijen == ((2, ("Jansen", "12-03-1941", "12", "ja")),)


def test_een_formule_telt_als_wat_er_uitkwam_en_wordt_nooit_uitgerekend():
    assert lees_bestand(xlsx(["Naam", "Som"], ["Jansen", "=1+1"])).rijen[0][1] == ("Jansen", "")


BOM = '<!DOCTYPE a [<!ENTITY b "lol">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("ruw", "zin"),
    [
        (b"", "leeg"),
        (b"  \n ", "leeg"),
        (b"x" * (GROOTSTE + 1), "te groot"),
        (b"Naam\n", "staan geen regels"),
        (b";;\n;;\n", "geen namen van kolommen"),
        (b"\x00\x01\x02MZ", "niet te lezen"),
        (b"%PDF-1.7 \x00", "niet te lezen"),
        (b"PK\x03\x04 en dan niets", "niet te lezen"),
        (verpakt(word__document_xml="<x/>"), "niet te lezen"),
        (verpakt(xl__workbook_xml="<x", **{"[Content_Types]_xml": "<Types/>"}), "niet te lezen"),
        (verpakt(xl__workbook_xml="<x/>", xl__vbaProject_bin="x"), "macro"),
        (verpakt(xl__workbook_xml="0" * 50_000_000), "te groot"),
        (verpakt(xl__workbook_xml=BOM), "niet te lezen"),
        (("a;" * 80 + "\n" + "b;" * 80).encode(), "te veel kolommen"),
        (b"Naam\n" + b"x\n" * (MEESTE_RIJEN + 1), "te veel regels"),
        (b"Naam\n" + b"x" * (LANGSTE_CEL + 1), "meer dan"),
        (b'Naam\n"' + b"x" * 9_000_000, "niet te lezen"),
    ],
)
def test_wat_niet_deugt_wordt_geweigerd_in_een_zin(ruw, zin):
    begin, geheugen = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Domeinfout, match=zin) as gevangen:
        lees_bestand(ruw)
    assert gevangen.value.veld == "bestand"
    assert time.process_time() - begin < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - geheugen < 200_000


def test_verwijzingen_binnen_xml_worden_niet_uitgevouwen():
    """Billion laughs: a parser that expands entities would fill the memory."""
    lagen = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    cel = "<worksheet><sheetData><row><c><v>&l9;</v></c></row></sheetData></worksheet>"
    bom = f'<!DOCTYPE w [<!ENTITY l0 "lol">{lagen}]>{cel}'
    goed = zipfile.ZipFile(io.BytesIO(xlsx(["Naam"], ["Jansen"])))
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam in goed.namelist():
            archief.writestr(naam, bom if naam.startswith("xl/worksheets/") else goed.read(naam))
    with pytest.raises(Domeinfout, match="niet te lezen"):
        lees_bestand(uit.getvalue())


def test_lege_regels_tussendoor_kosten_geen_enkele_gevulde():
    regels = [regel for nr in range(MEESTE_RIJEN - 1) for regel in (f"Jansen{nr}", "")]
    assert len(lees_bestand("\n".join(["Naam", *regels]).encode()).rijen) == MEESTE_RIJEN - 1


@pytest.mark.parametrize("plek", [LAATSTE_REGEL + 1, 2_000_000_000])
def test_een_rekenblad_dat_heel_ver_naar_beneden_begint_houdt_niemand_op(plek):
    blad = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{plek}"><c r="A{plek}" t="inlineStr"><is><t>Naam</t></is></c></row></sheetData></worksheet>'
    )
    gewoon, uit = zipfile.ZipFile(io.BytesIO(xlsx(["Naam"], ["Jansen"]))), io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam in gewoon.namelist():
            archief.writestr(naam, blad if naam == "xl/worksheets/sheet1.xml" else gewoon.read(naam))
    begin = time.monotonic()
    with pytest.raises(Domeinfout, match="te veel lege regels"):
        lees_bestand(uit.getvalue())
    assert time.monotonic() - begin < 5


def test_een_getal_met_cijfers_achter_de_komma_leest_niet_als_duizend():
    rij = lees_bestand(xlsx(["Naam", "Som", "Rest"], ["Jansen", 1.234, 22208.719999999998])).rijen[0][1]
    assert rij == ("Jansen", "1,234", "22208,72")
