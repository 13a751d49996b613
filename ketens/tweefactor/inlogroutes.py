"""Signing in: the second step, a passkey, and setting the first one up. All of it before anybody is signed in."""

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ketens.gebruikers import halverwege
from ketens.gebruikers.halverwege import Halverwege
from ketens.gebruikers.wie import wie
from ketens.kern import kop
from ketens.kern.forms import Formulier
from ketens.kern.herkomst import eigen_pad
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import OPENBAAR, SLEUTELVRAAG, vereist
from ketens.tweefactor import handelingen, methoden, toegangssleutels
from ketens.tweefactor.blauwdruk import bp
from ketens.tweefactor.forms import CodeForm, InstelForm, SleutelForm
from ketens.tweefactor.opstelling import opstelling


@bp.route("/inloggen/code", methods=["GET", "POST"])
@vereist(OPENBAAR)
def code() -> ResponseReturnValue:
    """Show the second step: a code of the app, or one on paper."""
    half = halverwege.hier()
    form = CodeForm(next=request.args.get("next", ""))
    if form.validate_on_submit() and form.lukt_los(lambda: handelingen.log_in_met_code(half, form.code.data)):
        return _binnen(form)
    return _code(form, half) if half else _te_laat(form)


@bp.post("/inloggen/toegangssleutel")
@vereist(OPENBAAR)
def sleutel() -> ResponseReturnValue:
    """Come in with a passkey."""
    form = SleutelForm()
    if form.validate_on_submit() and form.lukt_los(lambda: handelingen.log_in_met_sleutel(form.antwoord.data or "")):
        return _binnen(form)
    kop.laat_sleutels_toe()
    return toon("tweefactor/sleutel.html", form=form)


@bp.post("/toegangssleutel/vraag")
@vereist(OPENBAAR, hoogstens=SLEUTELVRAAG)
def sleutelvraag() -> ResponseReturnValue:
    """Say what a passkey must sign to come in; halfway without a second step: to be made."""
    if not Formulier().validate_on_submit():
        abort(422)
    half = halverwege.hier()
    if request.form.get("doel") != "maken":
        return _json(toegangssleutels.vraag_bestaande("inloggen", None))
    if half is None or methoden.heeft(half.account_id):
        abort(403)
    return _json(toegangssleutels.vraag_nieuwe(half.account_id))


@bp.get("/inloggen/tweede-stap")
@vereist(OPENBAAR)
def instellen() -> ResponseReturnValue:
    """Choose a second step, the first time."""
    half, form = halverwege.hier(), SleutelForm(next=request.args.get("next", ""))
    return _te_laat(form) if half is None or methoden.heeft(half.account_id) else _instellen(form)


@bp.post("/inloggen/tweede-stap/toegangssleutel")
@vereist(OPENBAAR)
def instellen_sleutel() -> ResponseReturnValue:
    """Make a passkey the second step, and come in."""
    half, form = halverwege.hier(), SleutelForm()
    if form.validate_on_submit():
        nieuw = form.maakt_los(lambda: handelingen.stel_in_met_sleutel(half, form.antwoord.data or ""))
        if nieuw is not None:
            return toon("tweefactor/codes.html", codes=nieuw, verder=_doel(form), eerste=True)
    return _instellen(form) if half else _te_laat(form)


@bp.route("/inloggen/tweede-stap/codeapp", methods=["GET", "POST"])
@vereist(OPENBAAR)
def instellen_codeapp() -> ResponseReturnValue:
    """Set an app up as the second step, and come in."""
    half, form = halverwege.hier(), InstelForm(next=request.args.get("next", ""))
    if half is None or methoden.heeft(half.account_id):
        return _te_laat(form)
    opzet = opstelling(half.sessie_id, half.email, form.zegel.data)
    form.zegel.data = opzet.zegel
    if form.validate_on_submit():
        nieuw = form.maakt_los(lambda: handelingen.stel_in_met_code(half, opzet.geheim, form.code.data))
        if nieuw is not None:
            return toon("tweefactor/codes.html", codes=nieuw, verder=_doel(form), eerste=True)
    return toon("tweefactor/instellen_codeapp.html", form=form, opzet=opzet)


def _te_laat(form: CodeForm | SleutelForm | InstelForm) -> Response:
    """Send away who is not halfway, or has a second step already; of what was sent say that it came to nothing."""
    if form.is_submitted():
        form.validate()
        form.meld(handelingen.OVER_TIJD)
        return toon("tweefactor/over_tijd.html", form=form)
    endpoint = "tweefactor.code" if halverwege.hier() else "gebruikers.inloggen"
    return naar(endpoint, melding=None if halverwege.hier() else handelingen.OVER_TIJD, next=form.next.data or None)


def _instellen(form: SleutelForm) -> Response:
    kop.laat_sleutels_toe()
    return toon("tweefactor/instellen.html", form=form)


def _code(form: CodeForm, half: Halverwege) -> Response:
    kop.laat_sleutels_toe()
    sleutelform = SleutelForm(formdata=None, next=form.next.data)
    return toon("tweefactor/code.html", form=form, sleutelform=sleutelform, methoden=methoden.van(half.account_id))


def _doel(form: CodeForm | SleutelForm | InstelForm) -> str:
    return eigen_pad(form.next.data) or url_for("gebruikers.begin")


def _binnen(form: CodeForm | SleutelForm) -> ResponseReturnValue:
    """Go where one was going; who used a code on paper hears how many are left."""
    mens = wie()
    if mens.middel == "herstelcode":
        flash(handelingen.nog_over(mens))
    return redirect(_doel(form), 303)


def _json(tekst: str) -> Response:
    return Response(tekst, mimetype="application/json")
