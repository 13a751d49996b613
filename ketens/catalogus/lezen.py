"""From the tables of a TOML file to frozen dataclasses, by their type hints; every mistake is named by file and key."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ketens.catalogus.fouten import Catalogusfout

Code = NewType("Code", str)
"""A name in small ASCII letters, digits and underscores."""
Pin = NewType("Pin", str)
"""A code with its version: `valrisicotest@1`."""

CODE = re.compile(r"[a-z][a-z0-9_]*")
PIN = re.compile(r"([a-z][a-z0-9_]*)@([1-9][0-9]*)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plek:
    """Where in which file we are reading."""

    bestand: str
    pad: str = ""

    def bij(self, sleutel: str) -> "Plek":
        return Plek(self.bestand, f"{self.pad}.{sleutel}" if self.pad else sleutel)

    def op(self, nummer: int) -> "Plek":
        return Plek(self.bestand, f"{self.pad}[{nummer}]")

    def fout(self, verwacht: str) -> Catalogusfout:
        return Catalogusfout(self.bestand, self.pad, verwacht)


def bedoelt_u(gevonden: str, keuzes: object) -> str:
    """' Bedoelt u "x"?' when one of the choices looks like what was found, else nothing."""
    lijkt = get_close_matches(gevonden, [str(keuze) for keuze in cast("list[object]", keuzes)], n=1)
    return f" Bedoelt u '{lijkt[0]}'?" if lijkt else ""


def lees_tabel(soort: type[T], tabel: object, plek: Plek) -> T:
    """Read one table as `soort`; a class with `na_lezen(plek)` gets to check itself. Raises Catalogusfout."""
    if not isinstance(tabel, dict):
        raise plek.fout(f"verwacht een tabel met sleutels, gevonden: {_toon(tabel)}.")
    velden = {veld.name: veld for veld in fields(cast("Any", soort)) if veld.init}
    for sleutel in tabel:
        if sleutel not in velden:
            hint = bedoelt_u(sleutel, list(velden)) or f" Mogelijk zijn: {', '.join(velden)}."
            raise plek.bij(sleutel).fout(f"deze sleutel is niet bekend.{hint}")
    soorten = _typen(cast("Any", soort))
    waarden = {}
    for naam, veld in velden.items():
        if naam in tabel:
            waarden[naam] = _waarde(soorten[naam], tabel[naam], plek.bij(naam))
        elif veld.default is MISSING and veld.default_factory is MISSING:
            raise plek.bij(naam).fout(f"deze sleutel ontbreekt; verwacht {_omschrijf(soorten[naam])}.")
    gelezen = soort(**waarden)
    if hasattr(gelezen, "na_lezen"):
        gelezen.na_lezen(plek)
    return gelezen


@cache
def _typen(soort: type[Any]) -> dict[str, Any]:
    return get_type_hints(soort)


def _waarde(soort: Any, ruw: object, plek: Plek) -> object:
    oorsprong = get_origin(soort)
    if oorsprong in (Union, UnionType):
        return _waarde(_zonder_none(soort), ruw, plek)
    if oorsprong is tuple:
        if not isinstance(ruw, list):
            raise _verkeerd(soort, ruw, plek)
        return tuple(_waarde(get_args(soort)[0], deel, plek.op(nummer)) for nummer, deel in enumerate(ruw))
    if oorsprong is Mapping:
        if not isinstance(ruw, dict):
            raise _verkeerd(soort, ruw, plek)
        return MappingProxyType(dict(ruw))
    if is_dataclass(soort):
        return lees_tabel(cast("type[object]", soort), ruw, plek)
    return _enkel(soort, ruw, plek)


def _enkel(soort: Any, ruw: object, plek: Plek) -> object:
    if soort is Decimal and isinstance(ruw, (int, Decimal)) and not isinstance(ruw, bool) and Decimal(ruw).is_finite():
        return Decimal(ruw)
    if soort is int and isinstance(ruw, int) and not isinstance(ruw, bool) and ruw >= 0:
        return ruw
    if soort is bool and isinstance(ruw, bool):
        return ruw
    if isinstance(ruw, str) and _tekst_past(soort, ruw):
        return ruw
    raise _verkeerd(soort, ruw, plek)


def _tekst_past(soort: Any, ruw: str) -> bool:
    if get_origin(soort) is Literal:
        return ruw in get_args(soort)
    if soort is Code:
        return CODE.fullmatch(ruw) is not None
    if soort is Pin:
        return PIN.fullmatch(ruw) is not None
    return soort is str and bool(ruw.strip())


def _zonder_none(soort: Any) -> Any:
    return next(deel for deel in get_args(soort) if deel is not type(None))


def _verkeerd(soort: Any, ruw: object, plek: Plek) -> Catalogusfout:
    hint = bedoelt_u(ruw, get_args(soort)) if isinstance(ruw, str) and get_origin(soort) is Literal else ""
    return plek.fout(f"verwacht {_omschrijf(soort)}, gevonden: {_toon(ruw)}.{hint}")


def _omschrijf(soort: Any) -> str:
    """What the writer of a file should put here."""
    oorsprong = get_origin(soort)
    if oorsprong is Literal:
        return "een van: " + ", ".join(get_args(soort))
    if oorsprong is tuple:
        return "een lijst"
    if oorsprong is Mapping or is_dataclass(soort):
        return "een tabel met sleutels"
    namen: dict[Any, str] = {
        str: "een tekst die niet leeg is",
        int: "een geheel getal van 0 of meer",
        bool: "true of false",
        Decimal: "een getal",
        Code: "een code in kleine letters, cijfers en lage streepjes",
        Pin: "een code met versie, zoals naam@1",
    }
    return namen[soort]


def _toon(ruw: object) -> str:
    if isinstance(ruw, bool):
        return "true" if ruw else "false"
    if isinstance(ruw, dict):
        return "een tabel"
    if isinstance(ruw, list):
        return "een lijst"
    return f'"{ruw}"' if isinstance(ruw, str) else str(ruw)
