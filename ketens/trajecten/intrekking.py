"""What must follow in a traject when a resident gives a consent later, or takes it back (domein 6.1)."""

from datetime import datetime

from sqlalchemy import exists, select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import Stopwens, bij_intrekking
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.inwoners.toestemmingen import Stopplek, bij_stoppen, bij_toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.handelingen import rond_taak_af
from ketens.trajecten.models import Traject, lopend
from ketens.trajecten.pauzes import beeindig_pauze
from ketens.trajecten.taken import TERUG_VAN_PAUZE, WIL_STOPPEN, Taak

INGETROKKEN = "toestemming_ingetrokken"
WIL_DOORGAAN = "wil_doorgaan"
WERKDAGEN_OM_TE_VRAGEN = 2


@bij_toestemming
def schrijf_op(toestemming: Toestemming, door: Wie) -> None:
    """Write it on the timeline, where its withdrawal stands too; whether to stop need not be asked any more."""
    if traject := lopend(toestemming.inwoner_id, toestemming.keten_code):
        traject.noteer("toestemming_gegeven", door=door, toestemming=str(toestemming.soort))
        if toestemming.soort == ToestemmingSoort.DOORGEVEN:
            for taak in _vragen(traject):
                taak.handel_af()


@bij_intrekking
def volg_op(toestemming: Toestemming, door: Wie, stopt: Stopwens) -> None:
    """Write it on the timeline, ask whether the resident wants to stop too, and call nobody who takes that back.

    A traject goes on without the consent to pass data on: only the resident says whether it must end.
    """
    traject = lopend(toestemming.inwoner_id, toestemming.keten_code)
    if traject:
        traject.noteer("toestemming_ingetrokken", door=door, toestemming=str(toestemming.soort))
    if traject and toestemming.soort == ToestemmingSoort.DOORGEVEN:
        _wil_stoppen(traject, toestemming, door, stopt)
    if toestemming.soort == ToestemmingSoort.OPNIEUW_BELLEN:
        _bel_niet_opnieuw(toestemming)


@bij_stoppen
def afsluiting(toestemming: Toestemming, wie: Wie) -> Stopplek | None:
    """Return the page on which `wie` ends the traject that runs, with the reason filled in."""
    traject = lopend(toestemming.inwoner_id, toestemming.keten_code)
    if traject is None:
        return None
    ziet = select(exists().where(Traject.id == traject.id, Traject.zichtbaar_voor(wie)))
    if not db.session.scalar(ziet):
        return None
    return "trajecten.afsluiting", {"traject_id": traject.id, "reden": INGETROKKEN}


def _wil_stoppen(traject: Traject, toestemming: Toestemming, door: Wie, stopt: Stopwens) -> None:
    if stopt == Stopwens.NEE:
        _noteer_doorgaan(traject, door, toestemming.ingetrokken_op)
    elif not _vragen(traject):
        # Also after a yes: it stays on the worklist until the traject is closed.
        uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VRAGEN)
        db.session.add(Taak.over(traject, soort=WIL_STOPPEN, termijn_op=uiterlijk))


def _noteer_doorgaan(traject: Traject, door: Wie, sinds: datetime | None) -> None:
    # Two consents that end at once are one conversation: what was said is written down once.
    al = (Gebeurtenis.traject_id == traject.id) & (Gebeurtenis.soort == WIL_DOORGAAN) & (Gebeurtenis.op >= sinds)
    if not db.session.scalar(select(exists().where(al))):
        traject.noteer(WIL_DOORGAAN, door=door)
    for taak in _vragen(traject):
        taak.handel_af()


def rond_af(traject: Traject, taak: Taak, *, door: Wie) -> None:
    """Take work that is no step from the worklist; to the question whether to stop that means: no, going on.

    Back from a pause before its day means that the traject goes on today.
    """
    if taak.soort == TERUG_VAN_PAUZE and traject.pauze and taak.id == traject.pauze.taak_id:
        beeindig_pauze(traject, door=door)
        return
    open_vraag = taak.soort == WIL_STOPPEN and taak.afgehandeld_op is None
    rond_taak_af(traject, taak)
    if open_vraag:
        traject.noteer(WIL_DOORGAAN, door=door)


def _vragen(traject: Traject) -> list[Taak]:
    return [taak for taak in traject.open_taken() if taak.soort == WIL_STOPPEN]


def _bel_niet_opnieuw(toestemming: Toestemming) -> None:
    vraag = select(Taak).where(
        Taak.inwoner_id == toestemming.inwoner_id,
        Taak.keten_code == toestemming.keten_code,
        Taak.soort == str(ToestemmingSoort.OPNIEUW_BELLEN),
        Taak.afgehandeld_op.is_(None),
    )
    for taak in db.session.scalars(vraag):
        taak.handel_af()
