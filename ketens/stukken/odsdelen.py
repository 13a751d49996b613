"""The fixed parts of an ODS: what is in it, the styles of cells, and what stands on every printed page."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from ketens.stukken.cel import in_woorden
from ketens.stukken.stuk import Stuk
from ketens.stukken.tekst import leesbaar

SOORTNAAM = "application/vnd.oasis.opendocument.spreadsheet"
_KOP = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RUIMTEN = " ".join(
    f'xmlns:{naam}="urn:oasis:names:tc:opendocument:xmlns:{waar}:1.0"'
    for naam, waar in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("draw", "drawing"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_RUIMTEN += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_RUIMTEN += ' office:version="1.3"'
_DELEN = (("/", SOORTNAAM), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
_DUIZEND = 'number:min-integer-digits="1" number:grouping="true"'
_GETALVORMEN = f"""
<number:number-style style:name="N-heel" number:language="nl" number:country="NL"><number:number number:decimal-places="0" {_DUIZEND}/></number:number-style>
<number:number-style style:name="N-breuk" number:language="nl" number:country="NL"><number:number number:decimal-places="2" number:min-decimal-places="0" {_DUIZEND}/></number:number-style>
<number:percentage-style style:name="N-procent" number:language="nl" number:country="NL"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:currency-style style:name="N-geld" number:language="nl" number:country="NL"><number:currency-symbol number:language="nl" number:country="NL">€</number:currency-symbol><number:text> </number:text><number:number number:decimal-places="2" number:min-decimal-places="2" {_DUIZEND}/></number:currency-style>
<number:date-style style:name="N-datum"><number:day number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>
<number:text-style style:name="N-tekst"><number:text-content/></number:text-style>"""  # noqa: E501  one style a line
_VET = '<style:text-properties fo:font-weight="bold"/>'
_RECHTS = '<style:paragraph-properties fo:text-align="end"/>'
_STREEP = '<style:table-cell-properties fo:border-top="0.75pt solid #66717c"/>'
# name: number form and properties; those of a total row come beside them.
_CELLEN = {
    "tekst": ("tekst", ""),
    "teken": ("tekst", f'{_RECHTS}<style:text-properties fo:font-style="italic"/>'),
    **{naam: (naam, "") for naam in ("heel", "breuk", "procent", "geld", "datum")},
    "titel": ("tekst", '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/>'),
    "kop": ("tekst", _VET),
    "zacht": ("tekst", '<style:text-properties fo:color="#45525e"/>'),
    "kolomkop": ("tekst", _VET),
    "rechtskop": ("tekst", _RECHTS + _VET),
}


def beeldnaam(nr: int) -> str:
    """Return where a picture lies in the file."""
    return f"Pictures/{nr}.png"


def manifest(beelden: int) -> str:
    """Return the list of what is in the file, with so many pictures."""
    delen = (*_DELEN, *((beeldnaam(nr), "image/png") for nr in range(1, beelden + 1)))
    regels = "".join(
        f'<manifest:file-entry manifest:full-path="{pad}" manifest:media-type="{soort}"/>' for pad, soort in delen
    )
    ruimte = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return f'{_KOP}<manifest:manifest xmlns:manifest="{ruimte}" manifest:version="1.3">{regels}</manifest:manifest>'


def _celstijlen() -> str:
    gemaakt = []
    for naam, (vorm, eigenschappen) in _CELLEN.items():
        begin = 'style:family="table-cell" style:parent-style-name="Default" style:data-style-name'
        gemaakt.append(f'<style:style style:name="{naam}" {begin}="N-{vorm}">{eigenschappen}</style:style>')
        vet = _STREEP + (_RECHTS if naam == "teken" else "") + _VET
        gemaakt.append(f'<style:style style:name="{naam}vet" {begin}="N-{vorm}">{vet}</style:style>')
    return "".join(gemaakt)


def inhoud_begin(breedtes: Iterable[int]) -> str:
    """Return how the content begins, with a style for each width of a column (in characters)."""
    kolommen = "".join(
        f'<style:style style:name="b{breed}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{breed * 0.2:.1f}cm"/></style:style>'
        for breed in breedtes
    )
    blad = '<style:style style:name="blad" style:family="table" style:master-page-name="Default"/>'
    return (
        f"{_KOP}<office:document-content {_RUIMTEN}><office:automatic-styles>{_GETALVORMEN}{_celstijlen()}"
        f"{kolommen}{blad}</office:automatic-styles><office:body><office:spreadsheet>"
    )


def inhoud_eind() -> str:
    """Return how the content ends."""
    return "</office:spreadsheet></office:body></office:document-content>"


def stijlen(titel: str, merkregel: str, merk: str) -> str:
    """Return the styles of the document: its language, and head and foot of every page."""
    return (
        f"{_KOP}<office:document-styles {_RUIMTEN}><office:styles>"
        '<style:default-style style:family="table-cell"><style:text-properties fo:language="nl" fo:country="NL"/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="vel"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"/>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="vel">'
        f"<style:header><text:p>{escape(merk)} · {escape(titel)}</text:p></style:header>"
        f"<style:footer><text:p>{escape(merkregel)} · blad <text:page-number>1</text:page-number></text:p>"
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


def meta(stuk: Stuk) -> str:
    """Return what the document says of itself."""
    return (
        f"{_KOP}<office:document-meta {_RUIMTEN}><office:meta><dc:title>{escape(leesbaar(stuk.titel))}</dc:title>"
        f"<dc:subject>{stuk.merk}</dc:subject><dc:creator>{escape(leesbaar(stuk.gemeente))}</dc:creator>"
        f"<dc:description>gemaakt op {in_woorden(stuk.gemaakt_op)}</dc:description><dc:language>nl-NL</dc:language>"
        "</office:meta></office:document-meta>"
    )
