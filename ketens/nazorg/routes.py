"""The belronde: who is asked whether they keep moving, what came of it, and the reply cards. See also `groeproutes`."""

from uuid import UUID

from flask import Response, abort

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import bestand
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.nazorg import handelingen, kaarten, paginas
from ketens.nazorg.blauwdruk import bp
from ketens.nazorg.forms import PostForm, UitkomstForm
from ketens.nazorg.models import Doorstroomvraag
from ketens.rechten import Recht
from ketens.trajecten.delen import Gebeurtenis


@bp.get("/doorstroom/")
@vereist(Recht.NAZORG)
def doorstroom() -> Response:
    """Whom to ask, the longest due first."""
    return paginas.toon_belronde()


@bp.post("/doorstroom/<uuid:vraag_id>")
@vereist(Recht.NAZORG)
def uitkomst(vraag_id: UUID) -> Response:
    """Note what came of asking one."""
    vraag, form = vind(Doorstroomvraag, vraag_id), UitkomstForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.noteer(vraag, form)):
        return paginas.terug(paginas.GENOTEERD[form.uitkomst.data or ""])
    return paginas.toon_belronde(form=form, bij=vraag)


@bp.post("/doorstroom/genoteerd/<uuid:gebeurtenis_id>")
@vereist(Recht.NAZORG)
def vergissing(gebeurtenis_id: UUID) -> Response:
    """Take back an outcome that was tapped by mistake."""
    gebeurtenis, form = vind(Gebeurtenis, gebeurtenis_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.neem_terug(gebeurtenis, door=wie())):
        return paginas.terug("Teruggenomen. De inwoner staat weer op de lijst.")
    return paginas.toon_belronde(form=form)


@bp.get("/doorstroom/kaarten")
@vereist(Recht.NAZORG, hoogstens=UITVOER)
def kaarten_pdf() -> Response:
    """Give the reply cards that are due and not in the mail, as one PDF."""
    if (pdf := kaarten.pdf(kaarten.te_posten(wie()))) is None:
        abort(404)
    return bestand(pdf, naam="antwoordkaarten.pdf", soort="application/pdf")


@bp.post("/doorstroom/kaarten/gepost")
@vereist(Recht.NAZORG)
def gepost() -> Response:
    """Note that the printed cards are in the mail."""
    form = PostForm()
    if form.validate_on_submit() and (aantallen := form.maakt(lambda: kaarten.post(form.ids, door=wie()))):
        return paginas.terug(paginas.gepost(*aantallen))
    return paginas.toon_belronde(form=form)


from ketens.nazorg import groeproutes  # noqa: E402, F401  (they register themselves)

__all__ = ["bp"]
