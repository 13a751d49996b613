"""A phone that stays signed in for one thing: a session of its own beside the ordinary one (besluit 0031).

Its cookie opens the pages of `BEPERKT` and nothing else, with one hat, in one gemeente, until a day. It knows no
time-outs: what it hangs on is asked anew on each request.
"""

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from flask import Request, Response, current_app, g, request, session
from sqlalchemy import ColumnElement, bindparam, select, update

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import wie
from ketens.gebruikers.models import Account, Sessie
from ketens.kern import klok, kop, poort
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.verzoek import na_afloop
from ketens.rechten import BEPERKT, Rol

DOEL = "aanwezigheid"
# In the ordinary cookie: which session this phone keeps, so that signing out here ends it too.
MERK = "telefoon"
# Whether the account still has what the phone is for. A feature above registers itself; one no is enough.
Blijft = Callable[[UUID], bool]
BLIJFT: list[Blijft] = []

_VRAAG = (
    select(Sessie.id, Sessie.account_id, Sessie.lidmaatschap_id, Sessie.gezien_op, Account.naam, Account.functie)
    .join(Account, Account.id == Sessie.account_id)
    .where(
        Sessie.token_hash == bindparam("token_hash"),
        Sessie.doel == DOEL,
        Sessie.beeindigd_op.is_(None),
        Sessie.tot >= bindparam("dag"),
        Account.geblokkeerd_op.is_(None),
    )
)


def blijft_zolang(vraag: Blijft) -> Blijft:
    """Register a condition under which a phone stays signed in. Usable as decorator."""
    BLIJFT.append(vraag)
    return vraag


def cookienaam() -> str:
    """`__Host-` would ask for the path `/`, and this one is of one gemeente."""
    return "__Secure-ketens-telefoon" if current_app.config["SESSION_COOKIE_SECURE"] else "ketens-telefoon"


def begin(mens: wie.Wie, tot: date) -> str:
    """Keep this phone signed in until and including `tot`; return the token, that only the cookie will hold."""
    vergeet()
    token, nu = secrets.token_urlsafe(32), klok.nu()
    sessie = Sessie(
        token_hash=wie.token_hash(token),
        account_id=mens.account_id,
        lidmaatschap_id=mens.pet.id if mens.pet else None,
        begonnen_op=nu,
        gezien_op=nu,
        adres=request.remote_addr or "",
        doel=DOEL,
        tot=tot,
    )
    db.session.add(sessie)
    session[MERK] = str(sessie.id)
    return token


def geef_cookie(antwoord: Response, token: str, tot: date) -> Response:
    """Lay the token on the phone, for the addresses of this gemeente alone."""
    einde = klok.moment(tot + timedelta(days=1), 0)
    antwoord.set_cookie(cookienaam(), token, expires=einde, **_kenmerken())  # type: ignore[arg-type]
    return antwoord


def neem_cookie(antwoord: Response) -> Response:
    """Take the token from the phone."""
    antwoord.delete_cookie(cookienaam(), **_kenmerken())  # type: ignore[arg-type]
    return antwoord


def laad(verzoek: Request) -> wie.Wie | None:
    """Return who holds this phone, on a page that it opens; on every other page nobody is signed in."""
    token = verzoek.cookies.get(cookienaam())
    if not token or poort.recht_van_verzoek() not in BEPERKT[DOEL]:
        return None
    verbinding = db.session.connection()
    rij = verbinding.execute(_VRAAG, {"token_hash": wie.token_hash(token), "dag": klok.vandaag()}).one_or_none()
    if rij is None or _is_van_een_ander(rij.account_id):
        return None
    petten = [pet for pet in wie.petten_van(rij.account_id) if (pet.id, pet.rol) == (rij.lidmaatschap_id, Rol.TRAINER)]
    if not petten or petten[0].gemeente_id != huidige_gemeente():
        return None
    if not all(blijft(rij.account_id) for blijft in BLIJFT):
        na_afloop(lambda: eindig(rij.id))
        return None
    if (klok.nu() - rij.gezien_op).total_seconds() > 60:
        na_afloop(lambda: wie.gezien(rij.id, klok.nu()))
    kop.wis_niet()
    noteer_reden("telefoon bleef aangemeld")
    return wie.Wie(rij.account_id, rij.naam, rij.functie, rij.id, token, petten[0], tuple(petten), doel=DOEL)


def hier(mens: wie.Wie) -> tuple[UUID, date] | None:
    """Return the session that this very phone keeps for `mens`, and until when; remember it, to end it together."""
    token = request.cookies.get(cookienaam(), "")
    vraag = select(Sessie.id, Sessie.tot).where(
        Sessie.token_hash == wie.token_hash(token), Sessie.account_id == mens.account_id, *is_open()
    )
    rij = db.session.execute(vraag).one_or_none() if token else None
    if rij is None:
        return None
    if session.get(MERK) != str(rij.id):
        session[MERK] = str(rij.id)
    return rij.id, rij.tot


def herken(mens: wie.Wie) -> None:
    """Know again what this phone keeps when a browser that was closed forgot it: signing out here ends that too.

    Someone else who signs in here ends it at once.
    """
    token = request.cookies.get(cookienaam())
    if not token or MERK in session:
        return
    vraag = select(Sessie.id, Sessie.account_id).where(Sessie.token_hash == wie.token_hash(token), *is_open())
    rij = db.session.execute(vraag).one_or_none()
    if rij is not None and rij.account_id == mens.account_id:
        session[MERK] = str(rij.id)
    elif rij is not None:
        na_afloop(lambda: eindig(rij.id))


def is_open() -> tuple[ColumnElement[bool], ...]:
    """The conditions of a phone that is still signed in."""
    return Sessie.doel == DOEL, Sessie.beeindigd_op.is_(None), Sessie.tot >= klok.vandaag()


def eindig(sessie_id: UUID) -> None:
    """End one."""
    db.session.execute(update(Sessie).where(Sessie.id == sessie_id).values(beeindigd_op=klok.nu()))


def vergeet() -> None:
    """End what this phone keeps: whoever signs out here is out."""
    if bewaard := session.pop(MERK, None):
        eindig(UUID(bewaard))


def neem_mee(bewaard: str | None, account_id: UUID) -> None:
    """Keep it known over a new sign-in of the same person; that of someone else ends."""
    if bewaard is None:
        return
    van = db.session.scalar(select(Sessie.account_id).where(Sessie.id == UUID(bewaard)))
    if van == account_id:
        session[MERK] = bewaard
    else:
        eindig(UUID(bewaard))


def eindig_van(lidmaatschap_id: UUID) -> None:
    """End the phones of a hat that is taken away: given back, it opens nothing by itself."""
    van_pet = update(Sessie).where(Sessie.lidmaatschap_id == lidmaatschap_id, Sessie.doel.is_not(None))
    db.session.execute(van_pet.where(Sessie.beeindigd_op.is_(None)).values(beeindigd_op=klok.nu()))


def _is_van_een_ander(account_id: UUID) -> bool:
    """Tell whether someone else was the last to sign in on this phone."""
    token = session.get("_user_id")
    if not token:
        return False
    laatste = db.session.scalar(select(Sessie.account_id).where(Sessie.token_hash == wie.token_hash(str(token))))
    return laatste not in (None, account_id)


def _kenmerken() -> dict[str, object]:
    veilig = current_app.config["SESSION_COOKIE_SECURE"]
    pad = f"{request.script_root}/{g.gemeente_slug}"
    return {"path": pad, "secure": veilig, "httponly": True, "samesite": "Lax"}
