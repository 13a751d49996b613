"""Where a finished file lies until it is fetched: sealed, for a stolen disk must name nobody, and for its owner alone.

The file holds whom it shows too, so that fetching it is logged with the same residents as making it.
"""

import json
import os
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from flask import current_app

from ketens.kern.versleuteling import Onleesbaar, onthoud, open_bytes, verzegel_bytes
from ketens.uitvoer.models import Uitvoer

MAP = "uitvoer"


class Weg(Exception):
    """The file is not there any more, or does not open."""


def map_van(gemeente_id: UUID) -> Path:
    """Return the folder of a gemeente."""
    wortel: Path = current_app.extensions["ketens"].data
    return wortel / MAP / gemeente_id.hex


def bewaar(gemeente_id: UUID, uitvoer_id: UUID, inhoud: bytes, inwoners: Collection[UUID] = ()) -> None:
    """Write the file whole or not at all."""
    folder = map_van(gemeente_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kop = json.dumps([inwoner.hex for inwoner in inwoners]).encode() + b"\n"
    tijdelijk = folder / f"{uitvoer_id.hex}.{os.getpid()}"
    with os.fdopen(os.open(tijdelijk, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as bestand:
        bestand.write(verzegel_bytes(kop + inhoud, Uitvoer.__tablename__, "bestand", uitvoer_id))
        bestand.flush()
        os.fsync(bestand.fileno())
    tijdelijk.replace(folder / uitvoer_id.hex)


def haal(gemeente_id: UUID, uitvoer_id: UUID) -> tuple[bytes, list[UUID]]:
    """Return the file and whom it shows, or raise `Weg`."""
    try:
        cel = (map_van(gemeente_id) / uitvoer_id.hex).read_bytes()
        kop, _, inhoud = open_bytes(cel, Uitvoer.__tablename__, "bestand", uitvoer_id).partition(b"\n")
    except (OSError, Onleesbaar) as fout:
        raise Weg from fout
    return inhoud, [UUID(hex=inwoner) for inwoner in json.loads(kop)]


def toon(uitvoer: Uitvoer) -> bytes:
    """Return the file to show, and note for the access log whom it shows; or raise `Weg`."""
    inhoud, inwoners = haal(uitvoer.gemeente_id, uitvoer.id)
    for inwoner in inwoners:
        onthoud(inwoner)
    return inhoud


def ruim_op(gemeente_id: UUID, blijft: Collection[UUID]) -> None:
    """Remove every file that is not kept; what a worker is writing now bears another name."""
    namen = {een.hex for een in blijft}
    folder = map_van(gemeente_id)
    for pad in folder.iterdir() if folder.is_dir() else ():
        if pad.suffix == "" and pad.name not in namen:
            pad.unlink(missing_ok=True)
