"""The print queue: letters that wait, the stack that is printed in one go, and when a letter counts as arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import defer, joinedload

from ketens.audit.handelingen import schrijf_opdracht
from ketens.berichten.bezorging import OPDRACHT, kanaal_voor, maak_opnieuw
from ketens.berichten.brief import SJABLOON, brief
from ketens.berichten.handelingen import ander_kanaal, bereikt
from ketens.berichten.models import Bericht, Stapel
from ketens.berichten.soorten import SOORTEN
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import beperkten, onbeperkt
from ketens.inwoners.levensloop import levenden, overledenen
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment, nu, vandaag, werkdagen_erbij
from ketens.kern.pdf import maak_pdf
from ketens.kern.versleuteling import onthoud
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.rechten import Recht
from ketens.trajecten.instellingen import Keteninstelling

# The post takes a day, and a letter lies on the mat for one more; the screen says so (besluit 0020).
POST_WERKDAGEN = 2
# One transaction of the worker: about a second of typesetting.
MEESTE_BRIEVEN = 100


def wacht(wie: Wie) -> ColumnElement[bool]:
    """Return the condition that a letter waits, of someone who lives, and that this person may print it."""
    is_open = Bericht.bereikt_op.is_(None) & Bericht.gestaakt_op.is_(None) & Bericht.stapel_id.is_(None)
    eigen = Bericht.keten_code.in_(wie.ketens) & (Bericht.organisatie_id == wie.organisatie_id)
    mag = levenden(Bericht.inwoner_id) & onbeperkt(Bericht.inwoner_id)
    return is_open & eigen & (Bericht.kanaal == Bereik.BRIEF) & mag


def aantal_wachtend(wie: Wie) -> int:
    """Count the letters that wait."""
    return db.session.scalar(select(func.count(Bericht.id)).where(wacht(wie))) or 0


def wachtend(wie: Wie, hoogstens: int = MEESTE_BRIEVEN) -> list[Bericht]:
    """Return the letters that wait, oldest first."""
    vraag = select(Bericht).where(wacht(wie)).options(joinedload(Bericht.inwoner), joinedload(Bericht.traject))
    return list(db.session.scalars(vraag.order_by(Bericht.id).limit(hoogstens)))


def stapels(wie: Wie) -> list[tuple[Stapel, int]]:
    """Return the last stacks with how many letters they hold or were posted, newest first; without their PDF."""
    telt = Stapel.gepost_op.is_not(None) | Bericht.gestaakt_op.is_(None)
    aantal = select(func.count(Bericht.id)).where(Bericht.stapel_id == Stapel.id, telt).scalar_subquery()
    vraag = select(Stapel, aantal).where(Stapel.zichtbaar_voor(wie)).order_by(Stapel.id.desc()).limit(10)
    vraag = vraag.options(defer(Stapel.pdf_cel))  # type: ignore[attr-defined]
    return [(stapel, getal) for stapel, getal in db.session.execute(vraag)]


def maak_stapel(*, formulier_id: UUID | None, keten_code: str, door: Wie) -> Stapel:
    """Take the letters of a keten that wait together, and have the worker make their PDF. Sent twice, it is one."""
    if al := db.session.scalars(select(Stapel).where(Stapel.formulier_id == formulier_id)).one_or_none():
        return al
    vraag = select(Bericht).where(wacht(door), Bericht.keten_code == keten_code).order_by(Bericht.id)
    # Two who do this at once do not print one letter twice.
    letters = list(db.session.scalars(vraag.limit(MEESTE_BRIEVEN).with_for_update(skip_locked=True)))
    if not letters:
        raise Domeinfout("Er wachten geen brieven.")
    stapel = Stapel(
        formulier_id=formulier_id, organisatie_id=door.organisatie_id, keten_code=keten_code, door_id=door.account_id
    )
    db.session.add(stapel)
    db.session.flush()
    for letter in letters:
        letter.stapel = stapel
    geef_op(OPDRACHT, gegevens={"stapel": str(stapel.id)}, sleutel=f"stapel:{stapel.id.hex}")
    return stapel


def letters_van(stapel: Stapel) -> list[Bericht]:
    """Return all that was put in the stack, in the order of the PDF."""
    vraag = select(Bericht).where(Bericht.stapel_id == stapel.id).order_by(Bericht.id)
    return list(db.session.scalars(vraag.options(joinedload(Bericht.inwoner), joinedload(Bericht.traject))))


def te_drukken(letters: Sequence[Bericht]) -> list[Bericht]:
    """Return what of these may still be posted: not taken back, and of someone who lives."""
    nog = [letter for letter in letters if letter.gestaakt_op is None and letter.kanaal is Bereik.BRIEF]
    niet = overledenen([letter.inwoner_id for letter in nog]) | beperkten()
    return [letter for letter in nog if letter.inwoner_id not in niet]


@dataclass(frozen=True, slots=True)
class Regel:
    """A letter as the lists show it."""

    id: UUID
    naam: str
    kenmerk: str
    traject_id: UUID
    wat: str
    sinds: datetime
    let_op: str


def regel(letter: Bericht) -> Regel:
    """Return what a list shows of a letter; a safe contact stands with it."""
    veilig = letter.inwoner.veilig_contact
    return Regel(
        letter.id,
        letter.inwoner.naam,
        letter.traject.kenmerk,
        letter.traject_id,
        SOORTEN[letter.soort].naam,
        letter.gemaakt_op,
        veilig.in_een_regel if veilig else "",
    )


def pdf_van(stapel: Stapel) -> bytes | None:
    """Return the PDF, and note for the access log whose letters are in it."""
    for letter in te_drukken(letters_van(stapel)):
        onthoud(letter.inwoner_id)
    return stapel.pdf


@opdracht(OPDRACHT)
def zet(gegevens: Mapping[str, Any]) -> None:
    """Typeset a stack. Who died or took the letter back since is left out; to whom no letter can go is called."""
    vraag = select(Stapel).where(Stapel.id == UUID(gegevens["stapel"])).with_for_update()
    stapel = db.session.scalars(vraag).one()
    if stapel.gepost_op:
        return
    letters = [letter for letter in te_drukken(letters_van(stapel)) if _kan_per_brief(letter)]
    keten = db.session.scalars(select(Keteninstelling).where(Keteninstelling.keten_code == stapel.keten_code)).one()
    gemeente = db.session.get_one(Gemeente, huidige_gemeente())
    op_papier: dict[str, Any] = {"titel": "Brieven", "gemeente": gemeente.naam}
    op_papier |= {"brieven": [brief(letter, keten, gemeente) for letter in letters]}
    stapel.pdf = maak_pdf(SJABLOON, op_papier) if letters else None
    stapel.klaar_op = nu()
    schrijf_opdracht(Recht.BEREIKEN, OPDRACHT, [letter.inwoner_id for letter in letters])


def _kan_per_brief(letter: Bericht) -> bool:
    """Tell whether the letter would arrive and is safe at this moment; else it becomes a call."""
    if kanaal_voor(letter.inwoner, Bereik.BRIEF) is Bereik.BRIEF:
        return True
    ander_kanaal(letter, Bereik.BELLEN, door=None)
    return False


def post(stapel: Stapel, *, door: Wie) -> datetime:
    """Note that the stack was posted, and return from when its letters count as arrived. The PDF goes."""
    if stapel.gepost_op:
        raise Domeinfout("Deze stapel is al gepost.")
    if stapel.klaar_op is None:
        raise Domeinfout("De brieven worden nog gemaakt. Wacht even.")
    aankomst = moment(werkdagen_erbij(vandaag(), POST_WERKDAGEN), 12)
    stapel.gepost_op = nu()
    for letter in te_drukken(letters_van(stapel)):
        bereikt(letter, door=door, hoe="brief", op=aankomst)
    stapel.pdf = None
    return aankomst


def haal_uit_stapel(stapel: Stapel, bericht: Bericht) -> None:
    """Put one letter back in the queue, to be posted another time."""
    if bericht.stapel_id != stapel.id or stapel.gepost_op:
        raise Domeinfout("Deze brief zit niet in deze stapel, of is al gepost.")
    maak_opnieuw(bericht)
    bericht.stapel, bericht.stapel_id = None, None
