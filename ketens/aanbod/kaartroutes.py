"""The sociale kaart: looking, keeping, and the sheet for a resident."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from ketens.aanbod import handelingen, overzichten
from ketens.aanbod.blauwdruk import bp
from ketens.aanbod.forms import ControleForm, NieuwForm, WijzigForm
from ketens.aanbod.models import Aanbod
from ketens.aanbod.overzichten import woorden
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.get("/aanbod/")
@vereist(Recht.AANBOD_INZIEN)
def lijst() -> ResponseReturnValue:
    """The kaart, or the part of it that is asked for."""
    vraag = overzichten.vraag_uit(request.args)
    return toon(
        "aanbod/lijst.html", vraag=vraag, gevonden=overzichten.kaart(vraag), **woorden(), form=None, knop=ControleForm()
    )


@bp.route("/aanbod/nieuw", methods=["GET", "POST"])
@vereist(Recht.AANBOD_BEHEREN)
def nieuw() -> ResponseReturnValue:
    """Put something on the kaart."""
    form = NieuwForm()

    def maak() -> Aanbod:
        aanbod = handelingen.maak_aanbod(formulier_id=form.formulier_id.data, door=wie(), **form.ingevuld)
        if form.klopt.data:
            handelingen.controleer(aanbod, door=wie())
        return aanbod

    if form.validate_on_submit() and (aanbod := form.maakt(maak)):
        return naar("aanbod.detail", aanbod_id=aanbod.id, melding="Het aanbod staat op de sociale kaart.")
    return toon("aanbod/formulier.html", aanbod=None, form=form)


@bp.get("/aanbod/<uuid:aanbod_id>")
@vereist(Recht.AANBOD_INZIEN)
def detail(aanbod_id: UUID) -> ResponseReturnValue:
    """One aanbod, as a resident may take it along on paper."""
    return toon("aanbod/detail.html", **overzichten.blad(vind(Aanbod, aanbod_id)), knop=Knop())


@bp.route("/aanbod/<uuid:aanbod_id>/wijziging", methods=["GET", "POST"])
@vereist(Recht.AANBOD_BEHEREN)
def wijziging(aanbod_id: UUID) -> ResponseReturnValue:
    """Change what is on the kaart."""
    aanbod = vind(Aanbod, aanbod_id)
    form = WijzigForm.voor(aanbod)

    def wijzig() -> None:
        form.controleer_versie(aanbod, overzichten.wie_en_wanneer(aanbod))
        handelingen.wijzig(aanbod, door=wie(), **form.ingevuld)
        if form.klopt.data:
            handelingen.controleer(aanbod, door=wie())

    if form.validate_on_submit() and form.lukt(wijzig):
        return naar("aanbod.detail", aanbod_id=aanbod.id, melding="Het aanbod is gewijzigd.")
    return toon("aanbod/formulier.html", aanbod=aanbod, form=form)


@bp.post("/aanbod/<uuid:aanbod_id>/controle")
@vereist(Recht.AANBOD_BEHEREN)
def controle(aanbod_id: UUID) -> ResponseReturnValue:
    """Checked today, with one tap."""
    aanbod, form = vind(Aanbod, aanbod_id), ControleForm()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.controleer(aanbod, door=wie())):
        melding = "Genoteerd: vandaag gecontroleerd."
        if form.terug.data == "lijst":
            return naar("aanbod.lijst", te_controleren="ja", melding=melding)
        return naar("aanbod.detail", aanbod_id=aanbod.id, melding=melding)
    return toon("aanbod/detail.html", **overzichten.blad(aanbod), knop=Knop(), form=form)


@bp.route("/aanbod/<uuid:aanbod_id>/einde", methods=["GET", "POST"])
@vereist(Recht.AANBOD_BEHEREN)
def einde(aanbod_id: UUID) -> ResponseReturnValue:
    """Take it off the kaart."""
    aanbod, form = vind(Aanbod, aanbod_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.stop(aanbod, door=wie())):
        return naar("aanbod.lijst", melding="Het aanbod staat niet meer op de kaart.")
    return toon("aanbod/einde.html", aanbod=aanbod, form=form)


@bp.route("/aanbod/<uuid:aanbod_id>/hervatting", methods=["GET", "POST"])
@vereist(Recht.AANBOD_BEHEREN)
def hervatting(aanbod_id: UUID) -> ResponseReturnValue:
    """Put it back on the kaart."""
    aanbod, form = vind(Aanbod, aanbod_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.hervat(aanbod, door=wie())):
        return naar("aanbod.detail", aanbod_id=aanbod.id, melding="Het aanbod staat weer op de kaart.")
    return toon("aanbod/hervatting.html", aanbod=aanbod, form=form)
