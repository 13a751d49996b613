"""Text that every form can hold, and how far a writer is."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# How many rows were written so far.
Voortgang = Callable[[int], None]
# A progress bar moves by so many rows at a time.
STAP = 250
# What XML cannot hold: control characters, half a surrogate pair, the two last of a plane.
_ONMOGELIJK = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def stil(_gedaan: int) -> None:
    """Tell nobody how far it is."""


def leesbaar(tekst: str) -> str:
    """Return text without what a document cannot hold: that becomes a question mark, and a line ends in one way."""
    return _ONMOGELIJK.sub("?", tekst.replace("\r\n", "\n").replace("\r", "\n"))


class Teller:
    """Counts rows over all tables of a report, and tells it now and then."""

    def __init__(self, voortgang: Voortgang) -> None:
        self.gedaan, self._voortgang = 0, voortgang

    def tel(self, rijen: Iterable[T]) -> Iterator[T]:
        """Yield the rows, counting those that were dealt with."""
        for rij in rijen:
            yield rij
            self.gedaan += 1
            if self.gedaan % STAP == 0:
                self._voortgang(self.gedaan)
