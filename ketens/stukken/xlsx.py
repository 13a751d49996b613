"""XLSX: numbers as numbers in Dutch formats, text as text. Nothing of it touches the disk: it may name residents."""

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ketens.stukken.bladen import (
    GETALVORMEN,
    LANGSTE_CEL,
    VOORBLAD,
    Beeld,
    Blad,
    Stijl,
    beelden,
    bladen,
    breedtes,
    is_formule,
    merkregel,
    voorblad,
)
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Stuk
from ketens.stukken.tekst import Teller, Voortgang, leesbaar, stil

INSTELLINGEN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
KOPRIJ = 3
# What XlsxWriter takes for one inch of a picture.
DPI = 96
# Of a row, in centimetres.
RIJHOOGTE = 0.53


class _Werkmap:
    """One workbook while it is written."""

    def __init__(self, stuk: Stuk, doel: io.BytesIO, voortgang: Voortgang) -> None:
        self.stuk, self.teller = stuk, Teller(voortgang)
        self.boek = Workbook(doel, INSTELLINGEN)
        # Made on a day, not at a moment: the same report is the same file.
        gemaakt = {"created": datetime.combine(stuk.gemaakt_op, time())}
        self.boek.set_properties(
            {"title": leesbaar(stuk.titel), "subject": stuk.merk, "company": stuk.gemeente, **gemaakt}
        )
        self.boek.set_custom_property("Voor wie", stuk.merk)
        self.vormen: dict[tuple[Any, ...], Format] = {}

    def vorm(self, **eigenschappen: Any) -> Format:
        """Return a format, made once."""
        sleutel = tuple(eigenschappen.items())
        if sleutel not in self.vormen:
            self.vormen[sleutel] = self.boek.add_format(eigenschappen)
        return self.vormen[sleutel]

    def tekst(self, blad: Worksheet, rij: int, kolom: int, tekst: str, **eigenschappen: Any) -> None:
        """Write text; with the apostrophe of Excel where it would become a formula once someone opens the cell."""
        if is_formule(tekst):
            eigenschappen["quote_prefix"] = True
        vorm = self.vorm(**eigenschappen)
        if tekst:
            blad.write_string(rij, kolom, leesbaar(tekst)[:LANGSTE_CEL], vorm)
        else:
            blad.write_blank(rij, kolom, None, vorm)

    def nieuw_blad(self, naam: str) -> Worksheet:
        """Add a sheet that says on paper what it is and for whom."""
        blad = self.boek.add_worksheet(naam)
        kop, voet = (tekst.replace("&", "&&")[:200] for tekst in (leesbaar(self.stuk.titel), merkregel(self.stuk)))
        blad.set_header(f"&L{kop}&R{self.stuk.merk}")
        blad.set_footer(f"&L{voet}&RBlad &P van &N")
        blad.set_paper(9)
        blad.fit_to_pages(1, 0)
        return blad

    def schrijf_voorblad(self, gemaakt: list[Blad]) -> None:
        """Write the cover."""
        blad = self.nieuw_blad(VOORBLAD)
        blad.set_column(0, 0, 46)
        blad.set_column(1, 1, 60)
        stijlen = {Stijl.TITEL: {"bold": True, "font_size": 16}, Stijl.KOP: {"bold": True, "font_size": 12}}
        for nr, (stijl, links, rechts) in enumerate(voorblad(self.stuk, gemaakt)):
            self.tekst(blad, nr, 0, links, **stijlen.get(stijl, {}))
            if rechts:
                self.tekst(blad, nr, 1, rechts)

    def schrijf_tabel(self, wat: Blad, beelden: list[Beeld]) -> None:
        """Write a table under its title and mark, its head in sight while one scrolls and on every page."""
        blad, tabel = self.nieuw_blad(wat.naam), wat.tabel
        self.tekst(blad, 0, 0, tabel.titel, bold=True, font_size=13)
        self.tekst(blad, 1, 0, merkregel(self.stuk), font_color="#45525E")
        for nr, (kolom, breed) in enumerate(zip(tabel.kolommen, breedtes(tabel), strict=True)):
            kant = "right" if kolom.soort.is_getal else "left"
            self.tekst(blad, KOPRIJ, nr, kolom.naam, bold=True, bottom=1, bg_color="#F3F5F7", align=kant)
            blad.set_column(nr, nr, breed)
        soorten = [kolom.soort for kolom in tabel.kolommen]
        for rij_nr, rij in enumerate(self.teller.tel(tabel.rijen), KOPRIJ + 1):
            for nr, waarde in enumerate(rij):
                self.cel(blad, rij_nr, nr, waarde, soorten[nr])
        onder = KOPRIJ + 1 + len(tabel.rijen)
        for nr, waarde in enumerate(tabel.totaal or ()):
            self.cel(blad, onder, nr, waarde, soorten[nr], bold=True, top=1)
        if tabel.noot:
            self.tekst(blad, onder + 2, 0, tabel.noot)
        self.beelden(blad, onder + 4, beelden)
        blad.freeze_panes(KOPRIJ + 1, 1)
        blad.repeat_rows(KOPRIJ)
        if len(tabel.rijen) > 1:
            blad.autofilter(KOPRIJ, 0, onder - 1, len(soorten) - 1)

    @staticmethod
    def beelden(blad: Worksheet, rij: int, beelden: list[Beeld]) -> None:
        """Put the charts under each other, at the size that they have on paper."""
        for beeld in beelden:
            maat = beeld.breed / 2.54 * DPI / beeld.punten[0]
            velden = {"image_data": io.BytesIO(beeld.png), "description": beeld.woorden, "object_position": 2}
            blad.insert_image(rij, 0, "grafiek.png", {**velden, "x_scale": maat, "y_scale": maat})
            rij += int(beeld.hoog / RIJHOOGTE) + 2

    def cel(self, blad: Worksheet, rij: int, kolom: int, waarde: Waarde, soort: Soort, **eigenschappen: Any) -> None:
        """Write a value as what it is: text, a date, or a number that can be added up."""
        if isinstance(waarde, Teken):
            self.tekst(blad, rij, kolom, waarde.value, italic=True, align="right", **eigenschappen)
        elif isinstance(waarde, str):
            self.tekst(blad, rij, kolom, waarde, **eigenschappen)
        elif isinstance(waarde, date):
            blad.write_datetime(rij, kolom, waarde, self.vorm(num_format=GETALVORMEN[Soort.DATUM], **eigenschappen))
        else:
            vorm = GETALVORMEN.get(soort, "General")
            if soort in {Soort.GETAL, Soort.DAGEN} and waarde == int(waarde):
                vorm = GETALVORMEN[Soort.AANTAL]
            blad.write_number(rij, kolom, als_getal(waarde, soort), self.vorm(num_format=vorm, **eigenschappen))


def als_getal(waarde: int | Decimal, soort: Soort) -> float:
    """Return what a spreadsheet keeps: euros for cents, a fraction for a percentage."""
    return float(waarde / Decimal(100)) if soort in {Soort.GELD, Soort.PROCENT} else float(waarde)


def schrijf(stuk: Stuk, voortgang: Voortgang = stil) -> bytes:
    """Return the workbook."""
    doel = io.BytesIO()
    map_ = _Werkmap(stuk, doel, voortgang)
    gemaakt = bladen(stuk)
    map_.schrijf_voorblad(gemaakt)
    getekend = beelden(gemaakt)
    for blad in gemaakt:
        map_.schrijf_tabel(blad, getekend[blad.naam])
    map_.boek.close()
    return doel.getvalue()
