"""A second step that was lost: a beheerder takes it away, and the next sign-in makes a new one."""

from uuid import uuid4

from sqlalchemy import delete

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import beheren, sessies
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.mailadres import is_mailadres
from ketens.post.handelingen import mail
from ketens.tweefactor import herstelcodes, methoden
from ketens.tweefactor.models import Codeapp, Toegangssleutel, Uitdaging

ONDERWERP = "Uw tweede stap bij ketens is weggehaald"
INHOUD = """Dag,

Een beheerder van uw gemeente heeft uw tweede stap bij ketens weggehaald: uw codeapp, uw toegangssleutels en uw
herstelcodes werken niet meer. U bent overal uitgelogd. Als u weer inlogt, stelt u een nieuwe tweede stap in.

Hebt u hier niet om gevraagd? Bel dan meteen de beheerder van uw gemeente.
"""


def neem_af(account: Account, *, door: Wie) -> None:
    """Take away all that this account has, end its sessions, and tell the person. Only by who may also lock it."""
    beheren.eis_eigen_werkgever(account, door)
    methoden.op_slot(account.id)
    for model in (Codeapp, Toegangssleutel, Uitdaging):
        db.session.execute(delete(model).where(model.account_id == account.id))
    herstelcodes.vergeet(account.id)
    sessies.eindig_alle(account.id)
    noteer_reden("tweede stap weggehaald")
    if is_mailadres(account.email):
        mail(aan=account.email, sleutel=f"tweede-stap-weg/{uuid4()}", onderwerp=ONDERWERP, inhoud=INHOUD, nieuw=True)
