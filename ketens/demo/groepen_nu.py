"""What goes on in the groups of Borne today: a vervanger for a session, places that are offered, work of the night."""

from collections.abc import Iterator

from sqlalchemy import select

from ketens.aanwezigheid.klokwerk import vraag_om_afronden
from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.demo.kalender import Agenda
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal
from ketens.demo.wachtenden import Rolmaker, gesproken
from ketens.gebruikers.models import Account
from ketens.groepen.aanbieden import bied_aan
from ketens.groepen.bezetting import stand
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.metingen.taak import vraag_nameting
from ketens.rooster.vervangen import zet_vervanger
from ketens.trajecten.models import Traject

EERSTE = 80  # the numbers of these people
AANGEBODEN = 3


def groepen_van_nu(ploeg: Ploeg, agenda: Agenda, rol: Rolmaker) -> list[Verhaal]:
    """Return what the coördinator did in the last days: last of all, for a place that is offered moves the list."""
    wie = [rol(ploeg, EERSTE + nr, False) for nr in range(AANGEBODEN)]
    return [_aangeboden(wie, agenda), _vervanger(ploeg, agenda)]


def doe_nachtwerk() -> None:
    """Do what the worker does every night: ask to round off and to measure."""
    vraag_om_afronden({})
    vraag_nameting({})


def _aangeboden(rollen: list[Rolverdeling], agenda: Agenda) -> Verhaal:
    """Three wait for an In Balans and are offered a place: one by letter, one was reached, one not yet."""
    trajecten: list[Traject] = []
    for rol in rollen:
        trajecten.append((yield from gesproken(rol, agenda, 5)))
        zet_op_wachtlijst(trajecten[-1], interventie_code="in_balans", door=rol.regie)
    wijzig_inwoner(trajecten[0].inwoner, door=rollen[0].regie, bereik=Bereik.BRIEF)
    yield max(agenda.geleden(2, 10), nu())
    groep = _met_ruimte(AANGEBODEN)
    if groep is None:
        return
    per_brief, *anderen = _wachtplekken(trajecten)
    bied_aan(groep, [per_brief], door=rollen[0].regie)
    yield max(agenda.geleden(1, 10), nu())
    aanbod, _ = bied_aan(groep, anderen, door=rollen[0].regie)
    yield max(agenda.geleden(0.4), nu())
    _bereik(aanbod, rollen[0])


def _bereik(aanbod: Plaatsaanbod, rol: Rolverdeling) -> None:
    for bericht in open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}"):
        bereikt(bericht, door=rol.regie, hoe="gesproken")


def _wachtplekken(trajecten: list[Traject]) -> Iterator[Wachtplek]:
    for traject in trajecten:
        yield db.session.scalars(select(Wachtplek).where(Wachtplek.traject_id == traject.id)).one()


def _met_ruimte(plaatsen: int) -> Groep | None:
    """Return the next In Balans with so many places free."""
    komend = select(Groep).where(Groep.begint_op > vandaag(), Groep.afgelast_op.is_(None)).order_by(Groep.begint_op)
    groepen = [groep for groep in db.session.scalars(komend) if groep.interventie.code == "in_balans"]
    return next((groep for groep in groepen if stand(groep).vrij >= plaatsen), None)


def _vervanger(ploeg: Ploeg, agenda: Agenda) -> Verhaal:
    """The trainer of the running group has a day off: someone else takes the next session."""
    yield agenda.geleden(1, 15)
    lopend = select(Groep).where(
        Groep.begint_op <= vandaag(), Groep.eindigt_op > vandaag(), Groep.afgelast_op.is_(None)
    )
    for groep in db.session.scalars(lopend.order_by(Groep.begint_op)):
        eigen = {rij.account_id for rij in groep.trainers if rij.tot is None}
        komend = [b for b in groep.bijeenkomsten if b.begint_op > agenda.nu and b.afgelast_op is None]
        if ploeg.account_ids["trainer"] in eigen and komend:
            inval = db.session.get_one(Account, ploeg.account_ids["trainer2"])
            zet_vervanger(komend[0], inval, door=ploeg.regie)
