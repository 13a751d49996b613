"""A published file never changes: rows pin its code and version. `gepubliceerd.sha256` holds each file's hash."""

from hashlib import sha256
from pathlib import Path

from ketens.catalogus.fouten import Catalogusfout
from ketens.catalogus.laden import EIGEN, SOORTEN

LIJST = "gepubliceerd.sha256"


def controleer_publicatie(map_: Path = EIGEN) -> list[Catalogusfout]:
    """Published files that changed or went, and files that are not on the list yet (`sha256sum` format)."""
    vast = _lijst(map_)
    gevonden = {f"{soort}/{bestand.name}": bestand for soort in SOORTEN for bestand in (map_ / soort).glob("*.toml")}
    fouten = []
    for naam in sorted({*vast, *gevonden}):
        if naam not in vast:
            fouten.append(Catalogusfout(naam, "", f"dit bestand staat nog niet in {LIJST}."))
        elif naam not in gevonden:
            fouten.append(Catalogusfout(naam, "", "dit bestand is gepubliceerd en mag niet weg."))
        elif sha256(gevonden[naam].read_bytes()).hexdigest() != vast[naam]:
            fouten.append(Catalogusfout(naam, "", "dit bestand is gepubliceerd en veranderd; maak een nieuwe versie."))
    return fouten


def _lijst(map_: Path) -> dict[str, str]:
    bestand = map_ / LIJST
    regels = bestand.read_text(encoding="utf-8").splitlines() if bestand.exists() else []
    return {naam: som for som, _, naam in (regel.partition("  ") for regel in regels)}
