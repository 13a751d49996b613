"""How often an account and an address may search, export or take emergency access (ASVS 2.4.1, besluit 0018).

Of who has no account only the address is counted (besluit 0022).

Counted in the database, so that the bound holds over all workers: one statement, in the transaction at the end of the
request. It answers with the counts, and those are remembered here: the next request is judged without asking. So each
worker may let one request through that another worker's count would have refused, and none after that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import current_app, request
from flask_login import current_user
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.exceptions import TooManyRequests

from ketens.gebruikers.aansluiting import aansluiting
from ketens.gebruikers.models import Beurten
from ketens.kern import klok
from ketens.kern.db import db, nieuw_id
from ketens.kern.poort import OPENBAAR, Hoogstens, recht_van_verzoek
from ketens.kern.versleuteling import zoekhashes
from ketens.kern.verzoek import na_afloop

# A whole office may share one address.
PER_ADRES = 10
RUIMTE = 100
MEESTE_BEKEND = 10_000

Sleutel = tuple[str, bytes, datetime]


def neem(grens: Hoogstens) -> None:
    """Let this request count, or refuse it with 429 and the moment from which it is welcome again."""
    ruimte = RUIMTE if current_app.extensions["ketens"].ruime_limieten else 1
    vakken = _vakken(grens, klok.nu())
    bekend = _bekend()
    vol = [
        hashes[0][2] + duur
        for hashes, duur, meeste in vakken
        if max(bekend.get(sleutel, 0) for sleutel in hashes) >= meeste * ruimte
    ]
    if vol:
        raise TooManyRequests(retry_after=max(1, int((max(vol) - klok.nu()).total_seconds()) + 1))
    na_afloop(lambda: tel([sleutel for hashes, _, _ in vakken for sleutel in hashes]))


def tel(sleutels: Iterable[Sleutel]) -> None:
    """Add one to each count, in a fixed order so that two requests wait for each other instead of forever."""
    verbinding = db.session.connection()
    rijen = [
        {"id": nieuw_id(), "soort": soort, "wie_hash": hash_, "venster": venster, "aantal": 1}
        for soort, hash_, venster in sorted(sleutels)
    ]
    bekend = _bekend()
    if len(bekend) > MEESTE_BEKEND:
        bekend.clear()
    for soort, hash_, venster, aantal in verbinding.execute(_erbij(verbinding.dialect.name), rijen):
        bekend[(soort, hash_, venster)] = aantal


@cache
def _erbij(dialect: str) -> Any:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    return (
        insert(Beurten)
        .on_conflict_do_update(index_elements=["soort", "wie_hash", "venster"], set_={"aantal": Beurten.aantal + 1})
        .returning(Beurten.soort, Beurten.wie_hash, Beurten.venster, Beurten.aantal)
    )


def ruim_op(voor: datetime) -> None:
    """Delete windows that began before this moment."""
    db.session.execute(delete(Beurten).where(Beurten.venster < voor))


def _vakken(grens: Hoogstens, nu: datetime) -> list[tuple[list[Sleutel], timedelta, int]]:
    """Return the windows that this request falls in: keys, length, and how many each may hold.

    Counted under every search key that lies there, so that a new one begins no count anew and an old one may go.
    """
    minuut = nu.replace(second=0, microsecond=0)
    vensters = (
        (f"{grens.naam}/minuut", minuut, timedelta(minutes=1), grens.minuut),
        (f"{grens.naam}/uur", minuut.replace(minute=0), timedelta(hours=1), grens.uur),
    )
    if recht_van_verzoek() is OPENBAAR:
        wie: tuple[tuple[str, int], ...] = ((f"adres:{_vanaf()}", PER_ADRES),)
    else:
        wie = ((f"account:{current_user.account_id}", 1), (f"adres:{request.remote_addr}", PER_ADRES))
    return [
        ([(soort, hash_, begin) for hash_ in zoekhashes("beurt", tekst)], duur, meeste * keer)
        for soort, begin, duur, meeste in vensters
        for tekst, keer in wie
    ]


def _vanaf() -> str:
    return aansluiting(request.remote_addr or "")


def _bekend() -> dict[Sleutel, int]:
    bekend: dict[Any, int] = current_app.extensions.setdefault("ketens.beurten", {})
    return bekend
