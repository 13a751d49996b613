"""Sealed fields and keyed search hashes: a stolen database file or back-up names nobody (besluit 0003).

A cell is AES-256-GCM over UTF-8 text. Its bytes: version (1), length of the key id, key id, nonce (12), ciphertext.
Table, column, row id and key id are the associated data, so that a cell moved elsewhere does not open.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from typing import Any, Generic, Self, TypeVar, overload
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.orm import mapped_column

from ketens.kern.gemeente import GEEN, huidige_gemeente
from ketens.kern.sleutels import Sleutelbos, neem_sleutels, sleutelbos, ververs

__all__ = ["Sleutelbos", "neem_sleutels", "sleutelbos"]

VERSIE = 1
NONCE = 12
# Version, length and the longest key id: what tells whose a cell is.
LANGSTE_KOP = 2 + 255
T = TypeVar("T")


class Onleesbaar(Exception):
    """A cell does not open: the key is missing, or the cell was moved or damaged."""


# The residents whose sealed cells were opened since the set was laid down: the access log reads it.
geopend: ContextVar[set[UUID] | None] = ContextVar("geopend", default=None)
# Whose cells stay shut for who looks (besluit 0049), with the set above for which it was asked.
_dicht: ContextVar[tuple[object, frozenset[UUID]]] = ContextVar("dicht", default=(None, frozenset()))
_wie_is_dicht: list[Callable[[], frozenset[UUID]]] = []


def _band(tabel: str, kolom: str, rij: UUID, sleutel: str) -> bytes:
    return f"{tabel}:{kolom}:{rij.hex}:{sleutel}".encode()


def celkop(sleutel: str) -> bytes:
    """Return how a cell under this key begins."""
    return bytes((VERSIE, len(sleutel))) + sleutel.encode()


def verzegel(tekst: str, tabel: str, kolom: str, rij: UUID) -> bytes:
    """Seal `tekst` for one cell."""
    return verzegel_bytes(tekst.encode(), tabel, kolom, rij)


def verzegel_bytes(inhoud: bytes, tabel: str, kolom: str, rij: UUID) -> bytes:
    """Seal what is no text: a file, bound to its row as a cell is."""
    naam, sleutel = next(iter(sleutelbos().lezers.items()))
    nonce = os.urandom(NONCE)
    return celkop(naam) + nonce + sleutel.encrypt(nonce, inhoud, _band(tabel, kolom, rij, naam))


def open_cel(cel: bytes, tabel: str, kolom: str, rij: UUID) -> str:
    """Open a sealed cell, or raise `Onleesbaar`."""
    try:
        return open_bytes(cel, tabel, kolom, rij).decode()
    except UnicodeDecodeError as fout:
        raise Onleesbaar(f"{tabel}.{kolom}: deze cel is geen tekst.") from fout


def open_bytes(cel: bytes, tabel: str, kolom: str, rij: UUID) -> bytes:
    """Open what `verzegel_bytes` sealed, or raise `Onleesbaar`."""
    naam = sleutel_van(cel)
    eind = 2 + cel[1] if len(cel) > 2 else 0
    sleutel = _lezer(naam)
    if cel[:1] != bytes((VERSIE,)) or sleutel is None:
        raise Onleesbaar(f"{tabel}.{kolom}: sleutel {naam!r} is er niet.")
    try:
        return sleutel.decrypt(cel[eind : eind + NONCE], cel[eind + NONCE :], _band(tabel, kolom, rij, naam))
    except (InvalidTag, ValueError) as fout:  # ValueError: cut off before the nonce ends
        raise Onleesbaar(f"{tabel}.{kolom}: deze cel hoort hier niet of is beschadigd.") from fout


def sleutel_van(cel: bytes) -> str:
    """Return the id of the key that a cell names."""
    return cel[2 : 2 + cel[1]].decode(errors="replace") if len(cel) > 2 else ""


def _lezer(naam: str) -> AESGCM | None:
    lezer = sleutelbos().lezers.get(naam)
    if lezer is None:  # someone beside us has a newer key already
        ververs()
        lezer = sleutelbos().lezers.get(naam)
    return lezer


class Verzegeld(Generic[T]):
    """A field of a model that is stored sealed. `naar` and `van` turn the value into text and back.

    Opening a cell notes whose it is (`rij.betrokkene`): no page can show a resident without a row in the access log.
    """

    def __init__(self, naar: Callable[[T], str] = str, van: Callable[[str], T] = str) -> None:  # type: ignore[assignment]
        self.naar, self.van = naar, van

    def __set_name__(self, klasse: type, naam: str) -> None:
        self.naam, self.cel, self.geopend = naam, f"{naam}_cel", f"_{naam}_geopend"
        setattr(klasse, self.cel, mapped_column(naam, LargeBinary, nullable=True))

    @overload
    def __get__(self, rij: None, klasse: type) -> Self: ...
    @overload
    def __get__(self, rij: object, klasse: type) -> T | None: ...
    def __get__(self, rij: Any, klasse: type) -> Self | T | None:
        if rij is None:
            return self
        cel = getattr(rij, self.cel)
        if cel is None:
            return None
        # A page reads a name several times. What was opened from this very cell, and noted in this very request, is
        # kept with the row: a quarter of the cost of a search. Only what nobody can change in place.
        gezien = geopend.get()
        eerder = rij.__dict__.get(self.geopend)
        if eerder is not None and eerder[0] is cel and eerder[1] is gezien:
            waarde: T = eerder[2]
            return waarde
        onthoud(rij.betrokkene)
        # Work of our own about somebody is no record of theirs (besluit 0049).
        if is_dicht(rij.betrokkene) and not getattr(rij, "is_eigen_werk", False):
            return None
        waarde = self.van(open_cel(cel, rij.__tablename__, self.naam, rij.id))
        if isinstance(waarde, str | date):
            rij.__dict__[self.geopend] = (cel, gezien, waarde)
        return waarde

    def __set__(self, rij: Any, waarde: T | None) -> None:
        if waarde in (None, ""):
            setattr(rij, self.cel, None)
        elif getattr(rij, self.cel) is None or self.__get__(rij, type(rij)) != waarde:
            setattr(rij, self.cel, verzegel(self.naar(waarde), rij.__tablename__, self.naam, rij.id))


def onthoud(inwoner_id: UUID | None) -> None:
    """Note that something of this resident is being shown."""
    gezien = geopend.get()
    if gezien is not None and inwoner_id is not None:
        gezien.add(inwoner_id)


def wie_is_dicht(vraag: Callable[[], frozenset[UUID]]) -> None:
    """Register who tells whose cells stay shut; asked once for each request or export, at its first cell."""
    _wie_is_dicht[:] = [vraag]


def is_dicht(inwoner_id: UUID | None) -> bool:
    """Tell whether the cells of this resident stay shut for who looks. Work that shows nobody anything opens all."""
    gezien = geopend.get()
    if gezien is None or inwoner_id is None:
        return False
    gevraagd_voor, ids = _dicht.get()
    if gevraagd_voor is not gezien:
        # Marked first: the question itself opens nothing, but what it flushes may ask again.
        _dicht.set((gezien, frozenset()))
        ids = frozenset().union(*(vraag() for vraag in _wie_is_dicht))
        _dicht.set((gezien, ids))
    return inwoner_id in ids


def zoekhash(soort: str, waarde: str, zoek: bytes | None = None) -> bytes:
    """Return the keyed hash (16 bytes) by which a sealed value is found, different in each gemeente.

    Under the key that writes, or under `zoek`. Who looks for something asks `zoekhashes`.
    """
    tekst = f"{(huidige_gemeente() or GEEN).hex}:{soort}:{waarde}"
    return hmac.digest(sleutelbos().zoek if zoek is None else zoek, tekst.encode(), hashlib.sha256)[:16]


def zoekhashes(soort: str, waarde: str) -> list[bytes]:
    """Return the hashes under which it may stand: that of the key that writes first, then those of older keys."""
    return [zoekhash(soort, waarde, zoek) for zoek in sleutelbos().van("zoek").values()]
