"""What is locked before a traject that ends or stands still, so that no two wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ketens.trajecten.models import Traject

Slot = TypeVar("Slot", bound="Callable[..., None]")
EERST_VAST: list[Callable[[Traject], None]] = []


def eerst_vast(volg: Slot) -> Slot:
    """Register what a feature above locks before the traject itself. Usable as decorator."""
    EERST_VAST.append(volg)
    return volg


def houd_vast(traject: Traject) -> None:
    """Lock all that goes before this traject."""
    for volg in EERST_VAST:
        volg(traject)
