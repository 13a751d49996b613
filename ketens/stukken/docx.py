"""Word: real headings, captions and tables, to paste into a report of the gemeente itself.

Word takes no SVG here: a chart goes in as the picture that typst makes of the same SVG, with its words as alt text.
"""

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from ketens.kern.pdf import maak_beelden
from ketens.stukken.bladen import cijfers, losse_tabellen, merkregel
from ketens.stukken.cel import Soort, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Grafiek, Lijst, Rij, Stuk, Tabel
from ketens.stukken.svg import teken
from ketens.stukken.tekst import Teller, Voortgang, leesbaar, stil

TAAL = "nl-NL"
BREED = Cm(12)
# A document with a table of more columns than this lies on its side.
STAANDE_KOLOMMEN = 8


class _Document:
    """One document while it is written."""

    def __init__(self, stuk: Stuk, voortgang: Voortgang) -> None:
        self.stuk, self.teller = stuk, Teller(voortgang)
        self.los = losse_tabellen(stuk)
        self.doc: Document = docx.Document()
        grafieken = [blok for een in stuk.hoofdstukken for blok in een.blokken if isinstance(blok, Grafiek)]
        self.beelden = iter(maak_beelden([teken(grafiek) for grafiek in grafieken]))
        self.nummers = {"Tabel": 0, "Figuur": 0}

    def begin(self) -> None:
        """Set language, properties, letters, and what stands on every page."""
        kern, stuk = self.doc.core_properties, self.stuk
        kern.title, kern.language, kern.subject = leesbaar(stuk.titel)[:255], TAAL, stuk.merk
        kern.author, kern.comments, kern.last_modified_by = stuk.gemeente, merkregel(stuk), ""
        kern.created = kern.modified = datetime.combine(stuk.gemaakt_op, time())
        self._zet_taal()
        for naam in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            self.doc.styles[naam].font.color.rgb = RGBColor(0x1B, 0x24, 0x2C)
        deel = self.doc.sections[0]
        deel.page_width, deel.page_height = Cm(21), Cm(29.7)
        if any(len(tabel.kolommen) > STAANDE_KOLOMMEN for tabel in stuk.tabellen):
            deel.orientation = WD_ORIENT.LANDSCAPE
            deel.page_width, deel.page_height = deel.page_height, deel.page_width
        deel.left_margin = deel.right_margin = deel.top_margin = deel.bottom_margin = Cm(2.2)
        deel.header.paragraphs[0].text = leesbaar(f"{stuk.merk} · {stuk.titel}")
        voet = deel.footer.paragraphs[0]
        voet.text = leesbaar(f"{merkregel(stuk)} · bladzijde ")
        self._veld(voet, "PAGE", "1")

    def _zet_taal(self) -> None:
        letters = self.doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for oud in letters.findall(qn("w:lang")):
            letters.remove(oud)
        letters.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{TAAL}" w:eastAsia="{TAAL}" w:bidi="ar-SA"/>'))

    @staticmethod
    def _veld(alinea: Any, wat: str, nu: str) -> None:
        """Add what Word counts itself: a page number, the number of a caption."""
        veld = f'<w:fldSimple {nsdecls("w")} w:instr=" {wat} "><w:r><w:t>{nu}</w:t></w:r></w:fldSimple>'
        alinea._p.append(parse_xml(veld))  # noqa: SLF001  python-docx has no fields

    def bijschrift(self, soort: str, titel: str) -> None:
        """Write a caption that Word can number anew and list."""
        self.nummers[soort] += 1
        alinea = self.doc.add_paragraph(f"{soort} ", style="Caption")
        alinea.paragraph_format.keep_with_next = soort == "Tabel"
        self._veld(alinea, f"SEQ {soort} \\* ARABIC", str(self.nummers[soort]))
        alinea.add_run(f": {leesbaar(titel)}")

    def blok(self, blok: Blok) -> None:
        """Write one block."""
        match blok:
            case Alinea():
                self.doc.add_paragraph(leesbaar(blok.tekst))
            case Lijst():
                for punt in blok.punten:
                    self.doc.add_paragraph(leesbaar(punt), style="List Bullet")
            case Feiten():
                for label, waarde in blok.regels:
                    alinea = self.doc.add_paragraph(leesbaar(f"{label}: "))
                    alinea.paragraph_format.space_after = Pt(2)
                    alinea.add_run(leesbaar(waarde)).bold = True
            case Grafiek():
                self.grafiek(blok)
            case Tabel():
                self.tabel(blok)

    def grafiek(self, grafiek: Grafiek) -> None:
        """Write what a chart shows, the picture, and its table unless that stands here already."""
        if grafiek.beschrijving:
            self.doc.add_paragraph(leesbaar(grafiek.beschrijving)).paragraph_format.keep_with_next = True
        beeld = self.doc.add_picture(io.BytesIO(next(self.beelden)), width=BREED)
        self.doc.paragraphs[-1].paragraph_format.keep_with_next = True
        wat = beeld._inline.docPr  # noqa: SLF001  python-docx has no alt text
        wat.set("descr", leesbaar(f"{grafiek.titel}. {grafiek.beschrijving}"))
        wat.set("title", leesbaar(grafiek.titel))
        self.bijschrift("Figuur", grafiek.titel)
        if grafiek.tabel not in self.los:
            self.tabel(cijfers(grafiek))

    def tabel(self, tabel: Tabel) -> None:
        """Write a table whose head comes again on every page."""
        self.bijschrift("Tabel", tabel.titel)
        rijen = "".join(_rijen(tabel, self.teller))
        breed = "".join("<w:gridCol/>" for _ in tabel.kolommen)
        self.doc.element.body.insert_element_before(
            parse_xml(
                f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
                f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
                f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{breed}</w:tblGrid>{rijen}</w:tbl>'
            ),
            "w:sectPr",
        )
        self.doc.add_paragraph(leesbaar(tabel.noot))


def _rijen(tabel: Tabel, teller: Teller) -> Iterator[str]:
    soorten = [kolom.soort for kolom in tabel.kolommen]
    koppen: Rij = [kolom.naam for kolom in tabel.kolommen]
    yield _rij(koppen, soorten, vet=True, eigenschap="<w:cantSplit/><w:tblHeader/>")
    for rij in teller.tel(tabel.rijen):
        yield _rij(rij, soorten)
    if tabel.totaal is not None:
        yield _rij(tabel.totaal, soorten, vet=True)


def _rij(waarden: Rij, soorten: list[Soort], *, vet: bool = False, eigenschap: str = "<w:cantSplit/>") -> str:
    cellen = "".join(_cel(waarde, soort, vet) for waarde, soort in zip(waarden, soorten, strict=True))
    return f"<w:tr><w:trPr>{eigenschap}</w:trPr>{cellen}</w:tr>"


def _cel(waarde: Waarde, soort: Soort, vet: bool) -> str:
    kant = '<w:jc w:val="right"/>' if soort.is_getal else ""
    dik = "<w:rPr><w:b/></w:rPr>" if vet else ""
    tekst = escape(leesbaar(in_woorden(waarde, soort)))
    return (
        f'<w:tc><w:tcPr/><w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{kant}</w:pPr>'
        f'<w:r>{dik}<w:t xml:space="preserve">{tekst}</w:t></w:r></w:p></w:tc>'
    )


def schrijf(stuk: Stuk, voortgang: Voortgang = stil) -> bytes:
    """Return the document."""
    een = _Document(stuk, voortgang)
    een.begin()
    een.doc.add_heading(leesbaar(stuk.titel), 0)
    een.doc.add_paragraph(leesbaar(f"{stuk.ondertitel} · {merkregel(stuk)}" if stuk.ondertitel else merkregel(stuk)))
    for hoofdstuk in stuk.hoofdstukken:
        een.doc.add_heading(leesbaar(hoofdstuk.kop), min(hoofdstuk.niveau, 9))
        for blok in hoofdstuk.blokken:
            een.blok(blok)
    doel = io.BytesIO()
    een.doc.save(doel)
    return _zonder_tijd(doel)


def _zonder_tijd(pak: io.BytesIO) -> bytes:
    """Return the same package without the moment at which each part was written: the same report is the same file."""
    doel = io.BytesIO()
    with ZipFile(pak) as bron, ZipFile(doel, "w", ZIP_DEFLATED) as zip_:
        for deel in bron.infolist():
            nieuw = ZipInfo(deel.filename)
            nieuw.compress_type = ZIP_DEFLATED
            zip_.writestr(nieuw, bron.read(deel))
    return doel.getvalue()
