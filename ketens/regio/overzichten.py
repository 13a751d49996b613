"""The gemeenten of one person's regional hats side by side: what was fixed, in one statement (besluit 0042)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, and_, or_, select

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Gemeente, Lidmaatschap
from ketens.gebruikers.wie import Pet, Wie
from ketens.kern.db import db
from ketens.kern.gemeente import over_de_grens
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.vaststellingen.models import Vaststelling

_lid, _gemeente = (cast("Table", model.__table__) for model in (Lidmaatschap, Gemeente))
_vast = cast("Table", Vaststelling.__table__)
_later = _vast.alias("later")

EERSTE_JAAR = 2023


@dataclass(frozen=True, slots=True)
class Gemeentecijfers:
    """What one gemeente fixed; without `op` it fixed nothing yet. `waarden` counts, by code of the indicator."""

    naam: str
    op: datetime | None
    nr: int | None
    doelgroep: int | None
    waarden: dict[str, int | None]
    # Under which version of the catalogue it was counted.
    pin: str
    namen: dict[str, str]
    kop: tuple[str, ...] = ()

    def per_duizend(self, code: str) -> Decimal | None:
        """Return the count per 1,000 of the target group, or None where one of the two is not filled in."""
        waarde = self.waarden.get(code)
        return None if waarde is None or not self.doelgroep else Decimal(waarde * 1000) / self.doelgroep


@dataclass(frozen=True, slots=True)
class Regiobeeld:
    """All of them, in one keten and year."""

    keten: Keten
    jaar: int
    gemeenten: tuple[Gemeentecijfers, ...]

    @property
    def vastgesteld(self) -> tuple[Gemeentecijfers, ...]:
        """Those that fixed this year."""
        return tuple(gemeente for gemeente in self.gemeenten if gemeente.op)

    @property
    def indicatoren(self) -> dict[str, str]:
        """The names of what was counted, by code, in the order of who counted last."""
        namen: dict[str, str] = {}
        for gemeente in sorted(self.vastgesteld, key=lambda g: g.pin, reverse=True):
            namen |= {code: naam for code, naam in gemeente.namen.items() if code not in namen}
        return namen

    @property
    def kop(self) -> tuple[str, ...]:
        """The figures that the keten turns on; where nobody says which, all."""
        eigen = {code for gemeente in self.vastgesteld for code in gemeente.kop}
        return tuple(code for code in self.indicatoren if code in eigen) or tuple(self.indicatoren)

    def definitie(self, code: str) -> str:
        """What a figure counts, in the newest of the versions that were counted by and that name it."""
        bekend = catalogus().alle_indicatoren
        for pin in reversed(self.versies):
            if pin in bekend and code in {indicator.code for indicator in bekend[pin].indicatoren}:
                return bekend[pin].indicator(code).definitie
        return ""

    @property
    def versies(self) -> tuple[str, ...]:
        """Under which versions of the catalogue was counted."""
        return tuple(sorted({gemeente.pin for gemeente in self.vastgesteld}))

    def ingevuld(self, code: str) -> tuple[Gemeentecijfers, ...]:
        """Those that fixed this figure."""
        return tuple(gemeente for gemeente in self.vastgesteld if gemeente.waarden.get(code) is not None)

    def totaal(self, code: str) -> int | None:
        """The sum over those that fixed it, or None when nobody did."""
        return som(gemeente.waarden[code] for gemeente in self.ingevuld(code))

    def totaal_per_duizend(self, code: str) -> Decimal | None:
        """The count per 1,000 over those that fixed both the count and the target group."""
        met = [gemeente for gemeente in self.ingevuld(code) if gemeente.doelgroep]
        noemer = som(gemeente.doelgroep for gemeente in met)
        return Decimal((som(gemeente.waarden[code] for gemeente in met) or 0) * 1000) / noemer if noemer else None


def som(getallen: Iterable[int | None]) -> int | None:
    """Return the sum of what is there, or None when nothing is."""
    bekend = [getal for getal in getallen if getal is not None]
    return sum(bekend) if bekend else None


def petten(wie: Wie) -> tuple[Pet, ...]:
    """Return the hats under which this person may lay gemeenten side by side."""
    return tuple(pet for pet in wie.lidmaatschappen if pet.regio and pet.rol is Rol.PROJECTLEIDER)


def ketens(wie: Wie) -> tuple[Keten, ...]:
    """Return the ketens that can be chosen: those of the regional hats."""
    codes = Counter(code for pet in petten(wie) for code in pet.ketens)
    keuze = (keten for keten in catalogus().ketens if keten.code in codes)
    return tuple(sorted(keuze, key=lambda keten: -codes[keten.code]))  # first the one that most of them share


def jaren() -> range:
    """Return the years that can be chosen: those that are over."""
    return range(EERSTE_JAAR, max(vandaag().year, EERSTE_JAAR + 1))


def regiobeeld(account_id: UUID, keten: Keten, jaar: int) -> Regiobeeld:
    """Return what the gemeenten fixed that let this account lay them side by side: one statement, however many.

    Who may is asked by the statement itself and, on PostgreSQL, once more by row-level security.
    """
    vraag = (
        select(_gemeente.c.id, _gemeente.c.naam, _lid.c.ketens, _vast.c.op, _vast.c.nr, _vast.c.cijfers["samen"])
        .select_from(_lid.join(_gemeente, _gemeente.c.id == _lid.c.gemeente_id).outerjoin(_vast, _laatste(keten, jaar)))
        .where(_lid.c.account_id == account_id, _lid.c.regio, _lid.c.rol == Rol.PROJECTLEIDER, _houdt(vandaag()))
        .order_by(_gemeente.c.naam)
    )
    with over_de_grens(db.session(), account_id):
        rijen = db.session.connection().execute(vraag).all()
    per_gemeente = {
        id_: _lees(naam, op, nr, samen or {}) for id_, naam, codes, op, nr, samen in rijen if keten.code in codes
    }
    return Regiobeeld(keten, jaar, tuple(per_gemeente.values()))


def _laatste(keten: Keten, jaar: int) -> Any:
    van, tot = date(jaar, 1, 1), date(jaar, 12, 31)
    nieuwer = (
        select(_later.c.id)
        .where(
            _later.c.gemeente_id == _vast.c.gemeente_id,
            _later.c.keten_code == keten.code,
            _later.c.van == van,
            _later.c.tot == tot,
            _later.c.nr > _vast.c.nr,
        )
        .exists()
    )
    zelfde = (_vast.c.keten_code == keten.code) & (_vast.c.van == van) & (_vast.c.tot == tot)
    return and_(_vast.c.gemeente_id == _lid.c.gemeente_id, zelfde, ~nieuwer)


def _houdt(dag: date) -> Any:
    return (_lid.c.vanaf <= dag) & or_(_lid.c.tot.is_(None), _lid.c.tot >= dag)


def _lees(naam: str, op: datetime | None, nr: int | None, samen: dict[str, Any]) -> Gemeentecijfers:
    geteld = samen.get("aantallen", {})
    return Gemeentecijfers(
        naam=naam,
        op=op,
        nr=nr,
        doelgroep=samen.get("doelgroep"),
        waarden={code: deel["waarde"] for code, deel in geteld.items()},
        pin=samen.get("pin", ""),
        namen={code: deel["naam"] for code, deel in geteld.items()},
        kop=tuple(samen.get("kop", ())),
    )
