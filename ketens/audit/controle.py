"""Verifying a chain, offline: the first row that does not follow from the one before, or from the anchor, is named."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from ketens.audit import keten
from ketens.audit.anker import Ankerketen
from ketens.audit.models import LOGKOP, LOGREGEL, LOGREGEL_INWONER
from ketens.audit.sleutelwissel import Sleutelgang
from ketens.audit.snede import ROUTE as SNEDE
from ketens.audit.snede import Snede, laatste, over
from ketens.kern import versleuteling
from ketens.kern.db import db

PORTIE = 5000
NIEMAND = UUID(int=2**128 - 1)
# What reading a row raises when somebody wrote what the column can't hold (SQLite takes anything).
ONLEESBAAR = (ValueError, TypeError, OverflowError, SQLAlchemyError)
# The row that a new anchor begins with.
HERSTART = "ketens logboek herstart"

Regel = tuple[dict[str, Any], list[UUID]]


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What the check found: how many rows are right, and the first bad one with the reason, or None.

    `fout_bij` 0 is a fault that sits at no row of this chain. `anker` says what is wrong with the anchor itself.
    """

    aantal: int
    fout_bij: int | None = None
    reden: str = ""
    anker: str = ""
    # Rows after the last that the anchor holds: it may lag.
    niet_verankerd: int = 0
    herstarts: list[dict[str, Any]] = field(default_factory=list)
    # Where the chain begins, when years were destroyed, and how many rows still wait for that.
    snede: Snede | None = None
    te_vernietigen: int = 0

    @property
    def goed(self) -> bool:
        """Whether nothing is wrong."""
        return self.fout_bij is None and not self.anker


def controleer(keten_id: UUID, anker: Ankerketen | None = None) -> Oordeel:
    """Walk one chain from its first row to its head, beside what the anchor holds of it (if that is given)."""
    snede = laatste(keten_id)
    if snede is None:
        return _loop(keten_id, anker, None)
    if anker and not anker.strookt(snede.nr, snede.mac):
        return Oordeel(0, snede.nr, f"de snede na regel {snede.nr} is een andere dan die in het anker", snede=snede)
    oordeel = _loop(keten_id, anker, snede)
    return replace(oordeel, aantal=oordeel.aantal - snede.nr, snede=snede, te_vernietigen=over(keten_id))


def _loop(keten_id: UUID, anker: Ankerketen | None, snede: Snede | None) -> Oordeel:
    vorige, nr = (snede.mac, snede.nr) if snede else (keten.BEGIN, 0)
    begin, getuigd = nr, snede is None
    herstarts: list[dict[str, Any]] = []
    gang = Sleutelgang()
    for gelezen in _regels(keten_id, nr):
        fout = _fout(gelezen, vorige, nr + 1, anker) or (gang.fout(gelezen[0]) if gelezen else "")
        if gelezen is None or fout:
            plek = nr + 1 if gelezen is None else _plek(gelezen[0]["nr"], nr + 1)
            return Oordeel(nr, plek, fout, herstarts=herstarts)
        regel, _ = gelezen
        vorige, nr = regel["mac"], regel["nr"]
        if regel["route"] == HERSTART:
            herstarts.append(regel)
        getuigd |= regel["route"] == SNEDE and regel["reden"] == (snede.tekst if snede else "")
    fout = _staartfout(keten_id, nr, vorige, anker)
    if fout:
        return Oordeel(nr, nr + 1, fout, herstarts=herstarts)
    if not getuigd:
        reden = f"de regels tot en met {begin} ontbreken, en geen regel zegt dat daar is gesneden"
        return Oordeel(nr, begin, reden, herstarts=herstarts)
    if _bijgelegd(keten_id):
        return Oordeel(nr, 0, "er ligt een inwoner bij een regel die niet van deze keten is", herstarts=herstarts)
    if fout := gang.eindfout():
        return Oordeel(nr, nr + 1, f"na regel {nr} ontbreken regels: {fout}", herstarts=herstarts)
    los = nr - anker.eind if anker else 0
    return Oordeel(nr, anker=_ankerfout(nr, anker, herstarts, begin), niet_verankerd=los, herstarts=herstarts)


def _fout(gelezen: Regel | None, vorige: bytes, verwacht: int, anker: Ankerketen | None) -> str:
    """Return what is wrong with this row at this place, or nothing."""
    if gelezen is None:
        return f"regel {verwacht} is niet te lezen"
    regel, inwoners = gelezen
    if regel["nr"] != verwacht:
        plek = _plek(regel["nr"], verwacht)
        return f"regel {verwacht} ontbreekt" if plek == verwacht else f"regel {plek} hoort er niet"
    if not _klopt(regel, inwoners, vorige):
        bekend = regel["sleutel"] in versleuteling.sleutelbos().van("log")
        waarom = "" if bekend else ": de logsleutel die erbij staat is er niet"
        return f"regel {verwacht} klopt niet met wat ervoor staat{waarom}"
    if anker and not anker.strookt(verwacht, regel["mac"]):
        return f"regel {verwacht} is een andere dan die in het anker"
    return ""


def _plek(nr: Any, verwacht: int) -> int:
    """Return the number at which it goes wrong when row `nr` stands where `verwacht` should."""
    return min(nr, verwacht) if isinstance(nr, int) else verwacht


def _klopt(regel: dict[str, Any], inwoners: list[UUID], vorige: bytes) -> bool:
    try:
        sleutel = versleuteling.sleutelbos().van("log").get(regel["sleutel"])
        return sleutel is not None and bool(keten.mac(sleutel, vorige, regel, inwoners) == regel["mac"])
    except ONLEESBAAR:  # bytes in a column of text
        return False


def _staartfout(keten_id: UUID, nr: int, mac: bytes, anker: Ankerketen | None) -> str:
    """Return what is missing after the last row, or nothing."""
    kop = db.session.execute(select(LOGKOP.c.nr, LOGKOP.c.mac).where(LOGKOP.c.id == keten_id)).one_or_none()
    if (kop.nr, kop.mac) != (nr, mac) if kop else nr > 0:
        return f"na regel {nr} ontbreken regels: de kop staat verder of anders"
    if anker and anker.eind > nr:
        return f"na regel {nr} ontbreken regels: het anker gaat tot regel {anker.eind}"
    return ""


def _ankerfout(nr: int, anker: Ankerketen | None, herstarts: list[dict[str, Any]], snede: int) -> str:
    """Return what the anchor lacks: it begins with the first row of the chain, or with that of a restart.

    What lies before a cut it need not hold.
    """
    if anker is None or nr == 0:
        return ""
    if not anker.macs:
        return "het anker kent deze keten niet"
    if anker.begin > snede + 1 and anker.begin not in [regel["nr"] for regel in herstarts]:
        return f"het anker begint pas bij regel {anker.begin}: wat ervoor staat, is er niet aan te toetsen"
    return ""


def _bijgelegd(keten_id: UUID) -> bool:
    """Tell whether a resident lies, under this chain, beside a row that is not of this chain."""
    mensen = LOGREGEL_INWONER
    van_ons = select(LOGREGEL.c.id).where(LOGREGEL.c.id == mensen.c.logregel_id, LOGREGEL.c.keten_id == keten_id)
    vraag = select(func.count()).select_from(mensen).where(mensen.c.keten_id == keten_id, ~van_ons.exists())
    return bool(db.session.execute(vraag).scalar())


def _regels(keten_id: UUID, begin: int) -> Iterator[Regel | None]:
    """Yield the rows after a cut in order, with their residents; None for the first that can't be read, and no more."""
    na: int | None = begin or None
    omvang = PORTIE
    while True:
        try:
            portie = _portie(keten_id, na, omvang)
        except ONLEESBAAR:
            if omvang == 1:
                yield None
                return
            omvang = (omvang + 1) // 2  # closer, until only the one that can't be read is left
            continue
        if not portie:
            return
        yield from portie
        na = portie[-1][0]["nr"]


def _portie(keten_id: UUID, na: int | None, omvang: int) -> list[Regel]:
    vraag = select(LOGREGEL).where(LOGREGEL.c.keten_id == keten_id).order_by(LOGREGEL.c.nr).limit(omvang)
    if na is not None:
        vraag = vraag.where(LOGREGEL.c.nr > na)
    rijen = [dict(rij) for rij in db.session.execute(vraag).mappings()]
    if not rijen:
        return []
    mensen, wie = LOGREGEL_INWONER, defaultdict(list)
    ids = select(mensen.c.logregel_id, mensen.c.keten_id, mensen.c.inwoner_id).where(
        mensen.c.logregel_id >= min(rij["id"] for rij in rijen), mensen.c.logregel_id <= max(rij["id"] for rij in rijen)
    )
    for logregel_id, waar, inwoner_id in db.session.execute(ids):
        # A resident laid beside a row under another chain is no part of what was written: the row is not right.
        wie[logregel_id].append(inwoner_id if waar == keten_id else NIEMAND)
    return [(rij, wie[rij["id"]]) for rij in rijen]
