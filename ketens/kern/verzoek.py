"""The end of a request, in one order: log row, commit or roll back, then what must outlive a refusal (besluit 0004)."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from flask import Flask, Response, abort, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from ketens.kern import poort, sleutels, versleuteling
from ketens.kern.db import alleen_lezen, db
from ketens.kern.gemeente import verlaat_gemeente

# The longest address that this app itself makes has some 300 characters; the largest form some 150 fields.
LANGSTE_ADRES, MEESTE_VELDEN = 2048, 500
# Of a body that is too large so much is still read: who is cut off while sending does not see the answer.
UITGELEZEN = 16 * 1024 * 1024


class Logboek(Protocol):
    """What writes the access log: called last in a change, or after a page that showed or refused something."""

    def __call__(self, status: int) -> None:
        """Write one row about this request, in the transaction that is open."""
        ...


def na_afloop(werk: Callable[[], None]) -> None:
    """Have `werk` done in the second, short transaction, also when this request is refused."""
    if "na_afloop" not in g:
        g.na_afloop = []
    g.na_afloop.append(werk)


def begin() -> None:
    """Start a request with nothing opened and no gemeente."""
    sleutels.ververs()
    versleuteling.geopend.set(set())
    alleen_lezen.set(request.method in poort.LEEST)
    if b"%00" in request.query_string:
        abort(400)  # no page asks for it, and PostgreSQL refuses it as a value
    if len(request.path) + len(request.query_string) > LANGSTE_ADRES:
        abort(414)
    try:
        velden = sum(len(waarden) for _, waarden in request.form.lists())
    except OSError:  # a body that breaks off, or chunks without a size
        abort(400)
    except RequestEntityTooLarge:
        _lees_uit()
        raise
    if velden > MEESTE_VELDEN:
        abort(413)


def _lees_uit() -> None:
    over = min(request.content_length or 0, UITGELEZEN)
    stroom = request.environ["wsgi.input"]
    with suppress(OSError):
        while over > 0 and (stuk := stroom.read(min(over, 65536))):
            over -= len(stuk)


def zet_op(app: Flask, *, logboek: Logboek, vergt_logregel: Callable[[int], bool]) -> None:
    """Make every request one transaction that ends with its row in the access log."""

    def rond_af(antwoord: Response) -> Response:
        werk = g.pop("na_afloop", [])
        gelukt = antwoord.status_code < 400 and not poort.is_tegengehouden()
        if gelukt and not poort.leest_alleen():
            logboek(antwoord.status_code)
            db.session.commit()
        else:
            db.session.rollback()
            if vergt_logregel(antwoord.status_code):
                werk.append(lambda: logboek(antwoord.status_code))
        if werk:
            alleen_lezen.set(False)
            for stuk in werk:
                stuk()
            db.session.commit()
        return antwoord

    app.before_request(begin)
    app.after_request(rond_af)
    app.teardown_request(_ruim_op)


def _ruim_op(_fout: BaseException | None) -> None:
    versleuteling.geopend.set(None)
    alleen_lezen.set(False)
    verlaat_gemeente()
