"""Which sessions stand in a feed: those that its reader may see, and those where they stand in for another."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from ketens.agenda.models import Agendaadres
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep, Vervanging
from ketens.kern.db import db
from ketens.kern.klok import nu

# What lies longer behind us leaves the calendar.
TERUG = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Afspraak:
    """One session as its reader has it: of how many, and whether they stand in or someone stands in for them."""

    bijeenkomst: Bijeenkomst
    groep: Groep
    van: int
    valt_in: bool = False
    vervangen: bool = False

    @property
    def gaat_door(self) -> bool:
        """Whether neither the session nor its group was called off."""
        return self.bijeenkomst.afgelast_op is None and self.groep.afgelast_op is None


def afspraken(adres: Agendaadres, lezers: list[Wie]) -> list[Afspraak] | None:
    """Return the sessions at this address, or None when its reader may see nothing there (any more)."""
    eigen = or_(*(Groep.zichtbaar_voor(lezer) for lezer in lezers))
    if adres.groep_id is not None:
        hier = Groep.id == adres.groep_id
        if db.session.scalar(select(Groep.id).where(hier, eigen)) is None:
            return None
        return _met_aantallen(_bijeenkomsten(hier), None)
    mijzelf = lezers[0].account_id
    ketens = {keten for lezer in lezers for keten in lezer.ketens}
    invallen = Bijeenkomst.id.in_(
        select(Vervanging.bijeenkomst_id).where(Vervanging.account_id == mijzelf, Vervanging.ingetrokken_op.is_(None))
    )
    return _met_aantallen(_bijeenkomsten(eigen | (invallen & Groep.keten_code.in_(ketens))), mijzelf)


def _bijeenkomsten(eis: ColumnElement[bool]) -> list[Bijeenkomst]:
    vraag = select(Bijeenkomst).join(Bijeenkomst.groep).where(eis, Bijeenkomst.begint_op > nu() - TERUG)
    vraag = vraag.options(
        contains_eager(Bijeenkomst.groep).selectinload(Groep.trainers), selectinload(Bijeenkomst.vervangingen)
    )
    return list(db.session.scalars(vraag.order_by(Bijeenkomst.begint_op, Bijeenkomst.id)))


def _met_aantallen(bijeenkomsten: list[Bijeenkomst], mijzelf: UUID | None) -> list[Afspraak]:
    van = select(Bijeenkomst.groep_id, func.count()).where(
        Bijeenkomst.groep_id.in_({een.groep_id for een in bijeenkomsten}), Bijeenkomst.extra.is_(False)
    )
    aantallen = {rij[0]: rij[1] for rij in db.session.execute(van.group_by(Bijeenkomst.groep_id))}
    return [_afspraak(een, aantallen.get(een.groep_id, 0), mijzelf) for een in bijeenkomsten]


def _afspraak(bijeenkomst: Bijeenkomst, van: int, mijzelf: UUID | None) -> Afspraak:
    groep = bijeenkomst.groep
    invallers = {rij.account_id for rij in bijeenkomst.vervangingen if rij.ingetrokken_op is None}
    leidt_zelf = any(rij.account_id == mijzelf and rij.tot is None for rij in groep.trainers)
    return Afspraak(
        bijeenkomst,
        groep,
        van,
        valt_in=mijzelf in invallers,
        vervangen=leidt_zelf and bool(invallers - {mijzelf}),
    )
