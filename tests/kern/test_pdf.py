"""A PDF can be made of whatever people are called, and what they typed stays text."""

import re

from ketens.kern import pdf

LEEG = {
    "titel": "Proef", "gemeente": "Gemeente Borne", "over": [], "inleiding": [], "leeg": "Niets.", "afgekapt": None,
    "breedtes": ["1"], "koppen": ["Naam"], "regels": [], "klopt_niet": [], "kunt_u": [], "liggend": False,
}  # fmt: skip


def maak(*namen):
    return pdf.maak_pdf("overzicht.typ", {**LEEG, "regels": [[naam] for naam in namen]})


def test_elke_letter_die_getoond_mag_worden_staat_in_het_lettertype():
    """PDF/UA refuses a document with a letter that the font has not."""
    alle = "".join(filter(re.compile(f"[{pdf.TOONBAAR}]").match, map(chr, range(0x20, 0x3000))))
    assert len(alle) > 500
    assert maak(alle).startswith(b"%PDF-")


def test_een_letter_die_er_niet_is_wordt_een_vraagteken_en_geen_storing():
    assert maak("محمد 😀 \x00 \ud800").startswith(b"%PDF-")


def test_wat_iemand_typte_wordt_niet_uitgevoerd():
    """Markup of typst would fail here, or read a file."""
    assert maak('#panic("x")', '#read("/etc/passwd")', "$ x", "*", "\\", '"}').startswith(b"%PDF-")


def test_een_pdf_is_getagd_en_heeft_een_taal_en_een_titel():
    gemaakt = maak("Jansen")
    assert b"/MarkInfo" in gemaakt
    assert b"/StructTreeRoot" in gemaakt
    assert b"nl" in gemaakt


def test_dezelfde_inhoud_geeft_dezelfde_bytes_op_welk_moment_ook():
    """A document that was printed again is the same; when it was printed is said in the document, where it matters."""
    gemaakt = maak("Jansen")
    assert b"CreationDate" not in gemaakt
    assert maak("Jansen") == gemaakt
