"""Where the time of one kind of work goes: cProfile around the app in this process, over a filled database."""

import cProfile
import io
import pstats
import time
from collections import Counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench import werken
from bench.inproces import InProces
from bench.opslag import Opslag
from ketens.app import create_app
from ketens.kern.db import db

REGELS = 40


class OnderMeter(InProces):
    """Its requests are profiled while `meet` is set."""

    def __init__(self, app: Flask, meter: cProfile.Profile) -> None:
        super().__init__(app)
        self.meter, self.meet = meter, False

    def open(self, browser: FlaskClient, pad: str, **kw: Any) -> Any:
        """Send one request under the meter."""
        if self.meet:
            self.meter.enable()
        try:
            return super().open(browser, pad, **kw)
        finally:
            self.meter.disable()


def profiel(opslag: Opslag, naam: str, aantal: int) -> str:
    """Do one kind of work `aantal` times under cProfile; return the costliest functions, by own and by whole time."""
    app, meter, klanten = create_app(opslag.omgeving), cProfile.Profile(time.process_time), []

    def klant() -> OnderMeter:
        klanten.append(OnderMeter(app, meter))
        return klanten[-1]

    opdrachten: Counter[str] = Counter()

    def tel(_verbinding: object, _cursor: object, opdracht: str, *_: object) -> None:
        if any(iemand.meet for iemand in klanten):
            opdrachten[opdracht] += 1

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", tel)
    daad = werken.bij_app(naam, klant)
    for keer in range(5 + aantal):
        pakket = daad.bereid()
        for iemand in klanten:
            iemand.meet = keer >= 5
        daad.doe(pakket)
        for iemand in klanten:
            iemand.meet = False
    uitvoer = io.StringIO()
    cijfers = pstats.Stats(meter, stream=uitvoer).strip_dirs()
    for volgorde in ("tottime", "cumulative"):
        cijfers.sort_stats(volgorde).print_stats(REGELS)
    sql = "\n".join(f"{keren / aantal:6.2f}  {' '.join(tekst.split())[:160]}" for tekst, keren in opdrachten.items())
    return f"{naam}: {aantal} keer\n{uitvoer.getvalue()}\nopdrachten aan de database per keer:\n{sql}"
