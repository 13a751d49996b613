"""A day, a quarter or a year: where it begins, what it is called, and which one someone is about to count."""

from collections.abc import Collection
from datetime import date

from ketens.kern.pagina import datum

KWARTALEN, JAREN = 12, 8
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)


def begin(per: str, dag: date) -> date:
    """Return the first day of the period that `dag` is in."""
    if per == "jaar":
        return date(dag.year, 1, 1)
    return date(dag.year, (dag.month - 1) // 3 * 3 + 1, 1) if per == "kwartaal" else dag


def vorige(per: str, eerste: date) -> date:
    """Return the first day of the period before the one that begins on `eerste`; days have none."""
    if per == "jaar":
        return date(eerste.year - 1, 1, 1)
    return date(eerste.year - (eerste.month == 1), (eerste.month - 4) % 12 + 1, 1)


def naam(per: str, eerste: date) -> str:
    """Return what people call it: 22-11-2026, 4e kwartaal 2026, 2026."""
    if per == "dag":
        return datum(eerste)
    return str(eerste.year) if per == "jaar" else f"{(eerste.month + 2) // 3}e kwartaal {eerste.year}"


def keuzes(per: str, dag: date) -> list[tuple[str, str]]:
    """Return the periods to choose from, this one first."""
    gekozen = [begin(per, dag)]
    while len(gekozen) < (JAREN if per == "jaar" else KWARTALEN):
        gekozen.append(vorige(per, gekozen[-1]))
    return [(eerste.isoformat(), naam(per, eerste)) for eerste in gekozen]


def voorstel(per: str, dag: date, geteld: Collection[date]) -> date:
    """Return the period that is most likely meant: today, or the last whole quarter or year while it is not counted."""
    nu = begin(per, dag)
    return nu if per == "dag" or vorige(per, nu) in geteld else vorige(per, nu)


def onderdeel(per: str, eerste: date) -> tuple[int, str]:
    """Return the part of the year that it counts in, with a number to sort by: a month, a quarter, or the year."""
    if per == "dag":
        return eerste.month, MAANDEN[eerste.month - 1]
    return (eerste.month, naam(per, eerste))
