"""A report that is quickly made is the answer itself, made without the lock of who writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ketens.gebruikers.wie import Wie
from ketens.kern.db import alleen_lezen, db
from ketens.stukken.formaten import FORMATEN
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.handelingen import keur


def kort_stuk(wat: str, formaat: str, *, door: Wie, **gegevens: Any) -> Stuk | None:
    """Return the report when it is quickly made and written, else None. Ends the transaction of the request: reads."""
    soort = keur(wat, formaat, gegevens, door=door)
    grens = FORMATEN[formaat].meteen
    with _lezend():
        if soort.cellen and soort.cellen(door, **gegevens) > grens:
            return None
        stuk = soort.maak(door, **gegevens)
    return stuk if stuk.cellen <= grens else None


@contextmanager
def _lezend() -> Iterator[None]:
    """Read for as long as it takes, without the lock of who writes: nothing was written yet in this request."""
    db.session.rollback()
    merk = alleen_lezen.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        alleen_lezen.reset(merk)
