"""What someone has for the second step: apps with codes, passkeys, codes on paper."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask import abort, current_app
from sqlalchemy import exists, select

from ketens.gebruikers.halverwege import HEEFT, vraagt_meer
from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.tweefactor import herstelcodes, toegangssleutels
from ketens.tweefactor.models import Codeapp, Toegangssleutel

MEESTE = 10


class Methode(NamedTuple):
    """One app or one key, as the page shows it."""

    id: UUID
    soort: str
    naam: str
    gemaakt_op: datetime
    gebruikt_op: datetime | None
    rij: Codeapp | Toegangssleutel


class Methoden(NamedTuple):
    """All that an account has."""

    lijst: list[Methode]
    herstelcodes: int

    @property
    def heeft_codeapp(self) -> bool:
        """Whether a code can be typed."""
        return any(een.soort == "codeapp" for een in self.lijst)

    @property
    def heeft_sleutel(self) -> bool:
        """Whether a passkey can be shown."""
        return any(een.soort == "toegangssleutel" for een in self.lijst)


def van(account_id: UUID) -> Methoden:
    """Return what this account has, the oldest first."""
    apps = db.session.scalars(select(Codeapp).where(Codeapp.account_id == account_id))
    lijst = [_methode("codeapp", app) for app in apps]
    lijst += [_methode("toegangssleutel", sleutel) for sleutel in toegangssleutels.van(account_id)]
    return Methoden(sorted(lijst, key=lambda een: een.gemaakt_op), herstelcodes.over(account_id))


def _methode(soort: str, rij: Codeapp | Toegangssleutel) -> Methode:
    return Methode(rij.id, soort, rij.naam, rij.gemaakt_op, rij.gebruikt_op, rij)


def vind(account_id: UUID, methode_id: UUID) -> Methode:
    """Return one of one's own, or answer 404."""
    return next((een for een in van(account_id).lijst if een.id == methode_id), None) or abort(404)


def heeft(account_id: UUID) -> bool:
    """Tell whether this account has any."""
    apps, sleutels = Codeapp.account_id == account_id, Toegangssleutel.account_id == account_id
    return bool(db.session.scalar(select(exists().where(apps) | exists().where(sleutels))))


def is_verplicht() -> bool:
    """Tell whether this installation asks a second step of everyone."""
    return bool(current_app.extensions["ketens"].tweefactor_verplicht)


@vraagt_meer
def vervolg(account_id: UUID) -> str | None:
    """Return where who gave a right password goes on: to show the second step, or to make one."""
    if heeft(account_id):
        return "tweefactor.code"
    return "tweefactor.instellen" if is_verplicht() else None


def email_van(account_id: UUID) -> str:
    """Return under which name an app keeps this account."""
    return db.session.get_one(Account, account_id).email


def op_slot(account_id: UUID) -> Account:
    """Return the account, locked: what it has is counted by one at a time."""
    vraag = select(Account).where(Account.id == account_id).with_for_update(of=Account)
    return db.session.scalars(vraag.execution_options(populate_existing=True)).unique().one()


HEEFT.append(heeft)
