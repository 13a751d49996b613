"""Many requests at one moment: by people who are signed in, with the form that they have open."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from bench.klant import Bladzijde, Klant


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The answers, and how long it took by the clock on the wall: from the start until the last of them."""

    antwoorden: Sequence[Bladzijde]
    seconden: float


def tegelijk(doen: Sequence[Callable[[], Bladzijde]]) -> Uitslag:
    """Do all of these, each in a thread of its own, from the moment that the last of them is ready."""
    begin: list[float] = []
    klaar = Barrier(len(doen), action=lambda: begin.append(time.monotonic()), timeout=60)

    def een(doe: Callable[[], Bladzijde]) -> Bladzijde:
        klaar.wait()
        return doe()

    with ThreadPoolExecutor(len(doen)) as pool:
        antwoorden = list(pool.map(een, doen))
    return Uitslag(antwoorden, time.monotonic() - begin[0])


def verstuur(klanten: Sequence[Klant], paden: Sequence[str], **velden: str) -> Uitslag:
    """Let each of these people open the first form, then send them all at once: their token holds on every page."""
    formulieren = [klant.haal(paden[0]).moet_zijn(200).formulier("csrf_token", paden[0]) for klant in klanten]

    def post(nr: int, pad: str) -> Callable[[], Bladzijde]:
        wie = nr % len(klanten)
        venster, alles = klanten[wie].venster(), {**formulieren[wie].velden, **velden}
        return lambda: venster.post(pad, alles)

    return tegelijk([post(nr, pad) for nr, pad in enumerate(paden)])
