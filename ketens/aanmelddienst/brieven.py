"""The mails to who is linked to a service. They name nobody: an address can be wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from ketens.aanmelddienst.gesprek import Dienst
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.mailadres import is_mailadres
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.post.handelingen import mail
from ketens.post.models import GEHEIM

MELD = "aanmelddienst.gekoppeld"
BEVESTIG = f"""Dag,

Een beheerder van {{gemeente}} wil uw account bij ketens koppelen aan uw account bij {{dienst}}. Daarna logt u
daarmee in.

Klopt dat? Open dan deze link, en kies Log in met {{dienst}}. De link werkt één keer, tot {{tot}}:

{GEHEIM}

Stuur deze mail aan niemand door: wie de link heeft, kan als u inloggen.

Verwachtte u dit niet? Gebruik de link dan niet, en bel de beheerder van uw gemeente.
"""
GEKOPPELD = """Dag,

Uw account bij ketens is gekoppeld aan een account bij {dienst}. Wie daar inlogt als u, komt in ketens binnen als u.

Was u dit niet? Bel dan meteen de beheerder van uw gemeente.
"""


def vraag_bevestiging(dienst: str, account: Account, *, door: Wie) -> bool:
    """Mail the person of the account a link by which they say that it is them; tell whether mail can go."""
    return inlogwijzen.nodig_uit(
        account, door=door, onderwerp="Koppel uw account bij ketens", inhoud=BEVESTIG.replace("{dienst}", dienst)
    )


def meld_koppeling(dienst: Dienst, account: Account) -> None:
    """Have the person told that their account opens by the service; it may have been somebody else who linked it."""
    with in_gemeente(dienst.gemeente_id):
        geef_op(MELD, gegevens={"account_id": str(account.id), "dienst": dienst.naam})


@opdracht(MELD)
def meld(gegevens: Mapping[str, Any]) -> None:
    """Tell the person that their account is linked."""
    account = db.session.get(Account, UUID(gegevens["account_id"]))
    if account is not None and is_mailadres(account.email):
        mail(
            aan=account.email,
            sleutel=f"gekoppeld/{uuid4()}",
            onderwerp="Uw account bij ketens is gekoppeld",
            inhoud=GEKOPPELD.format(dienst=gegevens["dienst"]),
            nieuw=True,
        )
