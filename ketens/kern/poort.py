"""The gate. A route names its right with `vereist`; one `before_request` enforces it, and forgetting means 403."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ketens.kern.db import alleen_lezen
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.pagina import htmx

V = TypeVar("V", bound=Callable[..., Any])
LEEST = {"GET", "HEAD", "OPTIONS"}


class Openbaar(StrEnum):
    """The one right that asks for no account."""

    OPENBAAR = "openbaar"


OPENBAAR = Openbaar.OPENBAAR


def vereist(recht: StrEnum, *, leest: bool = False) -> Callable[[V], V]:
    """Label a view with the right it needs; `leest` marks a POST that changes nothing (a search)."""

    def merk(view: V) -> V:
        cast("Any", view).recht = recht
        cast("Any", view).leest = leest
        return view

    return merk


def recht_van_verzoek() -> StrEnum | None:
    """Return the right of the view that this request reaches, or None."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "recht", None)


def leest_alleen() -> bool:
    """Tell whether this request may change nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in LEEST or getattr(view, "leest", False)


def bewaak() -> ResponseReturnValue | None:
    """Let through who may; send the rest to sign in, or answer 401, 403 or 404."""
    alleen_lezen.set(leest_alleen())
    if request.endpoint is None or request.endpoint == "static":
        return None
    recht = recht_van_verzoek()
    if recht is OPENBAAR:
        return None
    if not current_user.is_authenticated:
        return _eerst_inloggen()
    if huidige_gemeente() and current_user.pet is None:
        abort(404)
    if recht is None or not current_user.mag(recht):
        abort(403)
    return None


def _eerst_inloggen() -> ResponseReturnValue:
    if htmx:
        abort(401)
    terug = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("gebruikers.inloggen", next=terug), 303)


def zet_op(app: Flask) -> None:
    """Set the gate up before every request."""
    app.before_request(bewaak)
