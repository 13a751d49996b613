"""What a beheerder looks at: the service, its groups, who waits and who is linked. And the buttons in front."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, Koppeling
from ketens.gebruikers.inlogwijzen import WIJZEN, Inlogwijze
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.rechten import Rol


def dienst_van(wie: Wie) -> Aanmelddienst | None:
    """Return the service of the gemeente of this beheerder, or None."""
    return db.session.scalars(select(Aanmelddienst).where(Aanmelddienst.zichtbaar_voor(wie))).one_or_none()


def groepen(dienst: Aanmelddienst) -> list[Aanmeldgroep]:
    """Return which groups give which hats."""
    vraag = select(Aanmeldgroep).where(Aanmeldgroep.aanmelddienst_id == dienst.id)
    return list(db.session.scalars(vraag.order_by(func.lower(Aanmeldgroep.groep), Aanmeldgroep.rol)))


def wachtend(dienst: Aanmelddienst) -> list[Koppeling]:
    """Return who came and is nobody here yet, the last first."""
    vraag = select(Koppeling).where(Koppeling.aanmelddienst_id == dienst.id, Koppeling.account_id.is_(None))
    return list(db.session.scalars(vraag.order_by(Koppeling.gezien_op.desc(), Koppeling.id)))


def gekoppeld(dienst: Aanmelddienst) -> list[Koppeling]:
    """Return who is who, by name."""
    vraag = select(Koppeling).join(Account, Account.id == Koppeling.account_id)
    vraag = vraag.where(Koppeling.aanmelddienst_id == dienst.id)
    return list(db.session.scalars(vraag.order_by(func.lower(Account.naam), Account.id)))


def nog_te_koppelen(dienst: Aanmelddienst) -> list[Account]:
    """Return the accounts of employers in this gemeente that are nobody at the service yet."""
    al = select(Koppeling.account_id).where(Koppeling.aanmelddienst_id == dienst.id, Koppeling.account_id.is_not(None))
    vraag = select(Account).join(Organisatie, Organisatie.id == Account.organisatie_id)
    vraag = vraag.where(Organisatie.gemeente_id == dienst.gemeente_id, Account.id.not_in(al))
    vraag = vraag.where(Account.geblokkeerd_op.is_(None))
    return list(db.session.scalars(vraag.order_by(func.lower(Account.naam), Account.id)))


def organisaties(wie: Wie) -> list[Organisatie]:
    """Return the organisaties of the gemeente, by name."""
    vraag = select(Organisatie).where(Organisatie.zichtbaar_voor(wie))
    return list(db.session.scalars(vraag.order_by(func.lower(Organisatie.naam), Organisatie.id)))


def beheerders(dienst: Aanmelddienst) -> list[Account]:
    """Return who has or had a hat as beheerder in this gemeente, by name."""
    petten = select(Lidmaatschap.account_id).where(
        Lidmaatschap.gemeente_id == dienst.gemeente_id, Lidmaatschap.rol == Rol.BEHEERDER
    )
    vraag = select(Account).where(Account.id.in_(petten)).options(selectinload(Account.lidmaatschappen))
    return list(db.session.scalars(vraag.order_by(func.lower(Account.naam), Account.id)))


def knoppen() -> Sequence[Inlogwijze]:
    """Return a button for each service that is on."""
    aan = select(Aanmelddienst.id, Aanmelddienst.naam, Aanmelddienst.gemeente_id).where(Aanmelddienst.is_aan)
    rijen = db.session.execute(aan.order_by(func.lower(Aanmelddienst.naam)))
    return [Inlogwijze(rij.naam, url_for("aanmelddienst.start", dienst_id=rij.id), rij.gemeente_id) for rij in rijen]


WIJZEN.append(knoppen)
