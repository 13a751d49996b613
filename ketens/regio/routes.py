"""Regio: outside any gemeente; who has no regional hat finds nothing here."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from ketens.audit.handelingen import noteer_reden
from ketens.catalogus.lezen import Code
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import toon
from ketens.kern.poort import UITVOER, vereist
from ketens.rechten import Recht
from ketens.regio import overzichten
from ketens.regio.stuk import als_stuk
from ketens.stukken.formaten import FORMATEN
from ketens.uitvoer.handelingen import antwoord

bp = Blueprint("regio", __name__, url_prefix="/regio")


@bp.get("/")
@vereist(Recht.REGIO_INZIEN)
def overzicht() -> ResponseReturnValue:
    """The gemeenten side by side, in a keten and a year of choice."""
    beeld = _beeld()
    return toon(
        "regio/overzicht.html",
        beeld=beeld,
        stuk=als_stuk(beeld, alles=False),
        ketens=overzichten.ketens(wie()),
        jaren=overzichten.jaren(),
        formaten=FORMATEN,
    )


@bp.get("/uitvoer/<string:formaat>")
@vereist(Recht.REGIO_INZIEN, hoogstens=UITVOER)
def uitvoer(formaat: str) -> ResponseReturnValue:
    """The same as a file."""
    if formaat not in FORMATEN:
        abort(404)
    return antwoord(als_stuk(_beeld(), alles=True), formaat)


def _beeld() -> overzichten.Regiobeeld:
    """Read what is asked for, and say so in the log; without a regional hat there is nothing: 404."""
    keuze = {keten.code: keten for keten in overzichten.ketens(wie())}
    if not keuze:
        abort(404)
    code = request.args.get("keten", next(iter(keuze)))
    if code not in keuze:
        abort(404)
    keten = keuze[Code(code)]
    jaar = request.args.get("jaar", overzichten.jaren()[-1], type=int)
    if jaar not in overzichten.jaren():
        abort(404)
    noteer_reden(f"regio {keten.code} {jaar}")
    return overzichten.regiobeeld(wie().account_id, keten, jaar)
