"""The codes of an app (TOTP, RFC 6238): six digits, a new one each 30 seconds, each worth something once."""

import hmac
from uuid import UUID

import pyotp
from sqlalchemy import select, update

from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor.models import Codeapp

STAP = 30
UITGEVER = "Ketens"


def bedenk() -> str:
    """Return a new secret (160 bits), as it is typed into an app."""
    return pyotp.random_base32()


def adres(geheim: str, email: str) -> str:
    """Return the address that a QR code holds, and that opens the app on a phone."""
    return pyotp.TOTP(geheim).provisioning_uri(name=email, issuer_name=UITGEVER)


def stap_van(geheim: str, code: str) -> int | None:
    """Return the step whose code this is: that of now, or one before or after it (a clock may be off); else None."""
    nu = int(klok.nu().timestamp()) // STAP
    totp = pyotp.TOTP(geheim)
    gegeven = code.encode(errors="replace")  # as text, whatever is not ASCII would be an error
    passend = [stap for stap in (nu - 1, nu, nu + 1) if hmac.compare_digest(totp.generate_otp(stap).encode(), gegeven)]
    return max(passend, default=None)


def neem(account_id: UUID, code: str) -> bool:
    """Take a code of one of this account's apps. The same code, or one before it, is never taken again.

    The database decides: of two requests at once with one code, one finds the step still open.
    """
    for app in db.session.scalars(select(Codeapp).where(Codeapp.account_id == account_id).order_by(Codeapp.id)):
        stap = stap_van(app.geheim or "", code)
        if stap is not None and _verbruik(app.id, stap):
            return True
    return False


def _verbruik(app_id: UUID, stap: int) -> bool:
    open_ = update(Codeapp).where(Codeapp.id == app_id, Codeapp.laatste_stap < stap)
    zet = open_.values(laatste_stap=stap, gebruikt_op=klok.nu()).execution_options(synchronize_session=False)
    return db.session.execute(zet).rowcount == 1  # type: ignore[attr-defined]
