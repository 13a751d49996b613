"""The state of each keten: what stands in the catalogue, and what this gemeente does with it."""

from dataclasses import dataclass

from sqlalchemy import select

from ketens.catalogus import Keten, catalogus
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner


@dataclass(frozen=True, slots=True)
class KetenStand:
    """A keten of the catalogue, and what this gemeente does with it."""

    keten: Keten
    instelling: Keteninstelling | None
    partners: tuple[Ketenpartner, ...]

    @property
    def is_aan(self) -> bool:
        """Whether it runs today."""
        eigen = self.instelling
        return eigen is not None and (eigen.actief_tot is None or eigen.actief_tot >= vandaag())

    @property
    def beoordelaars(self) -> int:
        """How many partners assess."""
        return sum(partner.beoordeelt for partner in self.partners)


def ketens() -> list[KetenStand]:
    """Return every keten of the catalogue, in its newest version."""
    instellingen = {rij.keten_code: rij for rij in db.session.scalars(select(Keteninstelling))}
    partners = list(db.session.scalars(select(Ketenpartner)))
    return [
        KetenStand(
            keten,
            instellingen.get(keten.code),
            tuple(partner for partner in partners if partner.keten_code == keten.code),
        )
        for keten in catalogus().ketens
    ]


def keten(code: str) -> KetenStand | None:
    """Return one keten of the catalogue, or None when there is no such code."""
    return next((stand for stand in ketens() if stand.keten.code == code), None)
