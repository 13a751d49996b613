"""What a passkey is asked to sign: made here, for one browser and one purpose, answered once, within five minutes."""

import secrets
from datetime import timedelta
from uuid import UUID

from flask import session
from sqlalchemy import delete

from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor.models import Uitdaging

GELDT = timedelta(minutes=5)
# In the cookie of the browser that was asked.
MERK = "uitdaging"


def stel(doel: str, account_id: UUID | None) -> bytes:
    """Make one; what this browser was asked before lapses, and so does all that is too old."""
    nu, uitdaging = klok.nu(), secrets.token_bytes(32)
    db.session.execute(delete(Uitdaging).where(Uitdaging.tot < nu))
    rij = Uitdaging(doel=doel, uitdaging=uitdaging, account_id=account_id, tot=nu + GELDT)
    db.session.add(rij)
    session[MERK] = str(rij.id)
    return uitdaging


def neem(doel: str, account_id: UUID | None) -> bytes | None:
    """Return what this browser was asked for this purpose, and let it be gone whatever comes of it: it commits.

    Of two answers at once the database lets one take it.
    """
    merk = session.pop(MERK, None)
    if not merk:
        return None
    rij = db.session.get(Uitdaging, UUID(str(merk)))
    if rij is None:
        return None
    verwacht = (doel, account_id) == (rij.doel, rij.account_id) and rij.tot > klok.nu()
    weg = delete(Uitdaging).where(Uitdaging.id == rij.id).execution_options(synchronize_session=False)
    genomen = db.session.execute(weg).rowcount == 1  # type: ignore[attr-defined]
    db.session.expunge(rij)
    db.session.commit()
    return rij.uitdaging if genomen and verwacht else None
