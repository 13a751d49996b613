"""Setting up an installation from the command line: a gemeente, and accounts that no beheerder is there yet to make."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.gebruikers.beheren import account_van, geef_lidmaatschap, maak_account
from ketens.gebruikers.models import Account, Gemeente, Organisatie, OrganisatieSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.mailadres import is_mailadres
from ketens.rechten import Rol

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
# Addresses of the house itself.
BEZET = {
    "inloggen", "uitloggen", "pet", "account", "static", "api", "fhir", "regio", "status", "healthz", "metrics",
    "privacy", "toegankelijkheid", "bevestigen", "toegangssleutel",
    "uitnodiging", "herstellink", "wachtwoord-vergeten",
}  # fmt: skip


def maak_gemeente(*, slug: str, naam: str, cbs_code: str, telefoon: str = "") -> Gemeente:
    """Make a gemeente, and the organisatie that it is as an employer."""
    if not SLUG.fullmatch(slug) or slug in BEZET or len(slug) > 40:
        raise Domeinfout("Gebruik voor het adres kleine letters en streepjes, bijvoorbeeld hof-van-twente.")
    if not re.fullmatch(r"\d{4}", cbs_code):
        raise Domeinfout("Een CBS-code van een gemeente heeft 4 cijfers, bijvoorbeeld 0147.")
    gemeente = Gemeente(slug=slug, naam=naam, cbs_code=cbs_code, telefoon=telefoon)
    db.session.add(gemeente)
    db.session.flush()
    werkgever = Organisatie(
        naam=f"Gemeente {naam}", soort=OrganisatieSoort.GEMEENTE, gemeente_id=gemeente.id, plaats=naam
    )
    db.session.add(werkgever)
    return gemeente


def maak_account_met_rol(
    *,
    email: str,
    naam: str,
    gemeente: str,
    organisatie: str = "",
    rol: str = "beheerder",
    ketens: Sequence[str] = (),
) -> tuple[Account, bool]:
    """Make an account with a hat, or give one that is there a hat; return it, and whether it is new."""
    plaats = db.session.scalars(select(Gemeente).where(Gemeente.slug == gemeente)).one_or_none()
    if plaats is None:
        raise Domeinfout(f"De gemeente {gemeente} is er niet. Maak haar met: ketens gemeente maak")
    if rol not in list(Rol):
        raise Domeinfout(f"Deze rol bestaat niet. Kies uit: {', '.join(Rol)}.")
    if not is_mailadres(email):
        raise Domeinfout("Dit e-mailadres klopt niet.")
    werkgever = _werkgever(plaats, organisatie)
    onbekend = set(ketens) - {keten.code for keten in catalogus().ketens}
    if onbekend:
        raise Domeinfout(f"Deze keten staat niet in de catalogus: {', '.join(sorted(onbekend))}.")
    bestaand = account_van(email)
    account = bestaand or maak_account(email=email, naam=naam, organisatie=werkgever)
    db.session.flush()
    geef_lidmaatschap(account, organisatie=werkgever, gemeente=plaats, rol=Rol(rol), ketens=list(ketens), door=None)
    return account, bestaand is None


def _werkgever(gemeente: Gemeente, naam: str) -> Organisatie:
    vraag = select(Organisatie).where(Organisatie.gemeente_id == gemeente.id)
    if naam:
        vraag = vraag.where(Organisatie.naam == naam)
    else:
        vraag = vraag.where(Organisatie.soort == OrganisatieSoort.GEMEENTE)
    gevonden = db.session.scalars(vraag.order_by(Organisatie.id)).first()
    if gevonden is None:
        raise Domeinfout(f"De organisatie {naam or 'gemeente'} is er niet in {gemeente.naam}.")
    return gevonden
