"""Being asked who one is in the middle of sending something: on a page that takes it along (kern.meenemen)."""

from collections.abc import Mapping

from flask import Response, request
from werkzeug.datastructures import MultiDict

from ketens.gebruikers import inlogwijzen
from ketens.gebruikers.wie import wie
from ketens.kern import kop, meenemen
from ketens.kern.db import db
from ketens.kern.pagina import toon
from ketens.kern.zegel import verzegel
from ketens.tweefactor import handelingen, methoden
from ketens.tweefactor.forms import BevestigWachtwoordForm, CodeForm, SleutelForm


def bevestig(gegeven: Mapping[str, str] | None) -> Response | None:
    """Ask for it, or take it when it was `gegeven`: None when it was shown."""
    mee, velden = meenemen.pak_in(), MultiDict(gegeven) if gegeven else None
    vraag = _met_code if methoden.heeft(wie().account_id) else _met_wachtwoord
    antwoord = vraag(mee, velden)
    if antwoord is None:
        # The old cookie is dead from now on, whatever becomes of what was sent.
        db.session.commit()
    return antwoord


def _met_code(mee: str, velden: MultiDict[str, str] | None) -> Response | None:
    met_sleutel = velden is not None and "antwoord" in velden
    form = CodeForm(formdata=None if met_sleutel else velden)
    sleutelform = SleutelForm(formdata=velden if met_sleutel else None)
    if met_sleutel and sleutelform.validate():
        antwoord = sleutelform.antwoord.data or ""
        if sleutelform.lukt_los(lambda: handelingen.bevestig_met_sleutel(wie(), antwoord)):
            return None
    elif velden and form.validate() and form.lukt_los(lambda: handelingen.bevestig_met_code(wie(), form.code.data)):
        return None
    form.meegenomen.data = sleutelform.meegenomen.data = mee
    return toon_vraag(form, sleutelform, (_hier(), _hier()), http=422)


def _met_wachtwoord(mee: str, velden: MultiDict[str, str] | None) -> Response | None:
    form = BevestigWachtwoordForm(formdata=velden)
    if wijze := inlogwijzen.bevestigwijze(wie().account_id):
        form.meegenomen.data, form.next.data = mee, verzegel("bevestigen", ["/", True])
        return toon("tweefactor/bevestigen_elders.html", http=422, form=form, wijze=wijze, actie=_hier())
    woord = form.wachtwoord.data or ""
    if velden and form.validate() and form.lukt_los(lambda: handelingen.bevestig_met_wachtwoord(wie(), woord)):
        return None
    form.meegenomen.data = mee
    return toon("tweefactor/bevestigen_wachtwoord.html", http=422, form=form, actie=_hier())


def toon_vraag(form: CodeForm, sleutelform: SleutelForm, adressen: tuple[str, str], *, http: int) -> Response:
    """Show the page that asks for a code or a passkey; `adressen` is where each of the two goes."""
    kop.laat_sleutels_toe()
    actie, sleutelactie = adressen
    heeft = methoden.van(wie().account_id)
    return toon(
        "tweefactor/bevestigen.html",
        http=http,
        form=form,
        sleutelform=sleutelform,
        methoden=heeft,
        actie=actie,
        sleutelactie=sleutelactie,
    )


def _hier() -> str:
    return request.full_path.rstrip("?")
