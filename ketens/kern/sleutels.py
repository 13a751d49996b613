"""The keys that this process uses, and how it hears of another without being started again (besluit 0046)."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sleutelbos:
    """The keys of this installation. Of each kind the first writes; all of them read, find and check."""

    gegevens: dict[str, bytes] = field(repr=False)
    zoek: bytes = field(repr=False)
    log: bytes = field(repr=False)
    log_id: str
    zoek_id: str
    # Those of before.
    zoek_eerder: dict[str, bytes] = field(default_factory=dict, repr=False)
    log_eerder: dict[str, bytes] = field(default_factory=dict, repr=False)
    lezers: dict[str, AESGCM] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the readers once."""
        object.__setattr__(self, "lezers", {naam: AESGCM(sleutel) for naam, sleutel in self.gegevens.items()})

    def van(self, soort: str) -> dict[str, bytes]:
        """Return the keys of a kind (gegevens, zoek, log) by id; the first writes."""
        if soort == "gegevens":
            return self.gegevens
        if soort == "zoek":
            return {self.zoek_id: self.zoek, **self.zoek_eerder}
        return {self.log_id: self.log, **self.log_eerder}

    def schrijft(self, soort: str) -> str:
        """Return the id of the key of this kind that writes."""
        return next(iter(self.van(soort)))


SOORTEN = ("gegevens", "zoek", "log")
# Gives the keys that lie there by now, or None when nothing changed since it was last asked.
Bron = Callable[[], Sleutelbos | None]

_bossen: list[Sleutelbos] = []
_bronnen: list[Bron] = []
_gekeken = [0.0]
# A process that asks for a key looks this often (seconds) whether there is another by now.
KIJK_NA = 1.0


def neem_sleutels(bos: Sleutelbos, bron: Bron | None = None) -> None:
    """Use these keys from now on, in this process, and those that `bron` gives later."""
    _bossen[:] = [bos]
    _bronnen[:] = [bron] if bron else []


def sleutelbos() -> Sleutelbos:
    """Return the keys in use, or raise when none were taken."""
    if not _bossen:
        raise RuntimeError("Er zijn geen sleutels geladen.")
    if _bronnen and time.monotonic() - _gekeken[0] > KIJK_NA:
        ververs()
    return _bossen[0]


def ververs() -> None:
    """Take the keys that lie there by now: one `stat` when nothing changed (besluit 0046)."""
    _gekeken[0] = time.monotonic()
    for bron in _bronnen:
        bos = bron()
        if bos is None:
            continue
        if any(bos.van(soort).get(id_, oud) != oud for soort in SOORTEN for id_, oud in _bossen[0].van(soort).items()):
            log.error("een sleutel is een andere geworden onder hetzelfde id; de vorige sleutels blijven in gebruik")
            continue
        _bossen[:] = [bos]
