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

    A round is long: SQLite folds its journal into the file once in some fourteen sendings, which costs as much as a
    sending. In rounds of ten that fell into one and not into the next, and the median was the one or the other.
    """

    rondes: int = 21
    per_ronde: int = 50
    seconden: float = 60.0


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was measured: CPU in milliseconds a request (medians), and the median of the ratios of the rounds.

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
    vloer, app = [], []
    for ronde in range(maat.rondes + 1):
        beurten = [(vloer, op_vloer, werk.vloer), (app, op_app, werk.app)]
        for gemeten, server, daad in beurten if ronde % 2 else reversed(beurten):
            if daad:
                gemeten.append(ronde_van(server, daad, maat.per_ronde))
        if ronde > 2 and time.monotonic() > grens:
            break
    app_ms, vloer_ms = ([ms for ms, _ in gemeten[1:]] for gemeten in (app, vloer))
    ratios = [boven / onder for boven, onder in zip(app_ms, vloer_ms, strict=False)]
    van, tot = interval(ratios)
    laatste = app[-1][1]
    return Uitkomst(
        werk=werk.naam,
        vloernaam=werk.vloernaam,
        vloer_ms=median(vloer_ms) if vloer_ms else None,
        app_ms=median(app_ms),
        ratio=median(ratios) if ratios else None,
        van=van,
        tot=tot,
        hoogstens=werk.hoogstens,
        streven=werk.streven,
        verzoeken=len(app_ms) * maat.per_ronde,
        bytes=len(laatste.inhoud),
        bytes_gz=len(gzip.compress(laatste.inhoud, 6)),
    )


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
