"""A fact as a query: where its rows come from, when each happened, whose it is, and what may be asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, String, case, func, literal, type_coerce

from ketens.catalogus import Keten

# A column or an expression, of a table or of a statement that is being built.
Kolom: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Van:
    """Tables side by side. Each is joined by the statement itself, so that the sluice bounds it where it is joined."""

    eerste: Any
    erbij: tuple[tuple[Any, ColumnElement[bool], bool], ...] = ()

    def met(self, wat: Any, hoe: ColumnElement[bool], *, of_niets: bool = False) -> "Van":
        """Return these with one more; `of_niets`: a row stays when it has none there."""
        return Van(self.eerste, (*self.erbij, (wat, hoe, of_niets)))

    def in_vraag(self, vraag: Select[Any]) -> Select[Any]:
        """Let a statement read from these."""
        vraag = vraag.select_from(self.eerste)
        for wat, hoe, of_niets in self.erbij:
            vraag = vraag.join(wat, hoe, isouter=of_niets)
        return vraag


@dataclass(frozen=True, slots=True)
class Bron:
    """One fact. `dag`: its moment is a date. `periode`: the number of its month, where that is not of its moment."""

    van: Van
    sleutel: Kolom
    moment: Kolom
    waar: tuple[ColumnElement[bool], ...]
    dag: bool = False
    periode: Kolom | None = None
    persoon: Kolom | None = None
    kolommen: Mapping[str, Kolom] = field(default_factory=dict)
    # Columns that hold a pin (code@versie), and are asked for by code.
    pins: frozenset[str] = frozenset()
    # Conditions that are asked as `ja` and `nee`.
    ja_nee: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    maten: Mapping[str, Kolom] = field(default_factory=dict)
    # What a row behind a number says beside its columns: traject_id, kenmerk, groep.
    over: Mapping[str, Kolom] = field(default_factory=dict)

    def kolom(self, naam: str) -> Kolom:
        """Return a column as it is split by and asked for: text."""
        if naam in self.ja_nee:
            return ja_of_nee(self.ja_nee[naam])
        return self.kolommen[naam]


Bouw = Callable[[Keten], Bron]
FEITEN: dict[str, Bouw] = {}


def feit(naam: str) -> Callable[[Bouw], Bouw]:
    """Register the query of a fact of the catalogue."""

    def neem(bouw: Bouw) -> Bouw:
        FEITEN[naam] = bouw
        return bouw

    return neem


def ja_of_nee(eis: ColumnElement[bool]) -> Kolom:
    """Return a condition as text; what is unknown is nee."""
    return case((eis, literal("ja")), else_=literal("nee"))


def tekst(kolom: Any) -> Kolom:
    """Return an enum as the text that is stored."""
    return type_coerce(kolom, String())


def mens(inwoner: Any) -> Kolom:
    """Return who a resident really is: the record of a duplicate counts as the resident it turned out to be."""
    return func.coalesce(inwoner.zelfde_als_id, inwoner.id)
