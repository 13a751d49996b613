"""Signing in, and changing one's own password."""

from flask import request
from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import bekend, halverwege, inlogwijzen, pogingen, sessies, wachtwoorden
from ketens.gebruikers.models import Account
from ketens.gebruikers.raden import woorden_van
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.verzoek import na_afloop

ONJUIST = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer ze en probeer het nog een keer."
WACHT = (
    "Er is te vaak een verkeerd wachtwoord geprobeerd. Wacht een kwartier, of kies een nieuw wachtwoord bij Wachtwoord "
    "vergeten."
)
WACHT_HIER = "Er is te vaak een verkeerd wachtwoord geprobeerd. Wacht een kwartier."


def meld_aan(email: str, wachtwoord: str) -> None:
    """Sign in, or raise `Domeinfout` with the same sentence for every cause that a stranger may not tell apart.

    The transaction ends before the slow Argon2, so that no lock is held meanwhile.
    """
    email, adres = email.strip().lower(), request.remote_addr or ""
    poging = pogingen.begin(email, adres, bekend.apparaat(email))
    if poging is None:
        noteer_reden("te vaak geprobeerd")
        raise Domeinfout(WACHT)
    account = db.session.scalars(select(Account).where(Account.email == email)).one_or_none()
    db.session.rollback()
    goed = wachtwoorden.klopt(account.wachtwoord if account else None, wachtwoord)
    if goed:
        na_afloop(lambda: pogingen.gelukt(poging))
    if account is None or not goed or account.geblokkeerd_op:
        _noteer_mislukt(account, goed=goed)
        raise Domeinfout(ONJUIST)
    account = db.session.get_one(Account, account.id, populate_existing=True)
    inlogwijzen.eis_eigen_weg(account)
    if wachtwoorden.is_verouderd(account.wachtwoord):
        account.wachtwoord = wachtwoorden.versleutel(wachtwoord)
    verder(account)


def verder(account: Account) -> None:
    """Go on with who showed a password, or a link that stands for it: halfway, or in when nothing more is asked."""
    if halverwege.volgende(account.id):
        noteer_reden("tweede stap gevraagd", account.id)
        halverwege.begin(account)
    else:
        sessies.begin(account)


def _noteer_mislukt(account: Account | None, *, goed: bool) -> None:
    """Tell the log what a stranger is not told; the address that was typed stays out of it."""
    if account is None:
        noteer_reden("onbekend account")
    else:
        noteer_reden("account geblokkeerd" if goed else "wachtwoord onjuist", account.id)


def wijzig_wachtwoord(door: Wie, huidig: str, nieuw: str) -> None:
    """Set a new password; every other session of this account ends. No lock is held during the slow Argon2."""
    account = db.session.get_one(Account, door.account_id)
    oud, woorden = account.wachtwoord, woorden_van(account)
    db.session.rollback()
    poging = pogingen.begin_code(door.account_id, request.remote_addr or "")
    if poging is None:
        raise Domeinfout(WACHT_HIER, veld="huidig")
    if not wachtwoorden.klopt(oud, huidig):
        noteer_reden("huidig wachtwoord onjuist")
        raise Domeinfout("Dit is niet uw huidige wachtwoord.", veld="huidig")
    na_afloop(lambda: pogingen.code_gelukt(poging))
    wachtwoorden.keur(nieuw, woorden)
    versleuteld = wachtwoorden.versleutel(nieuw)
    account = db.session.get_one(Account, door.account_id, populate_existing=True)
    account.wachtwoord = versleuteld
    sessies.eindig_alle(account.id, behalve=door.sessie_id)
