"""How a verwijzing stands, for a verwijzer who doesn't sign in: who has the link reads it, until it expires."""

from typing import Any

from flask import abort, g
from flask.typing import ResponseReturnValue

from ketens.gebruikers import sessies
from ketens.kern.gemeente import betreed_gemeente
from ketens.kern.kop import geheim_adres
from ketens.kern.pagina import toon
from ketens.kern.poort import OPENBAAR, STATUS, vereist
from ketens.openbaar.blauwdruk import bp
from ketens.verwijzingen import statuslink


@bp.url_value_preprocessor
def uit_link(endpoint: str | None, waarden: dict[str, Any] | None) -> None:
    """Set the gemeente that the link names, before any query: as the address does elsewhere."""
    if endpoint == "openbaar.status":
        g.kaal = True
        g.statuslink = statuslink.lees((waarden or {}).get("token"))
        if g.statuslink:
            betreed_gemeente(g.statuslink.gemeente_id)


@bp.get("/status/<string:token>")
@vereist(OPENBAAR, hoogstens=STATUS)
def status(token: str) -> ResponseReturnValue:  # noqa: ARG001  read before the request begins
    """The coarse state, as far as the resident agrees to that at this moment. No name."""
    geheim_adres()
    beeld = statuslink.beeld(g.statuslink) if g.statuslink else None
    if beeld is None:
        abort(404)
    return toon("openbaar/status.html", beeld=beeld, gemeente=sessies.gemeente())
