"""Who waits, for the tests of planning."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count, islice
from typing import Any

import pytest
from flask import Flask

from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.trajecten.models import Traject
from tests import wereld

WIJKEN = ("Centrum", "Hertme", "Zenderen")
DAGDELEN = ("di_ochtend", "wo_middag", "do_ochtend", "vr_middag")


@pytest.fixture
def wacht(app: Flask, maak: Any) -> Callable[..., Traject]:
    """`wacht("Jansen", dagen=10, wijk="Hertme")` lets someone wait since so many days, for a kind of group."""

    def doe(achternaam: str = "Jansen", *, dagen: int = 0, interventie: str = "in_balans", **velden: Any) -> Traject:
        wens = {naam: velden.pop(naam) for naam in ("wijk", "dagdelen", "samen_met") if naam in velden}
        traject = maak.klaar_voor_plaats(achternaam, **velden)
        with wereld.binnen(app):
            hier = db.session.get_one(Traject, traject.id)
            wachtplek = zet_op_wachtlijst(hier, interventie_code=interventie, door=wereld.wie("coordinator"), **wens)
            db.session.flush()
            db.session.get_one(Wachtplek, wachtplek.id).sinds = nu() - timedelta(days=dagen)
            db.session.commit()
            db.session.expunge_all()
        return traject

    return doe


@pytest.fixture
def velen(app: Flask) -> Callable[..., None]:
    """`velen(2000)` lets so many wait for In Balans, as rows: who they are does not matter."""
    nummers = count()

    def doe(aantal: int, **wens: Any) -> None:
        with wereld.binnen(app):
            organisatie_id = wereld.id_van("gemeente-borne")
            for nr in islice(nummers, aantal):
                wijk, dagdeel = WIJKEN[nr % len(WIJKEN)], DAGDELEN[nr % len(DAGDELEN)]
                inwoner = Inwoner(wijk=wijk)
                traject = Traject(
                    inwoner=inwoner,
                    inwoner_id=inwoner.id,
                    kenmerk=f"P-{nr:06d}",
                    keten_code=wereld.KETEN,
                    keten_versie=1,
                    organisatie_id=organisatie_id,
                    herkomst="verwijzer",
                    uitslag="hoog" if nr % 5 == 0 else "matig",
                    begonnen_op=nu(),
                )
                velden = {"wijk": wijk if nr % 3 == 0 else None, "dagdelen": [dagdeel], **wens}
                wachtplek = Wachtplek(
                    inwoner=inwoner,
                    inwoner_id=inwoner.id,
                    traject=traject,
                    keten_code=wereld.KETEN,
                    interventie_code="in_balans",
                    sinds=nu() - timedelta(days=nr % 90),
                    **velden,
                )
                db.session.add_all([inwoner, traject, wachtplek])
            db.session.commit()
            db.session.expunge_all()

    return doe
