"""One figure for the raad: choosing it, and the answer that is ready to paste."""

from uuid import UUID

from flask import Response, abort, request

from ketens.gebruikers.wie import wie
from ketens.kern.db import vooraf
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.publicaties.bewaren import beeld_van
from ketens.publicaties.models import Publicatie
from ketens.rechten import Recht
from ketens.verantwoording import raadsvraag as vragen
from ketens.verantwoording.blauwdruk import bp
from ketens.verantwoording.forms import RaadsvraagForm

EERSTE_JAAR = 2023


@bp.route("/raadsvraag", methods=["GET", "POST"])
@vereist(Recht.PUBLICEREN)
def raadsvraag() -> Response:
    """Choose a figure; its table is shown, then goes out as a whole, and the answer is read from that."""
    form = RaadsvraagForm.voor(wie().ketens, range(vandaag().year, EERSTE_JAAR - 1, -1))

    tabel = None
    if form.validate_on_submit():
        if form.gezien.data and (rij := form.maakt(lambda: _publiceer(form))):
            keuze = {"wijk": form.wijk.data, "periode": form.periode.data}
            return naar("verantwoording.raadsantwoord", publicatie_id=rij.id, **keuze)
        with vooraf():
            tabel = form.maakt(lambda: vragen.voorbeeld(*form.gevraagd, door=wie()))
        form.gezien.data = beeld_van(tabel.stuk()) if tabel else None
    return toon("verantwoording/raadsvraag.html", form=form, tabel=tabel, gegeven=vragen.gegeven(wie().ketens))


def _publiceer(form: RaadsvraagForm) -> Publicatie:
    eenmaal, gezien = form.formulier_id.data, form.gezien.data or ""
    return vragen.publiceer(*form.gevraagd, door=wie(), formulier_id=eenmaal, gezien=gezien)


@bp.get("/raadsvraag/<uuid:publicatie_id>")
@vereist(Recht.PUBLICEREN)
def raadsantwoord(publicatie_id: UUID) -> Response:
    """The answer, ready to paste, and the table that it stands in."""
    rij = vind(Publicatie, publicatie_id)
    if rij.soort != vragen.SOORT or rij.keten_code not in wie().ketens:
        abort(404)
    antwoord = vragen.antwoord(rij, request.args.get("wijk", ""), request.args.get("periode", ""))
    return toon("verantwoording/raadsantwoord.html", antwoord=antwoord)
