"""What a gemeente does with the grounds of its ketens: lay one down from a day on. None of it commits."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Gegevensstroom
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.verwerkingen.models import Verwerking
from ketens.verwerkingen.regels import keur
from ketens.verwerkingen.stand import mist_op

HOOGSTENS_GENOEMD = 4


def leg_vast(
    stroom: Gegevensstroom,
    *,
    keten_code: str,
    formulier_id: UUID,
    vanaf: date,
    grondslag: str,
    uitzondering: str,
    verantwoordelijke: str,
    ontvangers: str,
    bewaartermijn: str,
    door: Wie,
    wet: str = "",
    opmerking: str = "",
    toch: bool = False,
) -> Verwerking:
    """Add the row that holds from `vanaf` on; what stood before stays readable. Sent twice, it is laid down once.

    `toch`: go ahead although the ground raises a warning.
    """
    bestaand = db.session.scalars(select(Verwerking).where(Verwerking.formulier_id == formulier_id)).one_or_none()
    if bestaand is not None:
        return bestaand
    keur(stroom, grondslag=grondslag, uitzondering=uitzondering, wet=wet, toch=toch)
    rij = Verwerking(
        formulier_id=formulier_id,
        keten_code=keten_code,
        stroom=stroom.code,
        vanaf=vanaf,
        grondslag=grondslag,
        wet=wet,
        uitzondering=uitzondering,
        verantwoordelijke=verantwoordelijke,
        ontvangers=ontvangers,
        bewaartermijn=bewaartermijn,
        opmerking=opmerking,
        vastgelegd_op=nu(),
        door_id=door.account_id,
    )
    db.session.add(rij)
    return rij


def eis_grondslagen(keten_code: str, naam: str, op: date) -> None:
    """Raise Domeinfout when a flow of this keten has no ground that holds on this day: it can't go live then."""
    mist = mist_op(keten_code, op)
    if mist is None:
        raise Domeinfout(
            f"{naam} kan nog niet aan: in de catalogus staat nog niet welke gegevens naar wie gaan.",
            veld="aan",
        )
    if mist:
        raise Domeinfout(
            f"{naam} kan nog niet aan. Bij Verwerkingen is de grondslag nog niet vastgelegd van: {noem(mist)}.",
            veld="aan",
        )


def noem(stromen: tuple[Gegevensstroom, ...]) -> str:
    """Name some flows in one line: at most four, and how many more."""
    namen = [stroom.naam for stroom in stromen[:HOOGSTENS_GENOEMD]]
    rest = len(stromen) - len(namen)
    return ", ".join(namen) + (f" en nog {rest}" if rest else "")
