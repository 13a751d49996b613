"""The page with what was measured of a group, and what changed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.metingen.models import Meting
from ketens.metingen.momenten import T0, T1, meetdagen
from ketens.metingen.overzichten import Metingen, metingen_van
from ketens.metingen.staat import AFGEROND, instrumenten, op_naam
from ketens.metingen.verandering import Verandering, over_groep, verandering
from ketens.rechten import Recht


def overzicht(groep: Groep, wie: Wie) -> dict[str, Any]:
    """Return what the page shows: a trainer sees who has a place or finished, a coördinator also who stopped."""
    alle = metingen_van(db.session.scalars(select(Plaatsing.id).where(Plaatsing.groep_id == groep.id)))
    mensen = _mensen(groep, [id_ for id_, metingen in alle.items() if metingen], wie)
    wat = instrumenten(groep)
    per = {id_: [_van(alle[id_], deel.code, deel) for deel in wat] for id_ in alle}
    return {
        "groep": groep,
        "instrumenten": wat,
        "dagen": [(dag, _aantal(alle, dag.moment, mensen)) for dag in meetdagen(groep)],
        "totaal": len(mensen),
        "groepsveranderingen": [over_groep(deel, (rij[nr] for rij in per.values())) for nr, deel in enumerate(wat)],
        "rijen": [(plaatsing, per[plaatsing.id]) for plaatsing in mensen],
        "iets_gemeten": any(alle.values()),
    }


def _van(metingen: Mapping[tuple[str, str], Meting], code: str, wat: Any) -> Verandering:
    return verandering(wat, metingen.get((T0, code)), metingen.get((T1, code)))


def _aantal(alle: Metingen, moment: str, mensen: list[Plaatsing]) -> int:
    return sum(any(gemeten == moment for gemeten, _ in alle[rij.id]) for rij in mensen)


def _mensen(groep: Groep, gemeten: list[UUID], wie: Wie) -> list[Plaatsing]:
    wil = or_(Plaatsing.geeindigd_op.is_(None), Plaatsing.einde == AFGEROND)
    if wie.mag(Recht.GROEP_BEHEREN):
        wil |= Plaatsing.id.in_(gemeten)
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, wil, herkenbaar(Plaatsing.inwoner_id))
    return op_naam(db.session.scalars(vraag.options(joinedload(Plaatsing.inwoner, innerjoin=True))))
