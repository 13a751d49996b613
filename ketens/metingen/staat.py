"""What stands there now: who is measured, and with which answers."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ketens.catalogus import Instrument, catalogus
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.metingen.models import Meting

AFGEROND = "afgerond"


def instrumenten(groep: Groep) -> list[Instrument]:
    """Return what this group is measured with."""
    meten = groep.interventie.meten
    return [catalogus().instrument(pin) for pin in meten.instrumenten] if meten else []


def deelnemers(groep: Groep) -> list[Plaatsing]:
    """Return who is measured, by name: who has a place, and who finished."""
    telt = or_(Plaatsing.geeindigd_op.is_(None), Plaatsing.einde == AFGEROND)
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, telt, herkenbaar(Plaatsing.inwoner_id))
    vraag = vraag.options(joinedload(Plaatsing.inwoner, innerjoin=True), joinedload(Plaatsing.traject, innerjoin=True))
    return op_naam(db.session.scalars(vraag))


def op_naam(plaatsingen: Iterable[Plaatsing]) -> list[Plaatsing]:
    """Return these in the order of a list on paper."""
    return sorted(plaatsingen, key=lambda rij: (rij.inwoner.naam.casefold(), rij.id))


def huidige(moment: str, plaatsing_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Meting]:
    """Return the measurements of these places at this moment, by place and code of the instrument."""
    vraag = select(Meting).where(Meting.moment == moment, Meting.plaatsing_id.in_(list(plaatsing_ids)))
    rijen = db.session.scalars(vraag.options(joinedload(Meting.afname, innerjoin=True)))
    return {(rij.plaatsing_id, rij.instrument_code): rij for rij in rijen}


def antwoorden_van(instrument: Instrument, afname: Afname | None) -> dict[str, object]:
    """Return the answers of an afname as the catalogue reads them; a tick that is not set is no answer."""
    gelezen = instrument.lees(afname.antwoorden or {}) if afname else {}
    return {sleutel: antwoord for sleutel, antwoord in gelezen.items() if antwoord is not False}
