"""What the public pages say when they refuse: who to call instead."""

from flask import Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests

from ketens.gebruikers import sessies
from ketens.kern.db import alleen_lezen
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.kop import geheim_adres
from ketens.openbaar.aanmeldroutes import KETEN
from ketens.openbaar.blauwdruk import bp
from ketens.openbaar.plaatsroutes import PAGINAS as PLAATS
from ketens.trajecten.instellingen import instelling

STATUS = "openbaar.status"
AANMELDEN = ("openbaar.aanmelden", "openbaar.advies", "openbaar.gegevens", "openbaar.ontvangen")


@bp.errorhandler(NotFound)
def niet_hier(fout: NotFound) -> Response | NotFound:
    """A gemeente or keten that is not here, or a link that no longer opens: the same page whatever the cause."""
    if request.endpoint == STATUS:
        return _pagina("openbaar/geen_status.html", fout)
    if request.endpoint in PLAATS:
        return _pagina("openbaar/geen_plaats.html", fout)
    if request.endpoint in AANMELDEN:
        return _pagina("openbaar/niet_hier.html", fout)
    return _pagina("fouten/404.html", fout)


@bp.errorhandler(TooManyRequests)
def te_vaak(fout: TooManyRequests) -> Response:
    """Too many from one address: call instead. What was typed is not lost."""
    antwoord = _pagina("openbaar/te_vaak.html", fout)
    antwoord.headers["Retry-After"] = str(fout.retry_after)
    return antwoord


def _pagina(sjabloon: str, fout: HTTPException) -> Response:
    """Show it with the number of the keten, or else of the gemeente; reading it may wait for nobody."""
    g.kaal = True
    if request.endpoint in (STATUS, *PLAATS):
        geheim_adres()
    hier = request.endpoint not in (STATUS, *PLAATS) and huidige_gemeente()
    alleen_lezen.set(True)
    gemeente = sessies.gemeente() if hier else None
    keten = instelling(KETEN) if hier else None
    nummer = (keten.telefoon if keten else "") or (gemeente.telefoon if gemeente else "")
    return make_response(render_template(sjabloon, gemeente=gemeente, nummer=nummer), fout.code or 404)
