"""The planning of a half year: demand beside supply, and what is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from ketens.catalogus import Interventie, catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import Stand
from ketens.groepen.models import Groep
from ketens.groepen.overzichten import Groepscijfers, per_groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import DAGDELEN
from ketens.kern.klok import vandaag
from ketens.planning.halfjaar import Halfjaar
from ketens.planning.lezen import Ketenstand, lees, sinds
from ketens.planning.norm import Norm, Tekort, wijk_van
from ketens.planning.verdelen import Verdeeld
from ketens.trajecten.instellingen import instelling

MAAKT_NIET_UIT = "maakt_niet_uit"


@dataclass(frozen=True, slots=True)
class Vraag:
    """Who waits for one interventie."""

    keten_code: str
    interventie: Interventie
    verdeeld: Verdeeld
    tekort: Tekort

    @property
    def aantal(self) -> int:
        """How many wait."""
        return len(self.verdeeld.rij)

    @property
    def eerste(self) -> date:
        """Since when the first one waits."""
        return min(map(sinds, self.verdeeld.rij))

    @property
    def dagen(self) -> int:
        """How many days they have waited so far: the median."""
        return round(median((vandaag() - sinds(wachtplek)).days for wachtplek in self.verdeeld.rij))

    @property
    def plek_op_tijd(self) -> int:
        """How many could have a place in a group that begins within the term."""
        return len(self.verdeeld.groep_van) - len(self.tekort.te_laat)

    def tel(self, hoort: Callable[[Wachtplek], bool]) -> int:
        """Count those who wait and for whom this holds."""
        return sum(map(hoort, self.verdeeld.rij))


@dataclass(frozen=True, slots=True)
class Aanbod:
    """A group of the half year: how full, and how many who wait could have a place there."""

    groep: Groep
    stand: Stand
    cijfers: Groepscijfers
    past: int


@dataclass(frozen=True, slots=True)
class Planning:
    """The page."""

    halfjaar: Halfjaar
    norm: dict[str, Norm]
    vragen: list[Vraag]
    aanbod: list[Aanbod]
    wijken: list[str] = field(default_factory=list)
    dagdelen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def wachtend(self) -> int:
        """How many wait, for one thing or another."""
        return sum(vraag.aantal for vraag in self.vragen)

    @property
    def telt(self) -> list[Aanbod]:
        """The groups that go on, or did."""
        return [rij for rij in self.aanbod if rij.groep.afgelast_op is None]

    def som(self, wat: str) -> int:
        """Add up a count of the groups that can still be filled or run."""
        return sum(getattr(rij.stand, wat) for rij in self.telt if not rij.groep.is_voorbij)


def planning(wie: Wie, halfjaar: Halfjaar) -> Planning:
    """Return demand, supply and what is missing, of the ketens of this hat."""
    ketens = lees(wie, halfjaar)
    vragen = [vraag for stand in ketens for vraag in vragen_van(stand)]
    groepen = [(groep, stand) for stand in ketens for groep in stand.in_halfjaar(halfjaar)]
    return Planning(
        halfjaar,
        {stand.keten.code: norm_van(stand) for stand in ketens},
        vragen,
        _aanbod(groepen, vragen),
        sorted({wijk_van(w) for vraag in vragen for w in vraag.verdeeld.rij}),
        _dagdelen(w for vraag in vragen for w in vraag.verdeeld.rij),
    )


def vragen_van(stand: Ketenstand) -> list[Vraag]:
    """Return who waits in a keten, by interventie, most people first."""
    codes = {wachtplek.interventie_code for wachtplek in stand.wachtplekken}
    norm = norm_van(stand) if codes else Norm(None)
    vragen = []
    for code in codes:
        interventie, verdeeld = catalogus().interventie(code), Verdeeld(stand, code)
        vragen.append(Vraag(stand.keten.code, interventie, verdeeld, Tekort(verdeeld, interventie, norm)))
    return sorted(vragen, key=lambda vraag: (-vraag.aantal, vraag.interventie.naam))


def norm_van(stand: Ketenstand) -> Norm:
    """Return within how many working days someone should begin in this keten, in this gemeente."""
    return Norm.van(stand.keten, instelling(stand.keten.code))


def in_wijk(wijk: str) -> Callable[[Wachtplek], bool]:
    """Return whether someone wants a group in this wijk, or lives there."""
    return lambda wachtplek: wijk_van(wachtplek) == wijk


def op_dagdeel(dagdeel: str) -> Callable[[Wachtplek], bool]:
    """Return whether someone can come in this part of the week; who can always come is counted once, apart."""
    if dagdeel == MAAKT_NIET_UIT:
        return lambda wachtplek: not wachtplek.dagdelen
    return lambda wachtplek: dagdeel in wachtplek.dagdelen


def _dagdelen(wachtplekken: Iterable[Wachtplek]) -> list[tuple[str, str]]:
    gevraagd: set[str] = set()
    for wachtplek in wachtplekken:
        gevraagd |= set(wachtplek.dagdelen) or {MAAKT_NIET_UIT}
    namen = [(code, naam.capitalize()) for code, naam in DAGDELEN.items()]
    return [rij for rij in [*namen, (MAAKT_NIET_UIT, "Maakt niet uit")] if rij[0] in gevraagd]


def _aanbod(groepen: list[tuple[Groep, Ketenstand]], vragen: list[Vraag]) -> list[Aanbod]:
    past: dict[UUID, int] = {}
    for vraag in vragen:
        for groep in vraag.verdeeld.groep_van.values():
            past[groep.id] = past.get(groep.id, 0) + 1
    cijfers: dict[UUID, Any] = per_groep([groep.id for groep, _ in groepen])
    return [
        Aanbod(groep, stand.standen[groep.id], cijfers[groep.id], past.get(groep.id, 0)) for groep, stand in groepen
    ]
