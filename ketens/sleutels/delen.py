"""What a round walks past: the parts of the house that were made with keys, each with its own way to make them anew."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

BEGIN = UUID(int=0)


class Waar(Enum):
    """Whose the rows of a part are."""

    GEMEENTE = "van een gemeente"
    GEDEELD = "van geen gemeente"
    OVERAL = "van elke gemeente en van geen"


@dataclass(frozen=True, slots=True)
class Portie:
    """A handful that is still under another key. Up to and including the id `tot` everything was looked at."""

    tot: UUID
    rijen: Sequence[Any] = ()
    # Cells that don't open.
    onleesbaar: int = 0


@dataclass(frozen=True, slots=True)
class Uitslag:
    """How many were made anew, and how many were passed over because somebody was at them: the next walk sees those."""

    gedaan: int = 0
    over: int = 0


class Deel(Protocol):
    """One table, or one folder."""

    naam: str
    waar: Waar

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the next handful after this id that is not under `sleutel`, or None. Only reads."""
        ...

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Make them anew under `sleutel`, in a short transaction. Never over what someone else wrote meanwhile."""
        ...

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count, in the gemeente of this moment, what needs each of these keys."""
        ...


# By kind of key: who gives the parts. Asked when a round runs, so that every model is there.
DELEN: dict[str, list[Callable[[], Iterable[Deel]]]] = {"gegevens": [], "zoek": [], "log": []}


def meld_aan(soort: str, delen: Callable[[], Iterable[Deel]]) -> None:
    """Register parts that are made with this kind of key."""
    DELEN[soort].append(delen)


def delen_van(soort: str) -> list[Deel]:
    """Return every part of a kind, in a fixed order."""
    return sorted((deel for gever in DELEN[soort] for deel in gever()), key=lambda deel: deel.naam)
