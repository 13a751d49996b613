"""The days of a coördinator: open, watch, print the door, close, and type in what stood on paper."""

from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.qr import Qr, qr
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.valrisicodagen import handelingen, overzichten
from ketens.valrisicodagen.blauwdruk import bp
from ketens.valrisicodagen.forms import DagForm, TurfForm
from ketens.valrisicodagen.models import Valrisicodag

PAD = "/valrisicodagen/<uuid:valrisicodag_id>"


@bp.route("/valrisicodagen", methods=["GET", "POST"])
@vereist(Recht.VALRISICODAG)
def lijst() -> ResponseReturnValue:
    """The days, and a form to open one."""
    form = DagForm()
    if form.validate_on_submit() and (dag := form.maakt(lambda: handelingen.open_dag(**form.dag, door=wie()))):
        return naar("valrisicodagen.dag", valrisicodag_id=dag.id, melding="De valrisicodag is open.")
    return toon("valrisicodagen/lijst.html", form=form, dagen=overzichten.dagen(wie()), dag_nu=vandaag())


@bp.get(PAD)
@vereist(Recht.VALRISICODAG)
def dag(valrisicodag_id: UUID) -> ResponseReturnValue:
    """One day: its code, and the counts as they come in."""
    return _toon(vind(Valrisicodag, valrisicodag_id))


@bp.get(f"{PAD}/deur")
@vereist(Recht.VALRISICODAG)
def deur(valrisicodag_id: UUID) -> ResponseReturnValue:
    """A page to print for the door or the table."""
    dag = vind(Valrisicodag, valrisicodag_id)
    return toon("valrisicodagen/deur.html", dag=dag, qr=_qr(dag), adres=_adres("valrisicodagen.code"))


@bp.post(f"{PAD}/sluiting")
@vereist(Recht.VALRISICODAG)
def sluiting(valrisicodag_id: UUID) -> ResponseReturnValue:
    """Close the day."""
    dag, form = vind(Valrisicodag, valrisicodag_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.sluit(dag)):
        melding = "De dag is gesloten. Wat nog op een tablet staat, komt tot 7 dagen hierna binnen."
        return naar("valrisicodagen.dag", valrisicodag_id=dag.id, melding=melding)
    return _toon(dag, form=form)


@bp.post(f"{PAD}/heropening")
@vereist(Recht.VALRISICODAG)
def heropening(valrisicodag_id: UUID) -> ResponseReturnValue:
    """Open the day again."""
    dag, form = vind(Valrisicodag, valrisicodag_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.heropen(dag)):
        return naar("valrisicodagen.dag", valrisicodag_id=dag.id, melding="De dag is weer open, met dezelfde code.")
    return _toon(dag, form=form)


@bp.post(f"{PAD}/turflijst")
@vereist(Recht.VALRISICODAG)
def turflijst(valrisicodag_id: UUID) -> ResponseReturnValue:
    """Type in what was tallied on paper, or correct it."""
    dag, form = vind(Valrisicodag, valrisicodag_id), TurfForm()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.turf(dag, **form.geteld, door=wie())):
        return naar("valrisicodagen.dag", valrisicodag_id=dag.id, melding="De turflijst is bewaard.")
    return _toon(dag, form=form, turfform=form)


def _toon(dag: Valrisicodag, **forms: Any) -> ResponseReturnValue:
    turven = overzichten.turven(dag)
    leeg = TurfForm(formdata=None, **(turven[0].aantallen if turven else {}))
    return toon(
        "valrisicodagen/dag.html",
        **{"knop": Knop(formdata=None), "turfform": leeg, "form": None, **forms},
        dag=dag,
        turven=turven,
        stand=overzichten.stand_van(dag),
        bewijs=overzichten.bewijs_van(dag),
        qr=_qr(dag) if dag.is_open else None,
        adres=_adres("valrisicodagen.code"),
    )


def _qr(dag: Valrisicodag) -> Qr:
    return qr(_adres("valrisicodagen.via_code", code=dag.code))


def _adres(endpoint: str, **waarden: Any) -> str:
    """Return an address as it is printed: that of the installation, or else of this request."""
    vast = str(current_app.extensions["ketens"].adres or "").rstrip("/")
    return f"{vast}{url_for(endpoint, **waarden)}" if vast else url_for(endpoint, _external=True, **waarden)
