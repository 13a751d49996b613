"""Tries to sign in, counted in the database so that the limit holds over all workers."""

from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, func, select, update

from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.versleuteling import zoekhash, zoekhashes

VENSTER = timedelta(minutes=15)
PER_ACCOUNT, PER_ADRES, RUIMTE = 10, 50, 1000
# Codes of six digits: also together, over all addresses where this account never came in (besluit 0043).
CODES_OVERAL, BEKEND = 20, timedelta(days=30)


def te_veel(email: str, adres: str) -> bool:
    """Tell whether this address must wait: too many failures from it, or from it on this account.

    Counted per account *and* address, so that someone elsewhere can't lock the rightful user out.
    """
    ruim = RUIMTE if current_app.extensions["ketens"].ruime_limieten else 1
    mislukt = (
        select(func.count())
        .select_from(Aanmeldpoging)
        .where(Aanmeldpoging.op > klok.nu() - VENSTER, Aanmeldpoging.gelukt.is_(False), Aanmeldpoging.adres == adres)
    )
    vanaf_hier = db.session.scalar(mislukt) or 0
    op_account = db.session.scalar(mislukt.where(Aanmeldpoging.wie_hash.in_(zoekhashes("email", email)))) or 0
    return vanaf_hier >= PER_ADRES * ruim or op_account >= PER_ACCOUNT * ruim


def noteer(email: str, adres: str, *, gelukt: bool) -> None:
    """Write a try down, in the transaction that is open."""
    db.session.add(Aanmeldpoging(wie_hash=zoekhash("email", email), adres=adres, op=klok.nu(), gelukt=gelukt))


def begin_code(account_id: UUID, adres: str) -> UUID | None:
    """Write a try with a code down before it is judged, and commit it; None when there were too many.

    Counted first, so that a hundred tries at once are a hundred. Guessing takes the password, and then a code has a
    million values: so tries from everywhere count together. Only an address from which this account came in lately
    is left alone with its own count: whoever guesses elsewhere doesn't shut the rightful user out.
    """
    wie, nu = zoekhashes("code", account_id.hex), klok.nu()
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


def _tel(wie: list[bytes], *eisen: ColumnElement[bool]) -> int:
    vraag = select(func.count()).select_from(Aanmeldpoging).where(Aanmeldpoging.wie_hash.in_(wie), *eisen)
    return db.session.scalar(vraag) or 0


def code_gelukt(poging_id: UUID) -> None:
    """Note that the code of this try was right."""
    db.session.execute(update(Aanmeldpoging).where(Aanmeldpoging.id == poging_id).values(gelukt=True))
