"""Who is who: issuer and subject there, account here. An e-mail address alone never opens an account."""

from uuid import UUID

from sqlalchemy import func, select

from ketens.aanmelddienst import groepen
from ketens.aanmelddienst.beweringen import Persoon
from ketens.aanmelddienst.gesprek import Dienst, Weigering
from ketens.aanmelddienst.models import Koppeling
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.beheren import account_van
from ketens.gebruikers.models import Account, Organisatie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

# So many may wait for a beheerder; who comes after them is told the same, and is not written down.
MEESTE_WACHTEND = 200
AL_GEKOPPELD = "Dit account is al gekoppeld aan iemand anders bij deze dienst. Maak die koppeling eerst los."


def account_bij(dienst: Dienst, persoon: Persoon) -> Account:
    """Return the account of this person, made if a group gives a hat; else they wait, and `Weigering` says so."""
    koppeling = vind(dienst, persoon)
    if koppeling is not None and koppeling.account_id is not None:
        koppeling.gezien_op = nu()
        return db.session.get_one(Account, koppeling.account_id)
    if (account := _nieuw_account(dienst, persoon)) is not None:
        koppel(dienst, persoon, account, door_id=None)
        return account
    _laat_wachten(dienst, persoon, koppeling)
    zin = f"Uw aanmelding bij {dienst.naam} is nog niet gekoppeld aan een account in ketens."
    raise Weigering("nog niet gekoppeld", f"{zin} De beheerder van uw gemeente ziet u staan en kan u koppelen.")


def neem_uitnodiging(dienst: Dienst, persoon: Persoon, token: str) -> None:
    """Link whom an invitation was for to who came with it; it is used up only when that goes well."""
    with db.session.begin_nested() as punt:
        account = inlogwijzen.neem_uitnodiging(token)
        try:
            if account is None:
                raise Domeinfout("Deze uitnodiging is al gebruikt of verlopen. Vraag uw beheerder om een nieuwe.")
            koppel(dienst, persoon, account, door_id=None)
        except Domeinfout as fout:
            punt.rollback()
            raise Weigering("uitnodiging past niet", fout.zin, account.id if account else None) from fout


def vind(dienst: Dienst, persoon: Persoon) -> Koppeling | None:
    """Return who this is here, waiting or not."""
    return db.session.scalars(
        select(Koppeling).where(
            Koppeling.aanmelddienst_id == dienst.id,
            Koppeling.issuer == persoon.issuer,
            Koppeling.subject == persoon.subject,
        )
    ).one_or_none()


def koppel(dienst: Dienst, persoon: Persoon, account: Account, *, door_id: UUID | None) -> Koppeling:
    """Lay down that this person is that account; raises `Domeinfout` when one of them is somebody else."""
    koppeling = vind(dienst, persoon) or Koppeling(
        aanmelddienst_id=dienst.id, issuer=persoon.issuer, subject=persoon.subject
    )
    db.session.add(koppeling)
    leg_vast(koppeling, account, gemeente_id=dienst.gemeente_id, door_id=door_id)
    return koppeling


def leg_vast(koppeling: Koppeling, account: Account, *, gemeente_id: UUID, door_id: UUID | None) -> None:
    """Give a koppeling its account; what the service called them goes."""
    if koppeling.account_id not in (None, account.id):
        raise Domeinfout("Deze aanmelding is al gekoppeld aan een ander account.")
    if account.organisatie.gemeente_id != gemeente_id:
        raise Domeinfout("Dit account hoort bij een werkgever in een andere gemeente.", veld="account")
    ander = select(Koppeling.id).where(
        Koppeling.aanmelddienst_id == koppeling.aanmelddienst_id,
        Koppeling.account_id == account.id,
        Koppeling.id != koppeling.id,
    )
    with db.session.no_autoflush:
        if db.session.scalar(ander):
            raise Domeinfout(AL_GEKOPPELD, veld="account")
    koppeling.account_id, koppeling.gekoppeld_op, koppeling.gekoppeld_door_id = account.id, nu(), door_id
    koppeling.naam = koppeling.email = None


def _nieuw_account(dienst: Dienst, persoon: Persoon) -> Account | None:
    """Make an account for who has a hat by a group, unless an account has their address already: that is for a
    beheerder to judge."""
    petten = groepen.petten_bij(dienst.id, dienst.gemeente_id, persoon.groepen or (), None)
    if not petten or not persoon.email or account_van(persoon.email) is not None:
        return None
    werkgever = db.session.get_one(Organisatie, next(iter(petten))[0])
    account = Account(email=persoon.email, naam=persoon.naam or persoon.email, wachtwoord="", organisatie=werkgever)
    db.session.add(account)
    db.session.flush()
    return account


def _laat_wachten(dienst: Dienst, persoon: Persoon, koppeling: Koppeling | None) -> None:
    if koppeling is None:
        wachtend = select(func.count()).where(Koppeling.aanmelddienst_id == dienst.id, Koppeling.account_id.is_(None))
        if (db.session.scalar(wachtend) or 0) >= MEESTE_WACHTEND:
            return
        koppeling = Koppeling(aanmelddienst_id=dienst.id, issuer=persoon.issuer, subject=persoon.subject)
        db.session.add(koppeling)
    koppeling.naam, koppeling.email, koppeling.gezien_op = persoon.naam, persoon.email, nu()
    db.session.flush()
