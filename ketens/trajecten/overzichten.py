"""What others may ask about trajecten."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ketens.catalogus.ketendelen import Stap as Stapplan
from ketens.gebruikers.wie import Wie
from ketens.inwoners.noodtoegang import meld_noodtoegang, ook_in_nood
from ketens.kern.db import db
from ketens.kern.pagina import tijdstip
from ketens.trajecten.delen import Gebeurtenis, Stap
from ketens.trajecten.models import GESTAAKT, Traject
from ketens.trajecten.taken import Taak


@dataclass(frozen=True, slots=True)
class Staat:
    """A step as `ui.stappen` shows it."""

    code: str
    naam: str
    status: str
    termijn: date | None
    gedaan_op: datetime | None
    toelichting: str | None = None


def trajecten_van(inwoner_id: UUID, wie: Wie) -> list[Traject]:
    """Return the trajecten of one resident that this person may see, newest first; also through emergency access."""
    vraag = (
        select(Traject)
        .where(Traject.inwoner_id == inwoner_id, ook_in_nood(Traject, wie))
        .options(joinedload(Traject.behandelaar), selectinload(Traject.stappen), selectinload(Traject.afsluitingen))
        .order_by(Traject.begonnen_op.desc(), Traject.id.desc())
    )
    rijen = list(db.session.scalars(vraag))
    if any(traject.organisatie_id != wie.organisatie_id for traject in rijen):
        meld_noodtoegang()
    return rijen


def losse_taken(inwoner_id: UUID, wie: Wie) -> list[Taak]:
    """Return what waits about a resident who has no traject for it: a call that was agreed on."""
    vraag = select(Taak).where(
        Taak.inwoner_id == inwoner_id,
        Taak.endpoint == "inwoners.detail",
        Taak.afgehandeld_op.is_(None),
        Taak.zichtbaar_voor(wie),
    )
    return list(db.session.scalars(vraag.order_by(Taak.termijn_op, Taak.id)))


def intake_antwoorden(traject: Traject) -> dict[str, Any]:
    """Return the answers of every conversation of this traject by key, a later one over an earlier one.

    As the catalogue reads them: `keten.waarschuwingen(interventie, traject.uitslag, intake_antwoorden(traject))`.
    """
    return {sleutel: waarde for stap in traject.stappen for sleutel, waarde in (stap.antwoorden or {}).items()}


def stand(traject: Traject) -> list[Staat]:
    """Return the way through the keten: what is done, what waits, and what may still come."""
    per_code = {stap.code: stap for stap in traject.stappen}
    volgorde: list[str] = [stap.code for stap in traject.keten.stappen]
    begonnen = [volgorde.index(code) for code in per_code if code in volgorde]
    laatste = max(begonnen, default=-1)
    staten = []
    for plek, wat in enumerate(traject.keten.stappen):
        stap = per_code.get(wat.code)
        if stap is None:
            if plek > laatste and not traject.is_afgesloten:
                staten.append(Staat(wat.code, wat.naam, "later", None, None))
        elif stap.is_open:
            staten.append(Staat(wat.code, wat.naam, "nu", None if _begonnen(stap, wat) else stap.termijn_op, None))
        else:
            gestaakt = stap.uitkomst == GESTAAKT and not _begonnen(stap, wat)
            staten.append(Staat(wat.code, wat.naam, "overgeslagen" if gestaakt else "gedaan", None, stap.afgerond_op))
    return staten


def _begonnen(stap: Stap, wat: Stapplan) -> bool:
    """Whether the first gesprek was held: then the term is met, and the step does not end undone."""
    af = stap.taak.afgehandeld_op if wat.soort == "gesprekken" and stap.taak else None
    return af is not None and (stap.afgerond_op is None or af < stap.afgerond_op)


def wie_en_wanneer(traject: Traject) -> str:
    """Return who did something last and when, as the subject of a sentence: `Cora Coordinator (14-11-2026 09:30)`."""
    vraag = select(Gebeurtenis).where(Gebeurtenis.traject_id == traject.id)
    laatste = db.session.scalars(vraag.order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc()).limit(1)).first()
    return f"{laatste.door_naam} ({tijdstip(laatste.op)})" if laatste else "Iemand anders"
