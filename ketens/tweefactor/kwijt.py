"""A second step that was lost: a beheerder takes it away, and the next sign-in makes a new one."""

from sqlalchemy import delete

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import beheren, sessies
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.tweefactor import brieven, herstelcodes, methoden
from ketens.tweefactor.models import Codeapp, Toegangssleutel, Uitdaging


def neem_af(account: Account, *, door: Wie) -> None:
    """Take away all that this account has, end its sessions, and tell the person. Only by who may also lock it."""
    beheren.eis_eigen_werkgever(account, door)
    methoden.op_slot(account.id)
    for model in (Codeapp, Toegangssleutel, Uitdaging):
        db.session.execute(delete(model).where(model.account_id == account.id))
    herstelcodes.vergeet(account.id)
    sessies.eindig_alle(account.id)
    noteer_reden("tweede stap weggehaald")
    brieven.meld_weg(account)
