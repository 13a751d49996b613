"""Who may be the same person, both records beside each other, and taking a merge back."""

from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overzichten import opgegaan_in, toont_bsn
from ketens.inwoners.zoeken import mogelijk_dezelfde
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.samenvoegen.beletsels import AL, beletsels
from ketens.samenvoegen.forms import HerstelForm, SamenvoegForm
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.overzichten import aantallen, samenvoegingen_van, trajecten
from ketens.samenvoegen.velden import vergelijk

bp = Blueprint("samenvoegen", __name__, url_prefix="/<gemeente>/inwoners")
GELUKT = "De inschrijvingen zijn samengevoegd. U kunt dit 30 dagen ongedaan maken."


@bp.get("/<uuid:inwoner_id>/dezelfde")
@vereist(Recht.SAMENVOEGEN)
def dezelfde(inwoner_id: UUID) -> ResponseReturnValue:
    """Show who may be the same person, and what was merged before."""
    inwoner = vind(Inwoner, inwoner_id)
    gelijken, eerder = mogelijk_dezelfde(inwoner, wie()), samenvoegingen_van(inwoner, wie())
    return toon("samenvoegen/dezelfde.html", inwoner=inwoner, gelijken=gelijken, eerder=eerder)


@bp.route("/<uuid:inwoner_id>/samenvoeging/<uuid:ander_id>", methods=["GET", "POST"])
@vereist(Recht.SAMENVOEGEN, vers=True)
def samenvoeging(inwoner_id: UUID, ander_id: UUID) -> ResponseReturnValue:
    """Lay two records beside each other, and merge them; the one of the page stays."""
    if waar := opgegaan_in(wie(), inwoner_id, ander_id):
        return naar("inwoners.detail", inwoner_id=waar, melding=AL)
    blijft, gaat = vind(Inwoner, inwoner_id), vind(Inwoner, ander_id)
    velden = vergelijk(blijft, gaat, met_bsn=toont_bsn(wie()))
    form = SamenvoegForm.voor(velden)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(blijft, gaat, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding=GELUKT)
    return toon("samenvoegen/samenvoeging.html", velden=velden, form=form, **_beide(blijft, gaat))


def _beide(blijft: Inwoner, gaat: Inwoner) -> dict[str, Any]:
    return {
        "blijft": blijft,
        "gaat": gaat,
        "aantallen": aantallen(blijft, gaat, wie()),
        "beletsels": beletsels(blijft, gaat, wie()),
        "trajecten": (trajecten(blijft, wie()), trajecten(gaat, wie())),
    }


@bp.route("/samenvoegingen/<uuid:samenvoeging_id>/herstel", methods=["GET", "POST"])
@vereist(Recht.SAMENVOEGEN, vers=True)
def herstel(samenvoeging_id: UUID) -> ResponseReturnValue:
    """Take two people apart who were merged by mistake."""
    rij, form = vind(Samenvoeging, samenvoeging_id), HerstelForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(rij, door=wie())):
        melding = "De samenvoeging is ongedaan gemaakt. Er zijn weer twee inschrijvingen."
        return naar("inwoners.detail", inwoner_id=rij.blijft_id, melding=melding)
    return toon("samenvoegen/herstel.html", samenvoeging=rij, form=form)
