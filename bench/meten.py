"""Rounds of floor and app in turn (A B A B): what the machine does meanwhile strikes both, not their ratio."""

import gzip
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
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
    """How much is measured: rounds, requests of each kind in a round, and the seconds after which it is enough.

    The ratio is taken over `samen` rounds at a time: SQLite folds its journal into the file once in some fourteen
    sendings, which costs as much as a sending, and falls into one round and not into the next. The rounds themselves
    stay short: in long ones the floor, which is small, runs from the caches of the processor, and the ratio goes up.
    """

    rondes: int = 84
    per_ronde: int = 10
    samen: int = 4
    seconden: float = 60.0


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was measured: CPU in milliseconds a request (medians), and the median of the ratios.

    `van` and `tot` hold that median, were it measured without end, in 95 of 100 runs: a difference within is noise.
    """

    werk: str
    vloernaam: str
    vloer_ms: float | None
    app_ms: float
    ratio: float | None
    van: float | None
    tot: float | None
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
    ratios = verhoudingen(app, vloer, maat.samen) if werk.vloer else []
    van, tot = interval(ratios)
    return Uitkomst(
        werk=werk.naam,
        vloernaam=werk.vloernaam,
        vloer_ms=median(vloer) if werk.vloer else None,
        app_ms=median(app),
        ratio=median(ratios) if ratios else None,
        van=van,
        tot=tot,
        hoogstens=werk.hoogstens,
        streven=werk.streven,
        verzoeken=len(app) * maat.per_ronde,
        bytes=len(laatste.inhoud),
        bytes_gz=len(gzip.compress(laatste.inhoud, 6)),
    )


def verhoudingen(app: Sequence[float], vloer: Sequence[float], samen: int) -> list[float]:
    """Return the ratio of each `samen` rounds that followed one another; the last may be fewer."""
    beginnen = range(0, len(app), samen)
    return [sum(app[nr : nr + samen]) / sum(vloer[nr : nr + samen]) for nr in beginnen]


def interval(waarden: Sequence[float]) -> tuple[float | None, float | None]:
    """Return between which two of these the true median lies, 95 times in 100; of few that is all of them.

    Each is above or below it by the toss of a coin, whatever their spread looks like.
    """
    if not waarden:
        return None, None
    op_rij, aantal = sorted(waarden), len(waarden)
    buiten, kans = 0, 2 / 2**aantal
    while kans + 2 * comb(aantal, buiten + 1) / 2**aantal <= 0.05:
        buiten += 1
        kans += 2 * comb(aantal, buiten) / 2**aantal
    return op_rij[buiten], op_rij[-1 - buiten]


def ronde_van(server: Webserver, daad: Daad, aantal: int) -> tuple[float, Bladzijde]:
    """Do something `aantal` times and return the CPU in milliseconds a time, and the last answer."""
    pakketten: Sequence[Any] = [daad.bereid() for _ in range(aantal)]
    begin = server.cpu()
    for pakket in pakketten:
        antwoord = daad.doe(pakket)
    return (server.cpu() - begin) / aantal * 1000, antwoord
