"""The mails to who is linked to a service. They name nobody: an address can be wrong."""

from collections.abc import Mapping
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from ketens.aanmelddienst.gesprek import Dienst
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import in_gemeente
from ketens.kern.mailadres import is_mailadres
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.post.handelingen import mail
from ketens.post.models import GEHEIM

MELD = "aanmelddienst.gekoppeld"
ONDERWERP = "Koppel uw account bij ketens"
MET_LINK = f"""Dag,

Een beheerder van {{gemeente}} wil uw account bij ketens koppelen aan uw account bij {{dienst}}. Daarna logt u
daarmee in.

Klopt dat? Open dan deze link, en kies Log in met {{dienst}}. De link werkt één keer, tot {{tot}}:

{GEHEIM}

Stuur deze mail aan niemand door: wie de link heeft, kan als u inloggen.

Verwachtte u dit niet? Gebruik de link dan niet, en bel de beheerder van uw gemeente.
"""
MET_WACHTWOORD = """Dag,

Een beheerder van uw gemeente wil uw account bij ketens koppelen aan uw account bij {dienst}. Daarna logt u daarmee in.

Klopt dat? Kies dan op het inlogscherm Inloggen met {dienst}. ketens vraagt daarna één keer om uw wachtwoord van ketens.

Verwachtte u dit niet? Bel dan meteen de beheerder van uw gemeente. Zolang u niet bevestigt, werkt de koppeling niet.
"""
GEKOPPELD = """Dag,

Uw account bij ketens is gekoppeld aan een account bij {dienst}. Wie daar inlogt als u, komt in ketens binnen als u.

Was u dit niet? Bel dan meteen de beheerder van uw gemeente.
"""


class Bevestiging(Enum):
    """How the person of an account says that a koppeling is right."""

    WACHTWOORD = "wachtwoord"
    LINK = "link"
    UITNODIGING = "uitnodiging"


def vraag_bevestiging(dienst: str, account: Account, *, door: Wie) -> Bevestiging:
    """Tell the person of the account what is asked of them: their password, or where that opens nothing a link."""
    if _opent_met_wachtwoord(account):
        _mail(account, ONDERWERP, MET_WACHTWOORD.format(dienst=dienst))
        return Bevestiging.WACHTWOORD
    inhoud = MET_LINK.replace("{dienst}", dienst)
    gaat = inlogwijzen.nodig_uit(account, door=door, onderwerp=ONDERWERP, inhoud=inhoud)
    return Bevestiging.LINK if gaat else Bevestiging.UITNODIGING


def _opent_met_wachtwoord(account: Account) -> bool:
    try:
        inlogwijzen.eis_eigen_weg(account)
    except Domeinfout:
        return False
    return bool(account.wachtwoord)


def meld_koppeling(dienst: Dienst, account: Account) -> None:
    """Have the person told that their account opens by the service; it may have been somebody else who linked it."""
    with in_gemeente(dienst.gemeente_id):
        geef_op(MELD, gegevens={"account_id": str(account.id), "dienst": dienst.naam})


@opdracht(MELD)
def meld(gegevens: Mapping[str, Any]) -> None:
    """Tell the person that their account is linked."""
    account = db.session.get(Account, UUID(gegevens["account_id"]))
    if account is not None:
        _mail(account, "Uw account bij ketens is gekoppeld", GEKOPPELD.format(dienst=gegevens["dienst"]))


def _mail(account: Account, onderwerp: str, inhoud: str) -> None:
    if is_mailadres(account.email):
        mail(aan=account.email, sleutel=f"gekoppeld/{uuid4()}", onderwerp=onderwerp, inhoud=inhoud, nieuw=True)
