"""The gate. A route names its right with `vereist`; one `before_request` enforces it, and forgetting means 403."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_htmx import make_response as htmx_antwoord
from flask_login import current_user

from ketens.kern import meenemen
from ketens.kern.db import alleen_lezen
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.herkomst import is_vreemd
from ketens.kern.pagina import htmx
from ketens.kern.zegel import verzegel

V = TypeVar("V", bound=Callable[..., Any])
LEEST = {"GET", "HEAD", "OPTIONS"}


class Openbaar(StrEnum):
    """The one right that asks for no account."""

    OPENBAAR = "openbaar"


OPENBAAR = Openbaar.OPENBAAR


@dataclass(frozen=True, slots=True)
class Hoogstens:
    """How often one account may ask something, in a minute and in an hour (besluit 0018)."""

    naam: str
    minuut: int
    uur: int


# Typing a name asks three or four times.
ZOEKEN = Hoogstens("zoeken", minuut=60, uur=600)
NOODGREEP = Hoogstens("noodgreep", minuut=5, uur=20)
UITVOER = Hoogstens("uitvoer", minuut=10, uur=60)
# Without an account only the address is counted, and it may hold tenfold: a whole office or library can share one.
AANMELDING = Hoogstens("aanmelding", minuut=1, uur=6)
STATUS = Hoogstens("status", minuut=3, uur=30)
# Opening the link of an offered place, and answering it.
PLAATS = Hoogstens("plaats", minuut=3, uur=30)
# A hall full of tablets; right codes count too, or a wrong one could be told by what it costs.
DAGCODE = Hoogstens("dagcode", minuut=2, uur=15)
DAGTEST = Hoogstens("dagtest", minuut=10, uur=300)
# Everyone of one office signs in between half past eight and nine.
AANMELDDIENST = Hoogstens("aanmelddienst", minuut=20, uur=200)
# What a passkey is asked to sign, by whoever stands at the front door.
SLEUTELVRAAG = Hoogstens("sleutelvraag", minuut=20, uur=200)
# Asking for a link by mail, and choosing a password by one.
HERSTEL = Hoogstens("herstel", minuut=1, uur=6)
KIEZEN = Hoogstens("kiezen", minuut=3, uur=30)
# One service of calendars fetches for many people.
AGENDA = Hoogstens("agenda", minuut=20, uur=300)


def vereist(
    recht: StrEnum,
    *,
    leest: bool = False,
    schrijft: bool = False,
    hoogstens: Hoogstens | None = None,
    vers: bool | Callable[[], bool] = False,
) -> Callable[[V], V]:
    """Label a view with the right it needs; `leest` marks a POST that changes nothing (a search).

    `schrijft` marks the one GET that does: where another site brings somebody back (besluit 0045).

    `hoogstens` bounds how often it is asked. A page that only shows a form is not counted: see `telt_mee`.

    `vers` marks what weighs much: who did not show a short while ago who they are, shows it first (besluit 0043). A
    function tells it of this request: a file with names weighs more than one without.
    """

    def merk(view: V) -> V:
        cast("Any", view).recht = recht
        cast("Any", view).leest = leest
        cast("Any", view).schrijft = schrijft
        cast("Any", view).hoogstens = hoogstens
        cast("Any", view).vers = vers
        return view

    return merk


def recht_van_verzoek() -> StrEnum | None:
    """Return the right of the view that this request reaches, or None."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "recht", None)


def leest_alleen() -> bool:
    """Tell whether this request may change nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "schrijft", False):
        return False
    return request.method in LEEST or getattr(view, "leest", False)


def telt_mee() -> Hoogstens | None:
    """Return the bound that this request counts for. Where a view takes both, the GET is only the empty form."""
    view = current_app.view_functions.get(request.endpoint or "")
    methoden = (request.url_rule.methods if request.url_rule else None) or set()
    alleen_formulier = request.method in LEEST and "POST" in methoden
    return None if alleen_formulier else getattr(view, "hoogstens", None)


def bewaak() -> ResponseReturnValue | None:
    """Let through who may; send the rest to sign in, or answer 401, 403 or 404."""
    alleen_lezen.set(leest_alleen())
    if request.endpoint is None or request.endpoint == "static":
        return None
    if request.method not in LEEST and is_vreemd():
        abort(403)
    recht = recht_van_verzoek()
    if recht is not OPENBAAR and (weg := _weiger(recht)):
        return weg
    if grens := telt_mee():
        current_app.extensions["ketens.beurt"](grens)
    return None


def _weiger(recht: StrEnum | None) -> ResponseReturnValue | None:
    """Send away who may not come here: to the front door, or with 403 or 404."""
    if not current_user.is_authenticated:
        return _eerst_inloggen()
    if huidige_gemeente() and current_user.pet is None:
        abort(404)
    if recht is None or not current_user.mag(recht):
        abort(403)
    return _weeg()


def _weeg() -> ResponseReturnValue | None:
    """Ask anew who this is before what weighs much; what they sent meanwhile is put back first."""
    gegeven = None
    if getattr(_view(), "vers", False) and meenemen.is_meegenomen() and (gegeven := meenemen.pak_uit()) is None:
        abort(400)
    if not vraagt_vers() or current_user.is_vers:
        return None
    return _ter_plekke(gegeven) if _kan_mee() else _eerst_bevestigen()


def vraagt_vers() -> bool:
    """Tell whether the view of this request wants to know anew who asks."""
    vers = getattr(_view(), "vers", False)
    return bool(vers() if callable(vers) else vers)


def _view() -> object:
    return current_app.view_functions.get(request.endpoint or "")


def _kan_mee() -> bool:
    """Tell whether what was sent can go along: not of htmx, that puts no page in place of a region, and no files. Whose
    answer is a file has nothing typed, and would leave somebody behind on a page that has nothing more to say."""
    alleen_velden = request.method == "POST" and not htmx and not request.files
    return alleen_velden and getattr(_view(), "hoogstens", None) is not UITVOER


def _ter_plekke(gegeven: Mapping[str, str] | None) -> ResponseReturnValue | None:
    """Ask it on a page that takes along what was sent, and go on with that once it was shown."""
    vraag = current_app.extensions["ketens.bevestig"](gegeven)
    g.tegengehouden = vraag is not None
    return cast("ResponseReturnValue | None", vraag)


def _eerst_bevestigen() -> ResponseReturnValue:
    """Ask who this is, and remember under a seal where they were.

    Who asked for a page gets it afterwards. Who pressed a button of htmx or fetched a file comes back to the page with
    the button.
    """
    g.tegengehouden = True
    hier = request.full_path.rstrip("?")
    vandaan = _eigen_pagina(str(htmx.current_url or "") if htmx else request.headers.get("Referer", ""))
    view = current_app.view_functions[str(request.endpoint)]
    opnieuw = bool(htmx) or request.method not in LEEST or getattr(view, "hoogstens", None) is UITVOER
    terug = (vandaan or (hier if request.method in LEEST else "/")) if opnieuw else hier
    doel = url_for("tweefactor.bevestigen", next=verzegel("bevestigen", [terug[:1000], opnieuw and terug != hier]))
    return htmx_antwoord("", 204, redirect=doel) if htmx else redirect(doel, 303)


def _eigen_pagina(adres: str) -> str | None:
    delen = urlsplit(adres)
    if delen.netloc != request.host:
        return None
    return urlunsplit(("", "", delen.path, delen.query, "")) or None


def is_tegengehouden() -> bool:
    """Tell whether the gate sent this request away to sign in: nothing was shown or changed, whatever was asked."""
    return bool(g.get("tegengehouden"))


def _eerst_inloggen() -> ResponseReturnValue:
    g.tegengehouden = True
    if htmx:
        abort(401)
    terug = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("gebruikers.inloggen", next=terug), 303)


def zet_op(app: Flask, *, beurt: Callable[[Hoogstens], None]) -> None:
    """Set the gate up before every request; `beurt` counts a bounded one, or refuses it with 429."""
    app.extensions["ketens.beurt"] = beurt
    app.before_request(bewaak)
