"""The fall-risk test and signing up: nothing is kept before someone presses the last button."""

from typing import Any

from flask import Response, abort, g, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers import sessies
from ketens.kern.kop import geheim_adres
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import AANMELDING, OPENBAAR, vereist
from ketens.openbaar.aanmeldformulier import NAASTE, ZELF, aanmeldformulier
from ketens.openbaar.bewijs import bewijs_van, lees_bewijs
from ketens.openbaar.blauwdruk import bp
from ketens.openbaar.zelftest import BEGIN, zelftest
from ketens.verwerkingen.privacy import gemeenten
from ketens.verwijzingen.aanmelding import meld_aan
from ketens.verwijzingen.wegen import Weg, openbare_weg

KETEN = "valpreventie"
GEGEVENS = "openbaar/gegevens.html"


@bp.get("/aanmelden")
@vereist(OPENBAAR)
def gemeentekeuze() -> ResponseReturnValue:
    """Lead to the test of each gemeente."""
    g.kaal = True
    return toon("openbaar/gemeentekeuze.html", gemeenten=gemeenten())


@bp.route("/<gemeente>/aanmelden", methods=["GET", "POST"])
@vereist(OPENBAAR, hoogstens=AANMELDING)
def aanmelden() -> ResponseReturnValue:
    """Begin the test; or, sent from its last page, sign someone up."""
    langs = _langs()
    if request.method != "POST":
        return _toon(BEGIN, langs, form=zelftest(langs))
    form = aanmeldformulier(langs)
    if form.validate() and (gemaakt := form.maakt(lambda: meld_aan(**form.aanmelding))):
        bewijs = bewijs_van(gemaakt, naaste=form.voor_ander, belt_naaste=form.belt_naaste)
        return naar("openbaar.ontvangen", bewijs=bewijs)
    return _toon(GEGEVENS, langs, form=form)


@bp.route("/<gemeente>/aanmelden/advies", methods=["GET", "POST"])
@vereist(OPENBAAR, leest=True)
def advies() -> ResponseReturnValue:
    """Go on with the test, or give its advice at once. Nothing is kept."""
    if request.method != "POST":
        return naar("openbaar.aanmelden")
    langs = _langs()
    form = zelftest(langs)
    if form.validate() and "voor" in request.form:
        return _toon(GEGEVENS, langs, form=aanmeldformulier(langs))
    return _toon(form.bladzijde, langs, form=form)


@bp.get("/<gemeente>/aanmelden/gegevens")
@vereist(OPENBAAR)
def gegevens() -> ResponseReturnValue:
    """Sign up without the test: it is then done together, on the phone."""
    langs = _langs()
    voor = NAASTE if request.args.get("voor") == NAASTE else ZELF
    return _toon(GEGEVENS, langs, form=aanmeldformulier(langs, voor))


@bp.get("/<gemeente>/aanmelden/ontvangen/<string:bewijs>")
@vereist(OPENBAAR)
def ontvangen(bewijs: str) -> ResponseReturnValue:
    """Say that it arrived, and what happens next."""
    geheim_adres()
    ontvangst = lees_bewijs(bewijs) or abort(404)
    return _toon("openbaar/ontvangen.html", _langs(), ontvangst=ontvangst)


def _langs() -> Weg:
    return openbare_weg(KETEN) or abort(404)


def _toon(sjabloon: str, langs: Weg, **gegevens: Any) -> Response:
    """Show a page that is the same for everyone: it does not know who is signed in."""
    g.kaal = True
    return toon(sjabloon, langs=langs, gemeente=sessies.gemeente(), **gegevens)
