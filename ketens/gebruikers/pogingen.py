"""Tries to sign in, counted in the database so that the limit holds over all workers."""

from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, func, select, update

from ketens.gebruikers.aansluiting import aansluiting
from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.versleuteling import zoekhash, zoekhashes

VENSTER = timedelta(minutes=15)
PER_ACCOUNT, PER_ADRES, RUIMTE = 10, 50, 1000
# On one account, from all browsers and addresses together where it never came in.
OVERAL = 30
# Codes of six digits: also together, over all addresses where this account never came in (besluit 0043).
CODES_OVERAL, BEKEND = 20, timedelta(days=30)


def begin(email: str, adres: str, apparaat: bytes | None) -> UUID | None:
    """Write a try with a password down before it is judged, and commit it; None when there were too many.

    Those that were written before this one count: of a hundred at once, over all workers, the first ones are judged.
    """
    poging = noteer(email, adres, gelukt=False, apparaat=apparaat)
    db.session.commit()
    if te_veel(email, adres, apparaat, voor=poging.id):
        db.session.delete(poging)
        db.session.commit()
        return None
    return poging.id


def te_veel(email: str, adres: str, apparaat: bytes | None = None, *, voor: UUID | None = None) -> bool:
    """Tell whether who tries must wait.

    A browser that this account came in with has its own count, whatever is tried elsewhere (besluit 0044). Everyone
    else: so many from one address, on this account from it, and on this account from everywhere; but an address from
    which the account came in lately has nothing to do with what is tried elsewhere.
    """
    ruim = RUIMTE if current_app.extensions["ketens"].ruime_limieten else 1
    nu, wie, adres = klok.nu(), zoekhashes("email", email), aansluiting(adres)
    fout = [Aanmeldpoging.gelukt.is_(False), Aanmeldpoging.op > nu - VENSTER]
    fout += [Aanmeldpoging.id < voor] if voor else []
    if apparaat is not None:
        return _tel(wie, Aanmeldpoging.apparaat == apparaat, *fout) >= PER_ACCOUNT * ruim
    hier = Aanmeldpoging.adres == adres
    fout.append(Aanmeldpoging.apparaat.is_(None))
    if _tel(None, hier, *fout) >= PER_ADRES * ruim or _tel(wie, hier, *fout) >= PER_ACCOUNT * ruim:
        return True
    bekend = _tel(wie, hier, Aanmeldpoging.gelukt.is_(True), Aanmeldpoging.op > nu - BEKEND)
    return not bekend and _tel(wie, *fout) >= OVERAL * ruim


def noteer(email: str, adres: str, *, gelukt: bool, apparaat: bytes | None = None) -> Aanmeldpoging:
    """Write a try down, in the transaction that is open."""
    wie = zoekhash("email", email)
    poging = Aanmeldpoging(wie_hash=wie, adres=aansluiting(adres), op=klok.nu(), gelukt=gelukt, apparaat=apparaat)
    db.session.add(poging)
    return poging


def gelukt(poging_id: UUID) -> None:
    """Note that what was tried was right."""
    db.session.execute(update(Aanmeldpoging).where(Aanmeldpoging.id == poging_id).values(gelukt=True))


def begin_code(account_id: UUID, adres: str) -> UUID | None:
    """Write a try with a code down before it is judged, and commit it; None when there were too many.

    Counted first, so that a hundred tries at once are a hundred. Guessing takes the password, and then a code has a
    million values: so tries from everywhere count together. Only an address from which this account came in lately
    is left alone with its own count: whoever guesses elsewhere doesn't shut the rightful user out.
    """
    wie, nu, adres = zoekhashes("code", account_id.hex), klok.nu(), aansluiting(adres)
    poging = Aanmeldpoging(wie_hash=wie[0], adres=adres, op=nu, gelukt=False)
    db.session.add(poging)
    db.session.commit()
    ruim = RUIMTE if current_app.extensions["ketens"].ruime_limieten else 1
    hier, fout = Aanmeldpoging.adres == adres, Aanmeldpoging.gelukt.is_(False)
    recent = Aanmeldpoging.op > nu - VENSTER
    vanaf_hier = _tel(wie, hier, fout, recent)
    bekend = _tel(wie, hier, Aanmeldpoging.gelukt.is_(True), Aanmeldpoging.op > nu - BEKEND)
    te_veel_hier = vanaf_hier > PER_ACCOUNT * ruim
    if te_veel_hier or (not bekend and _tel(wie, fout, recent) > CODES_OVERAL * ruim):
        db.session.delete(poging)
        db.session.commit()
        return None
    return poging.id


def _tel(wie: list[bytes] | None, *eisen: ColumnElement[bool]) -> int:
    vraag = select(func.count()).select_from(Aanmeldpoging).where(*eisen)
    return db.session.scalar(vraag if wie is None else vraag.where(Aanmeldpoging.wie_hash.in_(wie))) or 0


def code_gelukt(poging_id: UUID) -> None:
    """Note that the code of this try was right."""
    gelukt(poging_id)
