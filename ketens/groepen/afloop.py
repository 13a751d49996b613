"""What follows from the end of a deelname and lives above this feature: the question whether someone keeps moving."""

from collections.abc import Callable

from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsing

BijEinde = Callable[[Plaatsing, Wie | None], None]
BIJ_EINDE: list[BijEinde] = []


def bij_einde(volg: BijEinde) -> BijEinde:
    """Register what follows when a deelname ended, in the same transaction. Usable as decorator."""
    BIJ_EINDE.append(volg)
    return volg
