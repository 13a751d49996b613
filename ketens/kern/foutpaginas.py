"""Error pages in plain Dutch. A failure shows a reference, never a trace."""

import logging
import secrets
import traceback
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, InternalServerError

log = logging.getLogger(__name__)
EIGEN_PAGINA = {400, 401, 403, 404, 405, 413, 422, 429, 500}
# What a refusal says beside its page: when to come back, which methods there are.
BIJ_WEIGERING = ("Retry-After", "Allow")


def spoor(fout: BaseException) -> str:
    """Return where it went wrong, without what was in it: the message of an error may quote what somebody typed.

    A `RuntimeError` speaks, because those are our own; of the database the name of the rule that was broken.
    """
    regels = []
    for deel in reversed(_oorzaken(fout)):
        regel = getattr(getattr(getattr(deel, "orig", None), "diag", None), "constraint_name", None)
        zin = str(deel) if type(deel) is RuntimeError else regel
        soort = f"{type(deel).__module__}.{type(deel).__qualname__}" + (f": {zin!r}" if zin else "")
        regels += [*traceback.format_tb(deel.__traceback__), f"{soort}\n"]
    return "".join(regels)


def _oorzaken(fout: BaseException | None) -> list[BaseException]:
    keten: list[BaseException] = []
    while fout is not None and fout not in keten:
        keten.append(fout)
        fout = fout.__cause__ or (None if fout.__suppress_context__ else fout.__context__)
    return keten


def zet_op(app: Flask) -> None:
    """Answer every refusal and failure with a page of the house."""

    def fout(uitval: HTTPException) -> Response:
        if (uitval.code or 500) < 400:
            return make_response(uitval.get_response())
        code = uitval.code if uitval.code in EIGEN_PAGINA else 400
        kenmerk = secrets.token_hex(4) if isinstance(uitval, InternalServerError) else None
        if kenmerk:
            g.storing = True
            log.error("storing %s op %r", kenmerk, request.path)
        if request_ctx.url_adapter is None:
            # Called by a name that is not ours: no address can be made, and nothing of what was sent is repeated.
            return make_response(render_template("fouten/vreemd.html"), 400)
        sjabloon = app.jinja_env.select_template([f"fouten/{code}.html", "fouten/400.html"])
        antwoord = make_response(render_template(sjabloon, kenmerk=kenmerk), uitval.code or 500)
        koppen = dict(uitval.get_headers())
        antwoord.headers.update({naam: koppen[naam] for naam in BIJ_WEIGERING if naam in koppen})
        return antwoord

    def log_spoor(exc_info: Any) -> None:
        # The path holds ids, no persons. `%r`, because it can hold a line break: a line of the log that nobody wrote.
        log.error("fout bij %s %r\n%s", request.method, request.path, spoor(exc_info[1]))

    app.register_error_handler(HTTPException, fout)
    app.log_exception = log_spoor  # type: ignore[method-assign]
