"""A few pages over the real house, to see its gate, its answers and the end of its requests from outside."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort

from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import OPENBAAR, vereist
from ketens.kern.velden import TekstVeld, Verplicht
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from tests import wereld

bp = Blueprint("proef", __name__, url_prefix="/<gemeente>/proef")


class NaamForm(Formulier):
    """One field."""

    naam = TekstVeld("Naam", [Verplicht("Vul de naam in.")])


class Eenmalig(EenmaligFormulier):
    """One field, once."""

    naam = TekstVeld("Naam", [Verplicht("Vul de naam in.")])


def maak(naam: str, **meer: Any) -> Organisatie:
    """Make something small, or refuse with a sentence."""
    nieuw = Organisatie(naam=naam, soort=OrganisatieSoort.SPORT, gemeente_id=wereld.id_van("borne"), **meer)
    db.session.add(nieuw)
    if naam == "fout":
        raise Domeinfout("Deze naam mag niet.", veld="naam")
    if naam == "vreemd veld":
        raise Domeinfout("Dit gaat over iets anders.", veld="bestaat_niet")
    return nieuw


@bp.route("/naam", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def naam() -> Response:
    """Change something."""
    form = NaamForm()
    if form.validate_on_submit() and form.lukt(lambda: maak(form.naam.data)):
        return naar("proef.naam", melding="Het is bewaard.")
    return toon("naam.html", form=form)


@bp.route("/elders", methods=["POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def elders() -> Response:
    """Change something and go elsewhere."""
    form = NaamForm()
    if form.validate_on_submit() and form.lukt(lambda: maak(form.naam.data)):
        return naar("rapportage.start", melding="Het is bewaard.")
    return toon("naam.html", form=form)


@bp.post("/na-de-fout")
@vereist(Recht.TRAJECT_BEWERKEN)
def na_de_fout() -> Response:
    """Change something, and refuse all the same."""
    maak("wordt teruggedraaid")
    db.session.flush()
    abort(422)


@bp.get("/inwoner/<uuid:inwoner_id>")
@vereist(Recht.INWONER_INZIEN)
def inwoner(inwoner_id: UUID) -> Response:
    """Show a resident."""
    return toon("inwoner.html", inwoner=vind(Inwoner, inwoner_id))


@bp.post("/inwoner/<uuid:inwoner_id>/weigering")
@vereist(Recht.INWONER_BEWERKEN)
def weigering(inwoner_id: UUID) -> Response:
    """Show a resident in an answer that is refused."""
    form = NaamForm()
    form.validate_on_submit()
    return toon("inwoner.html", inwoner=vind(Inwoner, inwoner_id), form=form)


@bp.get("/vergeten")
def vergeten() -> str:
    """A view that names no right."""
    return "dit had niemand mogen zien"


@bp.get("/stuk/<pad>")
@vereist(OPENBAAR)
def stuk(pad: str) -> str:
    """A view that breaks, at any address."""
    raise ZeroDivisionError


@bp.get("/stiekem")
@vereist(Recht.START)
def stiekem() -> str:
    """A GET that wants to change something."""
    maak("stiekem")
    db.session.flush()
    return "gewijzigd"


@bp.post("/zoeken")
@vereist(Recht.START, leest=True)
def zoeken() -> str:
    """A POST that says it only reads, and does not."""
    maak("gezocht")
    db.session.flush()
    return "gewijzigd"


SJABLONEN = {
    "naam.html": (
        '{% extends "basis.html" %}{% block titel %}Naam{% endblock %}{% block inhoud %}<h1>Naam</h1>'
        '{% block regio %}<section id="regio">{{ ui.foutsamenvatting(form) }}<form method="post">{{ ui.verborgen(form) }}'  # noqa: E501
        "{{ ui.veld(form.naam) }}<button>Bewaar</button></form></section>{% endblock %}{% endblock %}"
    ),
    "inwoner.html": (
        '{% extends "basis.html" %}{% block titel %}Inwoner{% endblock %}{% block inhoud %}'
        "<h1>{{ inwoner.naam }}</h1>{% endblock %}"
    ),
}
