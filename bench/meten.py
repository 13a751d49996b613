"""Rounds of floor and app in turn (A B A B): what the machine does meanwhile strikes both, not their ratio."""

import gzip
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.klant import Bladzijde
from bench.webserver import Webserver


@dataclass(frozen=True, slots=True)
class Daad:
    """A request. `bereid` makes what it sends, uncounted; `doe` sends it and judges the answer."""

    bereid: Callable[[], Any]
    doe: Callable[[Any], Bladzijde]


@dataclass(frozen=True, slots=True)
class Werk:
    """Something people do, beside its floor, and the ratio that is allowed and aimed at (None: printed only)."""

    naam: str
    app: Daad
    vloer: Daad | None = None
    vloernaam: str = ""
    hoogstens: float | None = None
    streven: float | None = None


@dataclass(frozen=True, slots=True)
class Maat:
    """How much is measured: rounds, requests of each kind in a round, and the seconds after which it is enough."""

    rondes: int = 21
    per_ronde: int = 10
    seconden: float = 35.0


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was measured: CPU in milliseconds a request (medians), and the median of the ratios of the rounds."""

    werk: str
    vloernaam: str
    vloer_ms: float | None
    app_ms: float
    ratio: float | None
    laagste: float | None
    hoogste: float | None
    hoogstens: float | None
    streven: float | None
    verzoeken: int
    bytes: int
    bytes_gz: int

    @property
    def haalt(self) -> bool:
        """Whether the ratio is within what is allowed."""
        return self.ratio is None or self.hoogstens is None or self.ratio <= self.hoogstens


def meet(werk: Werk, op_app: Webserver, op_vloer: Webserver, maat: Maat) -> Uitkomst:
    """Measure one kind of work; the first round warms up and is not counted."""
    grens = time.monotonic() + maat.seconden
    vloer, app, laatste = [], [], None
    for ronde in range(maat.rondes + 1):
        ms_vloer = ronde_van(op_vloer, werk.vloer, maat.per_ronde)[0] if werk.vloer else None
        ms_app, laatste = ronde_van(op_app, werk.app, maat.per_ronde)
        if ronde:
            app.append(ms_app)
            vloer.append(ms_vloer)
        if ronde > 2 and time.monotonic() > grens:
            break
    ratios = [boven / onder for boven, onder in zip(app, vloer, strict=True) if onder]
    return Uitkomst(
        werk=werk.naam,
        vloernaam=werk.vloernaam,
        vloer_ms=median([ms for ms in vloer if ms]) if werk.vloer else None,
        app_ms=median(app),
        ratio=median(ratios) if ratios else None,
        laagste=min(ratios, default=None),
        hoogste=max(ratios, default=None),
        hoogstens=werk.hoogstens,
        streven=werk.streven,
        verzoeken=len(app) * maat.per_ronde,
        bytes=len(laatste.inhoud),
        bytes_gz=len(gzip.compress(laatste.inhoud, 6)),
    )


def ronde_van(server: Webserver, daad: Daad, aantal: int) -> tuple[float, Bladzijde]:
    """Do something `aantal` times and return the CPU in milliseconds a time, and the last answer."""
    pakketten: Sequence[Any] = [daad.bereid() for _ in range(aantal)]
    begin = server.cpu()
    for pakket in pakketten:
        antwoord = daad.doe(pakket)
    return (server.cpu() - begin) / aantal * 1000, antwoord
