"""The second step: showing it, being asked again, setting it up, changing it. Codes and keys stand in no log."""

from uuid import UUID

from flask import request

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import inlogwijzen, pogingen, sessies, wachtwoorden
from ketens.gebruikers.halverwege import Halverwege
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.tweefactor import brieven, codes, herstelcodes, methoden, toegangssleutels
from ketens.tweefactor.methoden import Methode
from ketens.tweefactor.models import Codeapp

ONJUIST = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in uw app en probeer het nog een keer."
WACHT = (
    "Er is te vaak een verkeerde code geprobeerd. Wacht een kwartier, of gebruik een toegangssleutel of herstelcode."
)
OVER_TIJD = "Het duurde te lang. Log opnieuw in."
LAATSTE = "Dit is uw laatste tweede stap. Stel eerst een andere in, en haal deze daarna weg."
TE_VEEL = f"U hebt al {methoden.MEESTE} codeapps en toegangssleutels. Haal er eerst een weg."


def log_in_met_code(half: Halverwege | None, code: str) -> None:
    """Come in with the code of an app or one on paper, after a right password."""
    if half is None:
        raise Domeinfout(OVER_TIJD)
    middel = _neem_code(half.account_id, code)
    account = db.session.get_one(Account, half.account_id, populate_existing=True)
    noteer_reden(f"ingelogd met {middel}", account.id)
    sessies.begin(account, middel=middel)


def log_in_met_sleutel(antwoord: str) -> None:
    """Come in with a passkey: it is something one has and something one knows or is, so no password is asked."""
    sleutel = toegangssleutels.neem("inloggen", None, antwoord)
    account = db.session.get_one(Account, sleutel.account_id, populate_existing=True)
    if account.geblokkeerd_op:
        noteer_reden("account geblokkeerd", account.id)
        raise Domeinfout(toegangssleutels.MISLUKT)
    inlogwijzen.eis_eigen_weg(account)
    noteer_reden("ingelogd met toegangssleutel", account.id)
    sessies.begin(account, middel="toegangssleutel")


def nog_over(mens: Wie) -> str:
    """Say how many codes on paper are left after one was used."""
    over = herstelcodes.over(mens.account_id)
    nog = "Dat was uw laatste herstelcode" if over == 0 else f"U hebt nog {over} herstelcode{'s' if over > 1 else ''}"
    return f"U gebruikte een herstelcode. {nog}. Maak nieuwe bij Beveiliging, in het menu onder uw naam."


def bevestig_met_code(mens: Wie, code: str) -> None:
    """Show anew who one is, with a code."""
    middel = _neem_code(mens.account_id, code)
    _bevestigd(mens, middel)


def bevestig_met_sleutel(mens: Wie, antwoord: str) -> None:
    """Show anew who one is, with a passkey of one's own."""
    toegangssleutels.neem("bevestigen", mens.account_id, antwoord)
    _bevestigd(mens, "toegangssleutel")


def bevestig_met_wachtwoord(mens: Wie, wachtwoord: str) -> None:
    """Show anew who one is, where nothing but a password was ever asked."""
    if methoden.heeft(mens.account_id):
        raise Domeinfout("U hebt een tweede stap. Gebruik die.")
    poging = pogingen.begin_code(mens.account_id, request.remote_addr or "")
    if poging is None:
        raise Domeinfout("Er is te vaak een verkeerd wachtwoord geprobeerd. Wacht een kwartier.")
    hash_ = db.session.get_one(Account, mens.account_id).wachtwoord
    db.session.rollback()
    if not wachtwoorden.klopt(hash_, wachtwoord):
        noteer_reden("wachtwoord onjuist")
        raise Domeinfout("Dit is niet uw wachtwoord.", veld="wachtwoord")
    pogingen.code_gelukt(poging)
    _bevestigd(mens, "wachtwoord")


def _bevestigd(mens: Wie, middel: str) -> None:
    noteer_reden(f"bevestigd met {middel}")
    sessies.bevestig(mens)


def _neem_code(account_id: UUID, code: str) -> str:
    """Take a code and return of what kind it was, or raise `Domeinfout`. It commits the try before it judges.

    A code on paper can't be guessed: it is taken also when others guessed too often at this account.
    """
    kaal = "".join(code.split())
    is_app = len(kaal) == 6 and kaal.isascii() and kaal.isdigit()
    poging = pogingen.begin_code(account_id, request.remote_addr or "") if is_app else None
    if is_app and poging is None:
        noteer_reden("te vaak een code geprobeerd", account_id)
        raise Domeinfout(WACHT, veld="code")
    if not (codes.neem(account_id, kaal) if is_app else herstelcodes.neem(account_id, kaal)):
        noteer_reden("code onjuist" if is_app else "herstelcode onjuist", account_id)
        raise Domeinfout(ONJUIST, veld="code")
    if poging:
        pogingen.code_gelukt(poging)
    return "code" if is_app else "herstelcode"


def stel_in_met_code(half: Halverwege | None, geheim: str, code: str) -> list[str]:
    """Make the first second step of who gave a right password, come in, and return the codes for on paper."""
    if half is None:
        raise Domeinfout(OVER_TIJD)
    nieuw = _eerste_codes()
    account = _zonder_tweede_stap(half)
    _voeg_codeapp_toe(account, geheim, code, "Codeapp")
    noteer_reden("codeapp ingesteld", account.id)
    brieven.meld_erbij(account, "codeapp")
    sessies.begin(account, middel="code")
    return herstelcodes.bewaar(account.id, nieuw)


def stel_in_met_sleutel(half: Halverwege | None, antwoord: str) -> list[str]:
    """Make a passkey the first second step of who gave a right password, come in, and return the codes for on paper."""
    if half is None:
        raise Domeinfout(OVER_TIJD)
    nieuw = _eerste_codes()
    sleutel = toegangssleutels.maak(half.account_id, antwoord, "Toegangssleutel")
    db.session.expunge(sleutel)
    account = _zonder_tweede_stap(half)
    db.session.add(sleutel)
    noteer_reden("toegangssleutel ingesteld", account.id)
    brieven.meld_erbij(account, "toegangssleutel")
    sessies.begin(account, middel="toegangssleutel")
    return herstelcodes.bewaar(account.id, nieuw)


def voeg_codeapp_toe(mens: Wie, geheim: str, code: str, naam: str) -> list[str]:
    """Add an app; return codes for on paper when there were none."""
    nieuw = _eerste_codes()
    account = methoden.op_slot(mens.account_id)
    _eis_ruimte(account)
    _voeg_codeapp_toe(account, geheim, code, naam)
    noteer_reden("codeapp toegevoegd")
    brieven.meld_erbij(account, "codeapp")
    return _codes_als_er_geen_zijn(account, nieuw)


def voeg_sleutel_toe(mens: Wie, antwoord: str, naam: str) -> list[str]:
    """Add a passkey; return codes for on paper when there were none."""
    nieuw = _eerste_codes()
    account = methoden.op_slot(mens.account_id)
    _eis_ruimte(account)
    toegangssleutels.maak(account.id, antwoord, naam)
    noteer_reden("toegangssleutel toegevoegd")
    brieven.meld_erbij(account, "toegangssleutel")
    return _codes_als_er_geen_zijn(account, nieuw)


def nieuwe_herstelcodes(mens: Wie) -> list[str]:
    """Make ten codes anew; those of before are worth nothing any more."""
    if not methoden.heeft(mens.account_id):
        raise Domeinfout("Stel eerst een codeapp of een toegangssleutel in.")
    nieuw = _eerste_codes()
    noteer_reden("herstelcodes gemaakt")
    return herstelcodes.bewaar(mens.account_id, nieuw)


def hernoem(methode: Methode, naam: str) -> None:
    """Call an app or key something else."""
    methode.rij.naam = naam


def verwijder(mens: Wie, methode: Methode) -> None:
    """Take an app or key away; never the last one where everybody must have one."""
    account = methoden.op_slot(mens.account_id)
    over = [een for een in methoden.van(account.id).lijst if een.id != methode.id]
    if not over and methoden.is_verplicht():
        raise Domeinfout(LAATSTE)
    db.session.delete(methode.rij)
    if not over:
        herstelcodes.vergeet(account.id)
    noteer_reden(f"{methode.soort} weggehaald")


def _eerste_codes() -> list[tuple[str, str]]:
    """Make codes while nothing is locked: that is slow."""
    db.session.rollback()
    return herstelcodes.bedenk()


def _codes_als_er_geen_zijn(account: Account, nieuw: list[tuple[str, str]]) -> list[str]:
    return [] if herstelcodes.over(account.id) else herstelcodes.bewaar(account.id, nieuw)


def _zonder_tweede_stap(half: Halverwege) -> Account:
    """Return the account, locked; refuse when it has a second step: a password alone never adds another."""
    account = methoden.op_slot(half.account_id)
    if methoden.heeft(account.id):
        noteer_reden("heeft al een tweede stap", account.id)
        raise Domeinfout("Er is al een tweede stap voor dit account. Log opnieuw in.")
    return account


def _eis_ruimte(account: Account) -> None:
    if len(methoden.van(account.id).lijst) >= methoden.MEESTE:
        raise Domeinfout(TE_VEEL)


def _voeg_codeapp_toe(account: Account, geheim: str, code: str, naam: str) -> None:
    stap = codes.stap_van(geheim, "".join(code.split()))
    if stap is None:
        noteer_reden("code onjuist", account.id)
        raise Domeinfout("Deze code klopt niet. Kijk welke code er nu in uw app staat.", veld="code")
    app = Codeapp(account_id=account.id, naam=naam, laatste_stap=stap)
    app.geheim = geheim
    db.session.add(app)
