"""Sign in, sign out, choose a hat, change the password."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ketens.gebruikers import apparaten, eigen, halverwege, inlogwijzen, sessies
from ketens.gebruikers.forms import InlogForm, PetForm, PostcodeForm, WachtwoordForm
from ketens.gebruikers.handelingen import meld_aan, wijzig_wachtwoord
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.herkomst import eigen_pad
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import OPENBAAR, vereist
from ketens.kern.zegel import lees_zegel
from ketens.rechten import Recht

bp = Blueprint("gebruikers", __name__)


def verder(doel: str | None) -> ResponseReturnValue:
    """Go on after a right password: to where more is asked, or in."""
    doel = eigen_pad(doel)
    half = halverwege.hier()
    if half and (endpoint := halverwege.volgende(half.account_id)):
        return redirect(url_for(endpoint, next=doel), 303)
    return redirect(doel or url_for("gebruikers.begin"), 303)


def terug_na_bevestigen(zegel: str | None) -> ResponseReturnValue:
    """Go back to where somebody was asked to show who they are."""
    gelezen = lees_zegel("bevestigen", zegel, 2)
    doel = eigen_pad(str(gelezen[0])) if gelezen else None
    if gelezen and gelezen[1]:
        flash("U hebt laten zien dat u het bent. Doe nu nog een keer wat u wilde doen.")
    return redirect(doel or url_for("gebruikers.begin"), 303)


@bp.route("/inloggen", methods=["GET", "POST"])
@vereist(OPENBAAR)
def inloggen() -> ResponseReturnValue:
    """Sign in."""
    zin, email = inlogwijzen.lees()
    form = InlogForm(next=request.args.get("next", ""), email=email)
    if form.validate_on_submit() and form.lukt_los(lambda: meld_aan(form.email.data, form.wachtwoord.data)):
        return verder(form.next.data)
    return toon("gebruikers/inloggen.html", form=form, zin=zin, wijzen=inlogwijzen.wijzen())


@bp.post("/uitloggen")
@vereist(OPENBAAR)
def uitloggen() -> ResponseReturnValue:
    """Sign out, here and now."""
    form = Knop()
    if not form.validate_on_submit():
        return toon("gebruikers/uitloggen.html", form=form)
    verder = inlogwijzen.na_uitloggen()
    if current_user.is_authenticated:
        sessies.sluit()
    return redirect(verder, 303) if verder else naar("gebruikers.inloggen", melding="U bent uitgelogd.")


@bp.get("/")
@vereist(OPENBAAR)
def begin() -> ResponseReturnValue:
    """Go to the start page of the hat that was worn last."""
    if current_user.is_authenticated and current_user.pet:
        return redirect(url_for("rapportage.start", gemeente=current_user.pet.gemeente.slug), 303)
    if current_user.is_authenticated:
        return toon("gebruikers/zonder_pet.html", form=Knop())
    return redirect(url_for("gebruikers.inloggen"), 303)


@bp.post("/pet")
@vereist(Recht.EIGEN_ACCOUNT)
def petwissel() -> ResponseReturnValue:
    """Put another hat on."""
    form = PetForm()
    gekozen = next((pet for pet in wie().lidmaatschappen if pet.id == form.lidmaatschap.data), None)
    if not form.validate_on_submit():
        return toon("gebruikers/petten.html", form=form)
    if gekozen is None:
        abort(404)
    sessies.kies_pet(wie().sessie_id, gekozen.id)
    return naar("rapportage.start", gemeente=gekozen.gemeente.slug, melding=f"U werkt nu als {gekozen.naam}.")


@bp.route("/account/wachtwoord", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def wachtwoord() -> ResponseReturnValue:
    """Change the password."""
    form = WachtwoordForm()
    if form.validate_on_submit() and form.lukt_los(lambda: wijzig_wachtwoord(wie(), form.huidig.data, form.nieuw.data)):
        return naar("gebruikers.begin", melding="Uw wachtwoord is gewijzigd. U bent op andere apparaten uitgelogd.")
    return toon("gebruikers/wachtwoord.html", form=form)


@bp.route("/account/postcode", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT)
def postcode() -> ResponseReturnValue:
    """Tell where one lives, or stop telling it."""
    form = PostcodeForm(postcode=eigen.postcode(wie()))
    if form.validate_on_submit() and form.lukt(lambda: eigen.bewaar_postcode(form.postcode.data, door=wie())):
        weg = "Uw postcode is bewaard." if form.postcode.data else "Uw postcode staat niet meer in ketens."
        return naar("gebruikers.postcode", melding=weg)
    return toon("gebruikers/postcode.html", form=form)


@bp.post("/account/apparaten/elders/einde")
@vereist(Recht.EIGEN_ACCOUNT)
def elders_einde() -> ResponseReturnValue:
    """Sign off everywhere but here."""
    if Knop().validate_on_submit():
        sessies.eindig_alle(wie().account_id, behalve=wie().sessie_id)
        return naar("gebruikers.aangemeld", melding="U bent overal elders uitgelogd.")
    return toon("gebruikers/apparaten.html", http=422, apparaten=apparaten.van(wie()), knop=Knop())


@bp.get("/account/apparaten")
@vereist(Recht.EIGEN_ACCOUNT)
def aangemeld() -> ResponseReturnValue:
    """Show where one is signed in: browsers, and phones that stay so."""
    return toon("gebruikers/apparaten.html", apparaten=apparaten.van(wie()), knop=Knop())


@bp.route("/account/apparaten/<uuid:sessie_id>/einde", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT)
def aangemeld_einde(sessie_id: UUID) -> ResponseReturnValue:
    """Sign off there."""
    apparaat, form = apparaten.vind_eigen(sessie_id, wie()), Knop()
    if form.validate_on_submit():
        sessies.eindig(apparaat.id)
        return naar("gebruikers.aangemeld", melding="U bent daar afgemeld.")
    return toon("gebruikers/apparaat_einde.html", form=form, apparaat=apparaat)
