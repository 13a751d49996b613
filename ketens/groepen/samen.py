"""Waiting together with someone who must come along: both are offered a place in the same group, or neither."""

from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Wachtplek
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

SAMEN_LOS = "samen_los"
WERKDAGEN_OM_TE_VRAGEN = 2


def zoek(kenmerk: str, wachtplek: Wachtplek) -> Wachtplek:
    """Return the waiting place of who must come along, found by kenmerk; it waits for the same, in the same keten."""
    vraag = (
        select(Wachtplek)
        .join(Wachtplek.traject)
        .where(
            Traject.kenmerk == kenmerk.strip().upper(),
            Traject.keten_code == wachtplek.keten_code,
            Traject.organisatie_id == wachtplek.traject.organisatie_id,
            Wachtplek.interventie_code == wachtplek.interventie_code,
            Wachtplek.vervallen_op.is_(None),
        )
    )
    ander = db.session.scalars(vraag).one_or_none()
    if ander is None:
        raise Domeinfout(
            "Met dit kenmerk wacht niemand op deze cursus. Zet eerst ook de ander op de wachtlijst.", veld="samen_met"
        )
    if ander.traject_id == wachtplek.traject_id:
        raise Domeinfout("Dit is het kenmerk van deze inwoner zelf. Vul dat van de ander in.", veld="samen_met")
    return ander


def koppel(wachtplek: Wachtplek, kenmerk: str | None, *, door: Wie | None) -> None:
    """Let two wait together, or (without `kenmerk`) each alone again. Both sides know it."""
    ander = zoek(kenmerk, wachtplek) if kenmerk and kenmerk.strip() else None
    if ander is not None and ander.samen_met_id not in (None, wachtplek.traject_id):
        raise Domeinfout("Die inwoner wacht al samen met iemand anders.", veld="samen_met")
    if wachtplek.samen_met_id == (ander.traject_id if ander else None):
        return
    oud = partner(wachtplek)
    if oud is not None and oud.samen_met_id == wachtplek.traject_id:
        _zet(oud, None, door)
    _zet(wachtplek, ander, door)
    if ander is not None:
        _zet(ander, wachtplek, door)


def ontbind(wachtplek: Wachtplek, *, door: Wie | None) -> None:
    """Part who does not come from who wanted to come along: those are asked if they come alone, and lose nothing."""
    _zet(wachtplek, None, door)
    wilden_mee = select(Wachtplek).where(
        Wachtplek.samen_met_id == wachtplek.traject_id,
        Wachtplek.interventie_code == wachtplek.interventie_code,
        Wachtplek.vervallen_op.is_(None),
    )
    for ander in db.session.scalars(wilden_mee.order_by(Wachtplek.id)).all():
        _zet(ander, None, door)
        vraag_of_alleen(ander.traject)


def vraag_of_alleen(traject: Traject) -> None:
    """Put on the worklist that someone must be asked whether they come without the other."""
    if not traject.is_afgesloten and not any(taak.soort == SAMEN_LOS for taak in traject.open_taken()):
        uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VRAGEN)
        db.session.add(Taak.over(traject, soort=SAMEN_LOS, termijn_op=uiterlijk))


def partner(wachtplek: Wachtplek) -> Wachtplek | None:
    """Return who waits with them, as long as that other waits."""
    if wachtplek.samen_met_id is None:
        return None
    return _wacht_op(wachtplek.samen_met_id, wachtplek.interventie_code)


def kenmerk_van(wachtplek: Wachtplek) -> str | None:
    """Return the kenmerk of who must come along."""
    ander: Traject | None = db.session.get(Traject, wachtplek.samen_met_id) if wachtplek.samen_met_id else None
    return ander.kenmerk if ander else None


def _wacht_op(traject_id: UUID, interventie_code: str) -> Wachtplek | None:
    vraag = select(Wachtplek).where(
        Wachtplek.traject_id == traject_id,
        Wachtplek.interventie_code == interventie_code,
        Wachtplek.vervallen_op.is_(None),
    )
    return db.session.scalars(vraag).one_or_none()


def _zet(wachtplek: Wachtplek, ander: Wachtplek | None, door: Wie | None) -> None:
    was, wordt = wachtplek.samen_met_id, ander.traject_id if ander else None
    if was != wordt:
        wachtplek.samen_met_id = wordt
        wachtplek.traject.noteer("wacht_samen", door=door, met=ander.traject.kenmerk if ander else None)
