"""What a beheerder does with accounts, hats and organisaties. Every end works at once: the sessions end with it."""

from datetime import date, timedelta

from sqlalchemy import exists, select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import agb, sessies, telefoon
from ketens.gebruikers.models import (
    ZICHT_BIJ_SOORT,
    Account,
    Gemeente,
    Lidmaatschap,
    Organisatie,
    OrganisatieSoort,
    Zicht,
)
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.rechten import KRIJGT_VERZOEKEN, Rol

# Hats that work in no keten.
ZONDER_KETEN = (Rol.BEHEERDER, Rol.FG)
ZELF = "U kunt uw eigen rollen en toegang niet wijzigen. Vraag een andere beheerder."


def maak_account(*, email: str, naam: str, organisatie: Organisatie, functie: str = "") -> Account:
    """Make an account in the service of `organisatie`. It has no password: its person chooses one by a link."""
    if not organisatie.draagt_betrokkenheid:
        raise Domeinfout("Een samenwerking heeft geen eigen medewerkers. Kies de werkgever.", veld="organisatie")
    if account_van(email) is not None:
        raise Domeinfout("Er is al een account met dit e-mailadres.", veld="email")
    account = Account(
        email=email.strip().lower(),
        naam=naam,
        functie=functie,
        organisatie=organisatie,
        wachtwoord="",
    )
    db.session.add(account)
    return account


def account_van(email: str) -> Account | None:
    """Return the account with this address, whatever its capitals."""
    return db.session.scalars(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def geef_lidmaatschap(
    account: Account,
    *,
    organisatie: Organisatie,
    gemeente: Gemeente,
    rol: Rol,
    ketens: list[str],
    door: Wie | None,
    team: str | None = None,
    regio: bool = False,
    verzoeken: bool = False,
) -> Lidmaatschap:
    """Give a hat from today on; one that ended is taken up again with these ketens, this team and this view.

    `door` None: the command line.
    """
    _niet_zelf(account, door)
    team = _zoals_bekend(team, organisatie)
    if not ketens and rol not in ZONDER_KETEN:
        raise Domeinfout("Kies ten minste een keten.", veld="ketens")
    _eis_projectleider(rol, regio)
    _eis_gemeente(rol, organisatie, verzoeken)
    tot = _laatste_dag(account)
    bestaand = db.session.scalars(
        select(Lidmaatschap).where(
            Lidmaatschap.account_id == account.id,
            Lidmaatschap.organisatie_id == organisatie.id,
            Lidmaatschap.gemeente_id == gemeente.id,
            Lidmaatschap.rol == rol,
        )
    ).one_or_none()
    if bestaand is None:
        nieuw = Lidmaatschap(
            account=account,
            organisatie=organisatie,
            gemeente=gemeente,
            rol=rol,
            ketens=ketens,
            vanaf=vandaag(),
            tot=tot,
            team=team,
            regio=regio,
            verzoeken=verzoeken,
        )
        db.session.add(nieuw)
        return nieuw
    if bestaand.is_geldig:
        raise Domeinfout("Deze rol heeft dit account al. Beëindig de rol eerst als u iets wilt wijzigen.")
    bestaand.ketens, bestaand.vanaf, bestaand.tot, bestaand.team = ketens, vandaag(), tot, team
    bestaand.regio, bestaand.verzoeken, bestaand.aanmelddienst_id = regio, verzoeken, None
    return bestaand


def _laatste_dag(account: Account) -> date | None:
    """Return the last day on which this account works here, if it is known."""
    if account.uit_dienst_per is not None and account.uit_dienst_per <= vandaag():
        raise Domeinfout("Deze medewerker is uit dienst. Hef eerst de blokkade op.")
    return account.uit_dienst_per - timedelta(days=1) if account.uit_dienst_per else None


def zet_regio(lidmaatschap: Lidmaatschap, *, door: Wie) -> None:
    """Let a projectleider lay this gemeente beside others, or take it back: from the next request on (besluit 0042)."""
    _niet_zelf(lidmaatschap.account, door)
    _eis_projectleider(lidmaatschap.rol, regio=not lidmaatschap.regio)
    if not lidmaatschap.is_geldig:
        raise Domeinfout("Deze rol is beëindigd.")
    lidmaatschap.regio = not lidmaatschap.regio
    noteer_reden("regio aan" if lidmaatschap.regio else "regio uit")


def zet_verzoeken(lidmaatschap: Lidmaatschap, *, door: Wie) -> None:
    """Let someone handle what residents ask under the privacy law, or take it back (besluit 0049)."""
    _niet_zelf(lidmaatschap.account, door)
    if not lidmaatschap.verzoeken:
        _eis_gemeente(lidmaatschap.rol, lidmaatschap.organisatie, verzoeken=True)
    if not lidmaatschap.is_geldig:
        raise Domeinfout("Deze rol is beëindigd.")
    lidmaatschap.verzoeken = not lidmaatschap.verzoeken
    noteer_reden("verzoeken aan" if lidmaatschap.verzoeken else "verzoeken uit")


def _eis_gemeente(rol: Rol, organisatie: Organisatie, verzoeken: bool) -> None:
    """Only who works for the gemeente itself, in a role that fits: they see all ketens of a resident."""
    if verzoeken and (rol not in KRIJGT_VERZOEKEN or organisatie.soort is not OrganisatieSoort.GEMEENTE):
        zin = "Alleen een coördinator of beheerder van de gemeente zelf behandelt verzoeken van inwoners."
        raise Domeinfout(zin, veld="verzoeken")


def _eis_projectleider(rol: Rol, regio: bool) -> None:
    if regio and rol is not Rol.PROJECTLEIDER:
        raise Domeinfout("Alleen een projectleider kan gemeenten naast elkaar zien.", veld="regio")


def _zoals_bekend(team: str | None, organisatie: Organisatie) -> str | None:
    """Return the name of a team as colleagues have it: `noord` is Noord, or two people would not see each other."""
    bekend = select(Lidmaatschap.team).where(
        Lidmaatschap.organisatie_id == organisatie.id, Lidmaatschap.team.is_not(None)
    )
    namen = {str(naam).casefold(): naam for naam in db.session.scalars(bekend)}
    return namen.get(team.casefold(), team) if team else None


def beeindig_lidmaatschap(lidmaatschap: Lidmaatschap, *, door: Wie) -> None:
    """Take a hat away: from the next request on it opens nothing."""
    _niet_zelf(lidmaatschap.account, door)
    if not lidmaatschap.is_geldig:
        raise Domeinfout("Deze rol is al beëindigd.")
    lidmaatschap.tot = vandaag() - timedelta(days=1)
    telefoon.eindig_van(lidmaatschap.id)


def blokkeer(account: Account, *, door: Wie) -> None:
    """Shut an account out, wherever it is signed in."""
    eis_eigen_werkgever(account, door)
    account.geblokkeerd_op = account.geblokkeerd_op or nu()
    sessies.eindig_alle(account.id)


def deblokkeer(account: Account, *, door: Wie) -> None:
    """Let an account sign in again."""
    eis_eigen_werkgever(account, door)
    account.geblokkeerd_op = None
    if account.uit_dienst_per is not None and account.uit_dienst_per <= vandaag():
        account.uit_dienst_per = None  # back again; the hats that ended are given anew


def bewaar_organisatie(
    organisatie: Organisatie | None,
    *,
    gemeente: Gemeente,
    naam: str,
    soort: OrganisatieSoort,
    agb_code: str | None,
    telefoon: str,
    plaats: str,
    zicht: Zicht | None = None,
) -> Organisatie:
    """Make or change an organisatie. A cooperation can't be the employer of anyone.

    `zicht` None: what goes with its kind.
    """
    organisatie = organisatie or Organisatie(gemeente_id=gemeente.id)
    heeft_mensen = exists().where(Lidmaatschap.organisatie_id == organisatie.id)
    if soort == OrganisatieSoort.SOCIAAL_HUS and db.session.scalar(select(heeft_mensen)):
        raise Domeinfout("Hier werken mensen. Een samenwerking heeft geen eigen medewerkers.", veld="soort")
    organisatie.naam, organisatie.soort, organisatie.agb = naam, soort, agb.lees(agb_code)
    organisatie.telefoon, organisatie.plaats = telefoon, plaats
    organisatie.zicht = zicht or ZICHT_BIJ_SOORT.get(soort, Zicht.ALLES)
    db.session.add(organisatie)
    return organisatie


def _niet_zelf(account: Account, door: Wie | None) -> None:
    if door is not None and account.id == door.account_id:
        raise Domeinfout(ZELF)


def eis_eigen_werkgever(account: Account, door: Wie) -> None:
    """An account may have hats elsewhere: only the gemeente of its employer may lock it or reset it."""
    _niet_zelf(account, door)
    if door.pet is None or account.organisatie.gemeente_id != door.pet.gemeente_id:
        raise Domeinfout("Dit account hoort bij een werkgever in een andere gemeente. Vraag de beheerder daar.")
