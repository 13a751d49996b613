"""Who waits for a place today, and why: no group that fits, a full group, together with someone."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ketens.demo.antwoorden import intake
from ketens.demo.deelname import AFWIJKING
from ketens.demo.kalender import Agenda
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal, gewogen, stuur
from ketens.groepen.bezetting import stand
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan

EERSTE = 60  # the numbers of these people
Rolmaker = Callable[[Ploeg, int, bool], Rolverdeling]
WOENSDAG_VRIJDAG = ["wo_ochtend", "vr_ochtend"]
OCHTENDEN = ["di_ochtend", "wo_ochtend", "do_ochtend", "vr_ochtend"]


def wachtenden(ploeg: Ploeg, agenda: Agenda, rol: Rolmaker) -> list[Verhaal]:
    """Return the stories of people who need a place now."""
    wie = [rol(ploeg, EERSTE + nr, nr in (3, 5)) for nr in range(13)]
    return [
        _te_plaatsen(wie[0], agenda, 1),
        _te_plaatsen(wie[1], agenda, 3),
        _te_plaatsen(wie[2], agenda, 5),
        _wacht(wie[3], agenda, 12, "in_balans", wijk="Hertme"),
        _wacht(wie[4], agenda, 9, "vvt", wijk="Zenderen"),
        _wacht(wie[5], agenda, 15, "otago", hoog=True),
        _wacht(wie[6], agenda, 7, "in_balans", dagdelen=["ma_ochtend", "ma_middag"]),
        _wil_in(wie[7], agenda, 4, vol=True),
        _wil_in(wie[8], agenda, 3, vol=True),
        _wil_in(wie[9], agenda, 2, vol=False),
        _paar(wie[10], wie[11], agenda),
        _te_bekijken(wie[12], agenda),
    ]


def gesproken(
    rol: Rolverdeling,
    agenda: Agenda,
    werkdagen: int,
    *,
    hoog: bool = False,
    samen_met: str | None = None,
    **anders: object,
) -> Generator[datetime, None, Traject]:
    ver = 16 if hoog else 6  # a beoordeling takes its time
    yield agenda.geleden(werkdagen + ver + 2)
    verwijzing = stuur(rol, "hoog" if hoog else "matig", terugkoppelen=True)
    yield agenda.geleden(werkdagen + ver)
    traject = neem_aan(verwijzing, door=rol.regie)
    if hoog:
        yield from gewogen(rol, verwijzing, "gemeente")
    yield max(agenda.geleden(werkdagen, 11), nu())
    noteer_contactpoging(traject, uitkomst="gesproken", door=rol.regie)
    antwoorden = intake(rol.kans, OCHTENDEN, uitslag=str(traject.uitslag), samen_met=samen_met)
    leg_intake_vast(traject, antwoorden | anders, door=rol.regie)
    return traject


def _te_bekijken(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """First on the list, but can't come without help: the coördinator looks before a place is offered."""
    traject = yield from gesproken(rol, agenda, 8, vervoer="hulp_nodig")
    zet_op_wachtlijst(traject, interventie_code="in_balans", door=rol.regie)


def wacht_op_in_balans(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Spoken to, and no group in sight."""
    traject = yield from gesproken(rol, agenda, 6)
    zet_op_wachtlijst(traject, interventie_code="in_balans", door=rol.regie)


def _te_plaatsen(rol: Rolverdeling, agenda: Agenda, werkdagen: int) -> Verhaal:
    yield from gesproken(rol, agenda, werkdagen)


def _wacht(
    rol: Rolverdeling,
    agenda: Agenda,
    werkdagen: int,
    interventie: str,
    *,
    hoog: bool = False,
    wijk: str | None = None,
    dagdelen: list[str] | None = None,
) -> Verhaal:
    traject = yield from gesproken(rol, agenda, werkdagen, hoog=hoog)
    yield agenda.geleden(werkdagen, 12)
    zet_op_wachtlijst(traject, interventie_code=interventie, wijk=wijk, dagdelen=dagdelen or [], door=rol.regie)


def _wil_in(rol: Rolverdeling, agenda: Agenda, werkdagen: int, *, vol: bool) -> Verhaal:
    """Is given a place in the next group: a full one means the waiting list of that group."""
    traject = yield from gesproken(rol, agenda, werkdagen)
    yield agenda.geleden(werkdagen, 13)
    groep = next((groep for groep in _komende() if (stand(groep).vrij == 0) == vol), None)
    if groep is None:
        zet_op_wachtlijst(traject, interventie_code="in_balans", dagdelen=OCHTENDEN, door=rol.regie)
    else:
        plaats(traject, groep, door=rol.regie, reden_afwijking=AFWIJKING)


def _komende() -> list[Groep]:
    return list(db.session.scalars(select(Groep).where(Groep.begint_op > vandaag()).order_by(Groep.begint_op)))


def _paar(een: Rolverdeling, ander: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Two who want to come together, on other days than those of the next group."""
    eerste = yield from gesproken(een, agenda, 6, samen_met=f"{ander.persoon.voornaam} {ander.persoon.achternaam}")
    tweede = yield from gesproken(ander, agenda, 6, samen_met=f"{een.persoon.voornaam} {een.persoon.achternaam}")
    yield agenda.geleden(5, 15)
    db.session.flush()
    wens: dict[str, Any] = {"interventie_code": "in_balans", "dagdelen": WOENSDAG_VRIJDAG, "door": een.regie}
    zet_op_wachtlijst(eerste, **wens)
    db.session.flush()
    zet_op_wachtlijst(tweede, samen_met=eerste.kenmerk, **wens)
