"""Sealed cells of every model, found by the models themselves: who adds a sealed field has nothing to do here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, or_, select, update

from ketens.kern.db import REGISTER, db
from ketens.kern.gemeente import VanGemeente
from ketens.kern.sleutelproef import begint_met, verzegelde_velden
from ketens.kern.versleuteling import Onleesbaar, open_bytes, sleutel_van, verzegel_bytes
from ketens.sleutels.delen import Deel, Portie, Uitslag, Waar, meld_aan

# Rows in one transaction, and bytes: a printed stack of letters is one cell.
RIJEN, BYTES = 50, 4_000_000


@dataclass(frozen=True, slots=True)
class Rij:
    """A row with what its cells held and will hold, by field."""

    id: UUID
    oud: dict[str, bytes]
    nieuw: dict[str, bytes]


class Celdeel:
    """The sealed cells of one model.

    Only the cells change: no version, no «gewijzigd op», no row in the log as if someone was shown.
    """

    def __init__(self, klasse: Any, velden: Iterable[str]) -> None:
        self.klasse, self.velden = klasse, tuple(sorted(velden))
        self.naam: str = klasse.__tablename__
        self.waar = Waar.GEMEENTE if issubclass(klasse, VanGemeente) else Waar.GEDEELD

    def _kolommen(self) -> list[Any]:
        return [getattr(self.klasse, f"{veld}_cel") for veld in self.velden]

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the next rows with a cell under another key, the new cells beside the old."""
        ids = self._ids(na, sleutel)
        if not ids:
            return None
        vraag = select(self.klasse.id, *self._kolommen()).where(self.klasse.id.in_(ids))
        gelezen = [self._verzegel(*rij, sleutel=sleutel) for rij in db.session.execute(vraag)]
        rijen = [rij for rij, _ in gelezen if rij.oud]
        return Portie(max(ids), rijen, onleesbaar=sum(mis for _, mis in gelezen))

    def _ids(self, na: UUID, sleutel: str) -> list[UUID]:
        kolommen = self._kolommen()
        ander = or_(*(and_(kolom.is_not(None), ~begint_met(kolom, sleutel)) for kolom in kolommen))
        omvang = reduce(add, (func.coalesce(func.length(kolom), 0) for kolom in kolommen))
        vraag = select(self.klasse.id, omvang).where(self.klasse.id > na, ander).order_by(self.klasse.id).limit(RIJEN)
        ids: list[UUID] = []
        som = 0
        for id_, bytes_ in db.session.execute(vraag):
            som += bytes_
            if ids and som > BYTES:
                break
            ids.append(id_)
        return ids

    def _verzegel(self, id_: UUID, *cellen: bytes | None, sleutel: str) -> tuple[Rij, int]:
        """Return the row with what must change, and how many of its cells don't open."""
        rij, mis = Rij(id_, {}, {}), 0
        for veld, cel in zip(self.velden, cellen, strict=True):
            if cel is None or sleutel_van(cel) == sleutel:
                continue
            try:
                inhoud = open_bytes(cel, self.naam, veld, id_)
            except Onleesbaar:
                mis += 1
                continue
            rij.oud[veld], rij.nieuw[veld] = cel, verzegel_bytes(inhoud, self.naam, veld, id_)
        return rij, mis

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Write the new cells where the old ones still stand. Who holds a row keeps it: we wait for nobody."""
        ids = [rij.id for rij in portie.rijen]
        eigen = select(self.klasse.id).where(self.klasse.id.in_(ids)).order_by(self.klasse.id)
        vrij = set(db.session.scalars(eigen.with_for_update(skip_locked=True, key_share=True)))
        gedaan = 0
        for rij in portie.rijen:
            if rij.id in vrij:
                waarden = {f"oud_{veld}": cel for veld, cel in rij.oud.items()}
                waarden |= {f"nieuw_{veld}": cel for veld, cel in rij.nieuw.items()}
                opdracht = _schrijf(self.klasse, tuple(rij.oud))
                gedaan += db.session.execute(opdracht, {"deze_rij": rij.id, **waarden}).rowcount  # type: ignore[attr-defined]
        return Uitslag(gedaan, len(portie.rijen) - gedaan)

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count cells by the key that they name."""
        tellen = (
            reduce(add, (case((begint_met(kolom, sleutel), 1), else_=0) for kolom in self._kolommen()))
            for sleutel in sleutels
        )
        rij = db.session.execute(select(*(func.sum(aantal) for aantal in tellen)).select_from(self.klasse)).one()
        return Counter({sleutel: int(aantal or 0) for sleutel, aantal in zip(sleutels, rij, strict=True)})


@cache
def _schrijf(klasse: Any, velden: tuple[str, ...]) -> Any:
    """Return the statement that changes these cells of one row, if none of them was changed meanwhile."""
    stil = {kolom.key: getattr(klasse, kolom.key) for kolom in klasse.__mapper__.columns if kolom.onupdate is not None}
    nog = (getattr(klasse, f"{veld}_cel") == bindparam(f"oud_{veld}") for veld in velden)
    return (
        update(klasse)
        .where(klasse.id == bindparam("deze_rij"), *nog)
        .values(stil | {f"{veld}_cel": bindparam(f"nieuw_{veld}") for veld in velden})
        .execution_options(synchronize_session=False)
    )


@cache
def _delen() -> tuple[Celdeel, ...]:
    gevonden = ((mapper.class_, verzegelde_velden(mapper.class_)) for mapper in REGISTER.mappers)
    return tuple(Celdeel(klasse, velden) for klasse, velden in gevonden if velden)


def celdelen() -> Iterable[Deel]:
    """Return a part for every model that has sealed cells."""
    return _delen()


meld_aan("gegevens", celdelen)
