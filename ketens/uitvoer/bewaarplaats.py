"""Where a finished file lies until it is fetched: sealed, for a stolen disk must name nobody, and for its owner alone.

The file holds whom it shows too, so that fetching it is logged with the same residents as making it, and of which
ketens the hat was then: who lost one of these, or may not see one of them any more, does not get it.
"""

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import current_app

from ketens.kern.klok import nu
from ketens.kern.versleuteling import LANGSTE_KOP, Onleesbaar, onthoud, open_bytes, sleutel_van, verzegel_bytes
from ketens.uitvoer.models import Uitvoer

MAP = "uitvoer"


# What a worker is writing bears its number; a day later nobody is writing it any more.
DAG = 24 * 3600


@dataclass(frozen=True, slots=True)
class Inhoud:
    """A finished file, whom it shows, and the ketens of the hat under which it was made."""

    bytes: bytes
    inwoners: tuple[UUID, ...]
    ketens: frozenset[str]


class Weg(Exception):
    """The file is not there any more, or does not open."""


def map_van(gemeente_id: UUID) -> Path:
    """Return the folder of a gemeente."""
    wortel: Path = current_app.extensions["ketens"].data
    return wortel / MAP / gemeente_id.hex


def bewaar(
    gemeente_id: UUID,
    uitvoer_id: UUID,
    inhoud: bytes,
    inwoners: Collection[UUID] = (),
    ketens: Collection[str] = (),
) -> None:
    """Write the file whole or not at all."""
    wie = {"inwoners": [inwoner.hex for inwoner in inwoners], "ketens": sorted(ketens)}
    _leg_neer(gemeente_id, uitvoer_id, json.dumps(wie).encode() + b"\n" + inhoud)


def _leg_neer(gemeente_id: UUID, uitvoer_id: UUID, inhoud: bytes) -> None:
    folder = map_van(gemeente_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tijdelijk = folder / f"{uitvoer_id.hex}.{os.getpid()}"
    with os.fdopen(os.open(tijdelijk, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as bestand:
        bestand.write(verzegel_bytes(inhoud, Uitvoer.__tablename__, "bestand", uitvoer_id))
        bestand.flush()
        os.fsync(bestand.fileno())
    tijdelijk.replace(folder / uitvoer_id.hex)


def haal(gemeente_id: UUID, uitvoer_id: UUID) -> Inhoud:
    """Return the file, or raise `Weg`."""
    try:
        cel = (map_van(gemeente_id) / uitvoer_id.hex).read_bytes()
        kop, _, inhoud = open_bytes(cel, Uitvoer.__tablename__, "bestand", uitvoer_id).partition(b"\n")
    except (OSError, Onleesbaar) as fout:
        raise Weg from fout
    wie = json.loads(kop)
    return Inhoud(inhoud, tuple(UUID(hex=inwoner) for inwoner in wie["inwoners"]), frozenset(wie["ketens"]))


def sleutels(gemeente_id: UUID) -> Iterator[tuple[UUID, str]]:
    """Yield the files of a gemeente, each with the id of the key that it names."""
    folder = map_van(gemeente_id)
    for pad in folder.iterdir() if folder.is_dir() else ():
        if not pad.suffix:
            with suppress(OSError, ValueError), pad.open("rb") as bestand:
                yield UUID(hex=pad.name), sleutel_van(bestand.read(LANGSTE_KOP))


def verzegel_opnieuw(gemeente_id: UUID, uitvoer_id: UUID) -> bool:
    """Seal a file with the key that writes; False when it is gone. Raises `Onleesbaar` when it does not open."""
    try:
        cel = (map_van(gemeente_id) / uitvoer_id.hex).read_bytes()
    except OSError:
        return False
    _leg_neer(gemeente_id, uitvoer_id, open_bytes(cel, Uitvoer.__tablename__, "bestand", uitvoer_id))
    return True


def toon(inhoud: Inhoud) -> bytes:
    """Return what is in it, and note for the access log whom it shows."""
    for inwoner in inhoud.inwoners:
        onthoud(inwoner)
    return inhoud.bytes


def haal_weg(gemeente_id: UUID, uitvoer_id: UUID) -> None:
    """Remove a file, if it is there."""
    (map_van(gemeente_id) / uitvoer_id.hex).unlink(missing_ok=True)


def ruim_op(gemeente_id: UUID, blijft: Collection[UUID]) -> None:
    """Remove every file that is not kept, and what a worker that was killed left half written."""
    namen = {een.hex for een in blijft}
    folder = map_van(gemeente_id)
    for pad in folder.iterdir() if folder.is_dir() else ():
        half = pad.suffix != ""
        if (pad.stat().st_mtime < nu().timestamp() - DAG) if half else pad.name not in namen:
            pad.unlink(missing_ok=True)
