"""Calling a resident: what came of it, what follows from it, and taking back what was tapped by mistake."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

# What came of a call, as the screen says it.
CONTACT = {
    "gesproken": "Gesproken",
    "voicemail": "Voicemail ingesproken",
    "geen_gehoor": "Geen gehoor",
    "terugbellen": "Terugbellen op een afgesproken dag",
}
NIET_BEREIKT = ("voicemail", "geen_gehoor")
TERUGBELLEN = "terugbellen"
POGING, VERGISSING = "contactpoging", "contactpoging_vergissing"

Volger = Callable[[Traject, Gebeurtenis, Wie], None]
# What follows above this feature from a call (`bij_contact`) and from taking it back (`bij_vergissing`).
BIJ_CONTACT: list[Volger] = []
BIJ_VERGISSING: list[Volger] = []


def bij_contact(volg: Volger) -> Volger:
    """Register what follows from a call, in the same transaction. Usable as decorator."""
    BIJ_CONTACT.append(volg)
    return volg


def bij_vergissing(volg: Volger) -> Volger:
    """Register how that is undone. Usable as decorator."""
    BIJ_VERGISSING.append(volg)
    return volg


def noteer_contactpoging(
    traject: Traject,
    *,
    uitkomst: str,
    door: Wie,
    terugbellen_op: date | None = None,
    tekst: str | None = None,
    formulier_id: UUID | None = None,
) -> Gebeurtenis:
    """Note a call. Calling back puts a task on the worklist, and any later call takes it off again."""
    if formulier_id and (bestaand := al_genoteerd(traject, formulier_id)):
        return bestaand
    if (uitkomst == TERUGBELLEN) != (terugbellen_op is not None):
        raise Domeinfout("Vul de dag in waarop u terugbelt.", veld="terugbellen_op")
    if terugbellen_op and terugbellen_op < vandaag():
        raise Domeinfout("Kies vandaag of een dag die nog komt.", veld="terugbellen_op")
    traject.moet_lopen()
    gedaan = [taak for taak in traject.open_taken() if taak.soort == TERUGBELLEN]
    for taak in gedaan:
        taak.handel_af()
    gegevens: dict[str, object] = {"gedaan": [str(taak.id) for taak in gedaan]} if gedaan else {}
    if terugbellen_op:
        afspraak = Taak.over(traject, soort=TERUGBELLEN, termijn_op=terugbellen_op)
        db.session.add(afspraak)
        gegevens |= {"terugbellen_op": terugbellen_op.isoformat(), "gemaakt": [str(afspraak.id)]}
    poging = traject.noteer(POGING, door=door, tekst=tekst, id=formulier_id, uitkomst=uitkomst, **gegevens)
    for volg in BIJ_CONTACT:
        volg(traject, poging, door)
    return poging


def neem_poging_terug(poging: Gebeurtenis, *, door: Wie) -> None:
    """Undo what was tapped by mistake, by whoever tapped it, on the day itself. The row stays, as a mistake."""
    traject = poging.traject
    if poging.soort != POGING:
        return
    if poging.door_id != door.account_id or poging.op.date() != nu().date():
        raise Domeinfout("Alleen wie het zelf noteerde kan het terugnemen, op dezelfde dag.")
    traject.moet_lopen()
    if laatste_poging(traject) is not poging:
        raise Domeinfout("Er is daarna nog een keer gebeld. Neem eerst dat terug.")
    for taak in _taken(poging, "gedaan"):
        taak.afgehandeld_op = None
    for taak in _taken(poging, "gemaakt"):
        taak.handel_af()
    poging.soort = VERGISSING
    poging.gegevens = {**poging.gegevens, "teruggenomen_op": nu().isoformat()}
    for volg in BIJ_VERGISSING:
        volg(traject, poging, door)


def laatste_poging(traject: Traject) -> Gebeurtenis | None:
    """Return the last call that stands."""
    vraag = select(Gebeurtenis).where(Gebeurtenis.traject_id == traject.id, Gebeurtenis.soort == POGING)
    return db.session.scalars(vraag.order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc()).limit(1)).first()


def al_genoteerd(traject: Traject, formulier_id: UUID) -> Gebeurtenis | None:
    """Return the event that this form made already."""
    vraag = select(Gebeurtenis).where(Gebeurtenis.id == formulier_id, Gebeurtenis.traject_id == traject.id)
    return db.session.scalars(vraag).one_or_none()


def _taken(poging: Gebeurtenis, wat: str) -> list[Taak]:
    ids = [UUID(id_) for id_ in poging.gegevens.get(wat, [])]
    return list(db.session.scalars(select(Taak).where(Taak.id.in_(ids)))) if ids else []
