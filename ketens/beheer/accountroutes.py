"""Accounts and organisaties."""

from typing import Any, cast
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from ketens.beheer import overzichten
from ketens.beheer.blauwdruk import bp
from ketens.beheer.forms import AccountForm, GegevensForm, OrganisatieForm, RolForm, UitdienstForm
from ketens.gebruikers import agb, beheren, sessies, vertrek
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie, OrganisatieSoort, Zicht
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier, Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht, Rol
from ketens.uitnodigingen import links
from ketens.uitnodigingen.handelingen import nodig_nieuw_uit, stuur_link, wijzig_gegevens


@bp.get("/accounts")
@vereist(Recht.BEHEER)
def accounts() -> ResponseReturnValue:
    """Who works here."""
    mensen = overzichten.accounts(wie())
    gezien = overzichten.gezien_op([account.id for account in mensen])
    return toon("beheer/accounts.html", accounts=mensen, gezien=gezien, petten_hier=overzichten.petten_hier)


@bp.route("/accounts/nieuw", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def nieuw_account() -> ResponseReturnValue:
    """Make an account, and invite its person by mail; where no mail can go, the link is shown once."""
    form = AccountForm().kies_uit(overzichten.organisaties(wie()))
    if form.validate_on_submit() and (gemaakt := form.maakt(lambda: _nodig_uit(form))):
        return _link(*gemaakt, melding="Het account is gemaakt. De uitnodiging gaat naar het e-mailadres.")
    return toon("beheer/nieuw_account.html", form=form)


@bp.get("/accounts/<uuid:account_id>")
@vereist(Recht.BEHEER)
def account(account_id: UUID) -> ResponseReturnValue:
    """One account, its hats, and what can be done with it."""
    return _toon(vind(Account, account_id))


@bp.post("/accounts/<uuid:account_id>/lidmaatschappen")
@vereist(Recht.BEHEER, vers=True)
def lidmaatschap(account_id: UUID) -> ResponseReturnValue:
    """Give a hat."""
    wiens = vind(Account, account_id)
    form = RolForm().kies_uit(overzichten.organisaties(wie()))
    if form.validate_on_submit() and form.lukt(lambda: beheren.geef_lidmaatschap(wiens, **_rol(form))):
        return naar("beheer.account", account_id=wiens.id, melding="De rol is gegeven.")
    return _toon(wiens, form)


@bp.post("/lidmaatschappen/<uuid:lidmaatschap_id>/einde")
@vereist(Recht.BEHEER, vers=True)
def einde_lidmaatschap(lidmaatschap_id: UUID) -> ResponseReturnValue:
    """Take a hat away."""
    pet = vind(Lidmaatschap, lidmaatschap_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: beheren.beeindig_lidmaatschap(pet, door=wie())):
        return naar("beheer.account", account_id=pet.account_id, melding="De rol is beëindigd.")
    return _toon(pet.account, form)


@bp.post("/lidmaatschappen/<uuid:lidmaatschap_id>/regio")
@vereist(Recht.BEHEER, vers=True)
def regio(lidmaatschap_id: UUID) -> ResponseReturnValue:
    """Let a projectleider lay this gemeente beside others, or no longer."""
    pet = vind(Lidmaatschap, lidmaatschap_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: beheren.zet_regio(pet, door=wie())):
        hoe = "ziet deze gemeente nu" if pet.regio else "ziet deze gemeente niet meer"
        return naar("beheer.account", account_id=pet.account_id, melding=f"De projectleider {hoe} op de regiopagina.")
    return _toon(pet.account, form)


@bp.post("/lidmaatschappen/<uuid:lidmaatschap_id>/verzoeken")
@vereist(Recht.BEHEER, vers=True)
def verzoeken(lidmaatschap_id: UUID) -> ResponseReturnValue:
    """Let someone handle what residents ask under the privacy law, or no longer."""
    pet = vind(Lidmaatschap, lidmaatschap_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: beheren.zet_verzoeken(pet, door=wie())):
        hoe = "behandelt nu" if pet.verzoeken else "behandelt niet meer"
        return naar("beheer.account", account_id=pet.account_id, melding=f"Deze rol {hoe} verzoeken van inwoners.")
    return _toon(pet.account, form)


@bp.post("/accounts/<uuid:account_id>/blokkade")
@vereist(Recht.BEHEER)
def blokkade(account_id: UUID) -> ResponseReturnValue:
    """Shut an account out."""
    wiens = vind(Account, account_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: beheren.blokkeer(wiens, door=wie())):
        return naar("beheer.account", account_id=wiens.id, melding="Het account is geblokkeerd en overal uitgelogd.")
    return _toon(wiens, form)


@bp.post("/accounts/<uuid:account_id>/blokkade/opheffing")
@vereist(Recht.BEHEER, vers=True)
def opheffing(account_id: UUID) -> ResponseReturnValue:
    """Let an account in again."""
    wiens = vind(Account, account_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: beheren.deblokkeer(wiens, door=wie())):
        return naar("beheer.account", account_id=wiens.id, melding="Het account kan weer inloggen.")
    return _toon(wiens, form)


@bp.post("/accounts/<uuid:account_id>/link")
@vereist(Recht.BEHEER, vers=True)
def link(account_id: UUID) -> ResponseReturnValue:
    """Send a link by which a password is chosen; where no mail can go it is shown once."""
    wiens, form = vind(Account, account_id), Knop()
    if form.validate_on_submit() and (gemaakt := form.maakt(lambda: (wiens, stuur_link(wiens, door=wie())))):
        return _link(*gemaakt, melding="De link gaat naar het e-mailadres van dit account.")
    return _toon(wiens, form)


@bp.route("/accounts/<uuid:account_id>/gegevens", methods=["GET", "POST"])
@vereist(Recht.BEHEER, vers=True)
def gegevens(account_id: UUID) -> ResponseReturnValue:
    """Change the name, the address or the work of an account."""
    wiens = vind(Account, account_id)
    form = GegevensForm(obj=wiens)
    oud = wiens.email
    if form.validate_on_submit() and form.lukt(lambda: wijzig_gegevens(wiens, **_gegevens(form), door=wie())):
        ander = "Het e-mailadres is gewijzigd; de medewerker is overal uitgelogd." if wiens.email != oud else ""
        return naar("beheer.account", account_id=wiens.id, melding=ander or "De gegevens zijn bewaard.")
    return toon("beheer/gegevens.html", form=form, account=wiens)


@bp.post("/accounts/<uuid:account_id>/uitdienst")
@vereist(Recht.BEHEER, vers=True)
def uitdienst(account_id: UUID) -> ResponseReturnValue:
    """Say from which day somebody no longer works here; empty takes it back."""
    wiens, form = vind(Account, account_id), UitdienstForm()
    if form.validate_on_submit() and form.lukt(lambda: vertrek.zet(wiens, form.per.data, door=wie())):
        return naar("beheer.account", account_id=wiens.id, melding="De datum is bewaard.")
    return _toon(wiens, form)


@bp.get("/organisaties")
@vereist(Recht.BEHEER)
def organisaties() -> ResponseReturnValue:
    """Who works together here."""
    return toon("beheer/organisaties.html", organisaties=overzichten.organisaties(wie()), let_op=agb.waarschuwing)


@bp.route("/organisaties/nieuw", methods=["GET", "POST"])
@vereist(Recht.BEHEER)
def nieuwe_organisatie() -> ResponseReturnValue:
    """Add an organisatie."""
    form = OrganisatieForm()
    if form.validate_on_submit() and (gemaakt := form.maakt(lambda: _bewaar(form, None))):
        return naar("beheer.organisatie", organisatie_id=gemaakt.id, melding="De organisatie is bewaard.")
    return toon("beheer/organisatie.html", form=form, organisatie=None, let_op=None)


@bp.route("/organisaties/<uuid:organisatie_id>", methods=["GET", "POST"])
@vereist(Recht.BEHEER)
def organisatie(organisatie_id: UUID) -> ResponseReturnValue:
    """Change an organisatie."""
    welke = vind(Organisatie, organisatie_id)
    form = OrganisatieForm(obj=welke)
    if form.validate_on_submit() and form.lukt(lambda: _bewaar(form, welke)):
        return naar("beheer.organisatie", organisatie_id=welke.id, melding="De organisatie is bewaard.")
    let_op = agb.waarschuwing(welke.soort, welke.agb)
    return toon("beheer/organisatie.html", form=form, organisatie=welke, let_op=let_op)


def _toon(wiens: Account, form: Formulier | None = None) -> Response:
    """Show an account, with the form that was refused if there is one."""
    rolform = form if isinstance(form, RolForm) else RolForm(formdata=None).kies_uit(overzichten.organisaties(wie()))
    return toon(
        "beheer/account.html",
        account=wiens,
        petten=overzichten.petten_hier(wiens, wie()),
        gezien=overzichten.gezien_op([wiens.id]).get(wiens.id),
        form=form,
        knop=Knop(formdata=None),
        rolform=rolform,
        uitdienstform=_uitdienstform(wiens, form),
        uitgenodigd_tot=links.open_tot(wiens.id),
        teams=overzichten.teams(wie()),
        is_zelf=wiens.id == wie().account_id,
    )


def _uitdienstform(wiens: Account, form: Formulier | None) -> UitdienstForm:
    return form if isinstance(form, UitdienstForm) else UitdienstForm(formdata=None, per=wiens.uit_dienst_per)


def _link(wiens: Account, adres: str | None, *, melding: str) -> Response:
    """Go to the account, or show the link that could not be mailed: this once."""
    if adres is None:
        return naar("beheer.account", account_id=wiens.id, melding=melding)
    return toon("beheer/link.html", account=wiens, adres=adres, nieuw=not wiens.wachtwoord)


def _nodig_uit(form: AccountForm) -> tuple[Account, str | None]:
    gemaakt = beheren.maak_account(**_gegevens(form), organisatie=cast("Organisatie", form.gekozen))
    return gemaakt, nodig_nieuw_uit(gemaakt, door=wie())


def _gegevens(form: GegevensForm) -> dict[str, Any]:
    return {"email": form.email.data, "naam": form.naam.data, "functie": form.functie.data or ""}


def _rol(form: RolForm) -> dict[str, Any]:
    return {
        "organisatie": form.gekozen,
        "gemeente": sessies.gemeente(),
        "rol": Rol(form.rol.data),
        "ketens": form.ketens.data or [],
        "team": form.team.data,
        "regio": form.regio.data,
        "verzoeken": form.verzoeken.data,
        "door": wie(),
    }


def _bewaar(form: OrganisatieForm, welke: Organisatie | None) -> Organisatie:
    return beheren.bewaar_organisatie(
        welke,
        gemeente=sessies.gemeente(),
        naam=form.naam.data,
        soort=OrganisatieSoort(form.soort.data),
        agb_code=form.agb.data,
        telefoon=form.telefoon.data or "",
        plaats=form.plaats.data or "",
        zicht=Zicht(form.zicht.data) if form.zicht.data else None,
    )
