"""What a timeline says of a merge. Nothing of it is written down there: it holds as long as the merge stands."""

from sqlalchemy import func, select

from ketens.gebruikers.wie import wie
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.samenvoegen.overzichten import afkomst
from ketens.trajecten.models import Traject
from ketens.trajecten.verloop import Moment, ook_op_de_tijdlijn


@ook_op_de_tijdlijn
def kwam_van_de_ander(traject: Traject) -> list[Moment]:
    """Say since when this traject stands with this resident, to who may know that there was another record."""
    lezer = wie()
    rij = afkomst(traject.id, lezer) if lezer else None  # outside a request nobody reads
    if rij is None:
        return []
    titel = "Dit traject kwam van de andere inschrijving van deze inwoner"
    return [Moment(rij.op, titel, rij.door.naam if rij.door else "ketens", None, "info")]


@ook_op_de_tijdlijn
def loopt_naast_een_ander(traject: Traject) -> list[Moment]:
    """Say that two run since a merge: who merged did not see both, who treats one must know."""
    if traject.is_afgesloten:
        return []
    ander = select(Traject.id, Traject.dubbel).where(
        Traject.inwoner_id == traject.inwoner_id,
        Traject.keten_code == traject.keten_code,
        Traject.id != traject.id,
        Traject.afgesloten_op.is_(None),
    )
    naast = db.session.execute(ander).all()
    if not naast:
        return []
    beide = [traject.id, *(rij.id for rij in naast)]
    sinds = (
        select(func.max(Samenvoeging.op))
        .join(Verplaatsing, Verplaatsing.samenvoeging_id == Samenvoeging.id)
        .where(Verplaatsing.rij_id.in_(beide), Samenvoeging.ongedaan_op.is_(None))
    )
    titel = "Let op: er loopt nog een traject van deze inwoner in deze keten"
    return [Moment(db.session.scalar(sinds) or traject.begonnen_op, titel, "ketens", None, "waarschuwing")]
