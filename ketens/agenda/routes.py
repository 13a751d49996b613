"""The feed of a calendar, and the pages where someone gets its address."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from ketens.agenda import adres
from ketens.agenda.handelingen import geef_adres
from ketens.agenda.models import Agendaadres
from ketens.agenda.openen import open_feed
from ketens.gebruikers.wie import wie
from ketens.groepen.models import Groep
from ketens.kern.forms import Knop
from ketens.kern.gemeente import betreed_gemeente
from ketens.kern.kop import geheim_adres
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import AGENDA, OPENBAAR, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht

bp = Blueprint("agenda", __name__)
GEGEVEN = "Het adres is gemaakt. Een adres dat u eerder had, werkt niet meer."


@bp.url_value_preprocessor
def uit_adres(endpoint: str | None, waarden: dict[str, Any] | None) -> None:
    """Set the gemeente that the address of a feed names, before any query."""
    if endpoint == "agenda.feed":
        g.kaal = True
        g.agendasleutel = adres.lees((waarden or {}).get("token"))
        if g.agendasleutel:
            betreed_gemeente(g.agendasleutel.gemeente_id)


@bp.get("/agenda/<string:token>.ics")
@vereist(OPENBAAR, hoogstens=AGENDA)
def feed(token: str) -> ResponseReturnValue:  # noqa: ARG001  read before the request begins
    """The sessions, for a calendar: no person, and nothing for who may no longer see them."""
    geheim_adres()
    inhoud = open_feed(g.agendasleutel)
    if inhoud is None:
        abort(404)
    antwoord = Response(inhoud, mimetype="text/calendar")
    antwoord.cache_control.private = True
    antwoord.cache_control.no_cache = True
    antwoord.add_etag()
    return antwoord.make_conditional(request)


@bp.route("/<gemeente>/agenda/", methods=["GET", "POST"])
@vereist(Recht.GROEP_INZIEN)
def eigen() -> ResponseReturnValue:
    """Show where one's own groups stand for a calendar, or give a new address."""
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: geef_adres(door=wie())):
        return naar("agenda.eigen", melding=GEGEVEN)
    return _toon(form, adres.eigen(wie()))


@bp.route("/<gemeente>/groepen/<uuid:groep_id>/agenda", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def van_groep(groep_id: UUID) -> ResponseReturnValue:
    """Show where the sessions of one group stand for a calendar, or give a new address."""
    groep, form = vind(Groep, groep_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: geef_adres(door=wie(), groep=groep)):
        return naar("agenda.van_groep", groep_id=groep.id, melding=GEGEVEN)
    return _toon(form, adres.van_groep(groep), groep)


def _toon(form: Knop, rij: Agendaadres | None, groep: Groep | None = None) -> ResponseReturnValue:
    geheim_adres()
    return toon("agenda/adres.html", form=form, groep=groep, rij=rij, adres=adres.schrijf(rij, wie()) if rij else None)
