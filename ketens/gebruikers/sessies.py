"""Sign-in sessions: rows of our own, so that signing out, blocking and a new password end them at once."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Flask, g, request, session
from flask_login import LoginManager, current_user, login_user
from sqlalchemy import update

from ketens.gebruikers import bekend, halverwege, inlogwijzen, telefoon, wie
from ketens.gebruikers.menu import navigatie
from ketens.gebruikers.models import Account, Gemeente, Sessie
from ketens.kern import klok, kop
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.rechten import Recht

# What ends when all sessions of an account end: it was locked, or something to come in with changed.
MET_ALLE: list[Callable[[UUID], None]] = []


def begin(account: Account, *, middel: str = "wachtwoord") -> None:
    """Start a session for `account` in this browser: a new token and a new cookie; what was there before ends.

    `middel` says with what this person came in last: wachtwoord, code, toegangssleutel, herstelcode, aanmelddienst.
    """
    if current_user.is_authenticated:
        eindig(current_user.sessie_id)
    halverwege.eindig()
    bewaard, weg = session.get(telefoon.MERK), inlogwijzen.weg(account.id)
    session.clear()
    telefoon.neem_mee(bewaard, account.id)
    if weg:
        inlogwijzen.onthoud_weg(weg, account.id)
    bekend.onthoud(account.email)
    token = secrets.token_urlsafe(32)
    nu = klok.nu()
    petten = wie.petten_van(account.id)
    sessie = Sessie(
        token_hash=wie.token_hash(token),
        account_id=account.id,
        lidmaatschap_id=petten[0].id if petten else None,
        begonnen_op=nu,
        gezien_op=nu,
        adres=request.remote_addr or "",
        middel=middel,
        bevestigd_op=nu,
    )
    db.session.add(sessie)
    pet = petten[0] if petten else None
    login_user(
        wie.Wie(account.id, account.naam, account.functie, sessie.id, token, pet, petten, None, middel, bevestigd_op=nu)
    )


def bevestig(mens: wie.Wie) -> None:
    """Note that this person showed anew that it is them: a new token, and the old cookie opens nothing (ASVS 7.2.4)."""
    token, nu = secrets.token_urlsafe(32), klok.nu()
    van_hier = update(Sessie).where(Sessie.id == mens.sessie_id)
    db.session.execute(van_hier.values(token_hash=wie.token_hash(token), bevestigd_op=nu))
    login_user(replace(mens, token=token, bevestigd_op=nu))


def eindig(sessie_id: UUID) -> None:
    """End one session; the cookie that is left opens nothing."""
    db.session.execute(update(Sessie).where(Sessie.id == sessie_id).values(beeindigd_op=klok.nu()))


def eindig_alle(account_id: UUID, *, behalve: UUID | None = None) -> None:
    """End every session of an account, at once, and the links that would open one; the session `behalve` is kept."""
    vraag = update(Sessie).where(Sessie.account_id == account_id, Sessie.beeindigd_op.is_(None))
    if behalve is not None:
        vraag = vraag.where(Sessie.id != behalve)
    db.session.execute(vraag.values(beeindigd_op=klok.nu()))
    for volg in MET_ALLE:
        volg(account_id)


def sluit() -> None:
    """Sign out here, also where this phone would stay signed in. The person stays known for the access log."""
    eindig(current_user.sessie_id)
    telefoon.vergeet()
    session.clear()
    kop.wis()


def kies_pet(sessie_id: UUID, lidmaatschap_id: UUID) -> None:
    """Remember which hat was chosen."""
    db.session.execute(update(Sessie).where(Sessie.id == sessie_id).values(lidmaatschap_id=lidmaatschap_id))


def _laad(token: str) -> wie.Wie | None:
    if mens := wie.laad(token):
        telefoon.herken(mens)
    return mens


def zet_op(app: Flask, beheer: LoginManager) -> None:
    """Join Flask-Login to our session table, and tell the templates who is here."""
    beheer.session_protection = None
    beheer.anonymous_user = wie.Niemand
    beheer.user_loader(_laad)
    beheer.request_loader(telefoon.laad)
    beheer.init_app(app, add_context_processor=False)
    bekend.zet_op(app)

    @app.context_processor
    def voor_sjablonen() -> dict[str, Any]:
        if g.get("storing") or g.get("kaal"):
            # The page that says something broke must not ask the database again; a public one is the same for all.
            return {}
        pet = current_user.pet if current_user.is_authenticated else None
        plaats = pet.gemeente if pet and pet.gemeente_id == huidige_gemeente() else None
        return {
            "wie": current_user._get_current_object() if pet else None,
            "gemeente": plaats,
            "Recht": Recht,
            "navigatie": navigatie,
        }


def gemeente() -> Gemeente:
    """Return the gemeente of this request."""
    return db.session.get_one(Gemeente, huidige_gemeente())
