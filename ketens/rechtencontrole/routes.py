"""Wie mag wat: the hats of this gemeente, looking them over, and signing."""

from uuid import UUID

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ketens.gebruikers import sessies
from ketens.gebruikers.models import Lidmaatschap
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier, Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.rechtencontrole import beeld, handelingen, overzichten
from ketens.rechtencontrole.forms import OordeelForm, SoortForm
from ketens.rechtencontrole.models import Controlesoort, Rechtencontrole
from ketens.rechtencontrole.stuk import FORMATEN, bewaard_als_stuk, nu_als_stuk
from ketens.uitvoer.handelingen import antwoord

bp = Blueprint("rechtencontrole", __name__, url_prefix="/<gemeente>/beheer/rechten")


@bp.get("/")
@vereist(Recht.RECHTEN_NAKIJKEN)
def overzicht() -> ResponseReturnValue:
    """Who may what, special rights apart, and when it was looked over last."""
    return _overzicht(SoortForm(formdata=None))


@bp.post("/controles")
@vereist(Recht.BEHEER)
def nieuw() -> ResponseReturnValue:
    """Begin a look, or go on with the one that is open."""
    form = SoortForm()
    if form.validate_on_submit() and (
        controle := form.maakt(lambda: handelingen.begin(Controlesoort(form.soort.data), door=wie()))
    ):
        return naar("rechtencontrole.controle", controle_id=controle.id)
    return _overzicht(form)


@bp.get("/controles/<uuid:controle_id>")
@vereist(Recht.RECHTEN_NAKIJKEN)
def controle(controle_id: UUID) -> ResponseReturnValue:
    """One look: open, or as it was signed."""
    return _toon(vind(Rechtencontrole, controle_id))


@bp.post("/controles/<uuid:controle_id>/rollen/<uuid:lidmaatschap_id>/klopt")
@vereist(Recht.RECHTEN_NAKIJKEN)
def klopt(controle_id: UUID, lidmaatschap_id: UUID) -> ResponseReturnValue:
    """Say that a hat is right."""
    welke, form = vind(Rechtencontrole, controle_id), OordeelForm()
    if not beeld.is_hier(lidmaatschap_id):
        abort(404)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.klopt(welke, lidmaatschap_id, form.gezien.data or "", door=wie())
    ):
        return naar("rechtencontrole.controle", controle_id=controle_id)
    return _toon(vind(Rechtencontrole, controle_id), form)


@bp.post("/controles/<uuid:controle_id>/rollen/<uuid:lidmaatschap_id>/einde")
@vereist(Recht.BEHEER, vers=True)
def einde(controle_id: UUID, lidmaatschap_id: UUID) -> ResponseReturnValue:
    """End a hat."""
    welke, pet, form = vind(Rechtencontrole, controle_id), vind(Lidmaatschap, lidmaatschap_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.beeindig(welke, pet, door=wie())):
        return naar("rechtencontrole.controle", controle_id=controle_id, melding="De rol is beëindigd.")
    return _toon(vind(Rechtencontrole, controle_id), form)


@bp.post("/controles/<uuid:controle_id>/aftekening")
@vereist(Recht.BEHEER, vers=True)
def aftekening(controle_id: UUID) -> ResponseReturnValue:
    """Sign."""
    welke, form = vind(Rechtencontrole, controle_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.teken_af(welke, door=wie())):
        return naar("rechtencontrole.controle", controle_id=controle_id, melding="De controle is afgetekend.")
    return _toon(vind(Rechtencontrole, controle_id), form)


@bp.get("/uitvoer/<string:formaat>")
@vereist(Recht.BEHEER, hoogstens=UITVOER, vers=True)
def uitvoer(formaat: str) -> ResponseReturnValue:
    """Who may what, as a file."""
    if formaat not in FORMATEN:
        abort(404)
    return antwoord(nu_als_stuk(beeld.regels(), sessies.gemeente().naam), formaat)


@bp.get("/controles/<uuid:controle_id>/uitvoer/<string:formaat>")
@vereist(Recht.BEHEER, hoogstens=UITVOER, vers=True)
def bewaard(controle_id: UUID, formaat: str) -> ResponseReturnValue:
    """A look as it was signed, as a file."""
    welke = vind(Rechtencontrole, controle_id)
    if formaat not in FORMATEN or welke.afgetekend_op is None:
        abort(404)
    return antwoord(bewaard_als_stuk(welke, sessies.gemeente().naam), formaat)


def _overzicht(form: SoortForm) -> Response:
    alle = beeld.regels()
    return toon(
        "rechtencontrole/overzicht.html",
        alle=alle,
        bijzonder=[regel for regel in alle if regel.is_bijzonder],
        standen=overzichten.standen(),
        eerder=overzichten.afgetekend(),
        formaten=FORMATEN,
        form=form,
    )


def _toon(welke: Rechtencontrole, form: Formulier | None = None) -> Response:
    if welke.afgetekend_op is not None:
        klopt_nog = handelingen.afdruk_van(welke) == welke.vingerafdruk
        return toon(
            "rechtencontrole/afgetekend.html", controle=welke, klopt_nog=klopt_nog, formaten=FORMATEN, form=form
        )
    alle, gezegd = beeld.regels(Controlesoort(welke.soort)), handelingen.oordelen(welke)
    return toon(
        "rechtencontrole/controle.html",
        controle=welke,
        alle=alle,
        klaar={regel.lidmaatschap_id for regel in alle if handelingen.is_beoordeeld(regel, gezegd)},
        zelf={id_ for id_, oordeel in gezegd.items() if oordeel.is_zelf},
        ander=beeld.ander_kijkt_na(wie().account_id),
        knop=Knop(formdata=None),
        form=form,
    )
