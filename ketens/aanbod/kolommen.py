"""The columns of the kaart as a spreadsheet: how each is written, and read again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ketens.aanbod import lezen
from ketens.aanbod.keuzes import SOORTEN, TALEN, TOEGANKELIJKHEID, hulpvragen
from ketens.aanbod.models import Aanbod
from ketens.kern import cellen
from ketens.kern.csv import FORMULE
from ketens.kern.leesvelden import als_bedrag, bedrag
from ketens.kern.pagina import datum, telefoon
from ketens.kern.velden import LANG


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column. `lees` raises ValueError with a sentence; `verplicht`: an empty cell is a mistake."""

    kop: str
    veld: str
    lees: Callable[[str], Any]
    schrijf: Callable[[Any], str]
    verplicht: bool = False


def ontdaan(cel: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from calculating (`kern.csv.onschadelijk`, `_cel`)."""
    kaal = cel.lstrip("'")
    return cel[1:] if cel != kaal and kaal.startswith(FORMULE) else cel


def beschermd(tekst: str) -> str:
    """Put one more before text that has one of its own there, so that `ontdaan` gives it back whole."""
    kaal = tekst.lstrip("'")
    return f"'{tekst}" if tekst != kaal and kaal.startswith(FORMULE) else tekst


def _soort(cel: str) -> str:
    gelezen = lezen.codes(cel, SOORTEN)
    if len(gelezen) != 1:
        raise ValueError("Vul een soort in, bijvoorbeeld ontmoeting.")
    return gelezen[0]


def _email(cel: str) -> str:
    return cellen.email(cel) or ""


def _telefoon(cel: str) -> str:
    return cellen.telefoon(cel) or ""


def _id(cel: str) -> UUID | None:
    try:
        return UUID(cel.strip()) if cel.strip() else None
    except ValueError as fout:
        raise ValueError("Dit nummer is niet van ons. Laat de cel leeg voor nieuw aanbod.") from fout


def _lijst(bekend: Callable[[], dict[str, str]]) -> Callable[[str], list[str]]:
    return lambda cel: lezen.codes(cel, bekend())


def _gelijk(waarde: Any) -> str:
    return str(waarde or "")


def _komma(waarden: list[str]) -> str:
    return ", ".join(waarden)


KOLOMMEN = (
    Kolom("id", "id", _id, _gelijk),
    Kolom("titel", "titel", cellen.tekst(120), _gelijk, verplicht=True),
    Kolom("soort", "soort", _soort, _gelijk, verplicht=True),
    Kolom("aanbieder", "aanbieder", cellen.tekst(120), _gelijk, verplicht=True),
    Kolom("omschrijving", "omschrijving", cellen.tekst(LANG), _gelijk),
    Kolom("hulpvragen", "hulpvragen", _lijst(hulpvragen), _komma),
    Kolom("wijken", "wijken", lezen.namen, _komma),
    Kolom("waar", "locatie", cellen.tekst(160), _gelijk),
    Kolom("wanneer", "wanneer", cellen.tekst(160), _gelijk),
    Kolom("kosten", "kosten", bedrag, als_bedrag),
    Kolom("toelichting kosten", "kosten_toelichting", cellen.tekst(160), _gelijk),
    Kolom("telefoon", "contact_telefoon", _telefoon, telefoon),
    Kolom("e-mail", "contact_email", _email, _gelijk),
    Kolom("website", "website", lezen.website, _gelijk),
    Kolom("toegankelijk", "toegankelijkheid", _lijst(lambda: TOEGANKELIJKHEID), _komma),
    Kolom("talen", "talen", _lijst(lambda: TALEN), _komma),
    Kolom("gecontroleerd op", "gecontroleerd_op", cellen.dag_geweest, datum),
    Kolom("gestopt", "gestopt", cellen.ja_nee, lambda gestopt: "ja" if gestopt else ""),
)
BIJ_KOP = {kolom.kop: kolom for kolom in KOLOMMEN}


def waarde(aanbod: Aanbod, veld: str) -> Any:
    """Return what the kaart holds in a column."""
    return bool(aanbod.gestopt_op) if veld == "gestopt" else getattr(aanbod, veld)


def regel(aanbod: Aanbod) -> list[str]:
    """Return one line of the file."""
    return [beschermd(kolom.schrijf(waarde(aanbod, kolom.veld))) for kolom in KOLOMMEN]
