"""What goes back to who referred, as far as the resident agreed to that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ketens.gebruikers.wie import Wie
from ketens.inwoners import doorgeven
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing

BERICHT = "bericht"
GEEN_TOESTEMMING = (
    "De inwoner gaf geen toestemming om de verwijzer iets te laten weten, of trok die in. "
    "Vraag het de inwoner opnieuw en leg de toestemming vast bij de inwoner."
)


@dataclass(frozen=True, slots=True)
class Gehoor:
    """How far a verwijzer hears what comes of a verwijzing: not, until a moment, or all (`tot` None)."""

    hoort: bool
    tot: datetime | None = None


NIETS = Gehoor(hoort=False)


def gehoor(verwijzing_ids: Iterable[UUID]) -> dict[UUID, Gehoor]:
    """Return how far each verwijzer hears; who never agreed to it is left out.

    Taken back, what was told before stays, and nothing new comes (domein 6.1).
    """
    vraag = select(Toestemming.verwijzing_id, Toestemming.ingetrokken_op).where(
        Toestemming.verwijzing_id.in_(list(verwijzing_ids)), Toestemming.soort == ToestemmingSoort.TERUGKOPPELEN
    )
    einden: dict[UUID, list[datetime | None]] = defaultdict(list)
    for verwijzing_id, ingetrokken_op in db.session.execute(vraag):
        if verwijzing_id:
            einden[verwijzing_id].append(ingetrokken_op)
    return {
        verwijzing_id: Gehoor(hoort=True, tot=None if None in momenten else max(op for op in momenten if op))
        for verwijzing_id, momenten in einden.items()
    }


def stil_sinds(verwijzing_id: InstrumentedAttribute[UUID]) -> ColumnElement[datetime | None]:
    """Return the same `tot` as a column beside the verwijzing, for what is asked of many at once."""
    return (
        select(func.max(Toestemming.ingetrokken_op))
        .where(Toestemming.verwijzing_id == verwijzing_id, Toestemming.soort == ToestemmingSoort.TERUGKOPPELEN)
        .having(func.count() == func.count(Toestemming.ingetrokken_op))
        .scalar_subquery()
    )


def hoort(verwijzing_ids: Iterable[UUID]) -> set[UUID]:
    """Return the verwijzingen whose verwijzer may hear more than accepted or refused: the consent stands."""
    vraag = select(Toestemming.verwijzing_id).where(
        Toestemming.verwijzing_id.in_(list(verwijzing_ids)),
        Toestemming.soort == ToestemmingSoort.TERUGKOPPELEN,
        Toestemming.ingetrokken_op.is_(None),
    )
    return {verwijzing_id for verwijzing_id in db.session.scalars(vraag) if verwijzing_id}


def stuur_bericht(verwijzing: Verwijzing, *, tekst: str, door: Wie) -> Terugkoppeling:
    """Tell the verwijzer something, as far as the resident agreed to that."""
    if verwijzing.id not in hoort([verwijzing.id]):
        raise Domeinfout(GEEN_TOESTEMMING, veld="verwijzing")
    eerder = verwijzing.terugkoppelingen[-1] if verwijzing.terugkoppelingen else None
    if eerder and eerder.tekst == tekst:
        raise Domeinfout("Dit bericht is al verstuurd.", veld="tekst")
    bericht = Terugkoppeling(
        inwoner_id=verwijzing.inwoner_id,
        verwijzing_id=verwijzing.id,
        moment=BERICHT,
        gegevens={},
        op=nu(),
        door_id=door.account_id,
    )
    bericht.tekst = tekst
    verwijzing.terugkoppelingen.append(bericht)
    if verwijzing.traject:
        verwijzing.traject.noteer("bericht_verwijzer", door=door, tekst=tekst, verwijzing_id=str(verwijzing.id))
    return bericht


def lees_berichten(verwijzing: Verwijzing, *, door: Wie) -> None:
    """Note that the verwijzer read what came back; someone else reading it changes nothing."""
    if door.organisatie_id != verwijzing.organisatie_id:
        raise Domeinfout("Alleen de organisatie die verwees kan dit doen.")
    for bericht in verwijzing.terugkoppelingen:
        bericht.gelezen_op = bericht.gelezen_op or nu()


def mag_aanvullen(verwijzing: Verwijzing) -> bool:
    """Tell whether who referred may add something: the consent to pass data on was not taken back since.

    One that was asked anew counts when their own organisatie asked it, or who coordinates; not another verwijzer's.
    """
    via = {verwijzing.organisatie_id or verwijzing.ontvanger_id, verwijzing.ontvanger_id}
    return not doorgeven.ingetrokken([verwijzing.inwoner_id], verwijzing.keten_code, via)
