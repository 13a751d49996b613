"""Answers: a page or the one block that htmx targets, and where to go next (besluit 0005)."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from flask import (
    Flask,
    Response,
    current_app,
    flash,
    get_flashed_messages,
    json,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_htmx import HTMX
from flask_htmx import make_response as htmx_antwoord
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.utils import secure_filename

from ketens.kern import klok

# The numbers that nearly everyone has, cut where people put a space; the library takes a hundred times as long.
_NEDERLANDS = (
    re.compile(r"\+31(6)([0-57-9]\d{7})"),
    re.compile(r"\+31((?:1[16-8]|2[259]|3[124]|4[17-9]|5[124679])\d)(\d{3})(\d{3})"),
    re.compile(r"\+31((?!80)[1-578]\d)(\d{3})(\d{4})"),
)

htmx = HTMX()


class Bouwstenen:
    """`ui.badge(...)` in a template is the macro `badge` of `bouwstenen/badge.html`."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, naam: str) -> Callable[..., Markup]:
        if naam.startswith("_"):
            raise AttributeError(naam)
        macro: Callable[..., Markup] = getattr(self._app.jinja_env.get_template(f"bouwstenen/{naam}.html").module, naam)
        if not self._app.jinja_env.auto_reload:
            self.__dict__[naam] = macro
        return macro


def gericht_op() -> str | None:
    """Return the id of the element that htmx will replace, or None for a whole page (htmx 4 sends `tag#id`)."""
    if not htmx:
        return None
    return (htmx.target or "").rpartition("#")[2] or None


def toon(sjabloon: str, /, *, http: int = 200, **gegevens: Any) -> Response:
    """Render the block whose name is the id that htmx targets, else the page. Status 422 when the form has errors."""
    if getattr(gegevens.get("form"), "errors", None):
        http = 422
    template = current_app.jinja_env.get_template(sjabloon)
    doel = gericht_op()
    # The blocks of the frame are no regions: what a page sets above them is not there when one is rendered alone.
    if doel in template.blocks.keys() - current_app.jinja_env.get_template("basis.html").blocks.keys():
        current_app.update_template_context(gegevens)
        antwoord = make_response("".join(template.blocks[doel](template.new_context(gegevens))), http)
        if meldingen := get_flashed_messages():
            antwoord.headers["HX-Trigger"] = json.dumps({"melding": " ".join(map(str, meldingen))})
    else:
        antwoord = make_response(render_template(sjabloon, **gegevens), http)
    antwoord.vary.update(["HX-Request", "HX-Target"])
    return antwoord


def bestand(inhoud: bytes | str, *, naam: str, soort: str) -> Response:
    """Answer with a file to keep: always an attachment, under a name of letters, digits, dots and dashes."""
    antwoord = Response(inhoud, mimetype=soort)
    antwoord.headers.set("Content-Disposition", "attachment", filename=secure_filename(naam))
    return antwoord


def naar(endpoint: str, *, melding: str | None = None, heel: bool = False, **waarden: Any) -> Response:
    """Go to `endpoint`: 303, or for htmx on another path 204 with `HX-Redirect`. `melding` never names a resident.

    `heel`: for htmx a real navigation on the same path too, because more changed than the region that was sent.
    """
    if melding:
        flash(melding)
    doel = url_for(endpoint, **waarden)
    hier = urlsplit(htmx.current_url or "").path
    if htmx and (heel or urlsplit(doel).path != hier):
        return htmx_antwoord("", 204, redirect=doel)
    return make_response(redirect(doel, 303))


def datum(waarde: date | datetime | None) -> str:
    """Return `14-11-2026`, or an empty text."""
    if isinstance(waarde, datetime):
        waarde = waarde.astimezone(klok.AMSTERDAM)
    return f"{waarde:%d-%m-%Y}" if waarde else ""


def tijdstip(waarde: datetime | None) -> str:
    """Return `14-11-2026 09:30`, in Amsterdam, or an empty text."""
    return f"{waarde.astimezone(klok.AMSTERDAM):%d-%m-%Y %H:%M}" if waarde else ""


def euro(centen: int | None) -> str:
    """Return cents as `€ 1.234,56`."""
    if centen is None:
        return ""
    heel = f"{abs(centen) / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{'-' if centen < 0 else ''}€ {heel}"


def telefoon(nummer: str | None) -> str:
    """Return a stored number (+31741234567) as people write it (074 123 4567)."""
    if not nummer:
        return ""
    for patroon in _NEDERLANDS:
        if gevonden := patroon.fullmatch(nummer):
            return f"0{' '.join(gevonden.groups())}"
    gelezen = phonenumbers.parse(nummer, "NL")
    vorm = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(gelezen, vorm.NATIONAL if gelezen.country_code == 31 else vorm.INTERNATIONAL)


def klein(naam: str) -> str:
    """Return a name as it stands within a sentence: a small first letter, and "Sociaal Hus" or "Wlz" as they are."""
    return naam[:1].lower() + naam[1:]


def termijnwoorden(dag: date, vandaag: date, klaar: bool = False) -> tuple[str, str]:
    """Return the style and the words of a deadline: ("late", "3 dagen te laat"), or ("", "over 4 dagen")."""
    dagen = (dag - vandaag).days
    if klaar or dagen > 60 or dagen < -400:
        return "late" if dagen < 0 and not klaar else "", datum(dag)
    if dagen < 0:
        return "late", f"{-dagen} {'dag' if dagen == -1 else 'dagen'} te laat"
    if dagen <= 1:
        return "warn", "morgen" if dagen else "vandaag"
    return "", f"over {dagen} dagen"


def zet_op(app: Flask) -> None:
    """Give the templates their building blocks and filters, and detect htmx."""
    htmx.init_app(app)
    app.jinja_env.globals["ui"] = Bouwstenen(app)
    app.jinja_env.globals["vandaag"] = klok.vandaag
    app.jinja_env.globals["termijnwoorden"] = termijnwoorden
    app.jinja_env.globals["csrf_token"] = generate_csrf
    for filter_ in (datum, tijdstip, euro, telefoon, klein):
        app.jinja_env.filters[filter_.__name__] = filter_
