"""One resident led to one aanbod, moment by moment. It tells the provider nothing."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.aanbod.keuzes import MOMENTEN, REDENEN
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak, termijn

OPVOLGEN = "toeleiding"
# Three months, in working days; a gemeente may set its own (Keteninstelling.termijnen).
WERKDAGEN = 65
ORDE = tuple(MOMENTEN)


def leid_toe(
    traject: Traject, aanbod: Aanbod, *, door: Wie, moment: str = "genoemd", formulier_id: UUID | None = None
) -> Toeleiding:
    """Name an aanbod to the resident, or find the row that did so already. A later `moment` is set on top of it."""
    paar = select(Toeleiding).where(Toeleiding.traject_id == traject.id, Toeleiding.aanbod_id == aanbod.id)
    toeleiding = db.session.scalars(paar).one_or_none()
    if toeleiding is None:
        traject.moet_lopen()
        if aanbod.gestopt_op:
            raise Domeinfout("Dit aanbod is gestopt. Kies iets anders.")
        toeleiding = Toeleiding(
            inwoner_id=traject.inwoner_id,
            traject_id=traject.id,
            traject=traject,
            aanbod_id=aanbod.id,
            aanbod=aanbod,
            formulier_id=formulier_id,
            genoemd_op=vandaag(),
            door_id=door.account_id,
        )
        db.session.add(toeleiding)
        _noteer(toeleiding, "genoemd", door)
    if moment != "genoemd" and getattr(toeleiding, f"{moment}_op") is None:
        zet_moment(toeleiding, moment, door=door)
    return toeleiding


def mogelijk(toeleiding: Toeleiding) -> list[str]:
    """Return the moments that can come next: those after the last one, and nothing after "niet passend"."""
    nu_bij = ORDE.index(laatste(toeleiding))
    return list(ORDE[nu_bij + 1 :])


def laatste(toeleiding: Toeleiding) -> str:
    """Return the last moment that came."""
    return next(moment for moment in reversed(ORDE) if getattr(toeleiding, f"{moment}_op") is not None)


def zet_moment(toeleiding: Toeleiding, moment: str, *, door: Wie, reden: str | None = None) -> None:
    """Set the next moment, today. "Niet passend" asks for a reason; "gestart" asks again after the term."""
    if moment not in mogelijk(toeleiding):
        raise Domeinfout("Deze stap is al gezet. Bekijk wat er nu staat.")
    if moment == "niet_passend" and reden not in REDENEN:
        raise Domeinfout("Kies waarom het niet past.", veld="reden")
    setattr(toeleiding, f"{moment}_op", vandaag())
    toeleiding.reden = reden if moment == "niet_passend" else None
    _noteer(toeleiding, moment, door)
    _volg_op(toeleiding)


def neem_terug(toeleiding: Toeleiding, *, door: Wie) -> None:
    """Undo the last moment; where only "genoemd" stood, the row goes. The timeline keeps both taps."""
    moment = laatste(toeleiding)
    _noteer(toeleiding, moment, door, soort="toeleiding_teruggenomen")
    if moment == "genoemd":
        db.session.delete(toeleiding)
        return
    setattr(toeleiding, f"{moment}_op", None)
    toeleiding.reden = None
    _volg_op(toeleiding)


def _noteer(toeleiding: Toeleiding, moment: str, door: Wie, soort: str = "toeleiding") -> None:
    gegevens: dict[str, Any] = {"moment": moment, "aanbod": toeleiding.aanbod.titel}
    if moment == "niet_passend":
        gegevens["reden"] = toeleiding.reden
    toeleiding.traject.noteer(
        soort, door=door, toeleiding_id=str(toeleiding.id), aanbod_id=str(toeleiding.aanbod_id), **gegevens
    )


def _volg_op(toeleiding: Toeleiding) -> None:
    """Keep one task while the question "gebleven?" is open, and none otherwise."""
    traject = toeleiding.traject
    vraag = select(Taak).where(Taak.object_id == toeleiding.id, Taak.soort == OPVOLGEN, Taak.afgehandeld_op.is_(None))
    taak = db.session.scalars(vraag).one_or_none()
    wacht = laatste(toeleiding) == "gestart" and not traject.is_afgesloten
    if taak and not wacht:
        taak.handel_af()
    if wacht and not taak:
        nieuw = Taak.over(traject, soort=OPVOLGEN, termijn_op=termijn(traject.keten_code, OPVOLGEN, WERKDAGEN))
        nieuw.endpoint, nieuw.object_id = "aanbod.toeleiding", toeleiding.id
        db.session.add(nieuw)
