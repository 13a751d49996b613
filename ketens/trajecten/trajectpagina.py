"""The page of one traject: what it shows, with a form for the step that is up."""

from typing import Any

from flask import Response, current_app, request, url_for

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie, wie
from ketens.inwoners import doorgeven
from ketens.inwoners.keuzes import BEREIK, RELATIES
from ketens.inwoners.levensloop import is_overleden, verhuizing_van
from ketens.inwoners.noodtoegang import noodtoegang_hier
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import toon
from ketens.trajecten import gespreksdeel, verloop
from ketens.trajecten.collegas import collegas, keuzes
from ketens.trajecten.delen import Stap
from ketens.trajecten.forms import BehandelaarForm, ContactForm, NotitieForm
from ketens.trajecten.handelingen import bekende_antwoorden
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import stand
from ketens.trajecten.pauzes import REDENEN
from ketens.trajecten.taken import WOORDEN
from ketens.trajecten.vragenformulier import StapFormulier, in_woorden, nog_open, vragenformulier
from ketens.trajecten.werklijst import eigen_pagina

# Parts of the page that a feature above this one makes: the id of the region and the address that gives it, by the
# kind of step, and the messages to whoever referred.
REGIOS = {
    "beoordeling": ("beoordeling", "beoordelingen.bij_traject"),
    "plaatsing": ("plaats", "groepen.bij_traject"),
    "deelname": ("plaats", "groepen.bij_traject"),
    "overdracht": ("overdracht", "overdrachten.bij_traject"),
    "draag_over": ("overdracht", "overdrachten.nieuw"),
    "berichten": ("berichten", "verwijzingen.berichten_bij_traject"),
    "naar_inwoner": ("naar_inwoner", "berichten.bij_traject"),
    "toeleiding": ("toeleiding", "aanbod.bij_traject"),
}
# What other features add to the page at any step.
OVERAL = ("berichten", "naar_inwoner", "toeleiding", "draag_over")
VOOR_SUGGESTIE = 3


def toon_traject(traject: Traject, **formulieren: Any) -> Response:
    """Answer with the page. A form that was sent and refused stands in its place: `form` says it is the refused one."""
    sjabloon = "trajecten/in_nood.html" if noodtoegang_hier() else "trajecten/detail.html"
    return toon(sjabloon, **gegevens(traject, wie(), **formulieren))


def gegevens(traject: Traject, door: Wie, **formulieren: Any) -> dict[str, Any]:
    """Return all that the page shows, with empty forms where none was sent."""
    stap = gekozen_stap(traject)
    wat = traject.keten.stap(stap.code) if stap else None
    pogingen = verloop.niet_bereikt(traject)
    return {
        "traject": traject,
        "inwoner": traject.inwoner,
        "keten": traject.keten,
        "geteld": catalogus().geteld(traject.keten_code),
        "stap": stap,
        "wat": wat,
        "stand": stand(traject),
        "tijdlijn": verloop.tijdlijn(traject),
        "pogingen": pogingen,
        "geef_op": len(pogingen) >= VOOR_SUGGESTIE,
        "eerst_bellen": [c for c in traject.inwoner.contactpersonen if c.eerst_bellen and not c.verwijderd_op],
        "taken": [(taak, WOORDEN.get(taak.soort, taak.soort), eigen_pagina(taak)) for taak in losse_taken(traject)],
        "niet_doorgeven": bool(doorgeven.ingetrokken([traject.inwoner_id], traject.keten_code)),
        "intake": gevraagd(traject),
        "bekend": bekend(traject) if wat and wat.soort == "instrument" else [],
        "stapform": stapformulier(traject, stap) if stap else None,
        **gespreksdeel.gegevens(traject, wat),
        "contactform": ContactForm(formdata=None),
        "notitieform": NotitieForm(formdata=None),
        "behandelaarform": behandelaarform(traject, door, formdata=None),
        "knop": Knop(formdata=None),
        "regio": regio(wat.soort, traject) if wat else None,
        **{naam: regio(naam, traject) for naam in OVERAL},
        "inwoner_url": url_for("inwoners.detail", inwoner_id=traject.inwoner_id),
        "dag": vandaag(),
        "overleden": is_overleden(traject.inwoner),
        "verhuizing": verhuizing_van(traject.inwoner_id),
        "pauzeredenen": REDENEN,
        "BEREIK": BEREIK,
        "RELATIES": RELATIES,
        "form": None,
        "gemist": [],
        **formulieren,
    }


def gekozen_stap(traject: Traject) -> Stap | None:
    """Return the open step that the address asks for, else the one that waits longest."""
    gevraagd_ = request.args.get("stap") or (request.view_args or {}).get("code")
    if request.endpoint == "trajecten.gesprekken":
        gevraagd_ = next((wat.code for wat in traject.keten.stappen if wat.soort == "gesprekken"), None)
    stappen = sorted(traject.open_stappen, key=lambda stap: stap.id)
    return next((stap for stap in stappen if stap.code == gevraagd_), stappen[0] if stappen else None)


def stapformulier(traject: Traject, stap: Stap, *, verstuurd: bool = False) -> StapFormulier | None:
    """Return the form of a step that asks questions: those of the step, or those of the instrument still open."""
    wat = traject.keten.stap(stap.code)
    bekend_: dict[str, object] = {}
    if wat.soort == "instrument":
        bekend_ = bekende_antwoorden(traject)
        vragen = nog_open(catalogus().instrument(str(traject.keten.instrument_bij_verwijzing)).alle_vragen, bekend_)
    elif wat.soort == "gesprek":
        vragen = wat.vragen
    else:
        return None
    soort = vragenformulier(vragen, StapFormulier)
    form = soort() if verstuurd else soort(formdata=None, versie=str(traject.versie))
    form.bekend = bekend_
    return form


def te_laat(traject: Traject, code: str) -> StapFormulier | None:
    """Return the form of a step that is done already, with what was sent; None when it asks nothing."""
    wat = next((stap for stap in traject.keten.stappen if stap.code == code), None)
    vragen = wat.vragen if wat else ()
    if wat and wat.soort == "instrument":
        vragen = catalogus().instrument(str(traject.keten.instrument_bij_verwijzing)).alle_vragen
    return vragenformulier(vragen, StapFormulier)() if vragen else None


def behandelaarform(traject: Traject, door: Wie, **kw: Any) -> BehandelaarForm:
    """Return the form that gives the traject to someone, with who can do it as its choices."""
    mensen = [collega for collega in collegas(door) if traject.keten_code in collega.ketens]
    nu = "mij" if traject.behandelaar_id == door.account_id else str(traject.behandelaar_id or "niemand")
    form = BehandelaarForm(aan=nu, versie=str(traject.versie), **kw)
    form.kies_uit(keuzes(door, mensen))
    return form


def losse_taken(traject: Traject) -> list[Any]:
    """Return what waits about this traject beside its steps."""
    van_stappen = {stap.taak_id for stap in traject.open_stappen}
    return [taak for taak in traject.open_taken() if taak.id not in van_stappen]


def gevraagd(traject: Traject) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the answers of each conversation in words, under the name of its step."""
    return [
        (traject.keten.stap(stap.code).naam, in_woorden(traject.keten.stap(stap.code).vragen, stap.antwoorden))
        for stap in traject.stappen
        if stap.antwoorden
    ]


def bekend(traject: Traject) -> list[tuple[str, str]]:
    """Return what was answered already of the instrument, in words."""
    instrument = catalogus().instrument(str(traject.keten.instrument_bij_verwijzing))
    return in_woorden(instrument.alle_vragen, bekende_antwoorden(traject))


def regio(wat: str, traject: Traject) -> dict[str, str] | None:
    """Return the id and address of a region that another feature makes, when that feature is there."""
    id_, endpoint = REGIOS.get(wat, ("", ""))
    if endpoint not in current_app.view_functions:
        return None
    return {"id": id_, "url": url_for(endpoint, traject_id=traject.id)}
