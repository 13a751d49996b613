"""The gemeente in the address: `/<gemeente>/…` sets the tenant before any query."""

from typing import Any
from uuid import UUID

from flask import Flask, abort, current_app, g, has_request_context
from sqlalchemy import select

from ketens.gebruikers.models import Gemeente
from ketens.kern import db as kern_db
from ketens.kern.gemeente import betreed_gemeente


def zoek_op(slug: str) -> UUID | None:
    """Return the id of a gemeente. Kept per worker; an unknown slug looks again, for a gemeente that is new."""
    bekend: dict[str, UUID] = current_app.extensions.setdefault("ketens.adressen", {})
    if slug not in bekend:
        merk = kern_db.alleen_lezen.set(True)
        try:
            # Not through the session of the request: its transaction may only begin when the gemeente is known.
            with kern_db.db.engine.connect() as verbinding:
                bekend.update({rij.slug: rij.id for rij in verbinding.execute(select(Gemeente.slug, Gemeente.id))})
        finally:
            kern_db.alleen_lezen.reset(merk)
    return bekend.get(slug)


def zet_op(app: Flask) -> None:
    """Take the gemeente from the address, and put it back into every address that is made."""

    @app.url_value_preprocessor
    def uit_adres(_endpoint: str | None, waarden: dict[str, Any] | None) -> None:
        slug = (waarden or {}).pop("gemeente", None)
        if slug is None:
            return
        gemeente_id = zoek_op(slug)
        if gemeente_id is None:
            abort(404)
        g.gemeente_slug = slug
        betreed_gemeente(gemeente_id)

    @app.url_defaults
    def in_adres(endpoint: str, waarden: dict[str, Any]) -> None:
        if "gemeente" in waarden or not has_request_context() or "gemeente_slug" not in g:
            return
        if app.url_map.is_endpoint_expecting(endpoint, "gemeente"):
            waarden["gemeente"] = g.gemeente_slug
