"""Being asked again: before what weighs much, who did not show lately who they are does so (ASVS 7.5.1)."""

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.routes import terug_na_bevestigen
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht
from ketens.tweefactor import handelingen, methoden, toegangssleutels
from ketens.tweefactor.blauwdruk import bp
from ketens.tweefactor.forms import BevestigWachtwoordForm, CodeForm, SleutelForm
from ketens.tweefactor.terplekke import toon_vraag


@bp.route("/bevestigen", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT)
def bevestigen() -> ResponseReturnValue:
    """Ask for a code, or for the password where that is all there is."""
    if not methoden.heeft(wie().account_id):
        return _met_wachtwoord()
    form = CodeForm(next=request.args.get("next", ""))
    if form.validate_on_submit() and form.lukt_los(lambda: handelingen.bevestig_met_code(wie(), form.code.data)):
        return terug_na_bevestigen(form.next.data)
    return _toon(form, SleutelForm(formdata=None, next=form.next.data))


@bp.post("/bevestigen/toegangssleutel")
@vereist(Recht.EIGEN_ACCOUNT)
def bevestigen_sleutel() -> ResponseReturnValue:
    """Take a passkey for it."""
    form = SleutelForm()
    antwoord = form.antwoord.data or ""
    if form.validate_on_submit() and form.lukt_los(lambda: handelingen.bevestig_met_sleutel(wie(), antwoord)):
        return terug_na_bevestigen(form.next.data)
    return _toon(CodeForm(formdata=None, next=form.next.data), form)


@bp.post("/account/toegangssleutel/vraag")
@vereist(Recht.EIGEN_ACCOUNT)
def eigen_sleutelvraag() -> ResponseReturnValue:
    """Say what one's passkey must sign, or what a new one is made for."""
    if not Formulier().validate_on_submit():
        abort(422)
    if request.form.get("doel") == "maken":
        tekst = toegangssleutels.vraag_nieuwe(wie().account_id)
    else:
        tekst = toegangssleutels.vraag_bestaande("bevestigen", wie().account_id)
    return Response(tekst, mimetype="application/json")


def _met_wachtwoord() -> ResponseReturnValue:
    form = BevestigWachtwoordForm(next=request.args.get("next", ""))
    if wijze := inlogwijzen.bevestigwijze(wie().account_id):
        return toon("tweefactor/bevestigen_elders.html", form=form, wijze=wijze)
    woord = form.wachtwoord.data or ""
    if form.validate_on_submit() and form.lukt_los(lambda: handelingen.bevestig_met_wachtwoord(wie(), woord)):
        return terug_na_bevestigen(form.next.data)
    return toon("tweefactor/bevestigen_wachtwoord.html", form=form, actie=url_for("tweefactor.bevestigen"))


def _toon(form: CodeForm, sleutelform: SleutelForm) -> Response:
    http = 422 if sleutelform.errors else 200
    adressen = url_for("tweefactor.bevestigen"), url_for("tweefactor.bevestigen_sleutel")
    return toon_vraag(form, sleutelform, adressen, http=http)
