"""Signing in there once more, by who is in already: to show that it is them, or to link their own account."""

from uuid import UUID

from flask import url_for
from flask_login import current_user
from sqlalchemy import select

from ketens.aanmelddienst import koppelen
from ketens.aanmelddienst.beweringen import Persoon
from ketens.aanmelddienst.gesprek import SPELING, Dienst, Weigering
from ketens.aanmelddienst.models import Aanmelddienst, Koppeling
from ketens.aanmelddienst.poging import Poging
from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import halverwege, inlogwijzen, sessies
from ketens.gebruikers.inlogwijzen import Inlogwijze
from ketens.gebruikers.models import Account, Organisatie
from ketens.gebruikers.wie import Wie, wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout

NIET_DEZELFDE = "U logde in als iemand anders dan wie hier aan het werk is."


def bevestig(dienst: Dienst, persoon: Persoon, poging: Poging) -> None:
    """Take a fresh sign-in there for showing who one is; not where ketens itself asks for a second step."""
    mens = _hier()
    koppeling = koppelen.vind(dienst, persoon)
    if koppeling is None or koppeling.bevestigd_op is None or koppeling.account_id != mens.account_id:
        raise Weigering("bevestigd als een ander", NIET_DEZELFDE)
    _eis_vers(dienst, persoon, poging)
    if halverwege.volgende(mens.account_id) and not koppelen.telt_als_tweede_stap(dienst, persoon, mens.account_id):
        raise Weigering("geen tweede stap bij de dienst", "Gebruik hiervoor uw tweede stap van ketens.")
    noteer_reden("bevestigd met aanmelddienst")
    sessies.bevestig(mens)


def koppel_eigen(dienst: Dienst, persoon: Persoon, poging: Poging) -> None:
    """Link the account that is signed in here to who just signed in there."""
    mens = _hier()
    _eis_vers(dienst, persoon, poging)
    account = db.session.get_one(Account, mens.account_id)
    try:
        koppelen.koppel(dienst, persoon, account, zelf=True)
    except Domeinfout as fout:
        raise Weigering("koppelen kan niet", fout.zin) from fout
    noteer_reden("eigen account gekoppeld")


def dienst_bij(mens: Wie) -> Aanmelddienst | None:
    """Return the service of the gemeente where the employer of this person is, if it is on."""
    vraag = select(Aanmelddienst).join(Organisatie, Organisatie.gemeente_id == Aanmelddienst.gemeente_id)
    vraag = vraag.join(Account, Account.organisatie_id == Organisatie.id)
    vraag = vraag.where(Account.id == mens.account_id, Aanmelddienst.is_aan)
    return db.session.scalars(vraag).one_or_none()


def koppeling_van(dienst: Aanmelddienst, mens: Wie) -> Koppeling | None:
    """Return who this account is at the service, as its person said."""
    vraag = select(Koppeling).where(
        Koppeling.aanmelddienst_id == dienst.id,
        Koppeling.account_id == mens.account_id,
        Koppeling.bevestigd_op.is_not(None),
    )
    return db.session.scalars(vraag).one_or_none()


def _hier() -> Wie:
    if not current_user.is_authenticated:
        raise Weigering("niet meer ingelogd", "U bent hier niet meer ingelogd. Log eerst in.")
    return wie()


def _eis_vers(dienst: Dienst, persoon: Persoon, poging: Poging) -> None:
    """Refuse a sign-in of before it was asked for, and one of which the service does not say when it was."""
    if persoon.ingelogd_op is None or persoon.ingelogd_op < poging.begin - SPELING:
        raise Weigering("niet opnieuw ingelogd", f"{dienst.naam} liet u niet opnieuw inloggen. Vraag uw beheerder.")


def knop_bij(account_id: UUID) -> Inlogwijze | None:
    """Return the button to show there who one is, for a session that came in that way."""
    weg = inlogwijzen.weg(account_id)
    dienst = db.session.get(Aanmelddienst, UUID(weg)) if weg else None
    if dienst is None or not dienst.is_aan:
        return None
    return Inlogwijze(dienst.naam, url_for("aanmelddienst.bevestigen"))


inlogwijzen.BEVESTIGEN.append(knop_bij)
