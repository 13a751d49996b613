"""When a look was signed last, and when it is time for another (BIO2 5.18.02 and 8.02.01)."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.models import Lidmaatschap
from ketens.gebruikers.startmeldingen import BRONNEN, Startmelding
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.kern.pagina import datum
from ketens.rechtencontrole.models import Controlesoort, Rechtencontrole

# A year, and a quarter.
TERMIJN = {Controlesoort.ALLE: timedelta(days=365), Controlesoort.BIJZONDER: timedelta(days=92)}


class Stand(NamedTuple):
    """How one kind of look stands."""

    soort: Controlesoort
    laatst: Rechtencontrole | None
    open_: Rechtencontrole | None
    uiterlijk: date | None

    @property
    def is_tijd(self) -> bool:
        """Whether it should have been done by now."""
        return self.uiterlijk is not None and self.uiterlijk <= vandaag()


def standen() -> list[Stand]:
    """Return how each kind stands. Before the first look the term runs from the first hat."""
    vraag = select(Rechtencontrole).options(joinedload(Rechtencontrole.afgetekend_door))
    alle = list(db.session.scalars(vraag.order_by(Rechtencontrole.id.desc())))
    eerste = db.session.scalar(
        select(func.min(Lidmaatschap.vanaf)).where(Lidmaatschap.gemeente_id == huidige_gemeente())
    )
    return [_stand(soort, [rij for rij in alle if rij.soort == soort], eerste) for soort in Controlesoort]


def _stand(soort: Controlesoort, rijen: list[Rechtencontrole], eerste: date | None) -> Stand:
    af = [rij for rij in rijen if rij.afgetekend_op is not None]
    laatst = max(af, key=lambda rij: rij.afgetekend_op or rij.begonnen_op, default=None)
    sinds = laatst.afgetekend_op.astimezone(AMSTERDAM).date() if laatst and laatst.afgetekend_op else eerste
    open_ = next((rij for rij in rijen if rij.open_soort), None)
    return Stand(soort, laatst, open_, sinds + TERMIJN[soort] if sinds else None)


def afgetekend() -> list[Rechtencontrole]:
    """Return the looks that were signed, the last one first."""
    vraag = select(Rechtencontrole).where(Rechtencontrole.afgetekend_op.is_not(None))
    return list(
        db.session.scalars(
            vraag.options(joinedload(Rechtencontrole.afgetekend_door)).order_by(Rechtencontrole.afgetekend_op.desc())
        )
    )


def _melding(stand: Stand) -> Startmelding:
    hoe_vaak = "Eens per jaar" if stand.soort is Controlesoort.ALLE else "Elk kwartaal"
    laatst = f"De laatste keer was {datum(stand.laatst.afgetekend_op)}." if stand.laatst else "Dat is nog niet gedaan."
    wat = "alle rollen" if stand.soort is Controlesoort.ALLE else "de bijzondere rechten"
    return Startmelding(
        f"Kijk na wie wat mag: {wat}",
        f"{hoe_vaak} kijkt u na of {wat} nog kloppen, en tekent u daarvoor af. {laatst}",
        "rechtencontrole.overzicht",
        "Naar wie mag wat",
    )


def meldingen() -> list[Startmelding]:
    """Return what a beheerder should look at now."""
    return [_melding(stand) for stand in standen() if stand.is_tijd]


BRONNEN.append(meldingen)
