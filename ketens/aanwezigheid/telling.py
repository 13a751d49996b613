"""How often someone came: counted over the sessions that were held and of which something is noted, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu

GETELD = (AanwezigheidStand.AANWEZIG, AanwezigheidStand.AFWEZIG)


@dataclass(frozen=True, slots=True)
class Opkomst:
    """Present at so many of the sessions that were held."""

    aanwezig: int = 0
    gehouden: int = 0

    @property
    def procent(self) -> int | None:
        """Rounded, as a screen shows it; None when no session was held yet. Compare with `haalt`."""
        return round(100 * self.aanwezig / self.gehouden) if self.gehouden else None

    @property
    def woorden(self) -> str:
        """As a screen says it."""
        return f"{self.aanwezig} van {self.gehouden} ({self.procent}%)" if self.gehouden else "nog niets genoteerd"

    def haalt(self, procent: int) -> bool:
        """Tell whether so many percent was reached, exactly: 74.6 is not 75."""
        return self.gehouden > 0 and 100 * self.aanwezig >= procent * self.gehouden

    def __add__(self, ander: "Opkomst") -> "Opkomst":
        return Opkomst(self.aanwezig + ander.aanwezig, self.gehouden + ander.gehouden)


NIETS = Opkomst()


def is_gehouden() -> ColumnElement[bool]:
    """The condition that a session took place and that somebody was noted there as present or absent.

    Of a session of which nothing is noted it is unknown who came: that is something else than nobody (besluit 0031).
    """
    ander = aliased(Aanwezigheid)
    genoteerd = exists().where(ander.bijeenkomst_id == Bijeenkomst.id, ander.stand.in_(GETELD))
    return Bijeenkomst.afgelast_op.is_(None) & (Bijeenkomst.begint_op <= nu()) & genoteerd


def opkomst(plaatsing_ids: Iterable[UUID]) -> dict[UUID, Opkomst]:
    """Return how often each of these came, in one query; who has nothing to count has 0 of 0."""
    ids = list(plaatsing_ids)
    if not ids:
        return {}
    geweest = func.count(Aanwezigheid.id).filter(Aanwezigheid.stand == AanwezigheidStand.AANWEZIG)
    paar = (Aanwezigheid.bijeenkomst_id == Bijeenkomst.id) & (Aanwezigheid.plaatsing_id == Plaatsing.id)
    vraag = (
        select(Plaatsing.id, geweest, func.count(Bijeenkomst.id))
        .join(Bijeenkomst, Bijeenkomst.groep_id == Plaatsing.groep_id)
        .outerjoin(Aanwezigheid, paar)
        .where(Plaatsing.id.in_(ids), is_gehouden())
        .group_by(Plaatsing.id)
    )
    geteld = {rij[0]: Opkomst(rij[1], rij[2]) for rij in db.session.execute(vraag)}
    return {id_: geteld.get(id_, NIETS) for id_ in ids}


def samen(opkomsten: Iterable[Opkomst]) -> Opkomst:
    """Return the attendance of a group: all presences over all that could have been."""
    return sum(opkomsten, NIETS)
