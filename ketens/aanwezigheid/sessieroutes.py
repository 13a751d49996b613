"""One session, standing, on a phone: who is there, where a phone sends what it kept, and whom to call in need."""

from datetime import timedelta
from uuid import UUID

from flask import Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from ketens.aanwezigheid import marks, overzichten, sessiepagina, telefoon
from ketens.aanwezigheid.blauwdruk import bp
from ketens.aanwezigheid.forms import InzendForm
from ketens.gebruikers.wie import wie
from ketens.groepen.models import Bijeenkomst
from ketens.kern.forms import Knop
from ketens.kern.kop import WACHTRIJ
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht

BEWAARD_OP_TELEFOON = timedelta(days=60)


@bp.get("/aanwezigheid/")
@vereist(Recht.AANWEZIGHEID)
def mijn() -> ResponseReturnValue:
    """The sessions of today and around it: where a phone begins."""
    return met_wachtrij(toon("aanwezigheid/mijn.html", knop=Knop(), **overzichten.mijn(wie()), **telefoon.stand(wie())))


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>/aanwezigheid", methods=["GET", "POST"])
@vereist(Recht.AANWEZIGHEID)
def sessie(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Mark who is there; without a script as one form. A difference with what someone else marked is shown."""
    bijeenkomst, form, klaar = vind_sessie(bijeenkomst_id), Knop(), None
    if form.validate_on_submit() and (gelezen := form.maakt(lambda: gelezen_van(bijeenkomst))) is not None:
        klaar = marks.verwerk(bijeenkomst, gelezen, door=wie())
        if not klaar.botsingen and not klaar.geweigerd:
            return naar("aanwezigheid.sessie", bijeenkomst_id=bijeenkomst.id, melding="De aanwezigheid is bewaard.")
    gegevens = sessiepagina.sessie(bijeenkomst, wie(), klaar) | telefoon.stand(wie(), bijeenkomst.groep)
    return met_wachtrij(toon("aanwezigheid/sessie.html", form=form, inzendform=InzendForm(formdata=None), **gegevens))


@bp.post("/bijeenkomsten/<uuid:bijeenkomst_id>/aanwezigheid/inzending")
@vereist(Recht.AANWEZIGHEID)
def inzending(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Take in what a phone kept, and say of each mark what became of it."""
    bijeenkomst, form = vind_sessie(bijeenkomst_id), InzendForm()
    gelezen = form.maakt(lambda: marks.lees(form.rijen.data or "")) if form.validate_on_submit() else None
    if not gelezen:
        # With a fresh token: a phone that was restarted lost its own.
        return jsonify(token=generate_csrf(), zin=" ".join(form.form_errors)), 422
    return jsonify(rijen=sessiepagina.als_json(marks.verwerk(bijeenkomst, gelezen, door=wie())))


@bp.get("/bijeenkomsten/<uuid:bijeenkomst_id>/deelnemers")
@vereist(Recht.GROEP_INZIEN)
def deelnemers(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Whom to call in need, and what the trainer must know: for whoever leads this session, a vervanger too."""
    bijeenkomst = vind(Bijeenkomst, bijeenkomst_id)
    return toon("aanwezigheid/deelnemers.html", **overzichten.deelnemers(bijeenkomst))


def vind_sessie(bijeenkomst_id: UUID) -> Bijeenkomst:
    """Return the session, or 404; a phone that stayed signed in reaches those of its own running groups alone."""
    bijeenkomst = vind(Bijeenkomst, bijeenkomst_id)
    if wie().doel and not telefoon.is_eigen(bijeenkomst.groep, wie()):
        abort(404)
    return bijeenkomst


def gelezen_van(bijeenkomst: Bijeenkomst) -> list[marks.Mark]:
    """Return what the plain form says."""
    ids = [regel.plaatsing.id for regel in sessiepagina.regels(bijeenkomst, wie())]
    return marks.uit_formulier(request.form, ids)


def met_wachtrij(antwoord: Response) -> Response:
    """Mark the browser: what waits on a phone stays there when someone signs out on it (besluit 0027)."""
    veilig = current_app.config["SESSION_COOKIE_SECURE"]
    antwoord.set_cookie(WACHTRIJ, "1", max_age=BEWAARD_OP_TELEFOON, secure=veilig, httponly=True, samesite="Lax")
    return antwoord
