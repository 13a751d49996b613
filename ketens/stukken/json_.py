"""JSON of a report: its own data when it carries an agreement of its own, else chapters, blocks and values."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Blok, Grafiek, Hoofdstuk, Stuk, Tabel
from ketens.stukken.tekst import Voortgang, leesbaar, stil


def schrijf(stuk: Stuk, _voortgang: Voortgang = stil) -> bytes:
    """Return UTF-8. Counts are numbers; amounts (euros, two decimals) and fractions are strings: nothing is lost."""
    inhoud = stuk.gegevens if stuk.gegevens is not None else als_gegevens(stuk)
    return leesbaar(json.dumps(inhoud, ensure_ascii=False, indent=2, default=_los)).encode() + b"\n"


def als_gegevens(stuk: Stuk) -> dict[str, Any]:
    """Return a report as data."""
    velden = ("code", "titel", "ondertitel", "merk", "gemeente", "gemaakt_op")
    return {
        **{veld: getattr(stuk, veld) for veld in velden},
        "hoofdstukken": [_hoofdstuk(hoofdstuk) for hoofdstuk in stuk.hoofdstukken],
    }


def _hoofdstuk(hoofdstuk: Hoofdstuk) -> dict[str, Any]:
    return {
        "code": hoofdstuk.code,
        "kop": hoofdstuk.kop,
        "niveau": hoofdstuk.niveau,
        "blokken": [{"blok": type(blok).__name__.lower(), **_blok(blok)} for blok in hoofdstuk.blokken],
    }


def _blok(blok: Blok) -> Mapping[str, Any]:
    if isinstance(blok, Tabel):
        return _tabel(blok)
    if isinstance(blok, Grafiek):
        velden = ("code", "soort", "titel", "beschrijving", "doel")
        verwacht = asdict(blok.verwacht) if blok.verwacht else None
        return {**{veld: getattr(blok, veld) for veld in velden}, "verwacht": verwacht, "tabel": _tabel(blok.tabel)}
    return asdict(blok)


def _tabel(tabel: Tabel) -> dict[str, Any]:
    soorten = [kolom.soort for kolom in tabel.kolommen]

    def rij(waarden: Any) -> list[Any]:
        return [_waarde(waarde, soort) for waarde, soort in zip(waarden, soorten, strict=True)]

    return {
        "code": tabel.code,
        "titel": tabel.titel,
        "kolommen": [asdict(kolom) for kolom in tabel.kolommen],
        "rijen": [rij(waarden) for waarden in tabel.rijen],
        "totaal": rij(tabel.totaal) if tabel.totaal is not None else None,
        "noot": tabel.noot,
    }


def _waarde(waarde: Waarde, soort: Soort) -> Any:
    return f"{Decimal(waarde) / 100:.2f}" if soort is Soort.GELD and isinstance(waarde, int) else waarde


def _los(waarde: Any) -> str:
    if isinstance(waarde, Teken):
        return waarde.value
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return f"{waarde:f}"
    raise TypeError(f"{type(waarde).__name__} kan niet in JSON.")
