"""The pages of a link, and of asking one. Opening a link changes nothing: mail scanners open them too."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.routes import verder
from ketens.kern.kop import geheim_adres
from ketens.kern.pagina import toon
from ketens.kern.poort import HERSTEL, KIEZEN, OPENBAAR, vereist
from ketens.uitnodigingen import brieven, links, vergeten
from ketens.uitnodigingen.forms import KiesForm, VergetenForm
from ketens.uitnodigingen.handelingen import kies_wachtwoord
from ketens.uitnodigingen.models import Linksoort

bp = Blueprint("uitnodigingen", __name__)


@bp.route("/uitnodiging/<string:token>", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=KIEZEN)
def uitnodiging(token: str) -> ResponseReturnValue:
    """Choose a first password."""
    return _kies(Linksoort.UITNODIGING, token)


@bp.route("/herstellink/<string:token>", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=KIEZEN)
def herstellink(token: str) -> ResponseReturnValue:
    """Choose a new password."""
    return _kies(Linksoort.HERSTEL, token)


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=HERSTEL)
def wachtwoord_vergeten() -> ResponseReturnValue:
    """Ask for a link; the answer is the same whoever's address it is."""
    form = VergetenForm()
    if not brieven.kan_mailen():
        return toon("uitnodigingen/vergeten.html", form=None, http=422 if request.method == "POST" else 200)
    if form.validate_on_submit() and form.lukt(lambda: vergeten.vraag_link(form.email.data or "")):
        return toon("uitnodigingen/gevraagd.html")
    return toon("uitnodigingen/vergeten.html", form=form)


def _kies(soort: Linksoort, token: str) -> ResponseReturnValue:
    geheim_adres()
    g.kaal = True  # the page is of who has the link, whoever is signed in here
    form = KiesForm()
    if form.validate_on_submit() and form.lukt_los(lambda: kies_wachtwoord(soort, token, form.nieuw.data or "")):
        return verder(None)
    link = links.vind(soort, token)
    if link is None:
        return toon("uitnodigingen/over.html", http=404, soort=soort)
    wijzen = links.andere_wijzen(link) if soort is Linksoort.UITNODIGING else []
    return toon("uitnodigingen/kies.html", form=form, link=link, soort=soort, token=token, wijzen=wijzen)
