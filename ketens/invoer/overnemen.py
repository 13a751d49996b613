"""Taking over, in the background: portion by portion, each a transaction of its own that lays out the next one.

A worker that is killed leaves the portion it was in as if it never was, and the next worker begins it again. A run that
is stopped is turned back in the same way, so that nothing stays half taken over; one that hangs can be stopped.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.audit.handelingen import schrijf_opdracht
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie, petten_van
from ketens.invoer.maken import Maker
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.nakijken import MET_PERSONEN, OVERSLAAN, ZELFDE, lees_regel
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.rechten import Recht, Rol

OPDRACHT = "invoer.neem_over"
# Rows in one transaction: a second at most, because on SQLite it holds the write lock.
PORTIE = 200
BEWAAR = timedelta(days=30)


def zet_klaar(invoer: Invoer, opdracht_: str = OPDRACHT) -> None:
    """Have the worker do the next portion."""
    geef_op(opdracht_, gegevens={"invoer": str(invoer.id)})


def namens(invoer: Invoer) -> Wie:
    """Return who asked for it, with the hat of then. Raises Domeinfout when they wear it no more."""
    account = db.session.get_one(Account, invoer.door_id)
    petten = petten_van(account.id)
    for pet in petten:
        if (pet.rol, pet.organisatie_id) == (
            Rol.COORDINATOR,
            invoer.organisatie_id,
        ) and invoer.keten_code in pet.ketens:
            return Wie(account.id, account.naam, account.functie, UUID(int=0), "", pet, petten)
    raise Domeinfout("Wie dit bestand bracht, werkt niet meer met deze pet.")


@opdracht(OPDRACHT)
def neem_portie_over(gegevens: Mapping[str, Any]) -> None:
    """Make the next rows. When it was stopped meanwhile nothing is made: turning back has begun."""
    invoer = _vergrendel(UUID(gegevens["invoer"]))
    if invoer is None or invoer.begonnen_op is None or invoer.klaar_op or invoer.terugdraaien_op:
        return
    regels = _volgende(invoer)
    maker = Maker(invoer, namens(invoer))
    # Written in one go at the end: row by row it took three times as long.
    with db.session.no_autoflush:
        for regel in regels:
            _maak(maker, regel)
    db.session.flush()
    invoer.gedaan += len(regels)
    if mensen := over_wie(regels):
        schrijf_opdracht(Recht.OVERNEMEN, OPDRACHT, mensen)
    if len(regels) < PORTIE:
        invoer.klaar_op = nu()
    else:
        zet_klaar(invoer)


def over_wie(regels: Sequence[Invoerregel]) -> list[UUID]:
    """Return of which residents these rows made something, new and known, for the access log."""
    nieuw = [UUID(id_) for regel in regels for tabel, id_ in regel.gemaakt if tabel == "inwoner"]
    bekend = [regel.lijkt_op_id for regel in regels if regel.gemaakt and regel.besluit == ZELFDE and regel.lijkt_op_id]
    return [*nieuw, *bekend]


def _vergrendel(invoer_id: UUID) -> Invoer | None:
    return db.session.scalars(select(Invoer).where(Invoer.id == invoer_id).with_for_update()).one_or_none()


def _volgende(invoer: Invoer) -> Sequence[Invoerregel]:
    vraag = select(Invoerregel).where(
        Invoerregel.invoer_id == invoer.id,
        Invoerregel.gedaan_op.is_(None),
        Invoerregel.besluit.is_not(None),
        Invoerregel.besluit != OVERSLAAN,
    )
    return db.session.scalars(vraag.order_by(Invoerregel.nr).limit(PORTIE)).all()


def _maak(maker: Maker, regel: Invoerregel) -> None:
    rij, fouten = lees_regel(maker.invoer.soort, maker.invoer.kolommen, regel.cellen or [])
    if fouten:
        regel.fouten, regel.gedaan_op = fouten, nu()
        return
    try:
        if maker.invoer.soort in MET_PERSONEN:
            # Nothing was added yet where a rule says no: these ask first.
            regel.gemaakt = maker.maak(regel, rij)
        else:
            with db.session.begin_nested():
                regel.gemaakt = maker.maak(regel, rij)
                db.session.flush()
    except Domeinfout as fout:
        regel.fouten = [["Deze regel", fout.zin]]
    # After what was made: what comes later was done with it.
    regel.gedaan_op = nu()
