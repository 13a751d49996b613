"""What an overlijden or a verhuizing ends in every keten of the gemeente, and how it comes back after a mistake.

Who records it may see one keten and close trajecten in three: in the others the app does it, and names nobody.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Keten
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import (
    BIJ_HERSTEL,
    BIJ_OVERLIJDEN,
    BIJ_VERHUIZING,
    Overlijden,
    Verhuizing,
    Wending,
    zegt_wat_stopt,
)
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.trajecten.delen import Afsluiting, Stap
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import Pauze
from ketens.trajecten.taken import OVERLEDEN, Taak

Rij = TypeVar("Rij", Traject, Stap, Taak, Pauze)

VERHUISD = "verhuisd"
WERKDAGEN_OM_TE_LEZEN = 1
# A call about a message begins anew, when the message does: `berichten` puts it on the worklist.
NIEUW_BIJ_HERSTEL = "berichten.bellen"
# Whether something runs in a traject that who moves may finish: see `loopt_door`.
LOOPT_DOOR: list[Callable[[Traject], bool]] = []


def loopt_door(loopt: Callable[[Traject], bool]) -> Callable[[Traject], bool]:
    """Register what of a traject someone who moves away may finish (a group that began). Usable as decorator."""
    LOOPT_DOOR.append(loopt)
    return loopt


@loopt_door
def is_in_gesprek(traject: Traject) -> bool:
    """Conversations that have begun may be finished."""
    return any(traject.keten.stap(stap.code).soort == "gesprekken" for stap in traject.open_stappen)


def namens(traject: Traject, door: Wie) -> Wie | None:
    """Return who did it as this traject may say it: who can't see it is not named there."""
    ziet = traject.organisatie_id == door.organisatie_id and traject.keten_code in door.ketens
    return door if ziet else None


def sluit_alles(overlijden: Overlijden, door: Wie) -> None:
    """Close every traject of the resident, take every task about them from the worklist, and tell who treats them."""
    trajecten = _lopende(overlijden.inwoner_id)
    _onthoud(overlijden, trajecten, open_taken(overlijden.inwoner_id))
    for traject in trajecten:
        sluit(traject, OVERLEDEN, door)
    for taak in open_taken(overlijden.inwoner_id):
        taak.handel_af()
    for traject in trajecten:
        if traject.behandelaar_id != door.account_id:
            meld(overlijden, Taak.over(traject, soort=OVERLEDEN, termijn_op=_te_lezen()))


def sluit_wat_wacht(verhuizing: Verhuizing, door: Wie) -> None:
    """Close every traject in which nothing runs that the resident finishes, and end what was still to come."""
    trajecten = [
        traject
        for traject in _lopende(verhuizing.inwoner_id)
        if not (verhuizing.maakt_af and any(loopt(traject) for loopt in LOOPT_DOOR))
    ]
    dicht = {traject.id for traject in trajecten}
    taken = [taak for taak in open_taken(verhuizing.inwoner_id) if taak.traject_id is None or taak.traject_id in dicht]
    _onthoud(verhuizing, trajecten, taken)
    for traject in trajecten:
        sluit(traject, VERHUISD, door)
    for taak in taken:
        taak.handel_af()


def heropen_alles(wending: Overlijden | Verhuizing, door: Wie) -> None:
    """Take up again what was closed, with the steps, the deadlines and the pause that it had."""
    reden = wending.ongedaan_reden
    heropend = {traject.id for traject in _gesloten(wending) if _neem_weer_op(traject, wending, reden, door)}
    for taak in _rijen(Taak, wending.onthouden("taken")):
        if (taak.traject_id is None or taak.traject_id in heropend) and taak.endpoint != NIEUW_BIJ_HERSTEL:
            taak.afgehandeld_op = None
    for taak in _rijen(Taak, wending.onthouden("gemeld")):
        taak.handel_af()


@zegt_wat_stopt
def welke_trajecten(inwoner: Inwoner, wie: Wie) -> list[str]:
    """Name the trajecten that will close, of those that `wie` may see."""
    vraag = select(Traject).where(
        Traject.inwoner_id == inwoner.id, Traject.afgesloten_op.is_(None), Traject.zichtbaar_voor(wie)
    )
    rijen = db.session.scalars(vraag.order_by(Traject.id))
    return [f"Het traject {traject.keten.naam}, {traject.kenmerk}, sluit." for traject in rijen]


def sluit(traject: Traject, reden: str, door: Wie) -> None:
    """Close a traject for this reason; a keten that doesn't know it closes as stopped."""
    traject.sluit_af(door=namens(traject, door), reden=_reden(traject.keten, reden))


def meld(wending: Wending, taak: Taak) -> None:
    """Put on a worklist what happened; an undo takes it off again."""
    db.session.add(taak)
    wending.onthoud("gemeld", [taak.id])


def heropende(wending: Wending) -> list[Traject]:
    """Return the trajecten that it closed and that run (again) now."""
    return [traject for traject in _rijen(Traject, wending.onthouden("trajecten")) if not traject.is_afgesloten]


def open_taken(inwoner_id: UUID) -> list[Taak]:
    """Return all that waits about a resident, in whatever keten."""
    vraag = select(Taak).where(Taak.inwoner_id == inwoner_id, Taak.afgehandeld_op.is_(None)).order_by(Taak.id)
    return list(db.session.scalars(vraag))


def _lopende(inwoner_id: UUID) -> list[Traject]:
    # Locked: who gives a place at this moment is done, or waits and finds it closed.
    vraag = select(Traject).where(Traject.inwoner_id == inwoner_id, Traject.afgesloten_op.is_(None))
    vraag = vraag.order_by(Traject.id).with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(db.session.scalars(vraag))


def _onthoud(wending: Wending, trajecten: Iterable[Traject], taken: Iterable[Taak]) -> None:
    trajecten = list(trajecten)
    wending.onthoud("trajecten", [traject.id for traject in trajecten])
    wending.onthoud("stappen", [stap.id for traject in trajecten for stap in traject.open_stappen])
    wending.onthoud("pauzes", [traject.pauze.id for traject in trajecten if traject.pauze])
    wending.onthoud("taken", [taak.id for taak in taken])


def _gesloten(wending: Wending) -> list[Traject]:
    vraag = select(Traject).where(Traject.id.in_(wending.onthouden("trajecten"))).order_by(Traject.id)
    vraag = vraag.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(db.session.scalars(vraag))


def _neem_weer_op(traject: Traject, wending: Wending, reden: str | None, door: Wie) -> bool:
    laatste = traject.afsluitingen[-1]
    # Closed again since, or taken up by hand: that was decided knowing more.
    if not traject.is_afgesloten or laatste.op < wending.vastgelegd_op or len(_erna(traject, wending)) > 1:
        return False
    zichtbaar = namens(traject, door)
    laatste.heropend_op, laatste.heropend_door_id = nu(), door.account_id
    traject.afgesloten_op = None
    traject.noteer(
        "heropend", door=zichtbaar, tekst=reden if zichtbaar else None, hersteld=type(wending).__name__.lower()
    )
    for stap in _rijen(Stap, wending.onthouden("stappen")):
        if stap.traject_id == traject.id:
            stap.afgerond_op = stap.uitkomst = None
    for pauze in _rijen(Pauze, wending.onthouden("pauzes")):
        if pauze.traject_id == traject.id:
            pauze.beeindigd_op = None
    db.session.flush()
    return True


def _erna(traject: Traject, wending: Wending) -> list[Afsluiting]:
    return [afsluiting for afsluiting in traject.afsluitingen if afsluiting.op >= wending.vastgelegd_op]


def _reden(keten: Keten, code: str) -> str:
    codes = [str(reden.code) for reden in keten.afsluitredenen]
    gestopt = [str(reden.code) for reden in keten.afsluitredenen if reden.voor_verwijzer == "gestopt"]
    return code if code in codes else (gestopt or codes)[0]


def _rijen(model: type[Rij], ids: Collection[UUID]) -> list[Rij]:
    return list(db.session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)))


def _te_lezen() -> date:
    return werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_LEZEN)


# First of all, whoever was imported before: the others find the trajecten closed, and open again.
BIJ_OVERLIJDEN.insert(0, sluit_alles)
BIJ_VERHUIZING.insert(0, sluit_wat_wacht)
BIJ_HERSTEL.insert(0, heropen_alles)
