"""How the cost of a group lay over the years at a moment: its sessions move, what was answered for does not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.budgetten.boek import kost_delen
from ketens.budgetten.levering import sessiedagen
from ketens.budgetten.models import Kost
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.klok import elke


def onthoud(kosten: Iterable[Kost]) -> None:
    """Note how these costs lie over the years since now, where that is otherwise than it was. One query."""
    van_groep = [kost for kost in kosten if kost.groep_id]
    dagen = sessiedagen({kost.groep_id for kost in van_groep if kost.groep_id})
    for kost in van_groep:
        delen = {str(jaar): bedrag for jaar, bedrag in _nu(kost, dagen).items()}
        laatste = max(kost.verdeling or {}, default="")
        if not laatste or kost.verdeling[laatste] != delen:
            kost.verdeling = {**(kost.verdeling or {}), nu().isoformat(): delen}


def op(rij: Any, toen: datetime, dagen: Mapping[UUID, Sequence[date]]) -> dict[int, int]:
    """Return the cents by year as they lay at a moment; as they lie now where nothing was noted before it."""
    eerder = [sinds for sinds in rij.verdeling or {} if datetime.fromisoformat(sinds) < toen]
    if not eerder:
        return _nu(rij, dagen)
    return {int(jaar): int(bedrag) for jaar, bedrag in rij.verdeling[max(eerder)].items()}


@elke(time(3, 50), "budgetten.onthoud_verdeling")
def onthoud_verdeling(_gegevens: Mapping[str, Any]) -> None:
    """Look every night at which sessions were moved, called off or added."""
    onthoud(db.session.scalars(select(Kost).where(Kost.groep_id.is_not(None), Kost.vervallen_op.is_(None))))


def _nu(rij: Any, dagen: Mapping[UUID, Sequence[date]]) -> dict[int, int]:
    return {deel.jaar: deel.bedrag for deel in kost_delen(rij, {k: list(v) for k, v in dagen.items()})}
