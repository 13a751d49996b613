"""What the pages with a form are filled with, and where they lead."""

from typing import Any
from uuid import UUID

from flask import Response, abort, request, url_for

from ketens.budgetten import keuzes
from ketens.budgetten.forms import KostForm, KostWijzigForm
from ketens.budgetten.models import Kost, VanBudget
from ketens.budgetten.regime import onderdeelnaam, onderdelen, onderdelen_van_anderen
from ketens.budgetten.rijen import Filter
from ketens.gebruikers.wie import wie
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, tijdstip, toon


def gekozen_jaar() -> int:
    """Return the year of the query string, or this year."""
    return keuzes.lees_jaar(request.args.get("jaar"))


def gekozen_filter() -> Filter:
    """Return what the list of costs is narrowed to."""
    namen = ("onderdeel", "bron", "kostensoort")
    velden = {naam: (request.args.get(naam) or "")[:40] for naam in namen}
    return Filter(gekozen_jaar(), **velden, invoer=_uuid(request.args.get("invoer")))


def blad() -> int:
    """Return which page of the list is asked for."""
    tekst = request.args.get("blad", "1")
    return int(tekst) if tekst.isascii() and tekst.isdecimal() and len(tekst) < 6 else 1


def kosten_url(filter_: Filter, nr: int) -> str:
    """Return the address of a page of the list."""
    waarden: dict[str, Any] = filter_.vraag
    return url_for("budgetten.kosten", blad=nr, **waarden)


def _uuid(tekst: str | None) -> UUID | None:
    try:
        return UUID(tekst) if tekst else None
    except ValueError:
        return None


def mijn_onderdeel(code: str) -> str:
    """Return an onderdeel whose rows this hat sees; 404 for another."""
    if code not in onderdelen() or code in onderdelen_van_anderen(wie().ketens):
        abort(404)
    return code


def vul_vooraf(form: Any) -> None:
    """Let a new row begin where the person was: the year, onderdeel and bron of the page, and today."""
    if form.is_submitted():
        return
    for naam in ("onderdeel", "bron"):
        if naam in form.NAMEN and request.args.get(naam) in form[naam].aangeboden:
            form[naam].data = request.args[naam]
    if "jaar" in form.NAMEN:
        form.jaar.data = gekozen_jaar()
    if "datum" in form.NAMEN:
        form.datum.data = vandaag()


def formulier(form: Any, titel: str, knop: str, rij: VanBudget | None = None) -> Response:
    """Show a form of money."""
    toch = isinstance(form, KostForm | KostWijzigForm) and bool(form.toch.data or form.factuurnummer.errors)
    terug = {"onderdeel": rij.onderdeel, "jaar": jaar_van(rij)} if rij else None
    soort = type(rij).__name__.lower() if rij else ""
    return toon(
        "budgetten/formulier.html", form=form, titel=titel, knop=knop, rij=rij, toch=toch, terug=terug, soort=soort
    )


def klaar(rij: Any, melding: str) -> Response:
    """Go to the onderdeel on which this was kept."""
    return naar("budgetten.onderdeel", onderdeel=rij.onderdeel, jaar=jaar_van(rij), melding=melding)


def jaar_van(rij: Any) -> int:
    """Return the year of a row, within what can be chosen."""
    jaar: int = rij.datum.year if isinstance(rij, Kost) else rij.jaar
    return jaar


def gezien(rij: Any) -> str:
    """Say who made a row and when, for who had an older one open."""
    wie_ = rij.gemaakt_door.naam if rij.gemaakt_door else "Iemand anders"
    return f"{wie_} ({tijdstip(rij.gemaakt_op)})"


def wat_is_het(rij: VanBudget) -> str:
    """Name a row in a few words."""
    namen = {"Begrotingspost": "Begroting", "Kost": "Kosten"}
    soort = namen.get(type(rij).__name__, type(rij).__name__)
    return f"{soort} {onderdeelnaam(rij.onderdeel, jaar_van(rij))} {jaar_van(rij)}"
