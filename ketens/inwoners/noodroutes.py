"""Emergency access: asking for it, and giving it up."""

from typing import Any
from uuid import UUID

from flask import g
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners import noodtoegang as nood
from ketens.inwoners.models import Noodtoegang
from ketens.inwoners.noodformulier import NoodtoegangForm
from ketens.inwoners.routes import bp
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import NOODGREEP, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.app_context_processor
def balk() -> dict[str, Any]:
    """Let every page that was reached through emergency access say so: `basis.html` shows it."""
    if "noodtoegang" not in g:
        return {}
    return {"noodtoegang": g.noodtoegang, "noodredenen": nood.REDENEN, "noodknop": Knop(formdata=None)}


@bp.route("/noodtoegang", methods=["GET", "POST"])
@vereist(Recht.NOODTOEGANG, hoogstens=NOODGREEP)
def noodtoegang() -> ResponseReturnValue:
    """Ask for a resident whom involvement does not reach."""
    form = NoodtoegangForm().kies_uit(wie().ketens)
    if form.validate_on_submit() and (open_ := form.maakt(lambda: nood.neem_noodtoegang(**form.aanvraag, door=wie()))):
        return naar("inwoners.detail", inwoner_id=open_.inwoner_id, melding=open_.zin)
    return toon("inwoners/noodtoegang.html", form=form, lopend=nood.lopend(wie()), knop=Knop(formdata=None))


@bp.post("/noodtoegang/<uuid:noodtoegang_id>/einde")
@vereist(Recht.NOODTOEGANG)
def noodtoegang_einde(noodtoegang_id: UUID) -> ResponseReturnValue:
    """Give it up before the day is over."""
    toegang, form = vind(Noodtoegang, noodtoegang_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: nood.beeindig(toegang)):
        return naar("inwoners.noodtoegang", melding="De noodtoegang is beëindigd.")
    lopend = nood.lopend(wie())
    leeg = NoodtoegangForm(formdata=None).kies_uit(wie().ketens)
    return toon("inwoners/noodtoegang.html", form=leeg, lopend=lopend, knop=form, http=422)
