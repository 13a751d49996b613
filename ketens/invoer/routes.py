"""A file: brought, looked at, taken over, taken back."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.invoer import handelingen, overzichten
from ketens.invoer.forms import BesluitForm, BestandForm, KolommenForm, OverneemForm
from ketens.invoer.models import Invoer
from ketens.invoer.regels import kop_van
from ketens.kern.forms import Knop
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht

bp = Blueprint("invoer", __name__, url_prefix="/<gemeente>/overnemen")
PAD = "/<uuid:invoer_id>"


@bp.route("/", methods=["GET", "POST"])
@vereist(Recht.OVERNEMEN)
def lijst() -> ResponseReturnValue:
    """Bring a file; the files of before."""
    form = BestandForm()
    form.bied_aan(wie().ketens)
    gekozen = request.files.get("bestand")
    blad = form.lees(gekozen) if form.validate_on_submit() else None
    if blad and (
        invoer := form.maakt(
            lambda: handelingen.breng(
                formulier_id=form.formulier_id.data,
                soort=form.soort.data,
                keten_code=form.keten_code.data,
                bestandsnaam=gekozen.filename or "" if gekozen else "",
                blad=blad,
                door=wie(),
            )
        )
    ):
        return naar(
            "invoer.detail", invoer_id=invoer.id, melding="Het bestand is gelezen. Er is nog niets overgenomen."
        )
    return toon("invoer/lijst.html", form=form, bestanden=overzichten.lijst(wie()))


@bp.get(PAD)
@vereist(Recht.OVERNEMEN)
def detail(invoer_id: UUID) -> ResponseReturnValue:
    """What a file would do, is doing or did."""
    return _toon(vind(Invoer, invoer_id))


@bp.route(f"{PAD}/kolommen", methods=["GET", "POST"])
@vereist(Recht.OVERNEMEN)
def kolommen(invoer_id: UUID) -> ResponseReturnValue:
    """Say which column is what."""
    invoer = vind(Invoer, invoer_id)
    form = KolommenForm.voor(invoer, kop_van(invoer))

    def kies() -> None:
        form.controleer_versie(invoer, "Een collega")
        handelingen.kies_kolommen(invoer, form.kolommen, door=wie())

    if form.validate_on_submit() and form.lukt(kies):
        return naar("invoer.detail", invoer_id=invoer.id, melding="Het bestand is opnieuw nagekeken.")
    return toon("invoer/kolommen.html", invoer=invoer, form=form)


@bp.route(f"{PAD}/bekenden", methods=["GET", "POST"])
@vereist(Recht.OVERNEMEN)
def bekenden(invoer_id: UUID) -> ResponseReturnValue:
    """Decide about people who may be known here."""
    invoer = vind(Invoer, invoer_id)
    stand = overzichten.stand(invoer)
    ids = [vraag.regel.id for vraag in stand.vragen]
    form = BesluitForm.voor(ids)

    def beslis() -> None:
        for wat, regels in form.besluiten(ids).items():
            handelingen.besluit(invoer, regels, wat)

    if form.validate_on_submit() and form.lukt(beslis):
        return naar("invoer.detail", invoer_id=invoer.id, melding="Uw keuzes zijn bewaard.")
    return toon("invoer/bekenden.html", invoer=invoer, stand=stand, form=form)


@bp.get(f"{PAD}/fouten")
@vereist(Recht.OVERNEMEN, hoogstens=UITVOER, vers=True)
def fouten(invoer_id: UUID) -> ResponseReturnValue:
    """All mistakes as CSV."""
    inhoud = overzichten.fouten_als_csv(vind(Invoer, invoer_id))
    return bestand(inhoud, naam="fouten.csv", soort="text/csv; charset=utf-8")


@bp.post(f"{PAD}/overname")
@vereist(Recht.OVERNEMEN)
def overname(invoer_id: UUID) -> ResponseReturnValue:
    """Take it over, in the background."""
    invoer, form = vind(Invoer, invoer_id), OverneemForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.neem_over(invoer, zonder_fouten=form.zonder_fouten.data, grond=form.grond.data, door=wie())
    ):
        return naar("invoer.detail", invoer_id=invoer.id, melding="Het overnemen is begonnen.")
    return _toon(invoer, form)


@bp.route(f"{PAD}/terug", methods=["GET", "POST"])
@vereist(Recht.OVERNEMEN)
def terug(invoer_id: UUID) -> ResponseReturnValue:
    """Take it back."""
    invoer, form = vind(Invoer, invoer_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.draai_terug(invoer, door=wie())):
        return naar("invoer.detail", invoer_id=invoer.id, melding="Het terugdraaien is begonnen.")
    return toon("invoer/terug.html", invoer=invoer, stand=overzichten.stand(invoer), form=form)


def _toon(invoer: Invoer, form: OverneemForm | None = None) -> ResponseReturnValue:
    return toon("invoer/detail.html", stand=overzichten.stand(invoer), form=form or OverneemForm(formdata=None))
