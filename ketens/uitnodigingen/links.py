"""A link that works once: made, found, used up. What is random is in the link alone; here is its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from flask import current_app, has_request_context, url_for
from sqlalchemy import CursorResult, select, update

from ketens.gebruikers.inlogwijzen import UITNODIGINGEN, Inlogwijze, wijzen
from ketens.gebruikers.models import Account
from ketens.gebruikers.sessies import MET_ALLE
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.uitnodigingen.models import Linksoort, Uitnodiging

GELDT = {Linksoort.UITNODIGING: timedelta(days=7), Linksoort.HERSTEL: timedelta(hours=1)}
PADEN = {Linksoort.UITNODIGING: "uitnodiging", Linksoort.HERSTEL: "herstellink"}
BYTES = 32
_OPEN = (Uitnodiging.gebruikt_op.is_(None), Uitnodiging.vervallen_op.is_(None))


class Link(NamedTuple):
    """A link that would work at this moment."""

    id: UUID
    account_id: UUID
    email: str


def maak(account: Account, soort: Linksoort, *, door_id: UUID | None) -> tuple[Uitnodiging, str]:
    """Make a link for this account and return it with its token; an earlier one of this kind is worth nothing more."""
    db.session.flush()
    # Two at once make two, one after the other: the last one is the one that works.
    db.session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    laat_vervallen(account.id, soort)
    token, moment = secrets.token_urlsafe(BYTES), nu()
    rij = Uitnodiging(
        account_id=account.id,
        soort=soort,
        token_hash=token_hash(soort, token),
        gemaakt_op=moment,
        door_id=door_id,
        tot=moment + GELDT[soort],
    )
    db.session.add(rij)
    return rij, token


def vind(soort: Linksoort, token: str) -> Link | None:
    """Return what a link opens, or None: never made, of another kind, used, over, or of who may not come in."""
    vraag = (
        select(Uitnodiging.id, Uitnodiging.account_id, Account.email)
        .join(Account, Account.id == Uitnodiging.account_id)
        .where(
            Uitnodiging.token_hash == token_hash(soort, token),
            Uitnodiging.soort == soort,
            Uitnodiging.tot > nu(),
            Account.geblokkeerd_op.is_(None),
            *_OPEN,
        )
    )
    rij = db.session.execute(vraag).one_or_none()
    return Link(*rij) if rij else None


def andere_wijzen(link: Link) -> list[Inlogwijze]:
    """Return how whose link this is may come in without choosing a password."""
    return wijzen(db.session.get_one(Account, link.account_id).organisatie.gemeente_id)


def gebruik(link_id: UUID) -> bool:
    """Use a link up, in one statement: of two at once one gets it."""
    rij = update(Uitnodiging).where(Uitnodiging.id == link_id, Uitnodiging.tot > nu(), *_OPEN)
    return cast("CursorResult[Any]", db.session.execute(rij.values(gebruikt_op=nu()))).rowcount == 1


def neem(token: str) -> Account | None:
    """Use an invitation up for who came in another way with it, and return whose it was."""
    link = vind(Linksoort.UITNODIGING, token)
    if link is None or not gebruik(link.id):
        return None
    return db.session.get_one(Account, link.account_id, populate_existing=True)


def laat_vervallen(account_id: UUID, soort: Linksoort | None = None) -> None:
    """End the links of an account that nobody used yet; of one kind, or all."""
    open_ = update(Uitnodiging).where(Uitnodiging.account_id == account_id, *_OPEN)
    if soort is not None:
        open_ = open_.where(Uitnodiging.soort == soort)
    db.session.execute(open_.values(vervallen_op=nu()))


def open_tot(account_id: UUID) -> datetime | None:
    """Return until when an invitation of this account can still be used, or None: there is none."""
    vraag = select(Uitnodiging.tot).where(
        Uitnodiging.account_id == account_id, Uitnodiging.soort == Linksoort.UITNODIGING, Uitnodiging.tot > nu(), *_OPEN
    )
    return db.session.scalars(vraag).first()


def token_hash(soort: Linksoort, token: str) -> bytes:
    """Return what is kept of a token. A password would need a slow hash; 256 random bits are not guessed."""
    return hashlib.sha256(f"{soort}:{token}".encode(errors="replace")).digest()


def adres(soort: Linksoort, token: str) -> str:
    """Return the address to give away; without a known name of this site only its path."""
    basis: str = current_app.extensions["ketens"].adres
    if not basis and has_request_context():
        basis = url_for("gebruikers.begin", _external=True).rstrip("/")
    return f"{basis}/{PADEN[soort]}/{token}"


UITNODIGINGEN.append(neem)
MET_ALLE.append(laat_vervallen)
