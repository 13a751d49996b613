"""The forms that a report leaves in."""

from dataclasses import dataclass
from importlib import import_module

from ketens.stukken.stuk import Stuk
from ketens.stukken.tekst import Voortgang, stil


@dataclass(frozen=True, slots=True)
class Formaat:
    """A form: its name on the screen, what the browser is told, and the module that writes it."""

    code: str
    naam: str
    mimetype: str
    module: str
    # More cells than this take too long for someone who waits.
    meteen: int = 2_000
    # More than this it cannot hold without gigabytes of memory; nobody reads a thousand pages.
    meeste: int = 4_000_000

    def schrijf(self, stuk: Stuk, voortgang: Voortgang = stil) -> bytes:
        """Return the file; `voortgang` hears how many rows were written."""
        inhoud: bytes = import_module(f"ketens.stukken.{self.module}").schrijf(stuk, voortgang)
        return inhoud


_OPEN = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATEN = {
    formaat.code: formaat
    for formaat in (
        Formaat("xlsx", "Excel (XLSX)", f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
        Formaat("ods", "LibreOffice (ODS)", _OPEN, "ods"),
        Formaat("csv", "CSV", "text/csv; charset=utf-8", "csv"),
        Formaat("pdf", "PDF", "application/pdf", "pdf", meeste=20_000),
        Formaat("docx", "Word (DOCX)", f"{_OFFICE}.wordprocessingml.document", "docx", meeste=20_000),
        Formaat("json", "JSON", "application/json", "json_"),
    )
}


def bestandsnaam(stuk: Stuk, formaat: str) -> str:
    """Return the name of the file: it says for whom it is."""
    return f"{stuk.bestandsnaam.removesuffix(f'-{stuk.merk}')}-{stuk.merk}.{formaat}"
