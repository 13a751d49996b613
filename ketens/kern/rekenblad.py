"""A file as people have it, CSV or XLSX, read into text cells. What is too big or not what it says is refused first."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import datum

# Bytes as they come in, and as a spreadsheet unpacks them: 20,000 rows of 20 columns stay far below.
GROOTSTE, GROOTST_UITGEPAKT = 10_000_000, 60_000_000
# A spreadsheet shrinks to a tenth; what shrinks to a hundredth of that was made to hurt.
MEEST_GEKROMPEN = 200
MEESTE_RIJEN, MEESTE_KOLOMMEN, LANGSTE_CEL = 20_000, 60, 2000
# Of a spreadsheet, counted before it is parsed: the parser reads a whole row, however long.
MEESTE_CELLEN = 600_000
# Empty lines too: a spreadsheet may say that its first row stands at two billion, and openpyxl fills up what is before.
LAATSTE_REGEL = 5 * MEESTE_RIJEN
SCHEIDINGEN = ";,\t"
ONLEESBAAR = (
    "Dit bestand is niet te lezen. Bewaar het in uw rekenprogramma opnieuw als XLSX of CSV en probeer het nog eens."
)


@dataclass(frozen=True, slots=True)
class Blad:
    """The heading and the rows under it; each row has its number in the file and as many cells as the heading."""

    kop: tuple[str, ...]
    rijen: tuple[tuple[int, tuple[str, ...]], ...]


def lees_bestand(ruw: bytes) -> Blad:
    """Read a file by what it is, not by what it is called. Raises Domeinfout at the field `bestand`."""
    if not ruw.strip():
        raise _fout("Dit bestand is leeg.")
    if len(ruw) > GROOTSTE:
        raise _fout(f"Dit bestand is te groot. Het mag hoogstens {GROOTSTE // 1_000_000} MB zijn.")
    rijen = _uit_xlsx(ruw) if ruw.startswith(b"PK") else _uit_csv(ruw)
    return _blad(rijen)


def lees_los(ruw: bytes) -> Blad:
    """Read a file with no transaction open: it takes seconds, and nobody waits for that. Nothing may be written yet."""
    db.session.rollback()
    return lees_bestand(ruw)


def _blad(rijen: Iterable[tuple[str, ...]]) -> Blad:
    genummerd = _gevuld(rijen)
    _, kop = next(genummerd, (0, ()))
    while kop and not kop[-1]:
        kop = kop[:-1]
    if not kop:
        raise _fout("Op de eerste regel van het bestand staan geen namen van kolommen.")
    if len(kop) > MEESTE_KOLOMMEN:
        raise _fout(f"Dit bestand heeft te veel kolommen. Het mogen er hoogstens {MEESTE_KOLOMMEN} zijn.")
    gevuld = [(nr, _op_maat(rij, len(kop))) for nr, rij in islice(genummerd, MEESTE_RIJEN + 1)]
    if len(gevuld) > MEESTE_RIJEN:
        raise _fout(f"Dit bestand heeft te veel regels. Het mogen er hoogstens {MEESTE_RIJEN} zijn.")
    if not gevuld:
        raise _fout("Onder de namen van de kolommen staan geen regels.")
    return Blad(kop, tuple(gevuld))


def _gevuld(rijen: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for nr, rij in enumerate(rijen, start=1):
        if nr > LAATSTE_REGEL:
            raise _fout("Dit bestand heeft te veel lege regels. Verwijder ze, of bewaar de gevulde in een nieuw blad.")
        if any(rij):
            yield nr, rij


def _op_maat(rij: tuple[str, ...], breedte: int) -> tuple[str, ...]:
    return (*rij[:breedte], *[""] * (breedte - len(rij)))


def _uit_csv(ruw: bytes) -> Iterator[tuple[str, ...]]:
    if b"\x00" in ruw or ruw.startswith(b"%PDF-"):
        raise _fout(ONLEESBAAR)
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = ruw.decode("cp1252", errors="replace")
    eerste = next((regel for regel in tekst.splitlines() if regel.strip()), "")
    scheiding = max(SCHEIDINGEN, key=eerste.count)
    csv.field_size_limit(LANGSTE_CEL * 10)
    try:
        for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding):
            yield tuple(_cel(waarde) for waarde in rij[: MEESTE_KOLOMMEN + 1])
    except csv.Error as fout:
        raise _fout(ONLEESBAAR) from fout


def _uit_xlsx(ruw: bytes) -> Iterator[tuple[str, ...]]:
    _is_een_rekenblad(ruw)
    try:
        boek = load_workbook(io.BytesIO(ruw), read_only=True, data_only=True, keep_links=False)
        try:
            blad = boek.worksheets[0]
            # What the file says of its own size is not to be believed.
            blad.reset_dimensions()
            for rij in blad.iter_rows(max_col=MEESTE_KOLOMMEN + 1, values_only=True):
                yield tuple(_cel(waarde) for waarde in rij)
        finally:
            boek.close()
    except Domeinfout:
        raise
    except (InvalidFileException, zipfile.BadZipFile, *_GEBROKEN) as fout:
        raise _fout(ONLEESBAAR) from fout


# What openpyxl and its parser raise on a file that was broken, or was made to break them (defusedxml: ValueError).
_GEBROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, SyntaxError, OverflowError)


def _is_een_rekenblad(ruw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
            delen = archief.infolist()
            te_vol = sum(deel.file_size for deel in delen) <= GROOTST_UITGEPAKT and _is_te_vol(archief)
    except (zipfile.BadZipFile, ValueError, OSError) as fout:
        raise _fout(ONLEESBAAR) from fout
    uitgepakt = sum(deel.file_size for deel in delen)
    if uitgepakt > GROOTST_UITGEPAKT or uitgepakt > MEEST_GEKROMPEN * max(len(ruw), 1):
        raise _fout("Dit bestand is uitgepakt te groot. Bewaar alleen het blad dat u wilt overnemen.")
    if te_vol:
        raise _fout("In dit bestand staan te veel cellen. Bewaar alleen het blad dat u wilt overnemen.")
    namen = {deel.filename for deel in delen}
    if any(naam.endswith("vbaProject.bin") for naam in namen):
        raise _fout("In dit bestand staan macro’s. Bewaar het als gewoon XLSX-bestand, zonder macro’s.")
    if "xl/workbook.xml" not in namen:
        raise _fout(ONLEESBAAR)


# However a cell is written: <c r="A1">, <c/>, <x:c s="1">; a tag that is cut by the end of a piece is missed once.
_CEL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")


def _is_te_vol(archief: zipfile.ZipFile) -> bool:
    bladen = [naam for naam in archief.namelist() if naam.startswith("xl/worksheets/") and naam.endswith(".xml")]
    aantal = 0
    for naam in bladen:
        with archief.open(naam) as deel:
            while stuk := deel.read(1 << 20):
                aantal += len(_CEL.findall(stuk))
                if aantal > MEESTE_CELLEN:
                    return True
    return False


def _cel(waarde: Any) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, datetime | date):
        return datum(waarde.date() if isinstance(waarde, datetime) else waarde)
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, float):
        # With a comma, as people here write it: with a point 1.234 would be read as more than a thousand. What a
        # spreadsheet leaves behind of its sums (22208.719999999998) lies far behind the sixth decimal.
        waarde = f"{waarde:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    tekst = " ".join(str(waarde).split())
    if len(tekst) > LANGSTE_CEL:
        raise _fout(f"In dit bestand staat een cel met meer dan {LANGSTE_CEL} tekens.")
    return tekst


def _fout(zin: str) -> Domeinfout:
    return Domeinfout(zin, veld="bestand")
