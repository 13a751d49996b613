"""What happens in a life and changes everything here: someone dies, or moves away. Recorded once, on the resident.

What must stop lives above this feature and registers itself: `bij_overlijden`, `bij_verhuizing`, and to come back again
when it was a mistake `bij_herstel`. What is stopped is remembered by its ids (`onthoud`), of whatever keten it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld

STAAT = text("ongedaan_op IS NULL")
OVERLEDEN = "Deze inwoner is overleden."
VERTREKT = "Deze inwoner verhuist naar een andere gemeente. Er kan niets nieuws beginnen."


class Wending(VanInwoner):
    """What an overlijden and a verhuizing have in common: what they stopped, and whether they were undone."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    # Ids of what was stopped, by kind: trajecten, stappen, taken, pauzes, verwijzingen, berichten, ...
    gestopt: Mapped[dict[str, Any]]
    vastgelegd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ongedaan_op: Mapped[datetime | None]
    ongedaan_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    def onthoud(self, soort: str, ids: Iterable[UUID]) -> None:
        """Keep the ids of what was stopped, beside those of this kind that were kept already."""
        al = self.gestopt.get(soort, [])
        self.gestopt = {**self.gestopt, soort: [*al, *(str(id_) for id_ in ids)]}

    def onthouden(self, soort: str) -> list[UUID]:
        """Return the ids of what was stopped of this kind."""
        return [UUID(id_) for id_ in self.gestopt.get(soort, [])]


class Overlijden(Model, Wending):
    """Someone died. What it stopped is kept, so that a mistake can be undone whole."""

    __table_args__ = (
        Index("uq_overlijden_staat", "inwoner_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    datum = Verzegeld[date](date.isoformat, date.fromisoformat)
    # Who told it: a code of keuzes.BRONNEN.
    bron: Mapped[str] = mapped_column(String(40))
    ongedaan_reden = Verzegeld[str]()

    inwoner: Mapped[Inwoner] = relationship()


class Verhuizing(Model, Wending):
    """Someone moves out of the gemeente. They may finish a group that runs, and get no new place."""

    __table_args__ = (
        Index("uq_verhuizing_staat", "inwoner_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    per: Mapped[date]
    naar_gemeente: Mapped[str] = mapped_column(String(60))
    # The resident finishes what runs: a group that began, conversations.
    maakt_af: Mapped[bool] = mapped_column(default=True)
    # The resident agrees that the new gemeente hears of the traject.
    mag_overdragen: Mapped[bool] = mapped_column(default=False)
    ongedaan_reden = Verzegeld[str]()

    inwoner: Mapped[Inwoner] = relationship()


BijOverlijden = Callable[[Overlijden, Wie], None]
BijVerhuizing = Callable[[Verhuizing, Wie], None]
BijHerstel = Callable[[Overlijden | Verhuizing, Wie], None]
StoptBijOverlijden = TypeVar("StoptBijOverlijden", bound=BijOverlijden)
StoptBijVerhuizing = TypeVar("StoptBijVerhuizing", bound=BijVerhuizing)
BIJ_OVERLIJDEN: list[BijOverlijden] = []
BIJ_VERHUIZING: list[BijVerhuizing] = []
BIJ_HERSTEL: list[BijHerstel] = []


# Sentences for who is about to record an overlijden: see `zegt_wat_stopt`.
WAT_STOPT: list[Callable[[Inwoner, Wie], list[str]]] = []


def zegt_wat_stopt(zeg: Callable[[Inwoner, Wie], list[str]]) -> Callable[[Inwoner, Wie], list[str]]:
    """Register what to say, before it is recorded, of what will stop: only what `wie` may see. Usable as decorator."""
    WAT_STOPT.append(zeg)
    return zeg


def wat_stopt(inwoner: Inwoner, wie: Wie) -> list[str]:
    """Return what an overlijden will stop, in sentences, as far as `wie` may see it."""
    return [zin for zeg in WAT_STOPT for zin in zeg(inwoner, wie)]


def bij_overlijden(stop: StoptBijOverlijden) -> StoptBijOverlijden:
    """Register what stops when someone dies, in the same transaction. Usable as decorator.

    The trajecten are closed (with all that `bij_afsluiting` lets go) before it is called.
    """
    BIJ_OVERLIJDEN.append(stop)
    return stop


def bij_verhuizing(stop: StoptBijVerhuizing) -> StoptBijVerhuizing:
    """Register what stops when someone moves out of the gemeente. Usable as decorator."""
    BIJ_VERHUIZING.append(stop)
    return stop


def bij_herstel(breng_terug: BijHerstel) -> BijHerstel:
    """Register what comes back when an overlijden or a verhuizing was recorded by mistake. Usable as decorator.

    The trajecten run again before it is called.
    """
    BIJ_HERSTEL.append(breng_terug)
    return breng_terug


def overlijden_van(inwoner_id: UUID) -> Overlijden | None:
    """Return the overlijden that stands, or None."""
    vraag = select(Overlijden).where(Overlijden.inwoner_id == inwoner_id, Overlijden.ongedaan_op.is_(None))
    return db.session.scalars(vraag).one_or_none()


def verhuizing_van(inwoner_id: UUID) -> Verhuizing | None:
    """Return the verhuizing out of the gemeente that stands, or None."""
    vraag = select(Verhuizing).where(Verhuizing.inwoner_id == inwoner_id, Verhuizing.ongedaan_op.is_(None))
    return db.session.scalars(vraag).one_or_none()


def is_overleden(inwoner: Inwoner) -> bool:
    """Tell whether this resident died."""
    return bool(overledenen([inwoner.id]))


def vertrekt(inwoner: Inwoner) -> bool:
    """Tell whether this resident moves, or moved, out of the gemeente."""
    return verhuizing_van(inwoner.id) is not None


def overledenen(inwoner_ids: Collection[UUID]) -> set[UUID]:
    """Return who of these residents died, in one query: for lists."""
    vraag = select(Overlijden.inwoner_id).where(Overlijden.inwoner_id.in_(inwoner_ids))
    return set(db.session.scalars(vraag.where(Overlijden.ongedaan_op.is_(None))))


def levenden(kolom: Any = Inwoner.id) -> ColumnElement[bool]:
    """Return the condition that the resident whose id stands in `kolom` did not die."""
    return ~exists().where(Overlijden.inwoner_id == kolom, Overlijden.ongedaan_op.is_(None))


def moet_leven(inwoner: Inwoner) -> None:
    """Raise `Domeinfout` when this resident died.

    The row of the resident is shared until the end of the transaction: who records an overlijden at this moment waits,
    and stops what began here too.
    """
    db.session.scalars(select(Inwoner.id).where(Inwoner.id == inwoner.id).with_for_update(read=True)).one_or_none()
    if is_overleden(inwoner):
        raise Domeinfout(f"{OVERLEDEN} Er kan niets nieuws beginnen.")


def moet_blijven(inwoner: Inwoner) -> None:
    """Raise `Domeinfout` when this resident died or moves out of the gemeente: no new place, no offer."""
    moet_leven(inwoner)
    if vertrekt(inwoner):
        raise Domeinfout(VERTREKT)


def vergrendel(inwoner: Inwoner) -> None:
    """Lock the resident before something is recorded that changes everything.

    Rows that only point to the resident don't wait; who begins something (`moet_leven`) does.
    """
    db.session.scalars(select(Inwoner.id).where(Inwoner.id == inwoner.id).with_for_update(key_share=True)).one()


def kies_dag(dag: date, inwoner: Inwoner, *, veld: str) -> date:
    """Return a day in this life that is not in the future, or raise `Domeinfout`."""
    if dag > vandaag():
        raise Domeinfout("Kies een dag die niet in de toekomst ligt.", veld=veld)
    if inwoner.geboortedatum and dag < inwoner.geboortedatum:
        raise Domeinfout("Deze dag ligt voor de geboortedatum.", veld=veld)
    return dag
