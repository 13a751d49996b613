"""The front door by the service of the gemeente: going there, coming back, and signing out there too."""

from uuid import UUID

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from ketens.aanmelddienst import aanmelden, beheerroutes, gesprek, opnieuw
from ketens.aanmelddienst.blauwdruk import bp
from ketens.aanmelddienst.forms import StartForm
from ketens.aanmelddienst.gesprek import Dienst
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.forms import InlogForm
from ketens.gebruikers.inlogwijzen import Inlogwijze
from ketens.gebruikers.routes import terug_na_bevestigen, verder
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import AANMELDDIENST, OPENBAAR, vereist
from ketens.rechten import Recht

__all__ = ["beheerroutes", "bp"]

# What the page says to who did not come in by any service.
ONBEKEND = Inlogwijze("uw werkaccount", "")


@bp.post("/inloggen/aanmelddienst/<uuid:dienst_id>")
@vereist(OPENBAAR, hoogstens=AANMELDDIENST)
def start(dienst_id: UUID) -> ResponseReturnValue:
    """Go to the service; where it is away, stay at the front door with what was typed."""
    dienst, form = _vind(dienst_id), StartForm()
    if form.validate_on_submit() and (weg := _ga(form, dienst, form.doel)):
        return weg
    deur = InlogForm(formdata=None, next=form.next.data, email=form.email.data)
    deur.form_errors = [*form.form_errors, *(zin for veld in form for zin in veld.errors)]
    return toon("gebruikers/inloggen.html", form=deur, zin="", wijzen=inlogwijzen.wijzen())


@bp.get("/inloggen/aanmelddienst/<uuid:dienst_id>/terugkeer")
@vereist(OPENBAAR, schrijft=True, hoogstens=AANMELDDIENST)
def inloggen(dienst_id: UUID) -> ResponseReturnValue:
    """Come back from the service: the one page that changes something when it is opened (besluit 0045)."""
    hoe = aanmelden.rond_af(_vind(dienst_id), request.args)
    if hoe.doel == aanmelden.KOPPELEN:
        return naar("aanmelddienst.eigen", melding=hoe.fout or "Uw account is gekoppeld.")
    if hoe.doel == aanmelden.BEVESTIGEN:
        return naar("gebruikers.begin", melding=hoe.fout) if hoe.fout else terug_na_bevestigen(hoe.verder)
    if hoe.fout:
        inlogwijzen.onthoud(hoe.fout, hoe.email)
        return naar("gebruikers.inloggen", next=hoe.verder or None)
    return verder(hoe.verder)


@bp.post("/bevestigen/aanmelddienst")
@vereist(Recht.EIGEN_ACCOUNT, hoogstens=AANMELDDIENST)
def bevestigen() -> ResponseReturnValue:
    """Go to the service to show anew who one is."""
    form = StartForm()
    if form.validate_on_submit():
        weg = _ga(form, _vind(inlogwijzen.weg(wie().account_id)), aanmelden.BEVESTIGEN)
        if weg is not None:
            return weg
    wijze = inlogwijzen.bevestigwijze(wie().account_id) or ONBEKEND
    return toon("tweefactor/bevestigen_elders.html", form=form, wijze=wijze)


@bp.route("/account/aanmelddienst", methods=["GET", "POST"])
@vereist(Recht.EIGEN_ACCOUNT, vers=True)
def eigen() -> ResponseReturnValue:
    """Link one's own account to the service."""
    rij, form = opnieuw.dienst_bij(wie()), StartForm()
    koppeling = opnieuw.koppeling_van(rij, wie()) if rij else None
    dienst = Dienst.van(rij) if rij else None
    if dienst and form.validate_on_submit() and (weg := _ga(form, dienst, aanmelden.KOPPELEN)):
        return weg
    return toon("aanmelddienst/eigen.html", form=form, dienst=dienst, koppeling=koppeling)


@bp.get("/inloggen/aanmelddienst/<uuid:dienst_id>/uitgelogd")
@vereist(OPENBAAR, hoogstens=AANMELDDIENST)
def uitgelogd(dienst_id: UUID) -> ResponseReturnValue:
    """Say that one is signed out here, and offer to do so at the service."""
    dienst = _vind(dienst_id)
    adres = gesprek.uitlogadres(dienst, aanmelden.voordeur())
    return toon("aanmelddienst/uitgelogd.html", dienst=dienst, adres=adres)


def stuur_door(url: str, naam: str) -> Response:
    """Send a browser on to another site by a page of our own.

    A form may only lead to this site, and a redirect after it counts as the form (`form-action`).
    """
    antwoord = toon("aanmelddienst/verder.html", url=url, naam=naam)
    antwoord.headers["Refresh"] = f"0; url={url}"
    return antwoord


def _ga(form: StartForm, dienst: Dienst, doel: str) -> Response | None:
    """Send somebody to the service; None when it is away, and then the form says so."""
    aanmelden.laat_los()
    velden = {"verder": form.next.data or "", "email": form.email.data or "", "doel": doel}
    adres: list[str] = []
    if form.lukt_los(lambda: adres.append(aanmelden.begin(dienst, **velden))):
        return stuur_door(adres[0], dienst.naam)
    return None


def _vind(dienst_id: UUID | str | None) -> Dienst:
    return (aanmelden.vind(UUID(str(dienst_id))) if dienst_id else None) or abort(404)
