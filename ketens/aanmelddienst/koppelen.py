"""Who is who: issuer and subject there, account here. An e-mail address alone never opens an account."""

from uuid import UUID

from flask import url_for
from sqlalchemy import func, select

from ketens.aanmelddienst import brieven, groepen
from ketens.aanmelddienst.beweringen import Persoon
from ketens.aanmelddienst.gesprek import Dienst, Weigering
from ketens.aanmelddienst.models import Koppeling
from ketens.gebruikers import halverwege, inlogwijzen
from ketens.gebruikers.beheren import account_van
from ketens.gebruikers.models import Account, Organisatie
from ketens.gebruikers.wie import petten_van
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

# So many may wait for a beheerder; who comes after them is told the same, and is not written down.
MEESTE_WACHTEND = 200
AL_EEN_ANDER = "Deze aanmelding is al gekoppeld aan een ander account."
ONBEVESTIGD = (
    "Uw beheerder wil deze aanmelding koppelen aan een account in ketens. Laat eerst één keer zien dat dat account van "
    "u is: log hieronder in met uw wachtwoord van ketens. Kreeg u een e-mail met een link? Open dan die."
)
AL_GEKOPPELD = "Dit account is al gekoppeld aan iemand anders bij deze dienst. Maak die koppeling eerst los."


def account_bij(dienst: Dienst, persoon: Persoon) -> Account:
    """Return the account of this person, made if a group gives a hat; else they wait, and `Weigering` says so."""
    koppeling = vind(dienst, persoon)
    if koppeling is not None and koppeling.account_id is not None:
        if koppeling.bevestigd_op is None:
            eerst = url_for("aanmelddienst.eigen")
            raise Weigering("nog niet bevestigd", ONBEVESTIGD, koppeling.account_id, eerst=eerst)
        koppeling.gezien_op = nu()
        return db.session.get_one(Account, koppeling.account_id)
    if (account := _nieuw_account(dienst, persoon)) is not None:
        koppel(dienst, persoon, account)
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
            koppel(dienst, persoon, account)
        except Domeinfout as fout:
            punt.rollback()
            raise Weigering("uitnodiging past niet", fout.zin, account.id if account else None) from fout


def telt_als_tweede_stap(dienst: Dienst, persoon: Persoon, account_id: UUID) -> bool:
    """Tell whether what was shown there is enough: the service says so, the link is as strong as what the account has
    of its own, and no hat is of another gemeente, which never chose this service.
    """
    koppeling = vind(dienst, persoon)
    sterk = persoon.tweede_stap and koppeling is not None and koppeling.met_tweede_stap
    return sterk and all(pet.gemeente_id == dienst.gemeente_id for pet in petten_van(account_id))


def vind(dienst: Dienst, persoon: Persoon) -> Koppeling | None:
    """Return who this is here, waiting or not."""
    return db.session.scalars(
        select(Koppeling).where(
            Koppeling.aanmelddienst_id == dienst.id,
            Koppeling.issuer == persoon.issuer,
            Koppeling.subject == persoon.subject,
        )
    ).one_or_none()


def koppel(dienst: Dienst, persoon: Persoon, account: Account, *, zelf: bool = False) -> None:
    """Lay down that this person is that account, as they say themselves: `zelf` when signed in here, else by a link.

    What a beheerder proposed gives way. Raises `Domeinfout` when one of the two is somebody else.
    """
    koppeling = vind(dienst, persoon) or Koppeling(
        aanmelddienst_id=dienst.id, issuer=persoon.issuer, subject=persoon.subject
    )
    if koppeling.bevestigd_op and koppeling.account_id != account.id:
        raise Domeinfout(AL_EEN_ANDER)
    ander = _koppeling_van(account, koppeling)
    if ander is not None and ander.bevestigd_op:
        raise Domeinfout(AL_GEKOPPELD)
    if ander is not None:
        db.session.delete(ander)
        db.session.flush()
    db.session.add(koppeling)
    _leg_vast(koppeling, account, gemeente_id=dienst.gemeente_id, door_id=account.id if zelf else None)
    koppeling.bevestigd_op = nu()
    koppeling.met_tweede_stap = zelf or not halverwege.heeft_eigen(account.id)
    brieven.meld_koppeling(dienst, account)


def stel_voor(koppeling: Koppeling, account: Account, *, gemeente_id: UUID, door_id: UUID) -> None:
    """Say for another who they are: it opens nothing until they say so themselves."""
    if koppeling.account_id is not None:
        raise Domeinfout(AL_EEN_ANDER)
    if _koppeling_van(account, koppeling) is not None:
        raise Domeinfout(AL_GEKOPPELD, veld="account")
    _leg_vast(koppeling, account, gemeente_id=gemeente_id, door_id=door_id)


def _koppeling_van(account: Account, niet: Koppeling) -> Koppeling | None:
    """Return who else this account is at the service."""
    vraag = select(Koppeling).where(
        Koppeling.aanmelddienst_id == niet.aanmelddienst_id,
        Koppeling.account_id == account.id,
        Koppeling.id != niet.id,
    )
    with db.session.no_autoflush:
        return db.session.scalars(vraag).one_or_none()


def _leg_vast(koppeling: Koppeling, account: Account, *, gemeente_id: UUID, door_id: UUID | None) -> None:
    """Give a koppeling its account; what the service called them goes."""
    if account.organisatie.gemeente_id != gemeente_id:
        raise Domeinfout("Dit account hoort bij een werkgever in een andere gemeente.", veld="account")
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
