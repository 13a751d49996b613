"""Cells of a spreadsheet as people fill them, read as we keep them. Each raises ValueError with a sentence.

A sentence never repeats what stands in the cell: it may name somebody.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import phonenumbers
from stdnum.exceptions import ValidationError

from ketens.kern.klok import vandaag
from ketens.kern.mailadres import ZIN, is_mailadres
from ketens.kern.velden import PostcodeVeld, TelefoonVeld, schoon

T = TypeVar("T")
_DAG = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_JA, _NEE = frozenset(("ja", "j", "x", "1", "waar", "yes")), frozenset(("", "nee", "n", "0", "onwaar", "no"))


def tekst(lengte: int) -> Callable[[str], str]:
    """Return a reader of text of at most this many characters."""

    def lees(cel: str) -> str:
        gelezen = schoon(cel) or ""
        if len(gelezen) > lengte:
            raise ValueError(f"Gebruik niet meer dan {lengte} tekens.")
        return gelezen

    return lees


def dag(cel: str) -> date | None:
    """Return a day, written as 14-11-2026, 14/11/2026 or 2026-11-14; None for an empty cell."""
    if not cel.strip():
        return None
    gelezen = _DAG.fullmatch(cel.strip())
    if gelezen is None:
        raise ValueError("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026.")
    delen = (gelezen[3], gelezen[2], gelezen[1]) if gelezen[1] else (gelezen[4], gelezen[5], gelezen[6])
    try:
        return date(*(int(deel) for deel in delen))
    except ValueError as fout:
        raise ValueError("Deze datum bestaat niet.") from fout


def dag_geweest(cel: str) -> date | None:
    """Return a day that is not in the future."""
    gelezen = dag(cel)
    if gelezen and gelezen > vandaag():
        raise ValueError("Kies een datum die niet in de toekomst ligt.")
    return gelezen


def telefoon(cel: str) -> str | None:
    """Return a phone number in E.164; a nought that a spreadsheet dropped is put back."""
    if not cel.strip():
        return None
    kaal = re.sub(r"[\s-]", "", cel)
    try:
        return TelefoonVeld.lees(f"0{kaal}" if re.fullmatch(r"[1-9]\d{8}", kaal) else cel)
    except phonenumbers.NumberParseException as fout:
        raise ValueError(TelefoonVeld.zin) from fout


def email(cel: str) -> str | None:
    """Return an e-mail address."""
    kaal = cel.strip()
    if kaal and not is_mailadres(kaal):
        raise ValueError(ZIN)
    return kaal or None


def postcode(cel: str) -> str | None:
    """Return a postcode without its space."""
    if not cel.strip():
        return None
    try:
        return PostcodeVeld.lees(cel.strip())
    except ValidationError as fout:
        raise ValueError(PostcodeVeld.zin) from fout


def ja_nee(cel: str) -> bool:
    """Return whether it says yes; empty is no."""
    kaal = cel.strip().casefold()
    if kaal not in _JA | _NEE:
        raise ValueError("Vul ja of nee in.")
    return kaal in _JA


def getal(cel: str) -> int | None:
    """Return a whole number of 0 or more."""
    kaal = cel.strip().replace(".", "")
    if not kaal:
        return None
    if not kaal.isdecimal() or len(kaal) > 9:
        raise ValueError("Vul een heel getal in.")
    return int(kaal)


def keuze(bekend: Mapping[str, T], zin: str) -> Callable[[str], T | None]:
    """Return a reader of one of these words (in small letters), None when empty."""

    def lees(cel: str) -> T | None:
        kaal = " ".join(cel.split()).casefold()
        if not kaal:
            return None
        if kaal not in bekend:
            raise ValueError(zin)
        return bekend[kaal]

    return lees
