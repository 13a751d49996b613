"""What the pages of a handover show."""

from dataclasses import dataclass
from datetime import date

from ketens.gebruikers.models import Account, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.overdrachten.keuzes import BESTEMMINGEN, TERUGGEEFREDENEN, WERKDAGEN_TOT_BEVESTIGING, WIJZEN
from ketens.overdrachten.models import Overdracht
from ketens.overdrachten.stand import andere_ketens, behandelaars, eigen_risico, overdrachten_van, wachtende_stap
from ketens.trajecten.delen import Stap
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.trajecten.models import Traject
from ketens.verwijzingen.wegen import Weg


@dataclass(frozen=True, slots=True)
class Stand:
    """The handovers of a traject."""

    traject: Traject
    stap: Stap | None
    overdrachten: list[Overdracht]
    BESTEMMINGEN = BESTEMMINGEN
    TERUGGEEFREDENEN = TERUGGEEFREDENEN

    @property
    def wacht(self) -> bool:
        """Whether the step waits for a handover that was not made yet."""
        return self.stap is not None and not any(rij.is_open and rij.stap_code for rij in self.overdrachten)

    @property
    def kan_anders(self) -> bool:
        """Whether something came back, so that another road may fit better."""
        return self.wacht and any(rij.teruggegeven_op for rij in self.overdrachten)


@dataclass(frozen=True, slots=True)
class Vooraf:
    """What must be known to hand someone over."""

    behandelaars: list[Organisatie]
    wegen: list[Weg]
    # Cents, or None when nobody filled it in.
    eigen_risico: int | None
    jaar: int
    # The destination that the traject waits for.
    voorstel: str | None


@dataclass(frozen=True, slots=True)
class Stuk:
    """One handover in words."""

    bestemming: str
    wijze: str
    door: str
    toestemming: Toestemming | None
    # Until when the receiver can confirm.
    uiterlijk: date
    instelling: Keteninstelling | None

    @property
    def mag_zien(self) -> bool:
        """Whether the consent stands, so that a letter may still go out."""
        return self.toestemming is not None and self.toestemming.ingetrokken_op is None


def stand_van(traject: Traject) -> Stand:
    """Return the handovers of a traject and the step that asks for one."""
    return Stand(traject, wachtende_stap(traject), overdrachten_van(traject.id))


def vooraf(traject: Traject, door: Wie) -> Vooraf:
    """Return what the form needs."""
    return Vooraf(
        behandelaars(traject.keten_code),
        andere_ketens(traject, door),
        eigen_risico(),
        vandaag().year,
        "zvw" if wachtende_stap(traject) else None,
    )


def stuk(overdracht: Overdracht) -> Stuk:
    """Return a handover in words."""
    return Stuk(
        BESTEMMINGEN[overdracht.bestemming],
        WIJZEN[overdracht.wijze].partition(":")[0],
        db.session.get_one(Account, overdracht.door_id).naam,
        overdracht.toestemming,
        werkdagen_erbij(overdracht.gedaan_op.date(), WERKDAGEN_TOT_BEVESTIGING),
        instelling(overdracht.keten_code),
    )
