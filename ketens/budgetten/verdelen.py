"""Dividing an amount to the cent: the parts are always together the whole (largest remainder)."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

S = TypeVar("S", bound=Hashable)


def verdeel(bedrag: int, gewichten: Mapping[S, int]) -> dict[S, int]:
    """Divide cents by weight (0 or more, not all 0). Cents that are left go to the largest remainders, then in order.

    A credit is divided as the same amount above zero would be.
    """
    totaal = sum(gewichten.values())
    if totaal <= 0 or min(gewichten.values()) < 0:
        raise ValueError("Er is geen gewicht om naar te verdelen.")
    teken = -1 if bedrag < 0 else 1
    delen, resten = {}, {}
    for sleutel, gewicht in gewichten.items():
        delen[sleutel], resten[sleutel] = divmod(abs(bedrag) * gewicht, totaal)
    over = abs(bedrag) - sum(delen.values())
    for sleutel in sorted(resten, key=lambda s: -resten[s])[:over]:
        delen[sleutel] += 1
    return {sleutel: teken * deel for sleutel, deel in delen.items()}


def aandeel(bedrag: int, honderdsten: int) -> int:
    """Return so many hundredths of a percent of an amount in cents, cut off: no more than that may be."""
    return bedrag * honderdsten // 10_000
