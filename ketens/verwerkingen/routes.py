"""The grounds of processing: what holds, the form to change it, the register, and the privacy page for everyone."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ketens.audit.handelingen import schrijf_verzoek
from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN, catalogus
from ketens.gebruikers import sessies
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import OPENBAAR, UITVOER, vereist
from ketens.kern.verzoek import na_afloop
from ketens.rechten import Recht
from ketens.verwerkingen import handelingen, overzichten, privacy, register
from ketens.verwerkingen.forms import VerwerkingForm, verwerking_form
from ketens.verwerkingen.stand import Stroomstand

bp = Blueprint("verwerkingen", __name__)


@bp.get("/<gemeente>/verwerkingen/")
@vereist(Recht.VERWERKINGEN_INZIEN)
def lijst() -> ResponseReturnValue:
    """Show the flows of each keten, what is missing first."""
    return toon("verwerkingen/lijst.html", registers=overzichten.registers())


@bp.get("/<gemeente>/verwerkingen/<string:keten_code>/<string:stroom>")
@vereist(Recht.VERWERKINGEN_INZIEN)
def detail(keten_code: str, stroom: str) -> ResponseReturnValue:
    """Show one flow: what it holds, what its ground is and was."""
    stand = _vind(keten_code, stroom)
    form = verwerking_form(stand, sessies.gemeente().naam) if wie().mag(Recht.BEHEER) else None
    return _toon(keten_code, stand, form)


@bp.post("/<gemeente>/verwerkingen/<string:keten_code>/<string:stroom>")
@vereist(Recht.BEHEER)
def vastlegging(keten_code: str, stroom: str) -> ResponseReturnValue:
    """Lay down the ground of a flow, from a day on."""
    stand, form = _vind(keten_code, stroom), VerwerkingForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.leg_vast(stand.stroom, keten_code=keten_code, door=wie(), **form.velden)
    ):
        return naar("verwerkingen.lijst", melding=f"{stand.stroom.naam}: de grondslag is vastgelegd.")
    return _toon(keten_code, stand, form)


@bp.get("/<gemeente>/verwerkingen/register")
@vereist(Recht.VERWERKINGEN_INZIEN)
def papier() -> ResponseReturnValue:
    """Show the register as a page to print."""
    alle, gemeente = overzichten.registers(), sessies.gemeente()
    return _met_logregel(toon("verwerkingen/register.html", regels=register.regels(alle), van=gemeente, tekst=register))


@bp.get("/<gemeente>/verwerkingen/uitvoer")
@vereist(Recht.VERWERKINGEN_INZIEN, hoogstens=UITVOER)
def uitvoer() -> ResponseReturnValue:
    """Give the register as CSV."""
    gemeente = sessies.gemeente()
    antwoord = Response(register.als_csv(overzichten.registers(), gemeente), mimetype="text/csv")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{register.bestandsnaam(gemeente)}"'
    return _met_logregel(antwoord)


@bp.get("/<gemeente>/privacy")
@vereist(OPENBAAR)
def privacyverklaring() -> ResponseReturnValue:
    """Tell residents what this gemeente does with their data."""
    return toon("verwerkingen/privacy.html", gemeente=sessies.gemeente(), ketens=privacy.ketens_met_gegevens())


@bp.get("/privacy")
@vereist(OPENBAAR)
def gemeenten() -> ResponseReturnValue:
    """Lead to the privacy page of each gemeente."""
    return toon("verwerkingen/gemeenten.html", gemeenten=privacy.gemeenten())


def _vind(keten_code: str, stroom: str) -> Stroomstand:
    return overzichten.stand(keten_code, stroom) or abort(404)


def _toon(keten_code: str, stand: Stroomstand, form: VerwerkingForm | None) -> Response:
    keten = catalogus().keten(keten_code)
    woorden: dict[str, Any] = {"grondslagen": GRONDSLAGEN, "uitzonderingen": UITZONDERINGEN}
    return toon("verwerkingen/detail.html", keten=keten, stand=stand, form=form, **woorden)


def _met_logregel(antwoord: Response) -> Response:
    """No resident is shown, so the log would not ask for a row; what leaves the app gets one all the same."""
    na_afloop(partial(schrijf_verzoek, antwoord.status_code))
    return antwoord
