"""The start page of each hat, and the figures."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.overzichten import ketennaam
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.nazorg.overzichten import doorstroom
from ketens.rapportage import overzichten
from ketens.rapportage.startpagina import START
from ketens.rechten import Recht

bp = Blueprint("rapportage", __name__, url_prefix="/<gemeente>")


@bp.get("/")
@vereist(Recht.START)
def start() -> ResponseReturnValue:
    """The start page of the hat that is worn."""
    mens = wie()
    sjabloon, lees = START[mens.pet.rol]  # type: ignore[union-attr]
    return toon(sjabloon, **lees(mens))


@bp.get("/rapportage/")
@vereist(Recht.CIJFERS_INZIEN)
def cijfers() -> ResponseReturnValue:
    """The figures of one of one's own ketens, per year."""
    mijn = wie().ketens
    keten = request.args.get("keten", "")
    keten = keten if keten in mijn else next(iter(mijn), "")
    staat = overzichten.cijfers(keten, overzichten.jaren_van(keten)) if keten else None
    eigen = doorstroom(keten, staat.jaren) if staat and staat.keten.interventies else None
    return toon(
        "rapportage/cijfers.html",
        doorstroom=eigen,
        staat=staat,
        ketens=[(code, ketennaam(code)) for code in mijn],
        keten=keten,
    )
