"""The settings of ketens: on or off, who coordinates, terms, partners, the BSN, and how the fg is reached."""

from typing import Any

from flask import Response, abort
from flask.typing import ResponseReturnValue

from ketens.beheer import handelingen, overzichten
from ketens.beheer import stand as keten_stand
from ketens.beheer.blauwdruk import bp
from ketens.beheer.forms import BsnForm, FgForm, KetenForm, PartnersForm, keten_form
from ketens.beheer.stand import KetenStand
from ketens.gebruikers import sessies
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht
from ketens.verwerkingen import overzichten as verwerkingen


@bp.get("/ketens")
@vereist(Recht.BEHEER)
def ketens() -> ResponseReturnValue:
    """What the gemeente works with."""
    return _toon_ketens()


@bp.route("/ketens/<string:keten_code>", methods=["GET", "POST"])
@vereist(Recht.BEHEER)
def keten(keten_code: str) -> ResponseReturnValue:
    """Change the settings of a keten."""
    stand = _vind(keten_code)
    form = keten_form(stand, overzichten.organisaties(wie()))
    if form.validate_on_submit() and form.lukt(lambda: handelingen.stel_in(stand, **_instelling(form))):
        return naar("beheer.ketens", melding=f"De keten {stand.keten.naam} is ingesteld.")
    return toon("beheer/keten.html", stand=stand, form=form, register=verwerkingen.register(keten_code))


@bp.route("/ketens/<string:keten_code>/partners", methods=["GET", "POST"])
@vereist(Recht.BEHEER)
def partners(keten_code: str) -> ResponseReturnValue:
    """Say who takes part in a keten."""
    stand = _vind(keten_code)
    form = _partners(stand)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.stel_partners_in(
            stand, partners=form.ids("partners"), beoordelaars=form.ids("beoordelaars"), wijzen=form.wijzen
        )
    ):
        return naar("beheer.ketens", melding=f"De partners van {stand.keten.naam} zijn bewaard.")
    return toon("beheer/partners.html", stand=stand, form=form)


@bp.post("/burgerservicenummer")
@vereist(Recht.BEHEER)
def bsn() -> ResponseReturnValue:
    """Turn the burgerservicenummer on or off for the gemeente."""
    form = BsnForm()
    if form.validate_on_submit():
        sessies.gemeente().bsn_aan = bool(form.aan.ja_nee)
        return naar("beheer.ketens", melding="De keuze voor het burgerservicenummer is bewaard.")
    return _toon_ketens(bsn=form)


@bp.post("/functionaris")
@vereist(Recht.BEHEER)
def functionaris() -> ResponseReturnValue:
    """Say how residents reach the functionaris gegevensbescherming."""
    form = FgForm()
    if form.validate_on_submit():
        sessies.gemeente().fg_contact = form.fg_contact.data or ""
        return naar("beheer.ketens", melding="Het adres van de functionaris gegevensbescherming is bewaard.")
    return _toon_ketens(fg=form)


def _toon_ketens(bsn: BsnForm | None = None, fg: FgForm | None = None) -> Response:
    hier = sessies.gemeente()
    return toon(
        "beheer/ketens.html",
        http=422 if fg else 200,
        ketens=keten_stand.ketens(),
        form=bsn or BsnForm(formdata=None, aan="ja" if hier.bsn_aan else "nee"),
        fg_form=fg or FgForm(formdata=None, fg_contact=hier.fg_contact),
        zonder_grond=verwerkingen.aan_zonder_grond(),
    )


def _vind(code: str) -> KetenStand:
    return keten_stand.keten(code) or abort(404)


def _partners(stand: KetenStand) -> PartnersForm:
    form = PartnersForm(
        partners=[str(partner.organisatie_id) for partner in stand.partners],
        beoordelaars=[str(partner.organisatie_id) for partner in stand.partners if partner.beoordeelt],
        **{
            wijze: [str(partner.organisatie_id) for partner in stand.partners if partner.terugkoppelwijze == wijze]
            for wijze in ("begin_einde", "maandlijst")
        },
    )
    return form.kies_uit(overzichten.organisaties(wie()))


def _instelling(form: KetenForm) -> dict[str, Any]:
    return {
        "aan": bool(form.aan.ja_nee),
        "organisatie": form.gekozen,
        "telefoon": form.telefoon.data,
        "termijnen": form.termijnen,
    }
