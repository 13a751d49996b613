"""The PDF of a report can be read by who does not see it, and leafed through by its bookmarks."""

import re
import zlib
from functools import cache

from ketens.stukken import pdf
from ketens.stukken.cel import Soort
from ketens.stukken.stuk import Kolom, Tabel
from tests.stukken import voorbeeld
from tests.stukken.voorbeeld import STUK


def uitgepakt(inhoud: bytes) -> bytes:
    """Return the PDF with its compressed parts beside it, so that its objects can be read."""
    delen = [inhoud]
    for stroom in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", inhoud, re.DOTALL):
        try:
            delen.append(zlib.decompress(stroom))
        except zlib.error:
            continue
    return b"\n".join(delen)


@cache
def gemaakt() -> bytes:
    return uitgepakt(pdf.schrijf(STUK))


def aantal(soort: bytes) -> int:
    return len(re.findall(rb"/S\s*/" + soort + rb"\b", gemaakt()))


def test_een_pdf_is_getagd_in_het_nederlands_en_zegt_dat_hij_toegankelijk_is():
    assert b"/MarkInfo" in gemaakt()
    assert re.search(rb"/Lang\s*\(nl", gemaakt())
    assert b"pdfuaid:part" in gemaakt()


def test_een_pdf_heeft_koppen_tabellen_met_kopcellen_en_beelden_met_woorden():
    assert aantal(b"H1") >= 1
    assert aantal(b"H2") >= 3
    assert aantal(b"Table") >= 7
    assert aantal(b"TH") >= sum(len(tabel.kolommen) for tabel in (voorbeeld.geld, voorbeeld.vijandig))
    assert len(set(re.findall(rb"/Alt\s*\((.*?)\)", gemaakt()))) == 6


def test_een_pdf_heeft_bladwijzers_voor_elk_hoofdstuk():
    assert b"/Outlines" in gemaakt()
    bladwijzers = re.findall(rb"/Title\s*\((.*?)\)", gemaakt())
    for kop in (b"Bereik", b"Per maand", b"Geld", b"Wat nog"):
        assert kop in bladwijzers


def test_hetzelfde_stuk_geeft_dezelfde_bytes():
    assert uitgepakt(pdf.schrijf(STUK)) == gemaakt()


def test_een_lange_en_een_brede_tabel_passen_ook():
    kolommen = tuple(Kolom(f"Kolom {nr}", Soort.AANTAL if nr > 3 else Soort.TEKST) for nr in range(12))
    rij = ("Z-2026-00412", "februari", "65-69", "Groep op maandagochtend in de Stroom", *range(8))
    inhoud = uitgepakt(pdf.schrijf(voorbeeld.met_tabel(Tabel("b", "Breed", kolommen, (rij,) * 120))))
    assert b"/MarkInfo" in inhoud
    assert re.search(rb"/MediaBox\s*\[0 0 841", inhoud)
