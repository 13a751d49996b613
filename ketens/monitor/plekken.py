"""Where a remark can stand, and the one that stands there."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.kern.db import db
from ketens.monitor.models import Opmerking
from ketens.monitor.paragrafen import KOPPEN

# The remark at the chapter as a whole.
INLEIDING = "inleiding"


def is_plek(project: str, paragraaf: str, ketens: Collection[str]) -> bool:
    """Tell whether a remark can stand there: at the chapter, or at a paragraph of one of these ketens."""
    if project == INLEIDING:
        return paragraaf == "beschrijving"
    return project in ketens and paragraaf in KOPPEN


def opmerking(jaar: int, project: str, paragraaf: str) -> Opmerking | None:
    """Return the remark at one paragraph."""
    waar = (Opmerking.jaar == jaar) & (Opmerking.project == project) & (Opmerking.paragraaf == paragraaf)
    vraag = select(Opmerking).where(waar).options(joinedload(Opmerking.gewijzigd_door))
    return db.session.scalars(vraag).one_or_none()
