"""Counting, correcting, and the counts of an activity over a year."""

from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.catalogus.activiteit import Activiteit
from ketens.gebruikers.wie import wie
from ketens.kern.klok import vandaag
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.tellingen import handelingen, overzichten, perioden
from ketens.tellingen.forms import CorrectieForm, TelForm, TerugForm
from ketens.tellingen.models import Telling
from ketens.tellingen.telpagina import telpagina

bp = Blueprint("tellingen", __name__, url_prefix="/<gemeente>/tellingen")


@bp.get("/")
@vereist(Recht.TELLINGEN_INZIEN)
def lijst() -> ResponseReturnValue:
    """Every activity of one's ketens, with its totals in a year."""
    mijn = overzichten.activiteiten(wie().ketens)
    jaren = overzichten.jaren([wat.code for wat in mijn])
    jaar = _jaar(jaren)
    return toon("tellingen/lijst.html", staten=overzichten.jaarstaten(mijn, jaar), jaar=jaar, jaren=jaren)


@bp.get("/<string:activiteit_code>")
@vereist(Recht.TELLINGEN_INZIEN)
def detail(activiteit_code: str) -> ResponseReturnValue:
    """One activity in one year: totals, months, and every count with its trace."""
    activiteit = _vind(activiteit_code)
    jaren = overzichten.jaren([activiteit.code])
    [staat] = overzichten.jaarstaten([activiteit], _jaar(jaren))
    geldend, vervallen = overzichten.regels(activiteit, staat.jaar)
    return toon(
        "tellingen/detail.html", staat=staat, jaren=jaren, geldend=geldend, vervallen=vervallen, perioden=perioden
    )


@bp.get("/<string:activiteit_code>/uitvoer")
@vereist(Recht.TELLINGEN_INZIEN, hoogstens=UITVOER)
def uitvoer(activiteit_code: str) -> ResponseReturnValue:
    """The counts of a year as CSV."""
    activiteit = _vind(activiteit_code)
    jaar = _jaar(overzichten.jaren([activiteit.code]))
    inhoud = overzichten.uitvoer(activiteit, jaar)
    return bestand(inhoud, naam=f"{activiteit.code}-{jaar}.csv", soort="text/csv; charset=utf-8")


@bp.route("/<string:activiteit_code>/nieuw", methods=["GET", "POST"])
@vereist(Recht.TELLEN)
def nieuw(activiteit_code: str) -> ResponseReturnValue:
    """Count: the day is filled in, the figures are left."""
    activiteit = _vind(activiteit_code)
    form = TelForm.voor(activiteit, overzichten.voorstel(activiteit))

    def tel() -> Telling:
        return handelingen.tel(activiteit, door=wie(), toch=form.toch.data == "ja", **form.ingevuld)

    if form.validate_on_submit() and form.lukt(tel):
        return naar(
            "tellingen.nieuw", activiteit_code=activiteit.code, melding=f"Geteld: {activiteit.naam}. Dank u wel."
        )
    return toon("tellingen/nieuw.html", **telpagina(wie(), activiteit, form))


@bp.route("/<uuid:telling_id>/correctie", methods=["GET", "POST"])
@vereist(Recht.TELLEN)
def correctie(telling_id: UUID) -> ResponseReturnValue:
    """Put the right figures in the place of the wrong ones."""
    telling = vind(Telling, telling_id)
    form = CorrectieForm.van(telling)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.corrigeer(telling, door=wie(), reden=form.reden.data or "", **form.ingevuld)
    ):
        return naar("tellingen.detail", activiteit_code=telling.activiteit_code, melding="De telling is gecorrigeerd.")
    return toon("tellingen/correctie.html", telling=telling, form=form, perioden=perioden)


@bp.route("/<uuid:telling_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.TELLEN)
def intrekking(telling_id: UUID) -> ResponseReturnValue:
    """Take a count back."""
    telling, form = vind(Telling, telling_id), TerugForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.neem_terug(telling, door=wie(), reden=form.reden.data or "")
    ):
        return naar(
            "tellingen.detail", activiteit_code=telling.activiteit_code, melding="De telling telt niet meer mee."
        )
    zin = handelingen.in_woorden(telling)
    return toon("tellingen/intrekking.html", telling=telling, form=form, zin=zin, perioden=perioden)


def _vind(code: str) -> Activiteit:
    gevonden = next((wat for wat in overzichten.activiteiten(wie().ketens) if wat.code == code), None)
    return gevonden or abort(404)


def _jaar(jaren: list[int]) -> int:
    """Return the year that the address asks for, if there is something in it."""
    gevraagd = request.args.get("jaar", "")
    return int(gevraagd) if gevraagd in map(str, jaren) else vandaag().year
