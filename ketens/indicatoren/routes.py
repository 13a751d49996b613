"""What counts are measured against: groups of people, aims and wijken, per year."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.indicatoren import overzichten, paginas
from ketens.indicatoren.forms import DoelForm, DoelgroepForm, GebiedForm, NieuwGebiedForm
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht

bp = Blueprint("indicatoren", __name__, url_prefix="/<gemeente>/rapportage")


@bp.get("/doelgroepen")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def doelgroepen() -> ResponseReturnValue:
    """A year: how many people, the aims, and the wijken."""
    mijn, jaren = wie().ketens, overzichten.jaren()
    jaar = request.args.get("jaar", vandaag().year, int)
    jaar = jaar if jaar in jaren else vandaag().year
    return toon(
        "indicatoren/doelgroepen.html",
        jaar=jaar,
        jaren=jaren,
        groepen=overzichten.groepen(mijn, jaar),
        doelen=overzichten.doelen(mijn, jaar),
        gebieden=overzichten.gebieden(mijn),
    )


@bp.route("/doelgroepen/<int:jaar>/<string:groep_code>", methods=["GET", "POST"])
@vereist(Recht.RAPPORTAGE_BEHEREN)
def doelgroep(jaar: int, groep_code: str) -> ResponseReturnValue:
    """Fill in or change how many people a group counts."""
    regel = paginas.groepregel(jaar, groep_code)
    form = DoelgroepForm(obj=regel.dit)
    if form.validate_on_submit() and form.lukt(lambda: paginas.bewaar_doelgroep(form, regel, jaar)):
        return naar("indicatoren.doelgroepen", jaar=jaar, melding="Het aantal is bewaard.")
    return toon("indicatoren/doelgroep.html", form=form, regel=regel, jaar=jaar)


@bp.route("/doelen/<int:jaar>/<string:keten_code>/<string:indicator_code>", methods=["GET", "POST"])
@vereist(Recht.RAPPORTAGE_BEHEREN)
def doel(jaar: int, keten_code: str, indicator_code: str) -> ResponseReturnValue:
    """Choose another aim than that of the catalogue, or take the choice back."""
    regel = paginas.doelregel(jaar, keten_code, indicator_code)
    form = DoelForm(waarde=regel.eigen_waarde, versie=regel.eigen.versie if regel.eigen else None)
    if form.validate_on_submit() and form.lukt(lambda: paginas.bewaar_doel(form, regel, jaar)):
        return naar("indicatoren.doelgroepen", jaar=jaar, melding="Het doel is bewaard.")
    return toon("indicatoren/doel.html", form=form, regel=regel, jaar=jaar)


@bp.route("/gebieden/<string:pc4>", methods=["GET", "POST"])
@vereist(Recht.RAPPORTAGE_BEHEREN)
def gebied(pc4: str) -> ResponseReturnValue:
    """Give a postcode area a wijk, or let it go by its digits."""
    regel = next((r for r in overzichten.gebieden(wie().ketens) if r.pc4 == pc4), None)
    if regel is None:
        abort(404)
    form = GebiedForm(wijk=regel.wijk)
    if form.validate_on_submit() and form.lukt(lambda: paginas.bewaar_gebied(pc4, form.wijk.data)):
        return naar("indicatoren.doelgroepen", melding="De wijk is bewaard.")
    return toon("indicatoren/gebied.html", form=form, pc4=pc4)


@bp.route("/gebieden/nieuw", methods=["GET", "POST"])
@vereist(Recht.RAPPORTAGE_BEHEREN)
def nieuw_gebied() -> ResponseReturnValue:
    """Add a postcode area."""
    form = NieuwGebiedForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.bewaar_gebied(form.pc4.data, form.wijk.data)):
        return naar("indicatoren.doelgroepen", melding="Het postcodegebied staat erbij.")
    return toon("indicatoren/gebied.html", form=form, pc4=None)
