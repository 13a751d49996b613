"""What holds, what held and what is missing: the rows of a flow on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import Gegevensstroom, catalogus
from ketens.kern.db import db
from ketens.verwerkingen.models import Verwerking
from ketens.verwerkingen.regels import waarschuwing

Rijen = dict[tuple[str, str], list[Verwerking]]


@dataclass(frozen=True, slots=True)
class Stroomstand:
    """One flow with its rows, newest first, as they stand on `dag`."""

    stroom: Gegevensstroom
    rijen: tuple[Verwerking, ...]
    dag: date

    @property
    def geldt(self) -> Verwerking | None:
        """The newest row that has begun, or None: then the flow has no ground."""
        return next((rij for rij in self.rijen if rij.vanaf <= self.dag), None)

    @property
    def komt(self) -> tuple[Verwerking, ...]:
        """Rows that hold from a later day on, newest first."""
        return tuple(rij for rij in self.rijen if rij.vanaf > self.dag)

    @property
    def waarschuwing(self) -> str | None:
        """What speaks against the ground that holds."""
        return waarschuwing(self.stroom, self.geldt.grondslag) if self.geldt else None


def mist_op(keten_code: str, dag: date) -> tuple[Gegevensstroom, ...] | None:
    """The flows without a ground on a day; None when nobody wrote down the flows of this keten."""
    bestand = catalogus().verwerkingen(keten_code)
    if bestand is None:
        return None
    rijen = per_stroom(keten_code)
    standen = (Stroomstand(stroom, tuple(rijen[keten_code, stroom.code]), dag) for stroom in bestand.stromen)
    return tuple(deel.stroom for deel in standen if deel.geldt is None)


def per_stroom(keten_code: str | None = None) -> Rijen:
    """Rows by keten and flow, newest first; of two that begin on one day the one laid down last holds."""
    vraag = select(Verwerking).options(joinedload(Verwerking.door))
    vraag = vraag.order_by(Verwerking.vanaf.desc(), Verwerking.vastgelegd_op.desc(), Verwerking.id.desc())
    if keten_code is not None:
        vraag = vraag.where(Verwerking.keten_code == keten_code)
    gevonden: Rijen = defaultdict(list)
    for rij in db.session.scalars(vraag):
        gevonden[rij.keten_code, rij.stroom].append(rij)
    return gevonden
