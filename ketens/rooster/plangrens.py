"""What features above have to say of a group while it is being planned: that it runs past what pays for it."""

from collections.abc import Callable, Sequence
from datetime import date

# The keten, the days on which the group would meet, what it costs in cents (None: not known); sentences to show.
Blik = Callable[[str, Sequence[date], int | None], list[str]]
BIJ_PLANNEN: list[Blik] = []


def bij_plannen(blik: Blik) -> Blik:
    """Register what is said of a group while it is planned. It warns, it never blocks. Usable as decorator."""
    BIJ_PLANNEN.append(blik)
    return blik


def let_op(keten_code: str, dagen: Sequence[date], kosten: int | None) -> list[str]:
    """Return all that is to be said."""
    return [zin for blik in BIJ_PLANNEN for zin in blik(keten_code, dagen, kosten)] if dagen else []
