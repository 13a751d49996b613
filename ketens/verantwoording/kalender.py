"""What must be handed in when: the duties of the catalogue, with what the gemeente noted about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.catalogus.verantwoording import Verantwoording
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.verantwoording.models import Indiening

# A deadline is on the calendar a year long before it, and a year long after it.
VENSTER = timedelta(days=365)
# The page that opens or makes what is handed in, and the words on its button.
OPENT = {
    "vragenlijst": ("verantwoording.vragenlijst", "Bekijk de antwoorden"),
    "monitor": ("monitor.jaar", "Maak de monitor"),
    "sisa": ("budgetten.sisa", "Bekijk de SiSa-bedragen"),
    "jaarrekening": ("budgetten.overzicht", "Bekijk de bedragen"),
}


@dataclass(frozen=True, slots=True)
class Regel:
    """One duty about one year."""

    plicht: Verantwoording
    jaar: int
    indiening: Indiening | None

    @property
    def eigen(self) -> bool:
        """Whether the gemeente set this day itself."""
        return self.indiening is not None and self.indiening.eigen_termijn is not None

    @property
    def termijn(self) -> date:
        """The last day."""
        eigen = self.indiening.eigen_termijn if self.indiening else None
        return eigen or self.plicht.termijn.voor(self.jaar)

    @property
    def onzeker(self) -> bool:
        """Whether nobody could check this day."""
        return not self.eigen and not self.plicht.termijn.zeker

    @property
    def gedaan_op(self) -> date | None:
        """When it was handed in."""
        return self.indiening.ingediend_op if self.indiening else None

    @property
    def te_laat(self) -> bool:
        """Whether the day has gone by and nothing was handed in."""
        return self.gedaan_op is None and self.termijn < vandaag()

    @property
    def naam(self) -> str:
        """The duty and its year."""
        return f"{self.plicht.naam} over {self.jaar}"

    @property
    def endpoint(self) -> str:
        """The page that opens or makes it."""
        return OPENT[self.plicht.wat][0]

    @property
    def knop(self) -> str:
        """The words on its button."""
        return OPENT[self.plicht.wat][1]

    @property
    def waarden(self) -> dict[str, Any]:
        """What its address needs."""
        return {"jaar": self.jaar} | ({"soort": self.plicht.code} if self.plicht.wat == "vragenlijst" else {})


def van(wie: Wie, dag: date | None = None) -> list[Regel]:
    """Return what is on the calendar for this hat: what is late first, then by day. One query."""
    dag = dag or vandaag()
    vraag = select(Indiening).where(Indiening.jaar > dag.year - 4).options(joinedload(Indiening.door))
    bekend = {(rij.soort, rij.jaar): rij for rij in db.session.scalars(vraag)}
    regels = [Regel(plicht, jaar, bekend.get((plicht.code, jaar))) for plicht, jaar in _mogelijk(wie, dag)]
    gezien = [regel for regel in regels if abs(regel.termijn - dag) <= VENSTER]
    return sorted(gezien, key=lambda regel: (not regel.te_laat, regel.termijn, regel.plicht.naam))


def _mogelijk(wie: Wie, dag: date) -> Iterator[tuple[Verantwoording, int]]:
    for plicht in plichten(wie):
        yield from ((plicht, jaar) for jaar in range(dag.year - 3, dag.year + 2) if plicht.geldt(jaar))


def plichten(wie: Wie) -> list[Verantwoording]:
    """Return the duties that this hat has to do with: those of its ketens, and those of the whole gemeente."""
    eigen = set(wie.ketens)
    return [plicht for plicht in catalogus().verantwoordingen if not plicht.ketens or eigen & set(plicht.ketens)]


def indiening(soort: str, jaar: int) -> Indiening | None:
    """Return what was noted about a duty of a year."""
    vraag = select(Indiening).where(Indiening.soort == soort, Indiening.jaar == jaar)
    return db.session.scalars(vraag.options(joinedload(Indiening.door))).one_or_none()
