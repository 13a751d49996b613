"""A gesprek: a conversation with the resident, kept in a minute. It is an event of the traject; the note is sealed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus.ketendelen import Stap as Stapplan
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, nu, vandaag, werkdagen_erbij
from ketens.trajecten.delen import Gebeurtenis, Stap
from ketens.trajecten.hulpvragen import leg_hulpvragen_vast
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

GESPREK = "gesprek"
AFSPRAAK, OPVOLGEN = "afspraak", "opvolgen"
# What a gesprek takes from the worklist: whatever was agreed before it.
GEDAAN = (AFSPRAAK, OPVOLGEN, "terugbellen")
HOE = {
    "praktijk": "In de praktijk",
    "thuis": "Thuis",
    "telefoon": "Telefoon",
    "samen_op_pad": "Samen op pad",
}
MINUTEN = (10, 15, 30, 45, 60, 90)
LANGSTE = 480
# Ends that nobody tells in a conversation; each has a page of its own.
NIET_IN_GESPREK = ("overleden", "niet_bereikbaar")


def leg_gesprek_vast(
    traject: Traject,
    *,
    formulier_id: UUID,
    op: date,
    hoe: str,
    minuten: int,
    door: Wie,
    tekst: str | None = None,
    hoofd: str | None = None,
    neven: Iterable[str] = (),
    afspraak_op: date | None = None,
    sluit_met: str | None = None,
) -> Gebeurtenis:
    """Keep a conversation of `minuten` minutes on a day; sent twice, it is there once.

    The first one meets the term of contact. `hoofd` and `neven` are hulpvragen (None: as they were), `afspraak_op` puts
    the next appointment on the worklist, `sluit_met` ends the traject in the same act. Raises `Domeinfout`.
    """
    if bestaand := _al_vastgelegd(traject, formulier_id):
        return bestaand
    traject.moet_lopen()
    _controleer(op, hoe, minuten, afspraak_op, sluit_met)
    if hoofd:
        leg_hulpvragen_vast(traject, hoofd=hoofd, neven=neven, door=door)
    gebeurtenis = traject.noteer(
        GESPREK,
        door=door,
        tekst=tekst,
        id=formulier_id,
        hoe=hoe,
        minuten=minuten,
        hoofd=hoofd,
        genoteerd_op=nu().isoformat(),
    )
    gebeurtenis.op = _moment(op)
    _haal_van_de_lijst(traject)
    stap = _stap(traject)
    if stap and stap.taak:
        stap.taak.handel_af()
    if sluit_met:
        if stap:
            traject.rond_stap_af(stap.code, door=door, uitkomst=sluit_met)
        traject.sluit_af(door=door, reden=sluit_met)
    else:
        _zet_vervolg_klaar(traject, afspraak_op)
    return gebeurtenis


def gesprekken(traject: Traject) -> list[Gebeurtenis]:
    """Return the conversations of this traject, newest first."""
    return [gebeurtenis for gebeurtenis in traject.gebeurtenissen if gebeurtenis.soort == GESPREK]


def gesprek_in_woorden(gegevens: Mapping[str, Any]) -> str:
    """Return how and how long, from the codes of the event."""
    return f"{HOE.get(str(gegevens.get('hoe')), 'anders').lower()}, {gegevens.get('minuten', '?')} minuten"


def gespreksstap(traject: Traject) -> Stapplan | None:
    """Return the step of the keten that gesprekken belong to, open or not, or None where it has none."""
    return next((stap for stap in traject.keten.stappen if stap.soort == "gesprekken"), None)


def _stap(traject: Traject) -> Stap | None:
    wat = gespreksstap(traject)
    return traject.stap(wat.code) if wat else None


def _controleer(op: date, hoe: str, minuten: int, afspraak_op: date | None, sluit_met: str | None) -> None:
    if op > vandaag():
        raise Domeinfout("Kies vandaag of een dag die geweest is.", veld="op")
    if hoe not in HOE:
        raise Domeinfout("Kies hoe u sprak.", veld="hoe")
    if not 1 <= minuten <= LANGSTE:
        raise Domeinfout(f"Kies een aantal minuten van 1 tot en met {LANGSTE}.", veld="minuten")
    if afspraak_op and afspraak_op < vandaag():
        raise Domeinfout("Kies vandaag of een dag die nog komt.", veld="afspraak_op")
    if afspraak_op and sluit_met:
        raise Domeinfout("U sluit af en maakt ook een afspraak. Kies een van de twee.", veld="afspraak_op")
    if sluit_met in NIET_IN_GESPREK:
        raise Domeinfout("Deze reden past niet bij een gesprek. Sluit het traject zelf af.", veld="reden")


def _haal_van_de_lijst(traject: Traject) -> None:
    for taak in traject.open_taken():
        if taak.soort in GEDAAN:
            taak.handel_af()


def _zet_vervolg_klaar(traject: Traject, afspraak_op: date | None) -> None:
    """Put what comes next on the worklist: the appointment, else the day on which to ask how it goes."""
    wat = gespreksstap(traject)
    if afspraak_op:
        db.session.add(Taak.over(traject, soort=AFSPRAAK, termijn_op=afspraak_op))
    elif wat and wat.herinnering_werkdagen:
        later = werkdagen_erbij(vandaag(), wat.herinnering_werkdagen)
        db.session.add(Taak.over(traject, soort=OPVOLGEN, termijn_op=later))


def _moment(op: date) -> datetime:
    """Return when it was: now, or the middle of an earlier day, so that it counts in the year in which it was held."""
    return nu() if op == vandaag() else moment(op)


def _al_vastgelegd(traject: Traject, formulier_id: UUID) -> Gebeurtenis | None:
    vraag = select(Gebeurtenis).where(Gebeurtenis.id == formulier_id, Gebeurtenis.traject_id == traject.id)
    return db.session.scalars(vraag).one_or_none()
