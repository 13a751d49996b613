"""One figure to measure against, by its key."""

from sqlalchemy import select

from ketens.indicatoren.models import Doel, Doelgroepcijfer, Gebied
from ketens.kern.db import db


def doelgroepcijfer(jaar: int, groep_code: str) -> Doelgroepcijfer | None:
    """Return one figure, or None when it is not filled in."""
    vraag = select(Doelgroepcijfer).where(Doelgroepcijfer.jaar == jaar, Doelgroepcijfer.groep_code == groep_code)
    return db.session.scalars(vraag).one_or_none()


def doel_van(jaar: int, keten_code: str, indicator_code: str) -> Doel | None:
    """Return the aim that the gemeente chose, or None."""
    vraag = select(Doel).where(Doel.jaar == jaar, Doel.keten_code == keten_code, Doel.indicator_code == indicator_code)
    return db.session.scalars(vraag).one_or_none()


def gebied(pc4: str) -> Gebied | None:
    """Return the wijk of a postcode area, or None."""
    return db.session.scalars(select(Gebied).where(Gebied.pc4 == pc4)).one_or_none()
