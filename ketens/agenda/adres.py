"""The address of a feed (besluit 0034): signed, for one account, and worth nothing once a newer one was asked for."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import select

from ketens.agenda.models import Agendaadres
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Pet, Wie, petten_van
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.zegel import lees_zegel, verzegel
from ketens.rechten import Recht, mag

DOEL = "agenda"


@dataclass(frozen=True, slots=True)
class Sleutel:
    """What an address says: which row, its number of then, and to whom it was given."""

    gemeente_id: UUID
    adres_id: UUID
    nr: int
    account_id: UUID


def eigen(wie: Wie) -> Agendaadres | None:
    """Return the address of all groups of this person, if they asked for one."""
    return db.session.scalars(select(Agendaadres).where(Agendaadres.account_id == wie.account_id)).one_or_none()


def van_groep(groep: Groep) -> Agendaadres | None:
    """Return the address of one group, if anyone asked for it."""
    return db.session.scalars(select(Agendaadres).where(Agendaadres.groep_id == groep.id)).one_or_none()


def schrijf(adres: Agendaadres, wie: Wie) -> str:
    """Return the address as this person puts it in a calendar."""
    ids = b"".join(id_.bytes for id_ in (adres.gemeente_id, adres.id, wie.account_id))
    token = verzegel(DOEL, [urlsafe_b64encode(ids).decode(), adres.nr])
    return volledig(url_for("agenda.feed", token=token))


def volledig(pad: str) -> str:
    """Return a path of this site with the name of the site before it."""
    basis: str = current_app.extensions["ketens"].adres or url_for("gebruikers.begin", _external=True).rstrip("/")
    return basis + pad


def lees(token: str | None) -> Sleutel | None:
    """Return what an address says, or None when it was not made here."""
    inhoud = lees_zegel(DOEL, token, 2)
    if inhoud is None:
        return None
    ids = urlsafe_b64decode(inhoud[0])
    gemeente_id, adres_id, account_id = (UUID(bytes=ids[begin : begin + 16]) for begin in (0, 16, 32))
    return Sleutel(gemeente_id, adres_id, int(inhoud[1]), account_id)


def adres_van(sleutel: Sleutel) -> Agendaadres | None:
    """Return the row of an address, or None when there is a newer one."""
    adres = db.session.get(Agendaadres, sleutel.adres_id)
    return adres if adres is not None and adres.nr == sleutel.nr and adres.ingetrokken_op is None else None


def lezers(sleutel: Sleutel) -> list[Wie]:
    """Return the hats with which the one who got the address may see groups today: none when they were blocked."""
    account = db.session.get(Account, sleutel.account_id)
    if account is None or account.geblokkeerd_op:
        return []
    petten = petten_van(account.id)
    return [_als(account, pet, petten) for pet in petten if pet.gemeente_id == sleutel.gemeente_id and _ziet(pet)]


def _ziet(pet: Pet) -> bool:
    return mag(pet.rol, Recht.GROEP_INZIEN)


def _als(account: Account, pet: Pet, petten: tuple[Pet, ...]) -> Wie:
    return Wie(account.id, account.naam, account.functie, UUID(int=0), "", pet, petten)
