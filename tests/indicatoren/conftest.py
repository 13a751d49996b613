"""Rows laid down as they are in the database, so that what is counted can be worked out by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.instrumenten.handelingen import leeftijdsklasse
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.trajecten.models import Traject
from tests import wereld


class Rijen:
    """Adds rows in the gemeente of the moment; nothing is committed."""

    def inwoner(self, **velden: Any) -> Inwoner:
        inwoner = Inwoner(**{"geboortejaar": 1950, "pc4": "7621", **velden})
        return self._zet(inwoner)

    def test(self, op: Any, *, inwoner: Inwoner | None = None, leeftijd: int | None = 70, **velden: Any) -> Afname:
        rij = {
            "keten_code": "valpreventie",
            "instrument": "valrisicotest@1",
            "uitslag": "matig",
            "organisatie_id": wereld.id_van("dijkhuis"),
            "verwijzer_soort": "huisartsenpraktijk",
            "setting": "praktijk",
            "op": op if not isinstance(op, date) or hasattr(op, "hour") else moment(op),
            "inwoner_id": inwoner.id if inwoner else None,
            "leeftijd": leeftijd if inwoner else None,
            "leeftijdsklasse": leeftijdsklasse(leeftijd),
            "pc4": inwoner.pc4 if inwoner else "7621",
        }
        return self._zet(Afname(**(rij | velden)))

    def traject(self, inwoner: Inwoner, op: date, **velden: Any) -> Traject:
        rij = {
            "inwoner_id": inwoner.id,
            "kenmerk": uuid4().hex[:8],
            "keten_code": "valpreventie",
            "keten_versie": 2,
            "organisatie_id": wereld.id_van("gemeente-borne"),
            "herkomst": "verwijzer",
            "uitslag": "matig",
            "begonnen_op": moment(op),
        }
        rij |= velden
        if "afgesloten_op" not in velden:
            rij["afgesloten_op"] = moment(op + timedelta(days=300))
        return self._zet(Traject(**rij))

    def groep(self, begint_op: date, *, keren: int = 4, **velden: Any) -> Groep:
        rij = {
            "naam": "Groep",
            "keten_code": "valpreventie",
            "interventie_pin": "in_balans@2",
            "organisatie_id": wereld.id_van("gemeente-borne"),
            "locatie": "Zaal",
            "dagdelen": [],
            "overgeslagen": [],
            "plaatsen": 11,
            "minimum": 6,
            "begint_op": begint_op,
            "eindigt_op": begint_op + timedelta(weeks=keren - 1),
        }
        groep = self._zet(Groep(**(rij | velden)))
        for nr in range(keren):
            dag = begint_op + timedelta(weeks=nr)
            db.session.add(Bijeenkomst(groep_id=groep.id, nr=nr + 1, begint_op=moment(dag, 10), minuten=60))
        db.session.flush()
        return groep

    def plaatsing(self, groep: Groep, traject: Traject, *nrs: int, **velden: Any) -> Plaatsing:
        """A place, with the sessions at which this resident was present."""
        rij = {
            "inwoner_id": traject.inwoner_id,
            "traject_id": traject.id,
            "groep_id": groep.id,
            "geplaatst_op": moment(groep.begint_op),
            "leeftijd": 75,
        }
        plaatsing = self._zet(Plaatsing(**(rij | velden)))
        for sessie in groep.bijeenkomsten:
            if sessie.nr in nrs:
                self.mark(plaatsing, sessie)
        return plaatsing

    def mark(
        self, plaatsing: Plaatsing, sessie: Bijeenkomst, stand: AanwezigheidStand = AanwezigheidStand.AANWEZIG
    ) -> Aanwezigheid:
        rij = Aanwezigheid(bijeenkomst_id=sessie.id, plaatsing_id=plaatsing.id, stand=stand, op=sessie.begint_op)
        return self._zet(rij)

    def _zet(self, rij: Any) -> Any:
        db.session.add(rij)
        db.session.flush()
        return rij


@pytest.fixture
def rijen() -> Rijen:
    return Rijen()


@pytest.fixture
def borne(in_borne: Callable[..., Any]):
    with in_borne():
        yield
        db.session.rollback()
