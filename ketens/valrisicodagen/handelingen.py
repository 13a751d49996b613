"""Holding a day: open, close, open again; and the tally that was kept on paper."""

import secrets
from datetime import date
from uuid import UUID

from sqlalchemy import delete, exists, select

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Geslacht
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.versleuteling import zoekhash, zoekhashes
from ketens.valrisicodagen.models import CIJFERS, KETEN, OP_DE_DAG, OP_PAPIER, Papierturf, Valrisicodag
from ketens.valrisicodagen.sleutelpaar import maak_sleutel

# No paper sheet of one afternoon holds more.
MEESTE_GETURFD = 500


def open_dag(*, formulier_id: UUID, datum: date, locatie: str, door: Wie, keten_code: str = KETEN) -> Valrisicodag:
    """Open a day in this keten, with a code and a key pair of its own. Sent twice, it is one."""
    bestaand = select(Valrisicodag).where(Valrisicodag.formulier_id == formulier_id)
    if dag := db.session.scalars(bestaand).one_or_none():
        return dag
    if keten_code not in door.ketens or door.organisatie_id is None:
        raise Domeinfout("U kunt in deze keten geen valrisicodag houden.")
    code = _vrije_code()
    dag = Valrisicodag(
        formulier_id=formulier_id,
        keten_code=keten_code,
        organisatie_id=door.organisatie_id,
        locatie=locatie,
        datum=datum,
        code_hash=zoekhash("dagcode", code),
        door_id=door.account_id,
    )
    dag.code, dag.sleutel = code, maak_sleutel()
    db.session.add(dag)
    return dag


def _vrije_code() -> str:
    while True:
        code = f"{secrets.randbelow(10**CIJFERS):0{CIJFERS}}"
        bezet = exists().where(Valrisicodag.code_hash.in_(zoekhashes("dagcode", code)))
        if not db.session.scalar(select(bezet)):
            return code


def sluit(dag: Valrisicodag) -> None:
    """Close the day: its code opens nothing more; what tablets kept may come in for another week."""
    if dag.gesloten_op is None:
        dag.gesloten_op = nu()


def heropen(dag: Valrisicodag) -> None:
    """Open a closed day again, under the same code. Names that were sealed before its key went stay sealed."""
    dag.gesloten_op = None
    if dag.sleutel is None:
        dag.sleutel = maak_sleutel()


def turf(dag: Valrisicodag, *, aantallen: dict[str, int], formulier_id: UUID, door: Wie) -> Papierturf:
    """Type in what was tallied on paper, per result. What was typed before is replaced; its row stays, as a trace.

    Sent twice, it is one. Raises `Domeinfout` on more than one afternoon can hold.
    """
    bestaand = select(Papierturf).where(Papierturf.formulier_id == formulier_id)
    if gemaakt := db.session.scalars(bestaand).one_or_none():
        return gemaakt
    if sum(aantallen.values()) > MEESTE_GETURFD:
        raise Domeinfout(f"Samen meer dan {MEESTE_GETURFD}: dat past niet op een dag. Kijk de getallen na.")
    for eerder in db.session.scalars(select(Papierturf).where(Papierturf.valrisicodag_id == dag.id)):
        eerder.vervallen_op = eerder.vervallen_op or nu()
    van_papier = (Afname.valrisicodag_id == dag.id) & (Afname.setting == OP_PAPIER)
    db.session.execute(delete(Afname).where(van_papier))
    rij = Papierturf(formulier_id=formulier_id, valrisicodag_id=dag.id, aantallen=aantallen, door_id=door.account_id)
    db.session.add(rij)
    pin = str(catalogus().keten(dag.keten_code).instrument_bij_verwijzing)
    for uitslag, aantal in aantallen.items():
        db.session.add_all(_geteld(dag, pin, uitslag, door) for _ in range(aantal))
    return rij


def _geteld(dag: Valrisicodag, pin: str, uitslag: str, door: Wie) -> Afname:
    return Afname(
        keten_code=dag.keten_code,
        instrument=pin,
        uitslag=uitslag,
        op=dag.moment,
        door_id=door.account_id,
        organisatie_id=dag.organisatie_id,
        verwijzer_soort=OP_DE_DAG,
        setting=OP_PAPIER,
        geslacht=Geslacht.ONBEKEND,
        valrisicodag_id=dag.id,
    )
