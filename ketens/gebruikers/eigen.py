"""What an employee may tell of themselves: their postcode at home, so that the fg sees who looks close to it."""

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db


def postcode(wie: Wie) -> str | None:
    """Return the postcode that this person gave, or None."""
    return db.session.get_one(Account, wie.account_id).postcode


def bewaar_postcode(waarde: str | None, *, door: Wie) -> None:
    """Keep the postcode of this person, sealed; None takes it away."""
    db.session.get_one(Account, door.account_id).postcode = waarde or None
