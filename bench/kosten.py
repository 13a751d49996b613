"""What seeing, logging and headers cost: the time that a request spends in each, beside the whole and the floor."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from bench import vloer, werken
from bench.inproces import InProces
from bench.meten import Daad
from bench.opslag import Opslag
from ketens.app import create_app
from ketens.audit import anker
from ketens.audit import handelingen as logboek
from ketens.kern import gemeente, poort
from ketens.kern.db import Basis

# What is measured apart; what stands within another is counted in both.
DELEN = {
    "hele verzoek": "alles",
    "poort en sessie": "wie is dit, met welke pet, en mag het",
    "sluis en zicht": "de voorwaarden van gemeente en betrokkenheid, zonder wat de database ermee doet",
    "logregel": "de regel, haar inwoners, de keten",
    "anker": "de kop buiten de database",
    "koppen": "de beveiligingskoppen",
}


class Klok:
    """Adds up, per request, the CPU time within what it wraps."""

    def __init__(self) -> None:
        self.loopt: dict[str, int] = defaultdict(int)
        self.diep: dict[str, int] = defaultdict(int)
        self.rondes: list[dict[str, int]] = []

    def om(self, deel: str, functie: Callable[..., Any]) -> Callable[..., Any]:
        """Return `functie`, timed under `deel`; within itself it counts once."""

        @wraps(functie)
        def getimed(*args: Any, **kw: Any) -> Any:
            self.diep[deel] += 1
            begin = time.process_time_ns()
            try:
                return functie(*args, **kw)
            finally:
                self.diep[deel] -= 1
                if not self.diep[deel]:
                    self.loopt[deel] += time.process_time_ns() - begin

        return getimed

    def sluit_ronde(self) -> None:
        """End a request."""
        self.rondes.append(dict(self.loopt))
        self.loopt.clear()

    def ms(self, deel: str) -> float:
        """Return the median of a part, in milliseconds."""
        return median(ronde.get(deel, 0) for ronde in self.rondes) / 1e6


class OpDeKlok(InProces):
    """Its requests are timed as a whole."""

    def __init__(self, app: Flask, klok: Klok) -> None:
        super().__init__(app)
        self.klok = klok

    def open(self, browser: FlaskClient, pad: str, **kw: Any) -> Any:
        """Send one request by the clock."""
        return self.klok.om("hele verzoek", super().open)(browser, pad, **kw)


def meet(klok: Klok, daad: Daad, aantal: int) -> None:
    """Do something `aantal` times, after five to warm up; what prepares it is not counted."""
    for keer in range(5 + aantal):
        pakket = daad.bereid()
        klok.loopt.clear()
        daad.doe(pakket)
        if keer >= 5:
            klok.sluit_ronde()


def hang_klokken_op(app: Flask, klok: Klok) -> None:
    """Time the parts of this app. For the length of the process: it does nothing else afterwards."""
    voor, na = app.before_request_funcs[None], app.after_request_funcs[None]
    voor[:] = [klok.om("poort en sessie", functie) if functie is poort.bewaak else functie for functie in voor]
    na[:] = [klok.om("koppen", functie) if functie.__module__ == "ketens.kern.kop" else functie for functie in na]
    logboek.schrijf = klok.om("logregel", logboek.schrijf)
    anker.voeg_toe = klok.om("anker", anker.voeg_toe)
    event.remove(Session, "do_orm_execute", gemeente.beperk)
    event.listen(Session, "do_orm_execute", klok.om("sluis en zicht", gemeente.beperk))
    for mapper in Basis.registry.mappers:
        if "zichtbaar_voor" in vars(klasse := mapper.class_):
            kaal = vars(klasse)["zichtbaar_voor"].__func__
            klasse.zichtbaar_voor = classmethod(klok.om("sluis en zicht", kaal))


def kosten(opslag: Opslag, namen: list[str], aantal: int) -> str:
    """Return a table: per kind of work the time in each part, in ms, as share of the request and against the floor."""
    app, bodem = create_app(opslag.omgeving), vloer.maak_app(opslag.vloer_url)
    meter = Klok()
    hang_klokken_op(app, meter)
    regels = ["| werk | deel | ms | van het verzoek | keer de vloer |", "|---|---|---|---|---|"]
    for naam in namen:
        meter.rondes.clear()
        meet(meter, werken.bij_app(naam, lambda: OpDeKlok(app, meter)), aantal)
        onder = Klok()
        vloernaam, _, _ = werken.GRENZEN[naam]
        meet(onder, werken.bij_vloer(vloernaam, OpDeKlok(bodem, onder)), aantal)
        heel, vloer_ms = meter.ms("hele verzoek"), onder.ms("hele verzoek")
        for deel in DELEN:
            ms = meter.ms(deel)
            regels.append(f"| {naam} | {deel} | {ms:.2f} | {ms / heel:.0%} | {ms / vloer_ms:.2f} |")
    return "\n".join(regels)
