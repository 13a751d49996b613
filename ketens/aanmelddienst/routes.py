"""The front door by the service of the gemeente: going there, coming back, and signing out there too."""

from uuid import UUID

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ketens.aanmelddienst import aanmelden, beheerroutes, gesprek
from ketens.aanmelddienst.blauwdruk import bp
from ketens.aanmelddienst.forms import StartForm
from ketens.aanmelddienst.gesprek import Dienst
from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.forms import InlogForm
from ketens.gebruikers.routes import verder as ga_verder
from ketens.kern.pagina import toon
from ketens.kern.poort import AANMELDDIENST, OPENBAAR, vereist

__all__ = ["beheerroutes", "bp"]


@bp.post("/inloggen/aanmelddienst/<uuid:dienst_id>")
@vereist(OPENBAAR, hoogstens=AANMELDDIENST)
def start(dienst_id: UUID) -> ResponseReturnValue:
    """Go to the service; where it is away, stay at the front door with what was typed."""
    dienst, form = _vind(dienst_id), StartForm()
    velden = {"verder": form.next.data or "", "email": form.email.data or ""}
    if form.validate_on_submit() and form.lukt_los(lambda: velden.update(url=aanmelden.begin(dienst, **velden))):
        return stuur_door(velden["url"], dienst.naam)
    deur = InlogForm(formdata=None, next=velden["verder"], email=velden["email"])
    deur.form_errors = [*form.form_errors, *(zin for veld in form for zin in veld.errors)]
    return toon("gebruikers/inloggen.html", form=deur, zin="", wijzen=inlogwijzen.wijzen())


@bp.get("/inloggen/aanmelddienst/<uuid:dienst_id>/terugkeer")
@vereist(OPENBAAR, schrijft=True, hoogstens=AANMELDDIENST)
def inloggen(dienst_id: UUID) -> ResponseReturnValue:
    """Come back from the service: the one page that changes something when it is opened (besluit 0045)."""
    verder = aanmelden.rond_af(_vind(dienst_id), request.args)
    if verder is None:
        return redirect(url_for("gebruikers.inloggen"), 303)
    return ga_verder(verder)


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


def _vind(dienst_id: UUID) -> Dienst:
    return aanmelden.vind(dienst_id) or abort(404)
