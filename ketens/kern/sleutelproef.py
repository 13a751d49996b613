"""A look at the sealed cells themselves: do they name keys that lie there, and does one under a new key open?

At a start it takes a few rows of each table, so that a start costs the same however many residents there are. Whoever
asks for all of it (`ketens sleutels controleer --alles`) walks past every cell.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Subquery, and_, func, inspect, or_, select

from ketens.kern.db import REGISTER, db
from ketens.kern.gemeente import VanGemeente, in_gemeente
from ketens.kern.sleutels import Sleutelbos
from ketens.kern.versleuteling import LANGSTE_KOP, Onleesbaar, Verzegeld, celkop, open_cel, sleutel_van

# What a start looks at: rows of each table in a gemeente, and gemeenten.
RIJEN, GEMEENTEN = 20, 5


def vreemde_sleutel(bos: Sleutelbos, *, alles: bool = False) -> str:
    """Return the id of a key that a cell names and that is not there, or nothing."""
    for klasse, namen, bron in _bronnen(alles=alles):
        vreemd = [
            and_(bron.c[naam].is_not(None), *(~begint_met(bron.c[naam], eigen) for eigen in bos.gegevens))
            for naam in namen
        ]
        koppen = (func.substr(bron.c[naam], 1, LANGSTE_KOP, type_=LargeBinary) for naam in namen)
        for cel in db.session.execute(select(*koppen).where(or_(*vreemd)).limit(1)).first() or ():
            if cel is not None and sleutel_van(cel) not in bos.gegevens:
                return sleutel_van(cel) or f"van een beschadigde cel in {klasse.__tablename__}"
    return ""


def past_niet(sleutels: set[str], *, alles: bool = False) -> str:
    """Return the id of one of these keys under which a cell does not open, or nothing."""
    for klasse, namen, bron in _bronnen(alles=alles) if sleutels else ():
        for naam in namen:
            for sleutel in sorted(sleutels):
                vraag = select(bron.c.id, bron.c[naam]).where(begint_met(bron.c[naam], sleutel)).limit(1)
                rij = db.session.execute(vraag).first()
                if rij and not _gaat_open(klasse.__tablename__, naam, *rij):
                    return sleutel
    return ""


def _bronnen(*, alles: bool) -> Iterator[tuple[Any, list[str], Subquery]]:
    """Go past the tables with sealed fields, in each gemeente, and give the rows to look at.

    Any rows, in no order: to sort them would be a walk past all of them.
    """
    overal, hoeveel = (gemeenten(), None) if alles else (gemeenten(GEMEENTEN), RIJEN)
    db.session.rollback()  # a transaction belongs to the gemeente in which it began
    for klasse, namen in _tabellen():
        for gemeente_id in overal if issubclass(klasse, VanGemeente) else [None]:
            cellen = (getattr(klasse, f"{naam}_cel").label(naam) for naam in namen)
            with in_gemeente(gemeente_id):
                yield klasse, namen, select(klasse.id.label("id"), *cellen).limit(hoeveel).subquery()
                db.session.rollback()


def begint_met(kolom: Any, sleutel: str) -> Any:
    """Tell, as a condition, whether a cell names this key."""
    kop = celkop(sleutel)
    return func.substr(kolom, 1, len(kop), type_=LargeBinary) == kop


def _gaat_open(tabel: str, kolom: str, rij: UUID, cel: bytes) -> bool:
    try:
        open_cel(cel, tabel, kolom, rij)
    except Onleesbaar:
        return False
    return True


def _tabellen() -> list[tuple[Any, list[str]]]:
    """Return the models with the sealed fields that the database has of them; an older one has fewer."""
    inzicht = inspect(db.engine)
    gevonden = []
    for klasse in sorted((mapper.class_ for mapper in REGISTER.mappers), key=lambda klasse: klasse.__name__):
        namen = verzegelde_velden(klasse)
        if namen and inzicht.has_table(klasse.__tablename__):
            kolommen = {kolom["name"] for kolom in inzicht.get_columns(klasse.__tablename__)}
            if namen & kolommen:
                gevonden.append((klasse, sorted(namen & kolommen)))
    return gevonden


def verzegelde_velden(klasse: type) -> set[str]:
    """Return the names of the sealed fields of a model."""
    return {naam for deel in klasse.__mro__ for naam, veld in vars(deel).items() if isinstance(veld, Verzegeld)}


def gemeenten(hoeveel: int | None = None) -> list[UUID]:
    """Return the ids of all gemeenten, or of the first so many."""
    # Whoever owns the gemeenten stands above this package; the foreign key says where they are.
    (naar,) = VanGemeente.gemeente_id.foreign_keys
    tabel = db.metadata.tables[naar.target_fullname.partition(".")[0]]
    return list(db.session.scalars(select(tabel.c.id).order_by(tabel.c.id).limit(hoeveel)))
