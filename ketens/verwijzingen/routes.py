"""Refer and follow: one page to send, one list, one page per verwijzing."""

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht, Rol
from ketens.trajecten.models import Traject
from ketens.verwijzingen import overzichten, statuslink
from ketens.verwijzingen.briefje import briefje_van, regel_voor_his
from ketens.verwijzingen.forms import AanvulForm, BerichtForm, IntrekForm
from ketens.verwijzingen.handelingen import (
    bewaar_test,
    lees_berichten,
    leg_weigering_vast,
    stuur_bericht,
    tel_test,
    trek_in,
    verwijs,
    vul_aan,
)
from ketens.verwijzingen.maandlijst import ongelezen
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.verwijsformulier import VerwijsForm, formulier
from ketens.verwijzingen.wegen import Weg, wegen

bp = Blueprint("verwijzingen", __name__, url_prefix="/<gemeente>/verwijzingen")


@bp.route("/nieuw", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_MAKEN)
def nieuw() -> ResponseReturnValue:
    """Refer someone: the whole of it on one page."""
    mogelijk = wegen(wie())
    if not mogelijk and request.method == "GET":
        return toon("verwijzingen/geen_keten.html")
    form = formulier(_gekozen(mogelijk))
    if form.validate_on_submit() and (gemaakt := form.maakt(lambda: verwijs(door=wie(), **form.verwijzing))):
        return naar("verwijzingen.verzonden", verwijzing_id=gemaakt.id)
    return _pagina(form, mogelijk)


@bp.post("/uitslag")
@vereist(Recht.VERWIJZING_MAKEN, leest=True)
def uitslag() -> ResponseReturnValue:
    """Say what the answers so far come to; nothing is kept."""
    mogelijk = wegen(wie())
    form = formulier(_gekozen(mogelijk), "bereken")
    form.validate()
    return _pagina(form, mogelijk)


@bp.post("/telling")
@vereist(Recht.VERWIJZING_MAKEN)
def telling() -> ResponseReturnValue:
    """Count a low risk; no name is kept."""
    mogelijk = wegen(wie())
    form = formulier(_gekozen(mogelijk), "tel")
    if form.validate_on_submit() and form.lukt(lambda: tel_test(door=wie(), **form.telling)):
        return _opnieuw(form, "De telling is opgeslagen. Er is geen naam bewaard.")
    return _pagina(form, mogelijk)


@bp.post("/bewaring")
@vereist(Recht.VERWIJZING_MAKEN)
def bewaring() -> ResponseReturnValue:
    """Keep a low risk of someone who agreed to be called again."""
    mogelijk = wegen(wie())
    form = formulier(_gekozen(mogelijk), "bewaar")
    if form.validate_on_submit() and form.lukt(lambda: bewaar_test(door=wie(), **form.bewaring)):
        return _opnieuw(form, "De test is bewaard. De coördinator belt over een jaar.")
    return _pagina(form, mogelijk)


@bp.post("/weigering")
@vereist(Recht.VERWIJZING_MAKEN)
def weigering() -> ResponseReturnValue:
    """Count someone who does not want it now; nothing about the person is kept."""
    mogelijk = wegen(wie())
    form = formulier(_gekozen(mogelijk), "weiger")
    if form.validate_on_submit() and form.lukt(lambda: leg_weigering_vast(door=wie(), **form.weigering)):
        return _opnieuw(form, "Vastgelegd dat de inwoner nu niet wil. Er is geen naam bewaard of verstuurd.")
    return _pagina(form, mogelijk)


@bp.get("/")
@vereist(Recht.VERWIJZING_VOLGEN)
def lijst() -> ResponseReturnValue:
    """What was sent, newest first, and what came of it."""
    stand, kenmerk = request.args.get("stand", ""), request.args.get("kenmerk", "")
    nummer = request.args.get("bladzijde", 1, type=int)
    gevonden = overzichten.lijst(wie(), stand=stand, kenmerk=kenmerk, nummer=nummer)
    nieuw = ongelezen(wie()) if wie().rol == Rol.VERWIJZER else None
    return toon("verwijzingen/lijst.html", lijst=gevonden, stand=stand, kenmerk=kenmerk, nieuwe_maand=nieuw)


@bp.get("/<uuid:verwijzing_id>")
@vereist(Recht.VERWIJZING_VOLGEN)
def detail(verwijzing_id: UUID) -> ResponseReturnValue:
    """One verwijzing: what was sent, how it stands, what came back."""
    verwijzing = vind(Verwijzing, verwijzing_id)
    return toon("verwijzingen/detail.html", **overzichten.beeld(verwijzing, wie()), knop=Knop())


@bp.get("/<uuid:verwijzing_id>/verzonden")
@vereist(Recht.VERWIJZING_MAKEN)
def verzonden(verwijzing_id: UUID) -> ResponseReturnValue:
    """It arrived: the kenmerk, a line for the HIS, and a letter to take home."""
    verwijzing = vind(Verwijzing, verwijzing_id)
    return toon("verwijzingen/verzonden.html", verwijzing=verwijzing, regel=regel_voor_his(verwijzing))


@bp.get("/<uuid:verwijzing_id>/briefje")
@vereist(Recht.VERWIJZING_MAKEN)
def briefje(verwijzing_id: UUID) -> ResponseReturnValue:
    """The letter to take home, to print."""
    return toon("verwijzingen/briefje.html", briefje=briefje_van(vind(Verwijzing, verwijzing_id)))


@bp.get("/<uuid:verwijzing_id>/statuslink")
@vereist(Recht.VERWIJZING_VOLGEN)
def link(verwijzing_id: UUID) -> ResponseReturnValue:
    """A link for a verwijzer who doesn't sign in, to copy or print; only as far as the resident agrees."""
    verwijzing = vind(Verwijzing, verwijzing_id)
    if not statuslink.mag_geven(verwijzing, wie()):
        abort(404)
    return toon("verwijzingen/statuslink.html", verwijzing=verwijzing, link=statuslink.maak(verwijzing))


@bp.route("/<uuid:verwijzing_id>/aanvulling", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_MAKEN)
def aanvulling(verwijzing_id: UUID) -> ResponseReturnValue:
    """Add what was forgotten."""
    verwijzing, form = vind(Verwijzing, verwijzing_id), AanvulForm()
    if form.validate_on_submit() and form.lukt(lambda: vul_aan(verwijzing, door=wie(), **form.aanvulling)):
        return naar("verwijzingen.detail", verwijzing_id=verwijzing.id, melding="Uw aanvulling is verstuurd.")
    return toon("verwijzingen/aanvulling.html", verwijzing=verwijzing, form=form)


@bp.route("/<uuid:verwijzing_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.VERWIJZING_MAKEN)
def intrekking(verwijzing_id: UUID) -> ResponseReturnValue:
    """Withdraw a verwijzing."""
    verwijzing, form = vind(Verwijzing, verwijzing_id), IntrekForm()
    if form.validate_on_submit() and form.lukt(lambda: trek_in(verwijzing, reden=form.reden.data, door=wie())):
        return naar("verwijzingen.detail", verwijzing_id=verwijzing.id, melding="De verwijzing is ingetrokken.")
    return toon("verwijzingen/intrekking.html", verwijzing=verwijzing, form=form)


@bp.post("/<uuid:verwijzing_id>/gelezen")
@vereist(Recht.VERWIJZING_MAKEN)
def gelezen(verwijzing_id: UUID) -> ResponseReturnValue:
    """Note that the messages were read."""
    verwijzing, knop = vind(Verwijzing, verwijzing_id), Knop()
    if knop.validate_on_submit() and knop.lukt(lambda: lees_berichten(verwijzing, door=wie())):
        return naar("verwijzingen.detail", verwijzing_id=verwijzing.id)
    return toon("verwijzingen/detail.html", **overzichten.beeld(verwijzing, wie()), knop=knop, form=knop)


@bp.route("/bij-traject/<uuid:traject_id>", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def berichten_bij_traject(traject_id: UUID) -> ResponseReturnValue:
    """What went back and forth with who referred; a region of the traject's page."""
    traject = vind(Traject, traject_id)
    wisselingen = overzichten.wisselingen(traject)
    form = BerichtForm(wisselingen)
    if form.validate_on_submit() and form.lukt(lambda: stuur_bericht(form.aan, tekst=form.tekst.data, door=wie())):
        # Not `naar`: on the traject's page the region reads itself again, and stays where it is.
        flash("Het bericht is verstuurd.")
        return redirect(url_for("verwijzingen.berichten_bij_traject", traject_id=traject.id), 303)
    return toon("verwijzingen/berichten.html", form=form, traject=traject, wisselingen=wisselingen)


def _gekozen(mogelijk: list[Weg]) -> Weg:
    code = request.values.get("keten") or (mogelijk[0].keten.code if mogelijk else "")
    return next((weg for weg in mogelijk if weg.keten.code == code), None) or abort(404)


def _pagina(form: VerwijsForm, mogelijk: list[Weg]) -> Response:
    return toon("verwijzingen/nieuw.html", form=form, langs=form.langs, mogelijk=mogelijk)


def _opnieuw(form: VerwijsForm, melding: str) -> Response:
    return naar("verwijzingen.nieuw", keten=form.langs.keten.code, melding=melding)


from ketens.verwijzingen import maandroutes, naasteroutes  # noqa: E402, F401  (they register themselves)
