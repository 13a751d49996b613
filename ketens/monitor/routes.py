"""The chapter about the ketens in the Monitor Sociaal Domein: its years, one year, and what people add to it."""

from flask import Blueprint, Response, request

from ketens.gebruikers.wie import wie
from ketens.kern.pagina import naar
from ketens.kern.pagina import toon as toon_pagina
from ketens.kern.poort import UITVOER, vereist
from ketens.monitor import overzichten, paginas, plekken, uitvoer
from ketens.monitor.forms import OpmerkingForm, PubliceerForm
from ketens.monitor.handelingen import bewaar_opmerking
from ketens.rechten import Recht

bp = Blueprint("monitor", __name__, url_prefix="/<gemeente>/monitor")
__all__ = ["bp", "uitvoer"]
BEWAARD = "Uw opmerking is bewaard."


@bp.get("/")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def overzicht() -> Response:
    """The years that there is something to tell of."""
    return toon_pagina("monitor/overzicht.html", jaren=paginas.jaren(wie()))


@bp.get("/<int:jaar>")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def jaar(jaar: int) -> Response:
    """The chapter of one year; `?bewerk=project.paragraaf` opens a remark."""
    return paginas.toon(jaar, form=paginas.te_bewerken(jaar, request.args.get("bewerk", "")))


@bp.get("/<int:jaar>/openbaar")
@vereist(Recht.PUBLICEREN, hoogstens=UITVOER)
def openbaar(jaar: int) -> Response:
    """The chapter as readers outside get it, before it goes out; and what went out."""
    return paginas.toon_openbaar(jaar)


@bp.post("/<int:jaar>/openbaar")
@vereist(Recht.PUBLICEREN)
def publicatie(jaar: int) -> Response:
    """Make the chapter public."""
    form = PubliceerForm()
    klaar = paginas.bereid_voor(jaar) if form.validate_on_submit() else None
    if klaar and form.lukt(lambda: paginas.publiceer(klaar, form)):
        return naar("monitor.openbaar", jaar=jaar, melding=f"De monitor van {jaar} is openbaar.")
    return paginas.toon_openbaar(jaar, form=form)


@bp.post("/<int:jaar>")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def opmerking(jaar: int) -> Response:
    """Lay down a remark at one paragraph."""
    paginas.moet_er_zijn(jaar)
    form = OpmerkingForm()
    project, paragraaf = form.project.data or "", form.paragraaf.data or ""
    rij = plekken.opmerking(jaar, project, paragraaf) if plekken.is_plek(project, paragraaf, wie().ketens) else None

    def bewaar() -> None:
        if rij:
            form.controleer_versie(rij, overzichten.wie_en_wanneer(rij))
        bewaar_opmerking(jaar, project, paragraaf, form.tekst.data, door=wie())

    if form.validate_on_submit() and form.lukt(bewaar):
        return naar("monitor.jaar", jaar=jaar, melding=BEWAARD, _anchor=f"{project}_{paragraaf}")
    return paginas.toon(jaar, form=form)
