"""A group of which the session of a measurement is today."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from ketens.catalogus import catalogus
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.metingen.handelingen import Cel, leg_vast
from ketens.metingen.momenten import dag
from tests import wereld
from tests.maak import Maker


class Meetgroep:
    """A group with participants; `naam(wie, ...)` is the field of a cell, `meet` keeps values without a page."""

    def __init__(self, app: Flask, groep: Groep, plaatsingen: list[Plaatsing]) -> None:
        self.app, self.groep, self.plaatsingen = app, groep, plaatsingen
        self.id = groep.id

    def naam(self, nr: int, code: str, sleutel: str = "waarde") -> str:
        """Return the name of a field of a participant."""
        return f"m{self.plaatsingen[nr].id.hex}_{code}_{sleutel}"

    def meet(
        self, moment: str, *rijen: tuple[int, str, dict[str, object]], door: str = "trainer", **anders: Any
    ) -> int:
        """Keep answers of participants (by number), as someone who has just opened the grid."""
        with wereld.binnen(self.app):
            groep = db.session.get_one(Groep, self.groep.id)
            cellen = [self.cel(nr, code, antwoorden, **anders) for nr, code, antwoorden in rijen]
            gedaan = leg_vast(groep, moment, cellen, formulier_id=uuid4(), door=wereld.wie(door))
            db.session.commit()
            db.session.expunge_all()
        return gedaan

    def cel(self, nr: int, code: str, antwoorden: dict[str, object], gezien: UUID | None = None) -> Cel:
        """Return one cell as the grid reads it."""
        instrument = catalogus().instrument(code)
        plaatsing = db.session.get_one(Plaatsing, self.plaatsingen[nr].id)
        return Cel(plaatsing, instrument, instrument.lees(antwoorden), gezien)

    def schuif(self, nr: int) -> None:
        """Let session `nr` be today."""
        with wereld.binnen(self.app):
            groep = db.session.get_one(Groep, self.groep.id)
            stap = vandaag() - next(dag(sessie) for sessie in groep.bijeenkomsten if sessie.nr == nr)
            groep.begint_op, groep.eindigt_op = groep.begint_op + stap, groep.eindigt_op + stap
            for sessie in groep.bijeenkomsten:
                sessie.begint_op += timedelta(days=stap.days)
            db.session.commit()


@pytest.fixture
def meetgroep(app: Flask, maak: Maker) -> Callable[..., Meetgroep]:
    """`meetgroep(2)` is a group of two in which session `op` (default that of the begin) is today."""

    def doe(aantal: int = 2, *, interventie: str = "in_balans", op: int | None = None, **velden: Any) -> Meetgroep:
        # Of an interventie without a fixed number of sessions the last day is asked for.
        einde = {} if catalogus().interventie(interventie).weken else {"eindigt_op": vandaag() + timedelta(weeks=20)}
        groep = maak.groep(interventie_code=interventie, **{"trainers": ("trainer",), **einde, **velden})
        trajecten = [maak.traject(f"Proef{nr:02}") for nr in range(aantal)]
        with wereld.binnen(app):
            rijen = [
                Plaatsing(groep_id=groep.id, inwoner_id=t.inwoner_id, traject_id=t.id, geplaatst_op=nu())
                for t in trajecten
            ]
            db.session.add_all(rijen)
            db.session.commit()
            db.session.expunge_all()
        gemaakt = Meetgroep(app, groep, rijen)
        meten = catalogus().interventie(interventie).meten
        if meten is not None:
            gemaakt.schuif(op or meten.t0_bij)
        return gemaakt

    return doe
