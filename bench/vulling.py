"""Fill an empty database with trajecten: `python -m bench.vulling --aantal 100000 --gemeenten 14 --url sqlite:///…`.

Bulk Core inserts, on SQLite and PostgreSQL. They bypass the sluice, so each gemeente is filled within itself: on
PostgreSQL row-level security still looks at every row.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import event, insert

from bench.aanmelding import meld_aan
from bench.bezetting import WACHTWOORD, Bezetting, Rijen, bezet
from bench.leven import Leven
from bench.mensen import Plaats, stroom, verdeel, verzin
from bench.verloop import doorloop
from bench.vloer import analyseer
from ketens.app import create_app
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.kern.migreren import migreer
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

# Parents before children.
GEDEELD: tuple[Any, ...] = (Gemeente, Organisatie, Account, Lidmaatschap, Keteninstelling, Ketenpartner)
VOLGORDE: tuple[Any, ...] = (
    Inwoner, Zoeksleutel, Betrokkenheid, Toestemming, Traject, Afname, Taak, Stap, Verwijzing, Gebeurtenis, Afsluiting,
)  # fmt: skip
# In ten trajecten one runs; for every hundred there are two more verwijzingen to look at and three that were refused.
LOOPT, WACHT, GEWEIGERD = 0.10, 0.02, 0.03
STAPEL = 2000


def vul(app: Flask, aantal: int, gemeenten: int, meld: Callable[[str], None] = lambda _: None) -> int:
    """Fill an empty, migrated database with `aantal` trajecten over some gemeenten; return the rows."""
    samen, hash_ = 0, versleutel(WACHTWOORD)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _snel)
        for plaats, deel in verdeel(aantal, gemeenten):
            hier = bezet(plaats, deel, hash_)
            with in_gemeente(hier.gemeente_id):
                samen += _voeg_in(hier.rijen, GEDEELD)
                samen += sum(_voeg_in(rijen, VOLGORDE) for rijen in _levens(hier, plaats, deel))
                db.session.commit()
            meld(f"{plaats.naam}: {deel} trajecten")
        db.session.remove()
        db.engine.dispose()
        analyseer(app.extensions["ketens"].eigenaar_url)
    return samen


def _snel(verbinding: Any, _record: object) -> None:
    # Who is killed while filling starts anew. Keys are checked by a test: row by row they take a third of the time.
    for regel in ("journal_mode=MEMORY", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        verbinding.execute(f"PRAGMA {regel}")


def _levens(hier: Bezetting, plaats: Plaats, aantal: int) -> Iterator[Rijen]:
    """Yield the rows of some lives at a time."""
    kans = Random(len(plaats.slug))
    leven = Leven(kans, hier, plaats, nu())
    for nr, mens in enumerate(islice(stroom(plaats), aantal)):
        inwoner_id = leven.inwoner(mens)
        doorloop(leven, mens, inwoner_id, nr=nr, loopt=kans.random() < LOOPT)
        if kans.random() < WACHT + GEWEIGERD:
            _zonder_traject(leven, aantal + nr)
        if nr % STAPEL == STAPEL - 1:
            yield leven.rijen
            leven.rijen.clear()
    yield leven.rijen


def _zonder_traject(leven: Leven, nr: int) -> None:
    mens = verzin(leven.kans, leven.plaats)
    wacht = leven.kans.random() < WACHT / (WACHT + GEWEIGERD)
    op = leven.nu - timedelta(days=leven.kans.randrange(9) if wacht else leven.kans.randrange(20, 1400))
    hoe = {} if wacht else {"geweigerd_op": op + timedelta(days=2), "weigerreden": "niet_doelgroep"}
    meld_aan(leven, mens, leven.inwoner(mens), op, nr=nr, uitslag="matig", **hoe)


def _voeg_in(rijen: Rijen, modellen: tuple[Any, ...]) -> int:
    for model in modellen:
        if rijen[model]:
            db.session.execute(insert(model.__table__), rijen[model])
    return sum(len(rijen[model]) for model in modellen)


def main() -> None:
    """Fill the database of the command line; its keys come from the environment, as for the app."""
    opties = argparse.ArgumentParser(prog="python -m bench.vulling", description="Vul een lege database.")
    opties.add_argument("--aantal", type=int, default=100_000, help="trajecten (100000)")
    opties.add_argument("--gemeenten", type=int, default=14, help="gemeenten, hoogstens 14 (14)")
    opties.add_argument("--url", help="SQLAlchemy-URL (anders KETENS_DATABASE_URL)")
    keuze = opties.parse_args()
    url = {"KETENS_DATABASE_URL": keuze.url} if keuze.url else {}
    app = create_app({**os.environ, **url})
    instellingen = app.extensions["ketens"]
    eigenaar = instellingen.eigenaar_url if "KETENS_EIGENAAR_URL" in os.environ else instellingen.database_url
    migreer(eigenaar, instellingen.database_url)
    begin = time.monotonic()
    rijen = vul(app, keuze.aantal, keuze.gemeenten, lambda regel: print(regel, file=sys.stderr))
    print(f"{rijen} rijen in {time.monotonic() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
