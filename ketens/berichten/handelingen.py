"""Sending a message to a resident, by the way they chose and that is safe, and what came of it. None of it commits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.berichten import bezorging
from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import Beperking, beperkten, bij_beperking
from ketens.inwoners.levensloop import (
    Overlijden,
    Verhuizing,
    bij_herstel,
    bij_overlijden,
    bij_verhuizing,
    overledenen,
)
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.post.handelingen import annuleer
from ketens.trajecten.handelingen import bij_afsluiting
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauze

Volger = Callable[[Bericht], None]
# What follows from reaching someone, or from taking that back, by kind of message: see `bij_bereik`.
BIJ_BEREIK: dict[str, Volger] = {}


def bij_bereik(soort: str) -> Callable[[Volger], Volger]:
    """Register what starts when this kind of message reached the person; on a mistake `bericht.bereikt_op` is None."""

    def merk(volg: Volger) -> Volger:
        BIJ_BEREIK[soort] = volg
        return volg

    return merk


@dataclass(frozen=True, slots=True)
class Zending:
    """One of many messages: to whom, about which fact, what it says, and another way or day than the usual."""

    traject: Traject
    sleutel: str
    inhoud: Mapping[str, Any]
    kanaal: Bereik | None = None
    termijn_op: date | None = None


def stuur(
    traject: Traject,
    *,
    soort: str,
    sleutel: str,
    door: Wie | None,
    kanaal: Bereik | None = None,
    termijn_op: date | None = None,
    **inhoud: Any,
) -> Bericht | None:
    """Send a message of this kind (`soorten.SOORTEN`): a call on the belllijst, a letter in the queue, or a mail.

    `sleutel` names the fact that it tells, such as "uitnodiging:<plaatsing>": asked for twice it is one message.
    `kanaal` is another way than the resident chose; what is unsafe becomes a call. `termijn_op`: call by then at the
    latest. `inhoud` are codes, ISO dates and words for `zinnen`. None: nothing may be sent (someone died, the traject
    ended, or it is paused and this waits for the return).
    """
    zending = Zending(traject, sleutel, inhoud, kanaal, termijn_op)
    return stuur_velen([zending], soort=soort, door=door)[0]


def stuur_velen(zendingen: Sequence[Zending], *, soort: str, door: Wie | None) -> list[Bericht | None]:
    """Send as `stuur` does, to many, in as many queries as for one."""
    bekend = {
        bericht.sleutel: bericht
        for bericht in db.session.scalars(select(Bericht).where(Bericht.sleutel.in_([z.sleutel for z in zendingen])))
    }
    nieuw = [zending for zending in zendingen if zending.sleutel not in bekend]
    dood = overledenen([zending.traject.inwoner_id for zending in nieuw]) | beperkten() if nieuw else set()
    berichten = {
        zending.sleutel: _maak(zending, soort, door)
        for zending in nieuw
        if zending.traject.inwoner_id not in dood and mag_nog(zending.traject, soort)
    }
    bezorging.leg_klaar({b: _bel_voor(b, z) for z in nieuw if (b := berichten.get(z.sleutel))})
    for bericht in berichten.values():
        bericht.traject.noteer("bericht", door=door, bericht=soort, kanaal=bericht.kanaal.value)
    return [bekend.get(zending.sleutel) or berichten.get(zending.sleutel) for zending in zendingen]


def _bel_voor(bericht: Bericht, zending: Zending) -> date:
    return zending.termijn_op or werkdagen_erbij(vandaag(), SOORTEN[bericht.soort].termijn_werkdagen)


def _maak(zending: Zending, soort: str, door: Wie | None) -> Bericht:
    traject = zending.traject
    bericht = Bericht(
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject=traject,
        traject_id=traject.id,
        sleutel=zending.sleutel,
        soort=soort,
        keten_code=traject.keten_code,
        organisatie_id=traject.organisatie_id,
        kanaal=bezorging.kanaal_voor(traject.inwoner, zending.kanaal),
        door_id=door.account_id if door else None,
    )
    bericht.inhoud = dict(zending.inhoud)
    db.session.add(bericht)
    return bericht


def mag_nog(traject: Traject, soort: str) -> bool:
    """Tell whether this may be sent now to a resident who lives."""
    if traject.is_afgesloten:
        return False
    return not (SOORTEN[soort].wacht_bij_pauze and pauze(traject) is not None)


def bereikt(bericht: Bericht, *, door: Wie | None, hoe: str, op: datetime | None = None) -> None:
    """Note that the message reached the person; its term runs from `op` (now). A second time changes nothing."""
    if bericht.bereikt_op or bericht.gestaakt_op:
        return
    _zet_bereikt(bericht, op or nu())
    if bericht.taak:
        bericht.taak.handel_af()
    if hoe != "gesproken":  # a call is an event of its own
        bericht.traject.noteer("bericht_bereikt", door=door, bericht=bericht.soort, hoe=hoe)


def niet_bereikt(bericht: Bericht) -> None:
    """Take back that it reached the person: whoever tapped it was mistaken. It is on the belllijst again."""
    _zet_bereikt(bericht, None)
    if bericht.taak:
        bericht.taak.afgehandeld_op = None


def _zet_bereikt(bericht: Bericht, op: datetime | None) -> None:
    bericht.bereikt_op = op
    if volg := BIJ_BEREIK.get(bericht.soort):
        volg(bericht)


def staak(bericht: Bericht, reden: str) -> None:
    """Stop a message that did not reach anyone yet, whatever its way; a second time changes nothing."""
    if bericht.bereikt_op is None and bericht.gestaakt_op is None:
        bericht.gestaakt_op, bericht.gestaakt_reden = nu(), reden
        bezorging.haal_weg(bericht, reden)


def staak_alles(inwoner_id: UUID, reden: str, keten_code: str | None = None) -> list[UUID]:
    """Stop every message to a resident (in one keten), also what is in a stack or in the outbox. Return which."""
    eisen = [Bericht.inwoner_id == inwoner_id, *([Bericht.keten_code == keten_code] if keten_code else [])]
    gestaakt = open_berichten(*eisen)
    for bericht in gestaakt:
        staak(bericht, reden)
    return [bericht.id for bericht in gestaakt]


def open_berichten(*eisen: Any) -> list[Bericht]:
    """Return the messages that hold to these conditions and have reached nobody yet, oldest first, to change them.

    Who puts a letter in a stack at this moment is done, or waits: so a letter that stops leaves the stack it is in.
    """
    vraag = select(Bericht).where(*eisen, Bericht.bereikt_op.is_(None), Bericht.gestaakt_op.is_(None))
    vraag = vraag.order_by(Bericht.id).with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(vraag))


def ander_kanaal(bericht: Bericht, kanaal: Bereik, *, door: Wie | None) -> None:
    """Send a message that reached nobody yet by another way."""
    if bericht.bereikt_op or bericht.gestaakt_op:
        raise Domeinfout("Dit bericht is al aangekomen of ingetrokken.")
    if bezorging.kanaal_voor(bericht.inwoner, kanaal) != kanaal:
        raise Domeinfout("Dat kan niet bij deze inwoner: er is geen adres, of het is niet veilig.", veld="kanaal")
    bezorging.haal_weg(bericht, "ander_kanaal")
    bericht.kanaal, bericht.stapel, bericht.stapel_id = kanaal, None, None
    bezorging.leg_klaar({bericht: werkdagen_erbij(vandaag(), SOORTEN[bericht.soort].termijn_werkdagen)})
    bericht.traject.noteer("bericht", door=door, bericht=bericht.soort, kanaal=kanaal.value)


@bij_afsluiting
def staak_bij_afsluiting(traject: Traject, _door: Wie | None) -> None:
    """Nothing more is sent about a traject that ended."""
    for bericht in open_berichten(Bericht.traject_id == traject.id):
        staak(bericht, "traject_afgesloten")


@bij_overlijden
def staak_bij_overlijden(overlijden: Overlijden, _door: Wie) -> None:
    """Nothing is ever sent to the house again; what waited is remembered, for when it was a mistake."""
    staak_alles(overlijden.inwoner_id, "overleden")
    annuleer(overlijden.inwoner_id, "overleden")
    onthoud_wat_stopte(overlijden, _door)


@bij_beperking
def staak_bij_beperking(beperking: Beperking, _door: Wie) -> None:
    """Nothing is sent while a record is restricted, also not what waited."""
    staak_alles(beperking.inwoner_id, "beperkt")
    annuleer(beperking.inwoner_id, "beperkt")


@bij_verhuizing
def onthoud_wat_stopte(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """Remember what stopped with the trajecten that closed, or now: an undo has the resident called about it."""
    gestopt = (Bericht.inwoner_id == wending.inwoner_id, Bericht.gestaakt_op >= wending.vastgelegd_op)
    wending.onthoud("berichten", db.session.scalars(select(Bericht.id).where(*gestopt)))


@bij_herstel
def hervat_na_vergissing(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """What waited when someone was taken for dead, or to move, is called about: who calls knows what still holds."""
    gestopt = Bericht.id.in_(wending.onthouden("berichten"))
    for bericht in db.session.scalars(select(Bericht).where(gestopt).order_by(Bericht.id)):
        if not bericht.traject.is_afgesloten:
            bericht.gestaakt_op = bericht.gestaakt_reden = None
            bericht.kanaal, bericht.stapel, bericht.mail = Bereik.BELLEN, None, None
            bezorging.leg_klaar({bericht: vandaag()})
