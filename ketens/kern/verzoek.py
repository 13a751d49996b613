"""The end of a request, in one order: log row, commit or roll back, then what must outlive a refusal (besluit 0004)."""

from collections.abc import Callable
from typing import Protocol

from flask import Flask, Response, abort, g, request

from ketens.kern import poort, versleuteling
from ketens.kern.db import alleen_lezen, db
from ketens.kern.gemeente import verlaat_gemeente


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
    versleuteling.geopend.set(set())
    alleen_lezen.set(request.method in poort.LEEST)
    if b"%00" in request.query_string:
        abort(400)  # no page asks for it, and PostgreSQL refuses it as a value
    try:
        _ = request.form
    except OSError:  # a body that breaks off, or chunks without a size
        abort(400)


def zet_op(app: Flask, *, logboek: Logboek, vergt_logregel: Callable[[int], bool]) -> None:
    """Make every request one transaction that ends with its row in the access log."""

    def rond_af(antwoord: Response) -> Response:
        werk = g.pop("na_afloop", [])
        gelukt = antwoord.status_code < 400
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
