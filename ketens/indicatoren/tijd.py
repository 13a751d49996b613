"""Time as the database counts it: months and days of Amsterdam, on SQLite and PostgreSQL alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Subquery, bindparam, case, literal_column, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ketens.kern.db import UtcTijd
from ketens.kern.klok import moment, nu, vandaag

# Months are numbered from 0: twelve of the year before, twelve of the year that is asked.
MAANDEN = 24
JAAR = 12


def grenzen(jaar: int) -> Mapping[str, Any]:
    """Return all that statements ask of the calendar, for `jaar` and the year before.

    The first moments (m0 … m24) and first days (d0 … d24) of the months, today, and when it is counted who waits: at
    the end of a year, or now.
    """
    dagen = [date(jaar - 1 + nr // 12, nr % 12 + 1, 1) for nr in range(MAANDEN + 1)]
    momenten = [moment(dag, 0) for dag in dagen]
    peil = {f"peil_{nr}": min(momenten[JAAR * (nr + 1)], nu()) for nr in (0, 1)}
    return (
        {f"m{nr}": stip for nr, stip in enumerate(momenten)}
        | {f"d{nr}": dag for nr, dag in enumerate(dagen)}
        | peil
        | {"vandaag": vandaag()}
    )


def peilmomenten() -> Subquery:
    """Return the two moments at which it is counted how things stand, each with the number of its month: December."""
    rijen = [
        select(literal_column(str(JAAR * nr + 11), Integer()).label("periode"), peil.label("peil"))
        for nr, peil in enumerate(bindparam(f"peil_{nr}", type_=UtcTijd()) for nr in (0, 1))
    ]
    return union_all(*rijen).subquery("peil")


def grens(nr: int, *, dag: bool) -> ColumnElement[Any]:
    """Return the begin of a month as a parameter of the statement."""
    return bindparam(f"d{nr}", type_=Date()) if dag else bindparam(f"m{nr}", type_=UtcTijd())


def binnen(kolom: Any, *, dag: bool) -> ColumnElement[bool]:
    """Return the condition that it falls in one of the two years."""
    return (kolom >= grens(0, dag=dag)) & (kolom < grens(MAANDEN, dag=dag))


def periode(kolom: Any, *, dag: bool) -> ColumnElement[int]:
    """Return the number of the month: a search by halves, so five comparisons a row."""
    return _halveer(kolom, 0, MAANDEN, dag)


def _halveer(kolom: Any, van: int, tot: int, dag: bool) -> ColumnElement[int]:
    if tot - van == 1:
        return literal_column(str(van), Integer())
    midden = (van + tot) // 2
    vroeg, laat = _halveer(kolom, van, midden, dag), _halveer(kolom, midden, tot, dag)
    return case((kolom < grens(midden, dag=dag), vroeg), else_=laat)


class dag_van(FunctionElement[date]):  # noqa: N801
    """The date in Amsterdam of a moment; the argument is a column, because it is written more than once."""

    type = Date()
    inherit_cache = True


class dagen_tussen(FunctionElement[int]):  # noqa: N801
    """How many days the first date lies after the second."""

    type = Integer()
    inherit_cache = True


@compiles(dag_van, "postgresql")
def _dag_postgresql(element: dag_van, compiler: SQLCompiler, **anders: Any) -> str:
    [kolom] = (compiler.process(deel, **anders) for deel in element.clauses)
    return f"CAST({kolom} AT TIME ZONE 'Europe/Amsterdam' AS DATE)"


@compiles(dag_van, "sqlite")
def _dag_sqlite(element: dag_van, compiler: SQLCompiler, **anders: Any) -> str:
    # Before 22.00 UTC it is the same day in Amsterdam. After that summer time decides: from the last Sunday of March
    # to that of October, 01.00 UTC.
    [x] = (compiler.process(deel, **anders) for deel in element.clauses)
    zondag = "date(substr({x}, 1, 4) || '-{maand}-01', 'weekday 0', '-7 days') || ' 01'"
    zomer = f"{x} >= {zondag.format(x=x, maand='04')} AND {x} < {zondag.format(x=x, maand='11')}"
    later = f"date({x}, CASE WHEN {zomer} THEN '+2 hours' ELSE '+1 hour' END)"
    return f"CASE WHEN substr({x}, 12, 2) < '22' THEN substr({x}, 1, 10) ELSE {later} END"


@compiles(dagen_tussen, "postgresql")
def _tussen_postgresql(element: dagen_tussen, compiler: SQLCompiler, **anders: Any) -> str:
    later, eerder = (compiler.process(deel, **anders) for deel in element.clauses)
    return f"({later} - {eerder})"


@compiles(dagen_tussen, "sqlite")
def _tussen_sqlite(element: dagen_tussen, compiler: SQLCompiler, **anders: Any) -> str:
    later, eerder = (compiler.process(deel, **anders) for deel in element.clauses)
    return f"CAST(julianday({later}) - julianday({eerder}) AS INTEGER)"
