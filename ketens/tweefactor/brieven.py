"""The mails about a second step. They name nobody: an address can be wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.mailadres import is_mailadres
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.post.handelingen import mail

MELD = "tweefactor.erbij"
ERBIJ = """Dag,

Bij uw account bij ketens is zojuist een {soort} ingesteld. Daarmee laat u bij het inloggen zien dat u het bent.

Was u dit niet? Bel dan meteen de beheerder van uw gemeente.
"""
WEG = """Dag,

Een beheerder van uw gemeente heeft uw tweede stap bij ketens weggehaald: uw codeapp, uw toegangssleutels en uw
herstelcodes werken niet meer. U bent overal uitgelogd. Als u weer inlogt, stelt u een nieuwe tweede stap in.

Hebt u hier niet om gevraagd? Bel dan meteen de beheerder van uw gemeente.
"""


def meld_erbij(account: Account, soort: str) -> None:
    """Have the person told of a new app or key: it may have been somebody else who made it."""
    with in_gemeente(account.organisatie.gemeente_id):
        geef_op(MELD, gegevens={"account_id": str(account.id), "soort": soort})


@opdracht(MELD)
def meld(gegevens: Mapping[str, Any]) -> None:
    """Tell the person that something was added."""
    account, soort = db.session.get(Account, UUID(gegevens["account_id"])), gegevens["soort"]
    if account is not None:
        _mail(account.email, f"Er is een {soort} ingesteld voor ketens", ERBIJ.format(soort=soort))


def meld_weg(account: Account) -> None:
    """Tell the person that a beheerder took all of it away."""
    _mail(account.email, "Uw tweede stap bij ketens is weggehaald", WEG)


def _mail(email: str, onderwerp: str, inhoud: str) -> None:
    if is_mailadres(email):
        mail(aan=email, sleutel=f"tweede-stap/{uuid4()}", onderwerp=onderwerp, inhoud=inhoud, nieuw=True)
