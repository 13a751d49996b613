"""A browser that an account came in with before: its tries are counted apart (besluit 0044).

Whoever guesses elsewhere uses up what everyone else has together, and never what this browser has. The cookie is signed
and says nothing but that; it opens nothing.
"""

import hashlib
import hmac
import secrets
from datetime import date, timedelta

from flask import Flask, Response, current_app, g, request

from ketens.kern.klok import vandaag
from ketens.kern.zegel import lees_zegel, verzegel

DOEL = "bekend"
GELDT = timedelta(days=180)
# On one computer behind a counter.
MEESTE = 12


def apparaat(email: str) -> bytes | None:
    """Return the id of this browser when the account with this address came in with it lately, else None."""
    gelezen = _lees()
    if gelezen is None:
        return None
    id_, merken = gelezen
    op = merken.get(_merk(id_, email))
    return bytes.fromhex(id_) if op is not None and op > vandaag() - GELDT else None


def onthoud(email: str) -> None:
    """Have this browser be known to the account that comes in now."""
    id_, merken = _lees() or (secrets.token_hex(16), {})
    merk = _merk(id_, email)
    merken.pop(merk, None)
    laatste = dict([*merken.items(), (merk, vandaag())][-MEESTE:])
    g.bekend = verzegel(DOEL, [id_, {merk: op.isoformat() for merk, op in laatste.items()}])


def zet_op(app: Flask) -> None:
    """Lay the cookie down with the answer."""
    veilig = app.config["SESSION_COOKIE_SECURE"]

    def leg(antwoord: Response) -> Response:
        if waarde := g.pop("bekend", None):
            antwoord.set_cookie(
                _naam(), waarde, max_age=int(GELDT.total_seconds()), secure=veilig, httponly=True, samesite="Lax"
            )
        return antwoord

    app.after_request(leg)


def _lees() -> tuple[str, dict[str, date]] | None:
    inhoud = lees_zegel(DOEL, request.cookies.get(_naam()), 2)
    return (str(inhoud[0]), {merk: date.fromisoformat(op) for merk, op in inhoud[1].items()}) if inhoud else None


def _merk(id_: str, email: str) -> str:
    """Return how an account is called in this one browser: no address, and nothing to compare with another."""
    geheim = str(current_app.secret_key).encode()
    return hmac.digest(geheim, f"{DOEL}:{id_}:{email}".encode(errors="replace"), hashlib.sha256)[:12].hex()


def _naam() -> str:
    return "__Host-ketens-bekend" if current_app.config["SESSION_COOKIE_SECURE"] else "ketens-bekend"
