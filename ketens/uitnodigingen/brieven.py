"""The mails to who has an account. They name nobody: an address can be wrong."""

from typing import NamedTuple
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import select

from ketens.gebruikers.models import Account, Gemeente
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.kern.mailadres import is_mailadres
from ketens.kern.pagina import tijdstip
from ketens.post.bezorgen import mag_nog_weg
from ketens.post.handelingen import mail
from ketens.post.models import GEHEIM, Mail
from ketens.uitnodigingen import links
from ketens.uitnodigingen.models import Linksoort, Uitnodiging

SLEUTEL = "accountlink/"


class Brief(NamedTuple):
    """A mail with a link: `GEHEIM` is where the link comes, `{gemeente}` and `{tot}` are filled in."""

    onderwerp: str
    inhoud: str


BRIEVEN = {
    Linksoort.UITNODIGING: Brief(
        "Uw account bij ketens",
        f"""Dag,

Er is een account voor u in ketens, bij {{gemeente}}. Kies met deze link zelf uw wachtwoord. De link werkt één keer, tot
{{tot}}:

{GEHEIM}

Daarna logt u in met dit e-mailadres. Stuur deze mail aan niemand door: wie de link heeft, kiest uw wachtwoord.

Verwachtte u deze mail niet? Dan hoeft u niets te doen.
""",
    ),
    Linksoort.HERSTEL: Brief(
        "Kies een nieuw wachtwoord voor ketens",
        f"""Dag,

Met deze link kiest u een nieuw wachtwoord voor ketens. De link werkt één keer, tot {{tot}}:

{GEHEIM}

Stuur deze mail aan niemand door: wie de link heeft, kiest uw wachtwoord.

Vroeg u niet om een nieuw wachtwoord? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.
""",
    ),
}
GEKOZEN = """Dag,

Er is zojuist een nieuw wachtwoord gekozen voor uw account bij ketens. U bent op andere apparaten uitgelogd.

Was u dit niet? Bel dan meteen de beheerder van uw gemeente.
"""
ANDER_ADRES = """Dag,

Een beheerder van uw gemeente heeft het e-mailadres van uw account bij ketens gewijzigd. U logt voortaan in met het
nieuwe adres. U bent overal uitgelogd; uw wachtwoord blijft zoals het was.

Klopt dit niet? Bel dan meteen de beheerder van uw gemeente.
"""


def kan_mailen() -> bool:
    """Tell whether a link can be mailed: there is a mail server, and this site knows its own address."""
    instellingen = current_app.extensions["ketens"]
    return instellingen.mailserver is not None and bool(instellingen.adres)


def mail_link(account: Account, rij: Uitnodiging, token: str, brief: Brief) -> None:
    """Put the link in the outbox of the gemeente of this moment."""
    soort = Linksoort(rij.soort)
    plaats = db.session.get_one(Gemeente, account.organisatie.gemeente_id).naam
    mail(
        aan=account.email,
        sleutel=f"{SLEUTEL}{rij.id}",
        onderwerp=brief.onderwerp,
        # Filled in here, but for the link: that comes last, as it goes out.
        inhoud=brief.inhoud.replace("{gemeente}", f"gemeente {plaats}").replace("{tot}", tijdstip(rij.tot)),
        nieuw=True,
        geheim=links.adres(soort, token),
    )


def meld(email: str, onderwerp: str, inhoud: str) -> None:
    """Tell the person of a change; who has no address that mail can reach, hears nothing."""
    if is_mailadres(email):
        mail(aan=email, sleutel=f"account/{uuid4()}", onderwerp=onderwerp, inhoud=inhoud, nieuw=True)


@mag_nog_weg
def link_werkt_nog(rij: Mail) -> bool:
    """A mail with a link that is over, or that another came in the place of, stays here."""
    if not rij.sleutel.startswith(SLEUTEL):
        return True
    vraag = select(Uitnodiging.tot, Uitnodiging.gebruikt_op, Uitnodiging.vervallen_op)
    link = db.session.execute(vraag.where(Uitnodiging.id == UUID(rij.sleutel.removeprefix(SLEUTEL)))).one_or_none()
    return link is not None and link.tot > nu() and link.gebruikt_op is None and link.vervallen_op is None
