"""A ledger file: brought, looked at, booked, taken back."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from ketens.budgetten import inboeken
from ketens.budgetten.blauwdruk import bp
from ketens.budgetten.grootboek import KOSTENPLAATS, REKENING, Lot, Proef, beproef
from ketens.budgetten.grootboekforms import BoekForm, GrootboekForm, KolommenForm, KoppelForm, TerugForm, waarden_in
from ketens.budgetten.models import Grootboekinvoer
from ketens.budgetten.regime import bronnaam, kostensoorten, onderdeelnaam
from ketens.budgetten.rijen import kosten_van_invoer, laatste_bestanden
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht

PAD = "/grootboek/<uuid:grootboekinvoer_id>"
GETOOND = 100


@bp.route("/grootboek/", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def grootboek() -> ResponseReturnValue:
    """Bring a ledger file; the files of before."""
    form, gekozen = GrootboekForm(), request.files.get("bestand")
    blad = form.lees(gekozen) if form.validate_on_submit() else None
    naam = (gekozen.filename or "") if gekozen else ""
    if blad and (
        invoer := form.maakt(
            lambda: inboeken.breng(formulier_id=form.formulier_id.data, bestandsnaam=naam, blad=blad, door=wie())
        )
    ):
        return _verder(invoer, "Het bestand is gelezen. Er is nog niets geboekt.")
    return toon("budgetten/grootboek.html", form=form, bestanden=laatste_bestanden(wie()))


@bp.get(PAD)
@vereist(Recht.BUDGET_BEHEREN)
def invoer(grootboekinvoer_id: UUID) -> ResponseReturnValue:
    """What a file would do, or did."""
    return _toon(vind(Grootboekinvoer, grootboekinvoer_id))


@bp.route(f"{PAD}/kolommen", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def invoer_kolommen(grootboekinvoer_id: UUID) -> ResponseReturnValue:
    """Say which column is what."""
    rij = vind(Grootboekinvoer, grootboekinvoer_id)
    form = KolommenForm.voor(rij)
    if form.validate_on_submit() and form.lukt(lambda: inboeken.kies_kolommen(rij, form.kolommen, door=wie())):
        return _verder(rij, "De kolommen zijn bewaard, ook voor het volgende bestand.")
    voorbeeld = next(iter(rij.rijen), [0, []])[1]
    return toon("budgetten/kolommen.html", form=form, invoer=rij, voorbeeld=voorbeeld)


@bp.route(f"{PAD}/koppeling", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def invoer_koppeling(grootboekinvoer_id: UUID) -> ResponseReturnValue:
    """Say what the accounts and cost centres mean here."""
    rij = vind(Grootboekinvoer, grootboekinvoer_id)
    form = KoppelForm.voor(waarden_in(beproef(rij, wie()), rij.kolommen), wie())

    def koppel() -> None:
        for soort in (KOSTENPLAATS, REKENING):
            inboeken.koppel(soort, form.gekozen(soort), door=wie())

    if form.validate_on_submit() and form.lukt(koppel):
        return _verder(rij, "De koppeling is bewaard, ook voor het volgende bestand.")
    return toon("budgetten/koppeling.html", form=form, invoer=rij)


@bp.post(f"{PAD}/boeking")
@vereist(Recht.BUDGET_BEHEREN)
def invoer_boeking(grootboekinvoer_id: UUID) -> ResponseReturnValue:
    """Book all that is new."""
    rij, form = vind(Grootboekinvoer, grootboekinvoer_id), BoekForm()
    if form.validate_on_submit() and (
        aantal := form.maakt(
            lambda: inboeken.boek(
                rij, zonder_fouten=form.zonder_fouten.data, ook_twijfel=form.ook_twijfel.data, door=wie()
            )
        )
    ):
        return _verder(rij, "1 regel is geboekt." if aantal == 1 else f"{aantal} regels zijn geboekt.")
    return _toon(rij, form)


@bp.route(f"{PAD}/terugdraaiing", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def invoer_terug(grootboekinvoer_id: UUID) -> ResponseReturnValue:
    """Take back all that came of a file."""
    rij, form = vind(Grootboekinvoer, grootboekinvoer_id), TerugForm()
    if form.validate_on_submit() and form.lukt(
        lambda: inboeken.draai_terug(rij, reden=form.reden.data or "", door=wie())
    ):
        return _verder(rij, "Het bestand is teruggedraaid.")
    return toon("budgetten/terug.html", form=form, invoer=rij)


def _verder(rij: Grootboekinvoer, melding: str) -> ResponseReturnValue:
    return naar("budgetten.invoer", grootboekinvoer_id=rij.id, melding=melding)


def _toon(rij: Grootboekinvoer, form: Formulier | None = None) -> ResponseReturnValue:
    open_ = rij.geboekt_op is None and rij.vervallen_op is None
    return toon(
        "budgetten/invoer.html",
        invoer=rij,
        proef=beproef(rij, wie()) if open_ else Proef(()),
        kosten=[] if open_ else kosten_van_invoer(wie(), rij.id),
        form=form or BoekForm(formdata=None),
        Lot=Lot,
        hoogstens=GETOOND,
        bronnaam=bronnaam,
        onderdeelnaam=onderdeelnaam,
        soorten=kostensoorten(),
    )
