"""When a deelname began: the first session at which someone was present. The marks decide, also when one is mended."""

from datetime import date, datetime

from sqlalchemy import func, select

from ketens.gebruikers.wie import Wie
from ketens.groepen.handelingen import start_deelname
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM

GEWIJZIGD, INGETROKKEN = "deelname_start_gewijzigd", "deelname_start_ingetrokken"


def werk_start_bij(plaatsing: Plaatsing, *, door: Wie | None) -> None:
    """Let `gestart_op` say what the marks say: begun, begun on another day, or after all not begun."""
    dag = eerste_keer(plaatsing)
    if dag == plaatsing.gestart_op:
        return
    if dag and plaatsing.gestart_op is None:
        start_deelname(plaatsing, dag, door=door)
        return
    plaatsing.gestart_op = dag
    over = plaatsing.groep.genoemd
    if dag:
        over["dag"] = dag.isoformat()
    plaatsing.traject.noteer(GEWIJZIGD if dag else INGETROKKEN, door=door, **over)


def eerste_keer(plaatsing: Plaatsing) -> date | None:
    """Return the day of the first session at which someone was present."""
    vraag = (
        select(func.min(Bijeenkomst.begint_op))
        .join(Aanwezigheid, Aanwezigheid.bijeenkomst_id == Bijeenkomst.id)
        .where(
            Aanwezigheid.plaatsing_id == plaatsing.id,
            Aanwezigheid.stand == AanwezigheidStand.AANWEZIG,
            Bijeenkomst.afgelast_op.is_(None),
        )
    )
    moment: datetime | None = db.session.scalar(vraag)
    return moment.astimezone(AMSTERDAM).date() if moment else None
