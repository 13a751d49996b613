"""Whether the residents in a file may still be shown: features above register here who knows."""

from collections.abc import Callable, Collection
from uuid import UUID

# Asked in the transaction that notes a file as ready, with whom it shows: whether they may still be shown. It waits for
# nobody: the row of the file is locked already.
Keuring = Callable[[Collection[UUID]], bool]
KEURINGEN: list[Keuring] = []


def keurt_wie_erin_staat(keuring: Keuring) -> Keuring:
    """Register who tells that the residents in a file may still be shown. Usable as decorator."""
    KEURINGEN.append(keuring)
    return keuring
