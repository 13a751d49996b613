"""The answer of a resident to an offered place, without an account: who has the link reads and answers it."""

from typing import Any

from flask import Response, abort, g
from flask.typing import ResponseReturnValue

from ketens.gebruikers import sessies
from ketens.groepen import plaatslink
from ketens.groepen.antwoorden import ANTWOORDEN, beantwoord
from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.groepen.plaatsformulieren import AntwoordForm
from ketens.kern.gemeente import betreed_gemeente
from ketens.kern.kop import geheim_adres
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import OPENBAAR, PLAATS, vereist
from ketens.openbaar import plaatsbeeld
from ketens.openbaar.blauwdruk import bp

PAGINAS = ("openbaar.plaats", "openbaar.plaats_antwoord")


@bp.url_value_preprocessor
def uit_plaatslink(endpoint: str | None, waarden: dict[str, Any] | None) -> None:
    """Set the gemeente that the link names, before any query: as the address does elsewhere.

    Whoever has the link sees the same page, a refusal too: it does not know who is signed in.
    """
    if endpoint in PAGINAS:
        g.kaal = True
        g.plaatslink = plaatslink.lees((waarden or {}).get("link"))
        if g.plaatslink:
            betreed_gemeente(g.plaatslink.gemeente_id)


@bp.get("/plaats/<string:link>")
@vereist(OPENBAAR, hoogstens=PLAATS)
def plaats(link: str) -> ResponseReturnValue:
    """Show which place is offered, or what became of the offer. No name."""
    return _toon(link, _aanbod(), AntwoordForm(formdata=None))


@bp.post("/plaats/<string:link>")
@vereist(OPENBAAR, hoogstens=PLAATS)
def plaats_antwoord(link: str) -> ResponseReturnValue:
    """Take the answer. A second one, or one after the end, changes nothing and says so."""
    aanbod, form = _aanbod(), AntwoordForm()
    if form.validate_on_submit() and form.lukt(
        lambda: beantwoord(aanbod, form.antwoord.data or "", via="link", door=None)
    ):
        return naar("openbaar.plaats", link=link)
    return _toon(link, aanbod, form)


def _aanbod() -> Plaatsaanbod:
    geheim_adres()
    return (plaatsbeeld.aanbod_van(g.plaatslink) if g.plaatslink else None) or abort(404)


def _toon(link: str, aanbod: Plaatsaanbod, form: AntwoordForm) -> Response:
    wat: dict[str, Any] = {
        "beeld": plaatsbeeld.beeld(aanbod),
        "antwoorden": list(ANTWOORDEN.items()),
        "gemeente": sessies.gemeente(),
    }
    return toon("openbaar/plaats.html", form=form, link=link, **wat)
