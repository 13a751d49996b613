"""What the end of a deelname asks of features above this one, and what follows from it there."""

from collections.abc import Callable, Iterable
from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsing

BijEinde = Callable[[Plaatsing, Wie | None], None]
BIJ_EINDE: list[BijEinde] = []
# Of these plaatsingen, which had their measurement at the end. A feature that measures registers itself here.
Nameting = Callable[[list[UUID]], set[UUID]]
NAMETING: list[Nameting] = []
# How a deelname ends by the rule of its interventie. Who counts the attendance registers itself here.
Voorstelt = Callable[[Plaatsing], str]
VOORSTELT: list[Voorstelt] = []


def bij_einde(volg: BijEinde) -> BijEinde:
    """Register what follows when a deelname ended, in the same transaction. Usable as decorator."""
    BIJ_EINDE.append(volg)
    return volg


def nameting(vraag: Nameting) -> Nameting:
    """Register who knows whether someone was measured at the end. Usable as decorator."""
    NAMETING.append(vraag)
    return vraag


def voorstelt(vraag: Voorstelt) -> Voorstelt:
    """Register who knows how a deelname ends by the rule. Usable as decorator."""
    VOORSTELT.append(vraag)
    return vraag


def voorgesteld(plaatsing: Plaatsing) -> str | None:
    """Return how this deelname ends by the rule, or None where nobody counts."""
    return next((vraag(plaatsing) for vraag in VOORSTELT), None)


def met_nameting(plaatsing_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these plaatsingen had their measurement at the end."""
    ids = list(plaatsing_ids)
    return set().union(*(vraag(ids) for vraag in NAMETING)) if ids else set()
