"""How many deelnames began and were completed in a year, by keten and by who pays for them."""

from collections import defaultdict
from dataclasses import fields
from datetime import date

from sqlalchemy import case, func, select

from ketens.budgetten.stand import Deelnames
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment

# Who pays for a deelname (`Plaatsing.bekostiging`): the gemeente, or the insurer; all others together.
VAN_GEMEENTE, VAN_ZVW = ("spuk_gala", "azwa", "gemeente"), ("zvw",)


def per_keten(jaar: int) -> dict[str, Deelnames]:
    """Count by keten, in one query. A deelname counts in the year of its first session, and of its end."""
    gestart = Plaatsing.gestart_op.between(date(jaar, 1, 1), date(jaar, 12, 31))
    klaar = Plaatsing.geeindigd_op >= moment(date(jaar, 1, 1), 0)
    klaar &= (Plaatsing.geeindigd_op < moment(date(jaar + 1, 1, 1), 0)) & (Plaatsing.einde == "afgerond")
    vraag = (
        select(Groep.keten_code, Plaatsing.bekostiging)
        .add_columns(func.sum(case((gestart, 1), else_=0)), func.sum(case((klaar, 1), else_=0)))
        .join(Groep, Groep.id == Plaatsing.groep_id)
        .where(Plaatsing.gestart_op.is_not(None), gestart | klaar)
        .group_by(Groep.keten_code, Plaatsing.bekostiging)
    )
    geteld: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for keten, bekostiging, begonnen, afgerond in db.session.execute(vraag):
        plek = 0 if bekostiging in VAN_GEMEENTE else 2 if bekostiging in VAN_ZVW else 4
        geteld[keten][plek] += begonnen
        geteld[keten][plek + 1] += afgerond
    return {keten: Deelnames(*aantallen) for keten, aantallen in geteld.items()}


def samen(delen: dict[str, Deelnames]) -> Deelnames:
    """Add up over the ketens."""
    return Deelnames(*(sum(getattr(deel, veld.name) for deel in delen.values()) for veld in fields(Deelnames)))
