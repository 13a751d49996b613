"""Where the time of one kind of work goes: cProfile around the app in this process, over a filled database."""

import cProfile
import io
import pstats
import time
from collections import Counter
from http.client import HTTPMessage

from flask import Flask
from sqlalchemy import event

from bench import werken
from bench.klant import VORM, Bladzijde, Klant
from bench.opslag import Opslag
from ketens.app import create_app
from ketens.kern.db import db

REGELS = 40


class InProces(Klant):
    """The same browser, at the app itself: no server between, so that a profile shows the app and nothing else."""

    def __init__(self, app: Flask, meter: cProfile.Profile) -> None:
        super().__init__(0)
        self.app, self.meter, self.meet = app, meter, False

    def _vraag(self, methode: str, pad: str, lichaam: str | None = None) -> Bladzijde:
        browser = self.app.test_client(use_cookies=False)
        koek = "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items())
        if self.meet:
            self.meter.enable()
        antwoord = browser.open(pad, method=methode, data=lichaam, content_type=VORM, headers={"Cookie": koek})
        self.meter.disable()
        koppen = HTTPMessage()
        for naam, waarde in antwoord.headers:
            koppen[naam] = waarde
        self.neem_koekjes(koppen)
        return Bladzijde(pad, antwoord.status_code, koppen, antwoord.data)


def profiel(opslag: Opslag, naam: str, aantal: int) -> str:
    """Do one kind of work `aantal` times under cProfile; return the costliest functions, by own and by whole time."""
    app, meter, klanten = create_app(opslag.omgeving), cProfile.Profile(time.process_time), []

    def klant() -> InProces:
        klanten.append(InProces(app, meter))
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
