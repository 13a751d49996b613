""" "Wachtwoord vergeten?": the answer and the work are the same whether there is such an account or not.

The request writes down what was typed, sealed, and asks for work; only the worker looks whose it is. First outside any
gemeente, because an account belongs to none; then in that of the employer, for there the mail is.
"""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from ketens.audit.handelingen import schrijf_opdracht
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.beheren import account_van
from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.opdrachten.klok import elke
from ketens.rechten import Recht
from ketens.uitnodigingen import brieven, links
from ketens.uitnodigingen.models import Herstelvraag, Linksoort, Uitnodiging

ZOEK, STUUR, MELD = "uitnodigingen.zoek", "uitnodigingen.stuur", "uitnodigingen.meld"
# Of one account, whoever asks: the newest link stays good until the hour is over.
MEESTE, VENSTER = 3, timedelta(hours=1)
BEWAAR = timedelta(days=30)


def vraag_link(email: str) -> None:
    """Ask for a link for whoever signs in with this address. Says nothing of whether there is one."""
    vraag = Herstelvraag()
    vraag.email = email.strip().lower()
    db.session.add(vraag)
    db.session.flush()
    geef_op(ZOEK, gegevens={"vraag_id": str(vraag.id)})


@opdracht(ZOEK)
def zoek(gegevens: Mapping[str, Any]) -> None:
    """Look whose address it is; what was typed goes."""
    vraag = db.session.get(Herstelvraag, UUID(gegevens["vraag_id"]))
    if vraag is None:
        return
    account = account_van(vraag.email or "")
    db.session.delete(vraag)
    if account is not None and account.geblokkeerd_op is None:
        with in_gemeente(account.organisatie.gemeente_id):
            geef_op(STUUR, gegevens={"account_id": str(account.id)})


@opdracht(STUUR)
def stuur(gegevens: Mapping[str, Any]) -> None:
    """Mail a link, unless enough were asked for, or a link would open nothing."""
    account = db.session.get(Account, UUID(gegevens["account_id"]))
    if account is None or account.geblokkeerd_op or not brieven.kan_mailen() or _te_veel(account):
        return
    try:
        inlogwijzen.eis_eigen_weg(account)
    except Domeinfout:
        return
    rij, token = links.maak(account, Linksoort.HERSTEL, door_id=None)
    brieven.mail_link(account, rij, token, brieven.BRIEVEN[Linksoort.HERSTEL])
    schrijf_opdracht(Recht.EIGEN_ACCOUNT, STUUR, reden="herstellink gevraagd")


@opdracht(MELD)
def meld(gegevens: Mapping[str, Any]) -> None:
    """Tell the person that a password was chosen."""
    account = db.session.get(Account, UUID(gegevens["account_id"]))
    if account is not None:
        brieven.meld(account.email, "Er is een nieuw wachtwoord gekozen voor ketens", brieven.GEKOZEN)


def _te_veel(account: Account) -> bool:
    vraag = (
        select(func.count())
        .select_from(Uitnodiging)
        .where(
            Uitnodiging.account_id == account.id,
            Uitnodiging.soort == Linksoort.HERSTEL,
            Uitnodiging.door_id.is_(None),
            Uitnodiging.gemaakt_op > nu() - VENSTER,
        )
    )
    return (db.session.scalar(vraag) or 0) >= MEESTE


@elke(time(3, 35), "uitnodigingen.ruim_op", per_gemeente=False)
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Delete links that were over 30 days ago, and questions that no worker came to."""
    db.session.execute(delete(Uitnodiging).where(Uitnodiging.tot < nu() - BEWAAR))
    db.session.execute(delete(Herstelvraag).where(Herstelvraag.gevraagd_op < nu() - timedelta(days=1)))
