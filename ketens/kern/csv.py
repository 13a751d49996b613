"""CSV as spreadsheets here open it: UTF-8 with BOM, semicolons, CRLF. A cell never becomes a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

Cel = str | int | float | Decimal | date | None
BOM = "\ufeff"
# What a spreadsheet begins a formula with, full-width twins included; tab and line ends are skipped before it looks.
FORMULE = tuple("=+-@\t\r\n＝＋－＠")


def onschadelijk(cel: Cel) -> str:
    """Return the text of a cell; text that would be calculated gets an apostrophe before it, a number stays."""
    if cel is None:
        return ""
    if not isinstance(cel, str):
        return cel.isoformat() if isinstance(cel, date) else str(cel)
    return f"'{cel}" if cel.startswith(FORMULE) else cel


def csv_regels(kop: Iterable[str], rijen: Iterable[Iterable[Cel]]) -> Iterator[str]:
    """Yield the file line by line, BOM first, for what is too long to hold."""
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BOM)
    for rij in chain([kop], rijen):
        schrijver.writerow([onschadelijk(cel) for cel in rij])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def schrijf_csv(kop: Iterable[str], rijen: Iterable[Iterable[Cel]]) -> bytes:
    """Return a whole file as bytes. What UTF-8 cannot hold (half a surrogate pair) becomes a question mark."""
    return "".join(csv_regels(kop, rijen)).encode(errors="replace")
