"""The key file of an installation: written whole or not at all, readable by its owner only (besluit 0046).

A line for each secret: `KETENS_SLEUTELS=g2:…,g1:…`. Of a kind of key the first writes.
"""

import base64
import fcntl
import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ketens.kern.fouten import Instelfout
from ketens.kern.sleutels import Sleutelbos

log = logging.getLogger(__name__)

SLEUTELBESTAND = "sleutels"
GEHEIMEN = ("KETENS_SLEUTELS", "KETENS_ZOEKSLEUTEL", "KETENS_LOGSLEUTEL", "KETENS_GEHEIM")

Stempel = tuple[tuple[int, int, int] | None, ...]


def lees(data: Path) -> dict[str, str]:
    """Return the secrets of the key file; nothing when there is none."""
    pad = data / SLEUTELBESTAND
    if not pad.exists():
        return {}
    return dict(regel.split("=", 1) for regel in pad.read_text().splitlines() if "=" in regel)


def maak(data: Path) -> bool:
    """Write new keys, readable by the owner only. False when they are there already."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    regels = [f"{naam}={_nieuw(f'{letter}1')}" for naam, letter in zip(GEHEIMEN[:3], "gzl", strict=True)]
    regels.append(f"KETENS_GEHEIM={secrets.token_urlsafe(48)}")
    try:
        with os.fdopen(os.open(data / SLEUTELBESTAND, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as bestand:
            bestand.write("\n".join(regels) + "\n")
    except FileExistsError:
        return False
    return True


def _nieuw(id_: str) -> str:
    return f"{id_}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def zet_vooraan(data: Path, nieuwe: Mapping[str, str]) -> None:
    """Make keys with these ids, by the name of their setting, and let them write: all in one step, within `slot`."""
    _herschrijf(data, lambda naam, delen: [_nieuw(nieuwe[naam]), *delen] if naam in nieuwe else delen)


def haal_weg(data: Path, naam: str, id_: str) -> None:
    """Take one key out, within `slot`."""
    _herschrijf(
        data, lambda regel, delen: [deel for deel in delen if regel != naam or deel.strip().rpartition(":")[0] != id_]
    )


def _herschrijf(data: Path, wijzig: Callable[[str, list[str]], list[str]]) -> None:
    pad = (data / SLEUTELBESTAND).resolve()
    regels = []
    for regel in pad.read_text().splitlines():
        naam, is_, waarde = regel.partition("=")
        sleutel = is_ and naam in GEHEIMEN[:3]
        regels.append(f"{naam}={','.join(wijzig(naam, waarde.split(',')))}" if sleutel else regel)
    _leg_neer(pad, "\n".join(regels) + "\n")


@contextmanager
def slot(data: Path) -> Iterator[None]:
    """One who changes keys at a time; it ends with the process, also when that is killed."""
    nummer = os.open(data, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(nummer, fcntl.LOCK_EX)
        yield
    finally:
        os.close(nummer)


def _leg_neer(pad: Path, inhoud: str) -> None:
    """Put a file in the place of the old one in one step, owned by who owned that one, on disk when this returns."""
    nieuw, was = pad.with_name(f"{pad.name}.nieuw"), pad.stat()
    nieuw.unlink(missing_ok=True)
    with os.fdopen(os.open(nieuw, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as bestand:
        if (was.st_uid, was.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(bestand.fileno(), was.st_uid, was.st_gid)
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())
    nieuw.replace(pad)
    folder = os.open(pad.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def staat_elders(omgeving: Mapping[str, str], naam: str) -> str:
    """Return which setting gives this secret instead of the key file, or nothing."""
    return next((bron for bron in (naam, f"{naam}_BESTAND") if omgeving.get(bron)), "")


class Sleutelbron:
    """Tells when the key file changed, or a file that a setting names, and reads it again.

    What can't be read leaves the keys that were there: half a file must stop nobody.
    """

    def __init__(self, omgeving: Mapping[str, str], data: Path, lees_bos: Callable[[], Sleutelbos]) -> None:
        genoemd = (omgeving.get(f"{naam}_BESTAND") for naam in GEHEIMEN[:3])
        self._paden = [str(data / SLEUTELBESTAND), *filter(None, genoemd)]
        self._lees = lees_bos
        self._gezien = self._stempel()

    def _stempel(self) -> Stempel:
        return tuple(map(_stempel, self._paden))

    def __call__(self) -> Sleutelbos | None:
        """Return the keys when something changed since the last time."""
        stempel = self._stempel()
        if stempel == self._gezien:
            return None
        self._gezien = stempel
        try:
            return self._lees()
        except (Instelfout, OSError, ValueError) as fout:
            log.error("de sleutels zijn gewijzigd en niet te lezen (%s); de vorige blijven", type(fout).__name__)  # noqa: TRY400
            return None


def _stempel(pad: str) -> tuple[int, int, int] | None:
    try:
        staat = os.stat(pad)  # noqa: PTH116  a microsecond, on every request
    except OSError:
        return None
    return staat.st_ino, staat.st_mtime_ns, staat.st_size
