"""A list in pages: which one this is, and where the ones beside it stand."""

from collections.abc import Callable
from typing import Any


def bladzijden(totaal: int, per: int) -> int:
    """Return how many pages there are: at least one."""
    return max(1, -(-totaal // per))


def bladeren(nummer: int, regels: int, totaal: int, *, per: int, url: Callable[[int], str]) -> dict[str, Any]:
    """Return what `ui.bladeren` shows of page `nummer` (from 1), on which stand so many rows of the total."""
    aantal, voor = bladzijden(totaal, per), (nummer - 1) * per
    return {
        "nummer": nummer,
        "aantal": aantal,
        "van": voor + 1,
        "tot": voor + regels,
        "totaal": totaal,
        "vorige_url": url(nummer - 1) if nummer > 1 else None,
        "volgende_url": url(nummer + 1) if nummer < aantal else None,
    }
