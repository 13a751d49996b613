"""What a beheerder decides about the service of the gemeente. The secret goes in, and comes out on no screen."""

from sqlalchemy import delete, select

from ketens.aanmelddienst import adressen, bekend, brieven, groepen, koppelen
from ketens.aanmelddienst.brieven import Bevestiging
from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, Koppeling, TweedeStap
from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import sessies
from ketens.gebruikers.beheren import ZELF, ZONDER_KETEN
from ketens.gebruikers.inlogwijzen import GRENDELS
from ketens.gebruikers.models import Account, Gemeente, Organisatie, OrganisatieSoort
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol

NIEUW_GEHEIM = "Vul het client-geheim opnieuw in: het hoort bij deze issuer en deze client-id."


def bewaar(
    dienst: Aanmelddienst | None,
    *,
    gemeente: Gemeente,
    naam: str,
    issuer: str,
    client_id: str,
    geheim: str,
    scopes: str,
    groepen_claim: str,
    tweede_stap: TweedeStap,
    tweede_waarden: str,
) -> Aanmelddienst:
    """Make or change the service. An empty secret keeps the one there is, but only for the very same client."""
    adressen.keur(issuer, veld="issuer")
    if "openid" not in scopes.split():
        raise Domeinfout("Bij de scopes hoort ten minste openid.", veld="scopes")
    if tweede_stap is TweedeStap.ZEGT and not tweede_waarden.split():
        raise Domeinfout("Vul in wat de dienst meldt bij een tweede stap, bijvoorbeeld mfa.", veld="tweede_waarden")
    if not geheim and (dienst is None or (dienst.issuer, dienst.client_id) != (issuer, client_id)):
        # Or the secret of one service would be handed to whichever other is filled in next.
        raise Domeinfout(NIEUW_GEHEIM if dienst else "Vul het client-geheim in.", veld="geheim")
    if dienst is None:
        dienst = Aanmelddienst(gemeente_id=gemeente.id, issuer=issuer, client_id=client_id)
        db.session.add(dienst)
    _neem_over(dienst, issuer, client_id, geheim)
    dienst.naam, dienst.scopes, dienst.groepen_claim = naam, " ".join(scopes.split()), groepen_claim
    dienst.tweede_stap, dienst.tweede_waarden = tweede_stap, " ".join(tweede_waarden.split())
    return dienst


def _neem_over(dienst: Aanmelddienst, issuer: str, client_id: str, geheim: str) -> None:
    """Lay down where the service is. Who is who at another issuer is not known, and it has to prove itself again."""
    bekend.vergeet(dienst.issuer)
    if geheim:
        dienst.geheim, dienst.gelukt_op = geheim, None
    if dienst.issuer != issuer:
        groepen.neem_terug(dienst.id)
        db.session.execute(delete(Koppeling).where(Koppeling.aanmelddienst_id == dienst.id))
        dienst.alleen, dienst.noodaccount_id = False, None
        noteer_reden("andere issuer: koppelingen vervallen")
    dienst.issuer, dienst.client_id = issuer, client_id


def zet_aan(dienst: Aanmelddienst) -> None:
    """Show the button at the front door."""
    dienst.is_aan = True
    noteer_reden("aanmelddienst aan")


def zet_uit(dienst: Aanmelddienst) -> None:
    """Take the button away, and the hats that its groups gave. Passwords open again, or nobody would get in."""
    dienst.is_aan = dienst.alleen = False
    dienst.noodaccount_id = None
    noteer_reden(f"aanmelddienst uit: {groepen.neem_terug(dienst.id)} rollen eraf")


def alleen_hiermee(dienst: Aanmelddienst, noodaccount: Account | None) -> None:
    """Switch off the passwords of who is employed by the gemeente itself, but for one beheerder for an emergency."""
    if not dienst.is_aan or dienst.gelukt_op is None:
        raise Domeinfout("Dit kan pas als iemand met deze instellingen is ingelogd met de aanmelddienst.")
    if noodaccount is None or not is_noodaccount(noodaccount, dienst):
        raise Domeinfout("Kies een beheerder met een wachtwoord, voor als de dienst uitvalt.", veld="noodaccount")
    dienst.alleen, dienst.noodaccount_id = True, noodaccount.id
    noteer_reden("wachtwoorden uit", noodaccount.id)


def ook_met_wachtwoord(dienst: Aanmelddienst) -> None:
    """Let passwords open again."""
    dienst.alleen, dienst.noodaccount_id = False, None
    noteer_reden("wachtwoorden aan")


def is_noodaccount(account: Account, dienst: Aanmelddienst) -> bool:
    """Tell whether this account can get in and put things right when the service is away."""
    beheert = any(
        pet.rol is Rol.BEHEERDER and pet.gemeente_id == dienst.gemeente_id and pet.is_geldig
        for pet in account.lidmaatschappen
    )
    return beheert and bool(account.wachtwoord) and account.geblokkeerd_op is None


def mist_noodaccount(dienst: Aanmelddienst) -> bool:
    """Tell whether nobody gets in any more when the service is away: who was kept for that was blocked or left."""
    if not dienst.alleen:
        return False
    account = db.session.get(Account, dienst.noodaccount_id) if dienst.noodaccount_id else None
    return account is None or not is_noodaccount(account, dienst)


def grendel(account: Account) -> None:
    """Raise `Domeinfout` for who only comes in by the service: the people of the gemeente itself."""
    werkgever = account.organisatie
    if werkgever.soort != OrganisatieSoort.GEMEENTE:
        return
    vraag = select(Aanmelddienst).where(
        Aanmelddienst.gemeente_id == werkgever.gemeente_id, Aanmelddienst.is_aan, Aanmelddienst.alleen
    )
    dienst = db.session.scalars(vraag).one_or_none()
    if dienst is not None and dienst.noodaccount_id != account.id:
        raise Domeinfout(f"U logt in zonder wachtwoord van ketens: gebruik de knop Inloggen met {dienst.naam}.")


def voeg_groep_toe(
    dienst: Aanmelddienst, *, groep: str, organisatie: Organisatie | None, rol: Rol, ketens: list[str], door: Wie
) -> Aanmeldgroep:
    """Say which hat a group gives, from the next sign-in on."""
    if organisatie is None or organisatie.gemeente_id != dienst.gemeente_id:
        raise Domeinfout("Kies een organisatie.", veld="organisatie")
    if not ketens and rol not in ZONDER_KETEN:
        raise Domeinfout("Kies ten minste een keten.", veld="ketens")
    dubbel = select(Aanmeldgroep.id).where(
        Aanmeldgroep.aanmelddienst_id == dienst.id,
        Aanmeldgroep.groep == groep,
        Aanmeldgroep.organisatie_id == organisatie.id,
        Aanmeldgroep.rol == rol,
    )
    if db.session.scalar(dubbel):
        raise Domeinfout("Deze groep geeft deze rol al.", veld="groep")
    regel = Aanmeldgroep(
        aanmelddienst_id=dienst.id, groep=groep, organisatie_id=organisatie.id, rol=rol, ketens=ketens,
        door_id=door.account_id,
    )  # fmt: skip
    db.session.add(regel)
    noteer_reden(f"groep geeft rol {rol}")
    return regel


def haal_groep_weg(regel: Aanmeldgroep) -> None:
    """Let a group give nothing; who has the hat by it loses it now.

    Where another group gives the same one, the next sign-in says who keeps it.
    """
    eraf = groepen.neem_terug(regel.aanmelddienst_id, regel=regel)
    noteer_reden(f"groep geeft rol {regel.rol} niet meer: {eraf} eraf")
    db.session.delete(regel)


def stel_voor(koppeling: Koppeling, account: Account | None, *, dienst: Aanmelddienst, door: Wie) -> Bevestiging:
    """Say that who waits is this account, never oneself; tell how its person says so too.

    It opens nothing before: a beheerder who points the service at their own would come in as anyone.
    """
    if account is None:
        raise Domeinfout("Kies een account.", veld="account")
    if account.id == door.account_id:
        raise Domeinfout(ZELF, veld="account")
    koppelen.stel_voor(koppeling, account, gemeente_id=dienst.gemeente_id, door_id=door.account_id)
    noteer_reden("koppeling voorgesteld", account.id)
    return brieven.vraag_bevestiging(dienst.naam, account, door=door)


def maak_los(koppeling: Koppeling, *, door: Wie) -> None:
    """Part them again, or send away who waits; sessions of the account end at once."""
    if koppeling.account_id is not None:
        if koppeling.account_id == door.account_id:
            raise Domeinfout(ZELF)
        sessies.eindig_alle(koppeling.account_id)
    noteer_reden("losgemaakt" if koppeling.account_id else "aanmelding afgewezen", koppeling.account_id)
    db.session.delete(koppeling)


GRENDELS.append(grendel)
