"""A restriction (AVG 18): what is kept of a resident stays as it is, and stays shut (besluit 0049).

One set of ids a request says whom it is about. It shuts three doors at once: sealed cells open as nothing, `vind`
answers with a page that says why and until when, and a change is refused with one sentence when it is written down.
Who handles requests and who oversees the log see them as before; background work changes only what time itself ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import has_request_context
from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, select, text, true
from sqlalchemy import event as gebeurtenis
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from werkzeug.exceptions import Locked

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern import versleuteling, vinden
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.kern.poort import recht_van_verzoek
from ketens.kern.versleuteling import Verzegeld, is_dicht
from ketens.rechten import Recht

STAAT = text("opgeheven_op IS NULL")
GEWEIGERD = "De gegevens van deze inwoner zijn beperkt. U kunt er nu niets aan veranderen."
# Their pages are about the request itself, or about who looked.
OPEN_VOOR = frozenset({Recht.VERZOEKEN, Recht.LOGBOEK_INZIEN})
# Why a record is restricted (AVG 18, first paragraph, and pending an objection: 21).
REDENEN = {
    "betwist": "De inwoner vindt dat er iets niet klopt. Wij zoeken dat uit.",
    "onrechtmatig": "Wij mogen de gegevens niet gebruiken, maar de inwoner wil niet dat wij ze wissen.",
    "rechtszaak": "Wij hebben de gegevens niet meer nodig, maar de inwoner wel, voor een rechtszaak of klacht.",
    "bezwaar": "De inwoner maakt bezwaar. Wij zoeken uit of wij door mogen gaan.",
    "bezwaar_gegrond": "De inwoner maakte bezwaar en kreeg gelijk. Wij gebruiken de gegevens niet meer.",
}


class Beperking(Model, VanInwoner):
    """A restriction of all that is kept of a resident; `tot` is the day that it is looked at again."""

    __table_args__ = (
        Index("ix_beperking_staat", "gemeente_id", "inwoner_id", sqlite_where=STAAT, postgresql_where=STAAT),
    )

    # Of the request that it came from, in a feature above this one.
    verzoek_id: Mapped[UUID] = mapped_column(index=True)
    reden: Mapped[str] = mapped_column(String(40))
    van: Mapped[datetime] = mapped_column(default=nu)
    tot: Mapped[date | None]
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    # The resident hears that it ends before it ends.
    gemeld_op: Mapped[date | None]
    gemeld_hoe: Mapped[str | None] = mapped_column(String(20))
    opgeheven_op: Mapped[datetime | None]
    opgeheven_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    opgeheven_reden = Verzegeld[str]()

    inwoner: Mapped[Inwoner] = relationship()

    @property
    def waarom(self) -> str:
        """The reason in words."""
        return REDENEN.get(self.reden, self.reden)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Whoever meets a resident may know that the record is shut, and why; the resident they see by other rules."""
        return true()


class Beperkt(Locked):
    """Someone asked for a record that is restricted."""

    def __init__(self, inwoner_id: UUID) -> None:
        super().__init__()
        self.inwoner_id = inwoner_id


BijBeperking = Callable[[Beperking, Wie], None]
BIJ_BEPERKING: list[BijBeperking] = []
_toch: ContextVar[bool] = ContextVar("ondanks_beperking", default=False)
_ingezien: ContextVar[bool] = ContextVar("inzage_ondanks_beperking", default=False)


def bij_beperking(stop: BijBeperking) -> BijBeperking:
    """Register what stops at once: messages that wait, offers that are open. Usable as decorator."""
    BIJ_BEPERKING.append(stop)
    return stop


@contextmanager
def ondanks_beperking() -> Iterator[None]:
    """Let through a change that is about a whole group: it was called off, it moved, it is finished."""
    merk = _toch.set(True)
    try:
        yield
        db.session.flush()
    finally:
        _toch.reset(merk)


@contextmanager
def opent_alles() -> Iterator[None]:
    """Open the cells of who is restricted too: for what the resident asked to see."""
    merk = _ingezien.set(True)
    try:
        yield
    finally:
        _ingezien.reset(merk)


def onbeperkt(kolom: Any) -> ColumnElement[bool]:
    """Return the condition that the resident whose id stands in `kolom` is not restricted."""
    return ~exists().where(Beperking.inwoner_id == kolom, Beperking.opgeheven_op.is_(None))


def beperkten() -> frozenset[UUID]:
    """Return who is restricted in this gemeente, whoever asks. One statement."""
    if huidige_gemeente() is None:
        return frozenset()
    with db.session.no_autoflush:
        return frozenset(db.session.scalars(select(Beperking.inwoner_id).where(Beperking.opgeheven_op.is_(None))))


def beperking_van(inwoner_id: UUID) -> Beperking | None:
    """Return the restriction that stands, or None."""
    vraag = select(Beperking).where(Beperking.inwoner_id == inwoner_id, Beperking.opgeheven_op.is_(None))
    return db.session.scalars(vraag.order_by(Beperking.id).limit(1)).one_or_none()


def dicht_voor_dit_verzoek() -> frozenset[UUID]:
    """Return whose cells stay shut for who asks now."""
    if _ingezien.get() or (has_request_context() and recht_van_verzoek() in OPEN_VOOR):
        return frozenset()
    return beperkten()


def keer_om(inwoner_id: UUID) -> None:
    """Answer with the page that says why and until when, instead of the record."""
    if is_dicht(inwoner_id):
        raise Beperkt(inwoner_id)


@gebeurtenis.listens_for(Session, "before_flush")
def _weiger_wijziging(session: Session, _context: object, _instances: object) -> None:
    """Refuse what somebody changes, makes or takes away of a restricted resident."""
    if _toch.get() or versleuteling.geopend.get() is None:
        return
    for rij in (*session.new, *session.dirty, *session.deleted):
        # Work of our own about a resident (a task) is no data of theirs.
        betrokkene = None if getattr(rij, "is_eigen_werk", False) else getattr(rij, "betrokkene", None)
        if betrokkene is None or (rij in session.dirty and not session.is_modified(rij)):
            continue
        if is_dicht(betrokkene):
            raise Domeinfout(GEWEIGERD)


versleuteling.wie_is_dicht(dicht_voor_dit_verzoek)
vinden.bij_vondst(keer_om)
