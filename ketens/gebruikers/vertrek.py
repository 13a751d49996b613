"""Leaving: on that day the hats and the sessions of an account end by themselves.

The hats carry the day, and `wie.laad` looks at it: nothing opens from midnight on, also when no worker runs. The worker
blocks the account then, so that every other way in is shut too.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden, schrijf_opdracht
from ketens.gebruikers import sessies
from ketens.gebruikers.beheren import eis_eigen_werkgever
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.opdrachten.klok import elke
from ketens.rechten import Recht

SOORT = "gebruikers.vertrek"
VERST = timedelta(days=730)


def zet(account: Account, per: date | None, *, door: Wie) -> None:
    """Say from which day this person no longer works here; None takes it back, as long as the day has not come."""
    eis_eigen_werkgever(account, door)
    was = account.uit_dienst_per
    if was is not None and was <= vandaag():
        raise Domeinfout("Deze medewerker is al uit dienst. Hef de blokkade op en geef de rollen opnieuw.", veld="per")
    if per is not None and per > vandaag() + VERST:
        raise Domeinfout("Kies een dag binnen twee jaar.", veld="per")
    for pet in account.lidmaatschappen:
        # What a group gave has an end of its own, and comes back with the next sign-in that shows the group.
        if was is not None and pet.tot == was - timedelta(days=1) and pet.aanmelddienst_id is None:
            pet.tot = None
        if per is not None and (pet.tot is None or pet.tot >= per):
            pet.tot = per - timedelta(days=1)
    account.uit_dienst_per = per
    noteer_reden(f"uit dienst per {per}" if per else "blijft in dienst")
    if per is not None and per <= vandaag():
        _sluit_uit(account)


def _sluit_uit(account: Account) -> None:
    account.geblokkeerd_op = account.geblokkeerd_op or nu()
    sessies.eindig_alle(account.id)


@elke(time(0, 1), SOORT, per_gemeente=False)
def sluit_af(_gegevens: Mapping[str, Any]) -> None:
    """Shut out who is no longer in service since today, or since a day on which no worker ran."""
    weg = select(Account).where(Account.uit_dienst_per <= vandaag(), Account.geblokkeerd_op.is_(None))
    aantal = 0
    for account in db.session.scalars(weg.with_for_update(of=Account)):
        _sluit_uit(account)
        aantal += 1
    if aantal:
        schrijf_opdracht(Recht.BEHEER, SOORT, reden="uit dienst")
