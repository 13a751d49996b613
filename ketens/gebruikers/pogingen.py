"""Tries to sign in, counted in the database so that the limit holds over all workers."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select

from ketens.gebruikers.models import Aanmeldpoging
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.versleuteling import zoekhash

VENSTER = timedelta(minutes=15)
PER_ACCOUNT, PER_ADRES, RUIMTE = 10, 50, 1000


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
    op_account = db.session.scalar(mislukt.where(Aanmeldpoging.wie_hash == zoekhash("email", email))) or 0
    return vanaf_hier >= PER_ADRES * ruim or op_account >= PER_ACCOUNT * ruim


def noteer(email: str, adres: str, *, gelukt: bool) -> None:
    """Write a try down, in the transaction that is open."""
    db.session.add(Aanmeldpoging(wie_hash=zoekhash("email", email), adres=adres, op=klok.nu(), gelukt=gelukt))
