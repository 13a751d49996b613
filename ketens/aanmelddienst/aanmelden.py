"""Signing in at the service of the gemeente: going there, and what happens to who comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import current_app, flash, request, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ketens.aanmelddienst import gesprek, groepen, koppelen, opnieuw, poging
from ketens.aanmelddienst.beweringen import Persoon
from ketens.aanmelddienst.gesprek import Dienst, Weigering
from ketens.aanmelddienst.models import Aanmelddienst
from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import halverwege, inlogwijzen, sessies
from ketens.gebruikers.inlogwijzen import NA_UITLOGGEN
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import ALLEEN_WACHTWOORD
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

T = TypeVar("T")
# With what somebody came in, as their session remembers it.
MIDDEL = "aanmelddienst"
INLOGGEN, BEVESTIGEN, KOPPELEN, UITNODIGING = "inloggen", "bevestigen", "koppelen", "uitnodiging"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """How it went: what for, where to go on, and what to say when it did not go well."""

    doel: str
    verder: str = ""
    fout: str = ""
    email: str = ""


def vind(dienst_id: UUID) -> Dienst | None:
    """Return the settings of a service that is on; the transaction in which they were read ends here."""
    vraag = select(Aanmelddienst).where(Aanmelddienst.id == dienst_id, Aanmelddienst.is_aan)
    rij = db.session.scalars(vraag).one_or_none()
    dienst = Dienst.van(rij) if rij else None
    laat_los()
    return dienst


def laat_los() -> None:
    """End the transaction that is open: nobody waits for us while we wait for another machine."""
    db.session.rollback()


def voordeur() -> str:
    """Return the full address of the front door, to come back to after signing out at the service."""
    return _adres(url_for("gebruikers.inloggen"))


def terugkeer(dienst_id: UUID) -> str:
    """Return the address to which the service sends people back: it is to be filled in there."""
    return _adres(url_for("aanmelddienst.inloggen", dienst_id=dienst_id))


def begin(dienst: Dienst, *, verder: str = "", email: str = "", doel: str = INLOGGEN) -> str:
    """Return where to send somebody; raises `Domeinfout` when the service is away."""
    try:
        vraag = gesprek.vraag(dienst, terugkeer(dienst.id), opnieuw=doel in (BEVESTIGEN, KOPPELEN))
    except Weigering as fout:
        noteer_reden(fout.code)
        raise Domeinfout(fout.zin) from fout
    poging.bewaar(dienst.id, vraag, verder=verder, email=email, doel=doel)
    return vraag.url


def rond_af(dienst: Dienst, antwoord: Mapping[str, str]) -> Uitkomst:
    """Do what somebody who comes back went there for, or say why not; never anything but an answer."""
    lopend = poging.neem(dienst.id, antwoord.get("state", ""))
    if lopend is None:
        noteer_reden("onbekende of oude poging")
        return Uitkomst(INLOGGEN, fout="Deze aanmelding is verlopen of al gebruikt. Begin opnieuw.")
    doel, _, bewijs = lopend.doel.partition(" ")
    try:
        persoon = gesprek.lees_antwoord(dienst, lopend.vraag, antwoord, terugkeer(dienst.id))
        if doel == BEVESTIGEN:
            opnieuw.bevestig(dienst, persoon, lopend)
        elif doel == KOPPELEN:
            opnieuw.koppel_eigen(dienst, persoon, lopend)
        else:
            _twee_keer(lambda: _laat_in(dienst, persoon, bewijs))
    except Weigering as fout:
        noteer_reden(fout.code, fout.account_id)
        return Uitkomst(doel, fout.eerst or lopend.verder, fout.zin, lopend.email)
    return Uitkomst(doel, lopend.verder)


def uitloggen_ook_daar() -> str | None:
    """Return the page that offers to sign out at the service too, for a session that came in by it."""
    weg = inlogwijzen.weg(current_user.account_id)
    dienst = db.session.get(Aanmelddienst, UUID(weg)) if weg else None
    return url_for("aanmelddienst.uitgelogd", dienst_id=dienst.id) if dienst and dienst.is_aan else None


def _laat_in(dienst: Dienst, persoon: Persoon, uitnodiging: str) -> None:
    if uitnodiging:
        koppelen.neem_uitnodiging(dienst, persoon, uitnodiging)
    account = koppelen.account_bij(dienst, persoon)
    _eis_open(dienst, account)
    melding = _werk_groepen_bij(dienst, persoon, account)
    _onthoud_dat_het_werkt(dienst.id)
    _begin(dienst, persoon, account)
    if melding:
        flash(melding)


def _begin(dienst: Dienst, persoon: Persoon, account: Account) -> None:
    """Start the session, or halfway where ketens asks for the second step itself."""
    telt = koppelen.telt_als_tweede_stap(dienst, persoon, account.id)
    if not telt and halverwege.volgende(account.id):
        halverwege.begin(account)
    else:
        # One factor is as good as a password, wherever it was shown.
        sessies.begin(account, middel=MIDDEL if telt else ALLEEN_WACHTWOORD)
    inlogwijzen.onthoud_weg(str(dienst.id), account.id)


def _eis_open(dienst: Dienst, account: Account) -> None:
    if account.geblokkeerd_op is None and account.organisatie.gemeente_id == dienst.gemeente_id:
        return
    code = "account geblokkeerd" if account.geblokkeerd_op else "werkgever in een andere gemeente"
    raise Weigering(code, "U kunt niet inloggen met dit account. Vraag de beheerder van uw gemeente.", account.id)


def _werk_groepen_bij(dienst: Dienst, persoon: Persoon, account: Account) -> str | None:
    """Give and end hats by the groups; without groups nothing changes, and the sentence that is returned says so."""
    if persoon.groepen is None:
        noteer_reden("groepen ontbreken")
        zin = f"{dienst.naam} gaf niet door in welke groepen u zit. Uw rollen zijn niet gewijzigd."
        return zin if groepen.zijn_er(dienst.id) else None
    anders = groepen.werk_bij(account, dienst_id=dienst.id, gemeente_id=dienst.gemeente_id, groepen=persoon.groepen)
    if anders.erbij or anders.eraf:
        noteer_reden(f"rollen door groepen: {anders.erbij} erbij, {anders.eraf} eraf")
    return None


def _onthoud_dat_het_werkt(dienst_id: UUID) -> None:
    """Once a day is enough: everyone who signs in would wait for this row."""
    rij = db.session.get_one(Aanmelddienst, dienst_id)
    if rij.gelukt_op is None or rij.gelukt_op.date() != nu().date():
        rij.gelukt_op = nu()


def _twee_keer(handeling: Callable[[], T]) -> T:
    """Try again once when the same person comes in twice at the same moment for the first time."""
    try:
        uitkomst = handeling()
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        uitkomst = handeling()
        db.session.flush()
    return uitkomst


def _adres(pad: str) -> str:
    """Return the full address of a page: the service compares it letter by letter."""
    eigen: str = current_app.extensions["ketens"].adres
    return (eigen or request.host_url.rstrip("/")) + pad


NA_UITLOGGEN.append(uitloggen_ook_daar)
