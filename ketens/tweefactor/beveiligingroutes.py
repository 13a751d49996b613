"""Beveiliging: what one has for the second step, and changing it. Every change asks first who this is."""

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.wie import wie
from ketens.kern import kop
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht
from ketens.tweefactor import handelingen, methoden
from ketens.tweefactor.blauwdruk import bp
from ketens.tweefactor.forms import CodeappForm, NaamForm, NieuweSleutelForm
from ketens.tweefactor.opstelling import opstelling


@bp.get("/account/beveiliging")
@vereist(Recht.EIGEN_ACCOUNT)
def beveiliging() -> ResponseReturnValue:
    """Show what one has."""
    verplicht = methoden.is_verplicht()
    elders = bool(inlogwijzen.wijzen())
    mijn = methoden.van(wie().account_id)
    return toon("tweefactor/beveiliging.html", methoden=mijn, verplicht=verplicht, elders=elders)


@bp.route("/account/beveiliging/codeapp", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def nieuwe_codeapp() -> ResponseReturnValue:
    """Set another app up."""
    form = CodeappForm()
    opzet = opstelling(wie().sessie_id, methoden.email_van(wie().account_id), form.zegel.data)
    form.zegel.data = opzet.zegel
    if form.validate_on_submit():
        velden = (opzet.geheim, form.code.data, form.naam.data)
        codes = form.maakt_los(lambda: handelingen.voeg_codeapp_toe(wie(), *velden))
        if codes is not None:
            return _klaar(codes, "De codeapp is toegevoegd.")
    return toon("tweefactor/codeapp.html", form=form, opzet=opzet)


@bp.route("/account/beveiliging/toegangssleutel", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def nieuwe_sleutel() -> ResponseReturnValue:
    """Add a passkey."""
    form = NieuweSleutelForm()
    if form.validate_on_submit():
        velden = (form.antwoord.data or "", form.naam.data)
        codes = form.maakt_los(lambda: handelingen.voeg_sleutel_toe(wie(), *velden))
        if codes is not None:
            return _klaar(codes, "De toegangssleutel is toegevoegd.")
    kop.laat_sleutels_toe()
    form.antwoord.data = ""
    return toon("tweefactor/toegangssleutel.html", form=form)


@bp.route("/account/beveiliging/<uuid:methode_id>/naam", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def naam(methode_id: UUID) -> ResponseReturnValue:
    """Call it something else."""
    methode = methoden.vind(wie().account_id, methode_id)
    form = NaamForm(naam=methode.naam)
    if form.validate_on_submit() and form.lukt(lambda: handelingen.hernoem(methode, form.naam.data)):
        return naar("tweefactor.beveiliging", melding="De naam is gewijzigd.")
    return toon("tweefactor/naam.html", form=form, methode=methode)


@bp.route("/account/beveiliging/<uuid:methode_id>/einde", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def einde(methode_id: UUID) -> ResponseReturnValue:
    """Take it away."""
    methode, form = methoden.vind(wie().account_id, methode_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.verwijder(wie(), methode)):
        return naar("tweefactor.beveiliging", melding=f"De {methode.soort} is weggehaald.")
    return toon("tweefactor/einde.html", form=form, methode=methode)


@bp.route("/account/beveiliging/herstelcodes", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def codes() -> ResponseReturnValue:
    """Make the codes for on paper anew."""
    form, heeft = Knop(), methoden.van(wie().account_id)
    if form.validate_on_submit() and (nieuw := form.maakt_los(lambda: handelingen.nieuwe_herstelcodes(wie()))):
        return _klaar(nieuw, "")
    return toon("tweefactor/herstelcodes.html", form=form, over=heeft.herstelcodes)


def _klaar(nieuw: list[str], melding: str) -> Response:
    """Go back; where codes were made, show them, this once."""
    if not nieuw:
        return naar("tweefactor.beveiliging", melding=melding)
    return toon("tweefactor/codes.html", codes=nieuw, verder=None, eerste=False)
