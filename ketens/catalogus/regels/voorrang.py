"""Who on a waiting list is offered a free place first. Lower goes first; at the same rank the oldest date does."""

from collections.abc import Callable, Mapping
from types import MappingProxyType


def hoog_voor_matig(uitslag: str | None) -> int:
    """High fall risk before moderate, moderate before the rest."""
    return {"hoog": 0, "matig": 1}.get(uitslag or "", 2)


VOORRANG: Mapping[str, Callable[[str | None], int]] = MappingProxyType({"hoog_voor_matig": hoog_voor_matig})
