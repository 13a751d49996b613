"""The anchor: the head of each chain after every commit, in a file outside the database (besluit 0013).

Whoever holds the log key can write a whole new chain; not one that agrees with what stood elsewhere already. The file
may lag behind the database and never leads it: a line is written after the commit, and a roll-back leaves none.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

log = logging.getLogger(__name__)

PLEK = "ketens.anker"


@dataclass(frozen=True, slots=True)
class Punt:
    """The head of a chain at one moment: one line of the file."""

    keten_id: UUID
    nr: int
    mac: bytes
    sleutel: str
    op: str

    @property
    def regel(self) -> bytes:
        """The line as it is stored."""
        return f"{self.keten_id.hex} {self.nr} {self.mac.hex()} {self.op} {self.sleutel}\n".encode()

    @classmethod
    def uit(cls, regel: bytes) -> "Punt":
        """Read a line, or raise `ValueError`."""
        keten_id, nr, mac, op, sleutel = regel.decode().split(" ", 4)
        return cls(UUID(keten_id), int(nr), bytes.fromhex(mac), sleutel, op)


def onthoud(sessie: Session, pad: Path, punt: Punt) -> None:
    """Note a head, to be written when the transaction that is open commits."""
    transactie, _, punten = sessie.info.get(PLEK, (None, None, None))
    if punten is None or transactie is not sessie.get_transaction():
        punten = []
        sessie.info[PLEK] = (sessie.get_transaction(), pad, punten)
    punten.append(punt)


@event.listens_for(Session, "after_commit")
def _na_vastleggen(sessie: Session) -> None:
    if PLEK not in sessie.info or sessie.in_nested_transaction():
        return
    # A transaction that was let go, neither committed nor rolled back, may have left its notes behind.
    transactie, pad, punten = sessie.info.pop(PLEK)
    if transactie is sessie.get_transaction():
        voeg_toe(pad, punten)


@event.listens_for(Session, "after_soft_rollback")
def _na_terugdraaien(sessie: Session, _transactie: SessionTransaction) -> None:
    # After a savepoint too: which notes were made within it is not known, and to lag is allowed.
    sessie.info.pop(PLEK, None)


def voeg_toe(pad: Path, punten: Iterable[Punt]) -> None:
    """Append one line for each, in one write. A failure is said and no more: what it is about is in the database."""
    regels = b"".join(punt.regel for punt in punten)
    try:
        # Opened each time: after a restart of the anchor every worker writes to the new file at once.
        bestand = os.open(pad, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            geschreven = os.write(bestand, regels)
        finally:
            os.close(bestand)
    except OSError as fout:
        log.error("het anker is niet bijgewerkt: %s", fout.strerror)  # noqa: TRY400  the path says where, no more
    else:
        if geschreven != len(regels):
            log.error("het anker is maar half bijgewerkt: %s van %s bytes", geschreven, len(regels))


@dataclass(slots=True)
class Ankerketen:
    """What the anchor holds of one chain."""

    macs: dict[int, bytes] = field(default_factory=dict)
    # Numbers for which it holds two different rows.
    dubbel: set[int] = field(default_factory=set)

    @property
    def begin(self) -> int:
        """The lowest number; 0 when there is none."""
        return min(self.macs, default=0)

    @property
    def eind(self) -> int:
        """The highest number; 0 when there is none."""
        return max(self.macs, default=0)

    def strookt(self, nr: int, mac: bytes) -> bool:
        """Tell whether the row of this number is the one that was anchored, or was not anchored."""
        return nr not in self.dubbel and self.macs.get(nr, mac) == mac

    def noteer(self, punt: Punt) -> None:
        """Take a line in."""
        if self.macs.setdefault(punt.nr, punt.mac) != punt.mac:
            self.dubbel.add(punt.nr)


@dataclass(frozen=True, slots=True)
class Anker:
    """The file, read: what it holds of each chain, and the numbers of the lines that can't be read."""

    ketens: dict[UUID, Ankerketen]
    onleesbaar: tuple[int, ...] = ()

    def van(self, keten_id: UUID) -> Ankerketen:
        """Return what it holds of a chain, also when that is nothing."""
        return self.ketens.get(keten_id, Ankerketen())


def lees(pad: Path) -> Anker | None:
    """Read the file; None when there is none. Read it before the database: it never leads."""
    ketens: dict[UUID, Ankerketen] = {}
    onleesbaar = []
    try:
        with pad.open("rb") as bestand:
            for nummer, punt in _punten(bestand):
                if punt is None:
                    onleesbaar.append(nummer)
                else:
                    ketens.setdefault(punt.keten_id, Ankerketen()).noteer(punt)
    except FileNotFoundError:
        return None
    return Anker(ketens, tuple(onleesbaar))


def _punten(bestand: Iterable[bytes]) -> Iterator[tuple[int, Punt | None]]:
    for nummer, regel in enumerate(bestand, start=1):
        try:
            if not regel.endswith(b"\n"):
                raise ValueError
            yield nummer, Punt.uit(regel[:-1])
        except ValueError:
            yield nummer, None
