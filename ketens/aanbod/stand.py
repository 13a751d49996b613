"""What the page of a traject says about leading someone to aanbod: what was done, and what may fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.aanbod import overzichten
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.aanbod.overzichten import Vraag
from ketens.aanbod.toeleiden import laatste, mogelijk
from ketens.kern.db import db
from ketens.trajecten.hulpvragen import hulpvragen
from ketens.trajecten.models import Traject

SUGGESTIES, HOOGSTENS = 3, 25
# A keten with a course leads on to regular exercise (domein 1.1, step 4).
NA_EEN_CURSUS = ("bewegen",)


@dataclass(frozen=True, slots=True)
class Rij:
    """One toeleiding, where it stands and what can come next."""

    toeleiding: Toeleiding
    laatste: str
    mogelijk: Sequence[str]


@dataclass(frozen=True, slots=True)
class Toeleidstand:
    """All that the region and its page show."""

    traject: Traject
    rijen: list[Rij]
    past: list[Aanbod]
    vraag: Vraag = field(default_factory=Vraag)
    gevonden: list[Aanbod] = field(default_factory=list)
    # More was found than is shown.
    totaal: int = 0


def stand_van(traject: Traject, vraag: Vraag | None = None) -> Toeleidstand:
    """Return how it stands; `vraag` is what was looked for on the kaart, where something was."""
    rijen = _rijen(traject)
    al = {rij.toeleiding.aanbod_id for rij in rijen}
    past = [] if traject.is_afgesloten else _past(traject, al)
    if vraag is None or vraag.is_leeg:
        return Toeleidstand(traject, rijen, past)
    gevonden = [aanbod for aanbod in overzichten.kaart(vraag) if aanbod.id not in al]
    return Toeleidstand(traject, rijen, past, vraag, gevonden[:HOOGSTENS], len(gevonden))


def _rijen(traject: Traject) -> list[Rij]:
    vraag = select(Toeleiding).where(Toeleiding.traject_id == traject.id).options(joinedload(Toeleiding.aanbod))
    rijen = db.session.scalars(vraag.order_by(Toeleiding.id.desc())).all()
    return [Rij(rij, laatste(rij), mogelijk(rij)) for rij in rijen]


def _past(traject: Traject, al: set[UUID]) -> list[Aanbod]:
    cursus = any(stap.soort == "deelname" for stap in traject.keten.stappen)
    codes = [vraag.code for vraag in hulpvragen(traject)]
    soorten = NA_EEN_CURSUS if cursus else ()
    return overzichten.passend(codes, traject.inwoner.wijk, soorten=soorten, behalve=al)[:SUGGESTIES]
