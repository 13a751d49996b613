"""Signing off: the figures of a keten and year, fixed and laid beside those of now."""

from uuid import UUID

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.stukken.formaten import FORMATEN
from ketens.uitvoer.handelingen import antwoord
from ketens.vaststellingen.forms import RedenForm, VaststelForm
from ketens.vaststellingen.handelingen import geef_reden, stel_vast
from ketens.vaststellingen.models import Vaststelling
from ketens.vaststellingen.paginas import Jaarpagina, jaarpagina
from ketens.vaststellingen.stuk import als_stuk, cijfertabel, geldtabel

bp = Blueprint("vaststellingen", __name__, url_prefix="/<gemeente>/vaststellingen")


@bp.route("/<string:keten_code>/<int:jaar>", methods=["GET", "POST"])
@vereist(Recht.VASTSTELLEN)
def jaar(keten_code: str, jaar: int) -> ResponseReturnValue:
    """Show what was fixed beside the figures of now, and fix them."""
    pagina = jaarpagina(wie(), keten_code, jaar)
    form = VaststelForm()
    if form.validate_on_submit() and form.lukt(lambda: _stel_vast(pagina, form)):
        return naar(
            "vaststellingen.jaar", keten_code=keten_code, jaar=jaar, melding=f"De cijfers van {jaar} zijn vastgesteld."
        )
    return _toon(pagina, form)


@bp.post("/<string:keten_code>/<int:jaar>/redenen")
@vereist(Recht.VASTSTELLEN)
def redenen(keten_code: str, jaar: int) -> ResponseReturnValue:
    """Say why figures differ from what was fixed."""
    pagina = jaarpagina(wie(), keten_code, jaar)
    laatste = pagina.laatste or abort(404)
    form = RedenForm().kies_uit(pagina.verschillen)
    if form.validate_on_submit() and form.lukt(lambda: _geef_reden(laatste, form)):
        return naar("vaststellingen.jaar", keten_code=keten_code, jaar=jaar, melding="De reden is bewaard.")
    return _toon(pagina, form)


@bp.get("/<uuid:vaststelling_id>")
@vereist(Recht.VASTSTELLEN)
def detail(vaststelling_id: UUID) -> ResponseReturnValue:
    """Show a report as it was fixed."""
    vast = vind(Vaststelling, vaststelling_id)
    return toon("vaststellingen/detail.html", vast=vast, stuk=als_stuk(vast, _naam()), formaten=FORMATEN)


@bp.get("/<uuid:vaststelling_id>/uitvoer/<string:formaat>")
@vereist(Recht.VASTSTELLEN, hoogstens=UITVOER)
def uitvoer(vaststelling_id: UUID, formaat: str) -> ResponseReturnValue:
    """A report as it was fixed, as a file."""
    vast = vind(Vaststelling, vaststelling_id)
    if formaat not in FORMATEN:
        abort(404)
    return antwoord(als_stuk(vast, _naam()), formaat)


def _naam() -> str:
    pet = wie().pet
    return pet.gemeente.naam if pet else ""


def _stel_vast(pagina: Jaarpagina, form: VaststelForm) -> Vaststelling:
    return stel_vast(
        pagina.verslag,
        door=wie(),
        toelichting=form.toelichting.data,
        formulier_id=form.formulier_id.data,
        gezien=form.gezien.data or "",
    )


def _geef_reden(laatste: Vaststelling, form: RedenForm) -> object:
    return geef_reden(laatste, form.gekozen, reden=form.reden.data, door=wie(), formulier_id=form.formulier_id.data)


def _toon(pagina: Jaarpagina, form: Formulier) -> Response:
    """Show the year, with the form that was refused in its place."""
    redenform = form if isinstance(form, RedenForm) else RedenForm(formdata=None).kies_uit(pagina.verschillen)
    vastform = form if isinstance(form, VaststelForm) else VaststelForm(formdata=None)
    redenform.toon_stand()
    # What is signed is what stands on this very page.
    vastform.gezien.data = pagina.nieuw.vingerafdruk if pagina.nieuw else ""
    return toon(
        "vaststellingen/jaar.html",
        pagina=pagina,
        form=form,
        vastform=vastform,
        redenform=redenform,
        nu=(cijfertabel(pagina.nieuw), geldtabel(pagina.nieuw)) if pagina.nieuw else (),
    )
