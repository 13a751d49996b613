"""Asking for a file, seeing how far it is, and fetching it."""

from uuid import UUID

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import bestand, gericht_op, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.stukken.formaten import FORMATEN
from ketens.stukken.stuk import Stuk
from ketens.uitvoer import bewaarplaats, handelingen, meteen, overzichten, sjabloon
from ketens.uitvoer.forms import UitvoerForm
from ketens.uitvoer.models import Uitvoer
from ketens.uitvoer.soorten import SOORTEN

bp = Blueprint("uitvoer", __name__, url_prefix="/<gemeente>/uitvoer")
bp.record_once(sjabloon.zet_op)


def _vraagt_namen() -> bool:
    soort = SOORTEN.get(request.form.get("soort", ""))
    return soort is not None and soort.met_namen


def _heeft_namen() -> bool:
    """Tell it of the file in the address."""
    return overzichten.heeft_namen((request.view_args or {})["uitvoer_id"])


@bp.get("/")
@vereist(Recht.UITVOER_OPHALEN)
def lijst() -> ResponseReturnValue:
    """One's own files."""
    return toon("uitvoer/lijst.html", rijen=overzichten.lijst(wie()), o=overzichten)


@bp.post("/nieuw")
@vereist(Recht.UITVOER_OPHALEN, hoogstens=UITVOER, vers=_vraagt_namen)
def nieuw() -> ResponseReturnValue:
    """Ask for a file: a short one is the answer, of a long one the page that says how far it is."""
    form, kort = UitvoerForm(), []
    wat, formaat = form.soort.data or "", form.formaat.data or ""

    def kort_stuk() -> Stuk | None:
        return meteen.kort_stuk(wat, formaat, door=wie(), **form.gegevens)

    if form.validate_on_submit() and form.lukt_los(lambda: kort.append(kort_stuk())):
        if kort[0] is not None:
            return handelingen.antwoord(kort[0], formaat)
        vraag = form.maakt(
            lambda: handelingen.vraag(wat, formaat, door=wie(), formulier_id=form.formulier_id.data, **form.gegevens)
        )
        if vraag:
            return naar("uitvoer.detail", uitvoer_id=vraag.id)
    return toon("uitvoer/lijst.html", rijen=overzichten.lijst(wie()), o=overzichten, form=form)


@bp.get("/<uuid:uitvoer_id>")
@vereist(Recht.UITVOER_OPHALEN)
def detail(uitvoer_id: UUID) -> ResponseReturnValue:
    """How far it is, and the link when it is ready."""
    uitvoer = vind(Uitvoer, uitvoer_id)
    stand = overzichten.stand(uitvoer)
    if gericht_op() and stand == "klaar":
        flash("Uw bestand staat klaar.")
    return toon("uitvoer/detail.html", uitvoer=uitvoer, stand=stand, o=overzichten, form=Knop())


@bp.get("/<uuid:uitvoer_id>/bestand")
@vereist(Recht.UITVOER_OPHALEN, hoogstens=UITVOER, vers=_heeft_namen)
def ophalen(uitvoer_id: UUID) -> ResponseReturnValue:
    """The file, for who asked for it, as long as that hat may have it. Whom it shows is logged again."""
    uitvoer = vind(Uitvoer, uitvoer_id)
    try:
        inhoud = overzichten.inhoud_voor(uitvoer, wie()) or abort(404)
    except bewaarplaats.Weg:
        return toon("uitvoer/detail.html", uitvoer=uitvoer, stand="kwijt", o=overzichten, form=Knop(), http=410)
    return bestand(bewaarplaats.toon(inhoud), naam=uitvoer.bestandsnaam, soort=FORMATEN[uitvoer.formaat].mimetype)


@bp.post("/<uuid:uitvoer_id>/herkansing")
@vereist(Recht.UITVOER_OPHALEN, hoogstens=UITVOER, vers=_heeft_namen)
def herkansing(uitvoer_id: UUID) -> ResponseReturnValue:
    """Make it again: it failed, or it was removed."""
    uitvoer, form = vind(Uitvoer, uitvoer_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.opnieuw(uitvoer, door=wie())):
        return naar("uitvoer.detail", uitvoer_id=uitvoer.id)
    return toon("uitvoer/detail.html", uitvoer=uitvoer, stand=overzichten.stand(uitvoer), o=overzichten, form=form)
