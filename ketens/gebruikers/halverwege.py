"""Halfway in: the password was right, and something more is asked (besluit 0043).

There is no signed-in session then, only a row that lasts ten minutes, its token under a name of its own in the cookie:
it opens the pages of the second step and nothing else.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from flask import request, session
from flask_login import current_user
from sqlalchemy import select, update

from ketens.gebruikers import telefoon, wie
from ketens.gebruikers.models import Account, Sessie
from ketens.kern import klok
from ketens.kern.db import db

DOEL, MERK = "code", "halverwege"
GELDT = timedelta(minutes=10)
# Which page asks for more of this account, or None when a password is enough. A feature above registers itself.
Vraag = Callable[[UUID], str | None]
VRAAGT: list[Vraag] = []
# Whether this account has something of its own to show after a password.
HEEFT: list[Callable[[UUID], bool]] = []


class Halverwege(NamedTuple):
    """Who gave a right password in this browser, a moment ago."""

    sessie_id: UUID
    account_id: UUID
    naam: str
    email: str


def vraagt_meer(vraag: Vraag) -> Vraag:
    """Register what asks for more than a password. Usable as decorator."""
    VRAAGT.append(vraag)
    return vraag


def volgende(account_id: UUID) -> str | None:
    """Return the endpoint where this account must still show who they are, or None."""
    return next((endpoint for vraag in VRAAGT if (endpoint := vraag(account_id))), None)


def heeft_eigen(account_id: UUID) -> bool:
    """Tell whether this account has a second step of ketens."""
    return any(heeft(account_id) for heeft in HEEFT)


def begin(account: Account) -> None:
    """Remember that this browser knows the password of `account`; whoever was signed in here is out."""
    from ketens.gebruikers import sessies

    if current_user.is_authenticated:
        sessies.eindig(current_user.sessie_id)
    eindig()
    bewaard = session.get(telefoon.MERK)
    session.clear()
    if bewaard:
        session[telefoon.MERK] = bewaard
    token, nu = secrets.token_urlsafe(32), klok.nu()
    db.session.add(
        Sessie(
            token_hash=wie.token_hash(token),
            account_id=account.id,
            begonnen_op=nu,
            gezien_op=nu,
            adres=request.remote_addr or "",
            doel=DOEL,
        )
    )
    session[MERK] = token


def hier() -> Halverwege | None:
    """Return who is halfway in this browser, or None: never was, took too long, was blocked or got a new password."""
    token = session.get(MERK)
    if not token:
        return None
    vraag = (
        select(Sessie.id, Account.id, Account.naam, Account.email)
        .join(Account, Account.id == Sessie.account_id)
        .where(
            Sessie.token_hash == wie.token_hash(str(token)),
            Sessie.doel == DOEL,
            Sessie.beeindigd_op.is_(None),
            Sessie.begonnen_op > klok.nu() - GELDT,
            Account.geblokkeerd_op.is_(None),
        )
    )
    rij = db.session.execute(vraag).one_or_none()
    return Halverwege(*rij) if rij else None


def eindig() -> None:
    """It is over: this browser is in, or begins anew."""
    if token := session.pop(MERK, None):
        op_token = Sessie.token_hash == wie.token_hash(str(token))
        db.session.execute(update(Sessie).where(op_token, Sessie.doel == DOEL).values(beeindigd_op=klok.nu()))
