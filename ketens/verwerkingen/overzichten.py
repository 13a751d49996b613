"""The register of each keten of the catalogue: its flows, what is missing, and whether it runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ketens.catalogus import Gegevensstroom, Keten, Verwerkingen, catalogus
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.instellingen import Keteninstelling
from ketens.verwerkingen.stand import Rijen, Stroomstand, per_stroom


@dataclass(frozen=True, slots=True)
class Ketenregister:
    """The flows of one keten of this gemeente. Without `bestand` nobody wrote down its flows."""

    keten: Keten
    instelling: Keteninstelling | None
    bestand: Verwerkingen | None
    stromen: tuple[Stroomstand, ...]
    dag: date

    @property
    def is_aan(self) -> bool:
        """Whether the keten runs today."""
        eigen = self.instelling
        return eigen is not None and (eigen.actief_tot is None or eigen.actief_tot >= self.dag)

    @property
    def mist(self) -> tuple[Gegevensstroom, ...]:
        """The flows without a ground that holds."""
        return tuple(stand.stroom for stand in self.stromen if stand.geldt is None)

    @property
    def is_compleet(self) -> bool:
        """Whether every flow is known and has a ground: only then the keten may go live."""
        return self.bestand is not None and not self.mist

    @property
    def te_controleren(self) -> tuple[str, ...]:
        """What a lawyer still has to look at, by the catalogue."""
        return self.bestand.te_controleren if self.bestand else ()


def registers(dag: date | None = None) -> list[Ketenregister]:
    """Every keten of the catalogue with its flows: ketens that are on first. Two queries."""
    dag = dag or vandaag()
    instellingen = {rij.keten_code: rij for rij in db.session.scalars(select(Keteninstelling))}
    rijen = per_stroom()
    alle = [_register(keten, instellingen.get(keten.code), rijen, dag) for keten in catalogus().ketens]
    return sorted(alle, key=lambda register: not register.is_aan)


def register(keten_code: str) -> Ketenregister | None:
    """One of them, or None when the catalogue has no such keten."""
    return next((gevonden for gevonden in registers() if gevonden.keten.code == keten_code), None)


def stand(keten_code: str, stroom_code: str) -> Stroomstand | None:
    """One flow with its whole history, or None when the catalogue has no such flow."""
    gevonden = register(keten_code)
    return next((deel for deel in gevonden.stromen if deel.stroom.code == stroom_code), None) if gevonden else None


def aan_zonder_grond() -> list[Ketenregister]:
    """Ketens that run although a flow has no ground: from before this was kept, or since the catalogue grew."""
    return [gevonden for gevonden in registers() if gevonden.is_aan and not gevonden.is_compleet]


def _register(keten: Keten, eigen: Keteninstelling | None, rijen: Rijen, dag: date) -> Ketenregister:
    bestand = catalogus().verwerkingen(keten.code)
    stromen: Iterable[Gegevensstroom] = bestand.stromen if bestand else ()
    standen = tuple(Stroomstand(stroom, tuple(rijen[keten.code, stroom.code]), dag) for stroom in stromen)
    return Ketenregister(keten, eigen, bestand, standen, dag)
