"""The legal deadline (AVG 12, third paragraph; domein 6.5): a month after it was received, and once two months more.

A month later is the same day of the next month, or its last day where that month has none. A day that falls in a
weekend is not moved: who answers on it or before is never late, however one counts.
"""

import calendar
from datetime import date

MAANDEN, MEER = 1, 2


def maanden_later(dag: date, maanden: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    return date(jaar, maand + 1, min(dag.day, laatste))


def wettelijk(ontvangen_op: date) -> date:
    """Return the last day on which the answer is in time."""
    return maanden_later(ontvangen_op, MAANDEN)


def verlengd(ontvangen_op: date) -> date:
    """Return that day once it was extended: counted from when it was received, not from the first deadline."""
    return maanden_later(ontvangen_op, MAANDEN + MEER)
