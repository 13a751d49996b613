"""Verifying the chain, offline: the first row that does not follow from the one before it is named."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.audit import keten
from ketens.audit.models import LOGKOP, LOGREGEL, LOGREGEL_INWONER
from ketens.kern import versleuteling
from ketens.kern.db import db

PORTIE = 5000
NIEMAND = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What the check found: how many rows, and the first bad one with the reason, or None."""

    aantal: int
    fout_bij: int | None = None
    reden: str = ""


def controleer(keten_id: UUID) -> Oordeel:
    """Walk one chain from its first row to its head."""
    sleutel = versleuteling.sleutelbos().log
    vorige, nr = keten.BEGIN, 0
    for regel, inwoners in _regels(keten_id):
        if regel["nr"] != nr + 1:
            return Oordeel(nr, nr + 1, f"regel {nr + 1} ontbreekt")
        if keten.mac(sleutel, vorige, regel, inwoners) != regel["mac"]:
            return Oordeel(nr, nr + 1, f"regel {nr + 1} klopt niet met wat ervoor staat")
        vorige, nr = regel["mac"], regel["nr"]
    kop = db.session.execute(select(LOGKOP).where(LOGKOP.c.id == keten_id)).one_or_none()
    if (kop.nr, kop.mac) != (nr, vorige) if kop else nr > 0:
        return Oordeel(nr, nr + 1, f"na regel {nr} ontbreken regels: de kop staat verder of anders")
    return Oordeel(nr)


def _regels(keten_id: UUID) -> Iterator[tuple[dict[str, Any], list[UUID]]]:
    tabel, mensen = LOGREGEL, LOGREGEL_INWONER
    na = 0
    while True:
        vraag = select(tabel).where(tabel.c.keten_id == keten_id, tabel.c.nr > na).order_by(tabel.c.nr).limit(PORTIE)
        portie = [dict(rij) for rij in db.session.execute(vraag).mappings()]
        if not portie:
            return
        wie = defaultdict(list)
        ids = select(mensen.c.logregel_id, mensen.c.keten_id, mensen.c.inwoner_id).where(
            mensen.c.logregel_id >= min(rij["id"] for rij in portie),
            mensen.c.logregel_id <= max(rij["id"] for rij in portie),
        )
        for logregel_id, waar, inwoner_id in db.session.execute(ids):
            # A resident laid beside a row under another chain is no part of what was written: the row is not right.
            wie[logregel_id].append(inwoner_id if waar == keten_id else NIEMAND)
        for rij in portie:
            yield rij, wie[rij["id"]]
        na = portie[-1]["nr"]
