"""A public report as JSON that can be read back: a publication is made again from its row alone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ketens.publicaties.figuren import Eerder, Grens, Relatie
from ketens.stukken import stuk as vormen
from ketens.stukken.cel import Soort, Teken

_VORMEN: Mapping[str, type] = {
    vorm.__name__: vorm
    for vorm in (
        vormen.Stuk, vormen.Hoofdstuk, vormen.Tabel, vormen.Kolom, vormen.Grafiek, vormen.Alinea, vormen.Lijst,
        vormen.Feiten, vormen.Verwacht,
    )
}  # fmt: skip
_SOORT = "_"


def naar_json(wat: Any) -> Any:
    """Return a report, or a part of it, as plain JSON."""
    if isinstance(wat, Teken):
        return {_SOORT: "Teken", "waarde": wat.name}
    if isinstance(wat, Soort):
        return {_SOORT: "Soort", "waarde": str(wat)}
    if isinstance(wat, Decimal | date):
        return {_SOORT: type(wat).__name__, "waarde": str(wat)}
    if is_dataclass(wat):
        delen = {veld.name: naar_json(getattr(wat, veld.name)) for veld in fields(wat)}
        return {_SOORT: type(wat).__name__, **delen}
    if isinstance(wat, list | tuple):
        return [naar_json(deel) for deel in wat]
    return wat


def uit_json(wat: Any) -> Any:
    """Return what `naar_json` was given; lists come back as tuples."""
    if isinstance(wat, list):
        return tuple(uit_json(deel) for deel in wat)
    if not isinstance(wat, dict):
        return wat
    soort, waarde = wat[_SOORT], wat.get("waarde")
    lezers: dict[str, Any] = {
        "Teken": Teken.__getitem__,
        "Soort": Soort,
        "Decimal": Decimal,
        "date": date.fromisoformat,
    }
    if soort in lezers:
        return lezers[soort](waarde)
    vorm = _VORMEN[soort]
    kent = {veld.name for veld in fields(vorm)}  # what a later version of the form leaves out, is left out
    return vorm(**{naam: uit_json(deel) for naam, deel in wat.items() if naam in kent})


def beeld_van(stuk: vormen.Stuk) -> str:
    """Return the fingerprint of what readers of a report get to see, whatever day it is."""
    return vingerafdruk(naar_json(stuk)["hoofdstukken"])


def als_relaties(relaties: tuple[Relatie, ...], grenzen: tuple[Grens, ...]) -> dict[str, Any]:
    """Return how the figures hang together, to be kept."""
    return {
        "relaties": [[relatie.geheel, list(relatie.delen)] for relatie in relaties],
        "grenzen": [[grens.sleutel, grens.hoogstens, grens.door] for grens in grenzen],
    }


def als_eerder(getoond: Mapping[str, Any], echt: Mapping[str, int], bewaard: Mapping[str, Any]) -> Eerder:
    """Return a publication of before as `verberg` wants it."""
    return Eerder(
        dict(getoond["cellen"]),
        dict(echt),
        tuple(Relatie(geheel, tuple(delen)) for geheel, delen in bewaard["relaties"]),
        tuple(Grens(*delen) for delen in bewaard["grenzen"]),
    )


def vingerafdruk(*delen: Any) -> str:
    """Return the SHA-256 over JSON that has one form only."""
    tekst = json.dumps(delen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()
