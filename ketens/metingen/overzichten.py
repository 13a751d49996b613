"""What was measured of whom, and what changed. A fixed number of queries, whatever the amount."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from ketens.catalogus import Instrument, catalogus
from ketens.groepen.afloop import nameting
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.metingen import verandering as rekenen
from ketens.metingen.models import Meting
from ketens.metingen.momenten import T0, T1
from ketens.metingen.verandering import NIET_UITVOERBAAR, WEINIG_PAREN, Verandering

Metingen = dict[UUID, dict[tuple[str, str], Meting]]


@dataclass(frozen=True, slots=True)
class Jaarverandering:
    """One instrument over all groups of an interventie that ended in a year."""

    interventie_code: str
    instrument: Instrument
    paren: int
    gemiddeld: Decimal | None
    # People with a measurement at both moments, one of which they were not able to do.
    lukte_niet: int

    @property
    def weinig(self) -> bool:
        """Whether these are too few pairs to say much."""
        return self.paren < WEINIG_PAREN

    @property
    def woorden(self) -> str:
        """The mean in words."""
        return "" if self.gemiddeld is None else rekenen.in_woorden(self.instrument, self.gemiddeld)


def metingen_van(plaatsing_ids: Iterable[UUID]) -> Metingen:
    """Return the measurements of each place, by moment (t0, t1) and code of the instrument. One query."""
    ids = list(plaatsing_ids)
    gevonden: Metingen = {id_: {} for id_ in ids}
    vraag = select(Meting).where(Meting.plaatsing_id.in_(ids)).options(joinedload(Meting.afname, innerjoin=True))
    for meting in db.session.scalars(vraag) if ids else ():
        gevonden[meting.plaatsing_id][meting.moment, meting.instrument_code] = meting
    return gevonden


@nameting
def heeft_nameting(plaatsing_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these places have a measurement at the end; that someone was not able to do it counts too."""
    ids = list(plaatsing_ids)
    vraag = select(Meting.plaatsing_id).where(Meting.plaatsing_id.in_(ids), Meting.moment == T1).distinct()
    return set(db.session.scalars(vraag)) if ids else set()


def verandering(plaatsing_ids: Iterable[UUID]) -> dict[UUID, list[Verandering]]:
    """Return what changed of each place, per instrument that was used at the begin or at the end. One query."""
    return {id_: veranderingen(metingen) for id_, metingen in metingen_van(plaatsing_ids).items()}


def veranderingen(metingen: dict[tuple[str, str], Meting]) -> list[Verandering]:
    """Return what changed, per instrument, of the measurements of one place."""
    codes = sorted({code for _, code in metingen})
    return [
        rekenen.verandering(
            catalogus().instrument((metingen.get((T1, code)) or metingen[T0, code]).afname.instrument),
            metingen.get((T0, code)),
            metingen.get((T1, code)),
        )
        for code in codes
    ]


def per_jaar(jaar: int, *, keten_code: str | None = None) -> list[Jaarverandering]:
    """Return the mean change per interventie and instrument, over the groups that ended in `jaar`. One query.

    A pair is someone with a score at the begin and at the end by the same version of the instrument.
    """
    begin, eind = aliased(Meting), aliased(Meting)
    toen, nu = aliased(Afname), aliased(Afname)
    niet = or_(toen.uitslag == NIET_UITVOERBAAR, nu.uitslag == NIET_UITVOERBAAR)
    vraag = (
        select(
            Groep.interventie_pin,
            nu.instrument,
            func.count(nu.score - toen.score),
            func.sum(nu.score - toen.score),
            func.count().filter(niet),
        )
        .select_from(begin)
        .join(eind, and_(eind.plaatsing_id == begin.plaatsing_id, eind.instrument_code == begin.instrument_code))
        .join(toen, toen.id == begin.afname_id)
        .join(nu, and_(nu.id == eind.afname_id, nu.instrument == toen.instrument))
        .join(Plaatsing, Plaatsing.id == begin.plaatsing_id)
        .join(Groep, Groep.id == Plaatsing.groep_id)
        .where(begin.moment == T0, eind.moment == T1)
        .where(Groep.eindigt_op.between(date(jaar, 1, 1), date(jaar, 12, 31)), Groep.afgelast_op.is_(None))
        .group_by(Groep.interventie_pin, nu.instrument)
    )
    if keten_code:
        vraag = vraag.where(Groep.keten_code == keten_code)
    return _tel_op(db.session.execute(vraag).all())


def _tel_op(rijen: Iterable[Any]) -> list[Jaarverandering]:
    """Take the versions of an interventie together."""
    samen: dict[tuple[str, str], list[tuple[int, float, int]]] = defaultdict(list)
    for interventie_pin, instrument, paren, som, niet in rijen:
        samen[interventie_pin.partition("@")[0], instrument].append((paren, som or 0, niet))
    return [
        _jaar(code, instrument, sum(d[0] for d in delen), sum(d[1] for d in delen), sum(d[2] for d in delen))
        for (code, instrument), delen in sorted(samen.items())
    ]


def _jaar(code: str, instrument: str, paren: int, som: float, niet: int) -> Jaarverandering:
    # The database adds up in floats: what is off behind the sixth decimal was never measured.
    gemiddeld = rekenen.afgerond(Decimal(str(round(som, 6))) / paren) if paren else None
    return Jaarverandering(code, catalogus().instrument(instrument), paren, gemiddeld, niet)
