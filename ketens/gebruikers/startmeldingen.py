"""What a beheerder must know before anything else: what stands above registers itself here."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Startmelding:
    """A notice on the start page, with the page where it is dealt with."""

    titel: str
    tekst: str
    endpoint: str
    knop: str


BRONNEN: list[Callable[[], list[Startmelding]]] = []


def startmeldingen() -> list[Startmelding]:
    """Return all notices of this moment."""
    return [melding for bron in BRONNEN for melding in bron()]
