"""The only clock of the house. Moments are aware and in UTC, dates are those of Amsterdam."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_stand: ContextVar[datetime | None] = ContextVar("klokstand", default=None)


def nu() -> datetime:
    """Return this moment, aware, in UTC, to the microsecond."""
    return _stand.get() or datetime.now(UTC)


def vandaag() -> date:
    """Return the date in Amsterdam."""
    return nu().astimezone(AMSTERDAM).date()


def moment(dag: date, uur: int = 12, minuut: int = 0) -> datetime:
    """Return the UTC moment of a wall clock time in Amsterdam on `dag`."""
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=AMSTERDAM).astimezone(UTC)


@contextmanager
def zet_klok(stand: datetime) -> Iterator[None]:
    """Hold the clock at `stand` (aware) within the block: for the demo and for tests."""
    if stand.tzinfo is None:
        raise ValueError("De klok vraagt een moment met een tijdzone.")
    merk = _stand.set(stand.astimezone(UTC))
    try:
        yield
    finally:
        _stand.reset(merk)


@cache
def _feestdagen(jaar: int) -> frozenset[date]:
    # The library counts Good Friday and leaves Liberation Day out; public offices do the reverse (domein 8.5).
    dagen = holidays.country_holidays("NL", years=jaar, language="en_US").items()
    return frozenset(dag for dag, naam in dagen if naam != "Good Friday") | {date(jaar, 5, 5)}


def is_werkdag(dag: date) -> bool:
    """Tell whether `dag` is neither a weekend day nor a Dutch public holiday (domein 8.5)."""
    return dag.weekday() < 5 and dag not in _feestdagen(dag.year)


def werkdagen_erbij(dag: date, aantal: int) -> date:
    """Return the date `aantal` (>= 0) working days after `dag`; 0 gives `dag` itself."""
    while aantal > 0:
        dag += timedelta(days=1)
        aantal -= is_werkdag(dag)
    return dag


def werkdagen_tussen(dag: date, einde: date) -> int:
    """Return how many working days lie after `dag`, up to and including `einde`; 0 when that is not later."""
    return sum(is_werkdag(dag + timedelta(days=n)) for n in range(1, (einde - dag).days + 1))


def leeftijd_op(geboren: date, dag: date) -> int:
    """Return the age in completed years on `dag`."""
    return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))
