"""In which year something was delivered: by the sessions of its group, by its period, else by its date (domein 5.6)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from ketens.groepen.models import Bijeenkomst
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM

Dagen = Mapping[UUID, Sequence[date]]


def sessiedagen(groep_ids: Collection[UUID]) -> dict[UUID, list[date]]:
    """Return the days on which these groups meet or met, without what was called off. One query."""
    vraag = select(Bijeenkomst.groep_id, Bijeenkomst.begint_op).where(
        Bijeenkomst.groep_id.in_(groep_ids), Bijeenkomst.afgelast_op.is_(None)
    )
    dagen: dict[UUID, list[date]] = defaultdict(list)
    for groep_id, begint_op in db.session.execute(vraag):
        dagen[groep_id].append(begint_op.astimezone(AMSTERDAM).date())
    return dict(dagen)


def jaren(datum: date, van: date | None, tot: date | None, dagen: Sequence[date]) -> dict[int, int]:
    """Return the weight of each year: the sessions of the group in the period, the days of the period, or the date.

    Without a period all sessions count; a period in which the group did not meet counts by its days.
    """
    begin, einde = van or tot, tot or van
    tellend = [dag for dag in dagen if begin is None or einde is None or begin <= dag <= einde]
    if tellend:
        return dict(sorted(Counter(dag.year for dag in tellend).items()))
    if begin is None or einde is None:
        return {datum.year: 1}
    return {jaar: _dagen_in(jaar, begin, einde) for jaar in range(begin.year, einde.year + 1)}


def _dagen_in(jaar: int, begin: date, einde: date) -> int:
    eerste, laatste = max(begin, date(jaar, 1, 1)), min(einde, date(jaar, 12, 31))
    return (laatste - eerste + timedelta(days=1)).days
