"""Giving a link, and choosing a password by one. Never past the second step: a link stands for a password, no more."""

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import beheren, inlogwijzen, sessies, wachtwoorden
from ketens.gebruikers.handelingen import verder
from ketens.gebruikers.models import Account
from ketens.gebruikers.raden import woorden_van
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import in_gemeente
from ketens.opdrachten.handelingen import geef_op
from ketens.uitnodigingen import brieven, links, vergeten
from ketens.uitnodigingen.brieven import BRIEVEN, Brief
from ketens.uitnodigingen.models import Linksoort

OVER = "Deze link werkt niet meer."
GEBLOKKEERD = "Dit account is geblokkeerd. Hef eerst de blokkade op."


def soort_voor(account: Account) -> Linksoort:
    """Return which link this account gets: who never chose a password is invited."""
    return Linksoort.HERSTEL if account.wachtwoord else Linksoort.UITNODIGING


def stuur_link(account: Account, *, door: Wie) -> str | None:
    """Mail a link, or return it where no mail can go: to be given by hand, this once."""
    beheren.eis_eigen_werkgever(account, door)
    return _geef_link(account, door, soort_voor(account))


def nodig_nieuw_uit(account: Account, *, door: Wie) -> str | None:
    """Invite who was added a moment ago, as `stuur_link` does."""
    return _geef_link(account, door, soort_voor(account))


def nodig_elders_uit(account: Account, door: Wie, onderwerp: str, inhoud: str) -> bool:
    """Invite who comes in another way than by a password, also when they have one. Only by mail: never by hand."""
    if brieven.kan_mailen():
        _geef_link(account, door, Linksoort.UITNODIGING, Brief(onderwerp, inhoud))
    return brieven.kan_mailen()


def _geef_link(account: Account, door: Wie, soort: Linksoort, brief: Brief | None = None) -> str | None:
    if account.geblokkeerd_op:
        raise Domeinfout(GEBLOKKEERD)
    if soort is Linksoort.HERSTEL:  # an invitation also opens the way in without a password
        inlogwijzen.eis_eigen_weg(account)
    rij, token = links.maak(account, soort, door_id=door.account_id)
    noteer_reden(f"{links.PADEN[soort]} gemaakt", account.id)
    if not brieven.kan_mailen():
        return links.adres(soort, token)
    brieven.mail_link(account, rij, token, brief or BRIEVEN[soort])
    return None


def kies_wachtwoord(soort: Linksoort, token: str, nieuw: str) -> None:
    """Choose a password by a link, and go on as after a right password. No lock is held during the slow Argon2."""
    link = links.vind(soort, token)
    if link is None:
        raise Domeinfout(OVER)
    wachtwoorden.keur(nieuw, woorden_van(db.session.get_one(Account, link.account_id)))
    db.session.rollback()
    versleuteld = wachtwoorden.versleutel(nieuw)
    account = db.session.get_one(Account, link.account_id, populate_existing=True, with_for_update={"of": Account})
    inlogwijzen.eis_eigen_weg(account)
    if account.geblokkeerd_op or not links.gebruik(link.id):
        raise Domeinfout(OVER)
    account.wachtwoord = versleuteld
    sessies.eindig_alle(account.id)
    with in_gemeente(account.organisatie.gemeente_id):
        geef_op(vergeten.MELD, gegevens={"account_id": str(account.id)})
    verder(account)
    noteer_reden(f"wachtwoord gekozen met {links.PADEN[soort]}", account.id)


def wijzig_gegevens(account: Account, *, naam: str, email: str, functie: str, door: Wie) -> bool:
    """Change who an account is of; return whether its address changed. Then both addresses hear of it, and all ends."""
    beheren.eis_eigen_werkgever(account, door)
    email, oud = email.strip().lower(), account.email
    account.naam, account.functie = naam, functie
    if email == oud:
        return False
    if beheren.account_van(email) is not None:
        raise Domeinfout("Er is al een account met dit e-mailadres.", veld="email")
    account.email = email
    sessies.eindig_alle(account.id)
    for adres in (oud, email):
        brieven.meld(adres, "Uw e-mailadres bij ketens is gewijzigd", brieven.ANDER_ADRES)
    noteer_reden("e-mailadres gewijzigd", account.id)
    return True


inlogwijzen.NODIGT_UIT.append(nodig_elders_uit)
