"""Many at once for few places: on both databases, each try in a thread and a transaction of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select

from bench.kandidaten import maak_kandidaten
from ketens.groepen import handelingen
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import BEPROEVING


def probeer(app, groep_id: UUID, traject_ids: list[UUID], *, draden: int) -> list[str]:
    """Place each traject in a thread of its own; return what came of it."""

    def een(traject_id: UUID) -> str:
        with wereld.binnen(app):
            traject, groep = db.session.get_one(Traject, traject_id), db.session.get_one(Groep, groep_id)
            uitkomst = handelingen.plaats(traject, groep, door=None)
            db.session.commit()
            return type(uitkomst).__name__

    with ThreadPoolExecutor(draden) as pool:
        return list(pool.map(een, traject_ids))


@pytest.fixture
def kandidaten(app) -> Callable[[int], list[UUID]]:
    """`kandidaten(50)`: trajecten that wait for a place, made quickly."""

    def doe(aantal: int) -> list[UUID]:
        with wereld.binnen(app):
            return maak_kandidaten(wereld.id_van("gemeente-borne"), aantal)

    return doe


def stand(app, groep_id: UUID) -> tuple[int, int]:
    with wereld.binnen(app):
        geplaatst = select(func.count(Plaatsing.id)).where(
            Plaatsing.groep_id == groep_id, Plaatsing.geeindigd_op.is_(None)
        )
        wacht = select(func.count(Wachtplek.id)).where(Wachtplek.vervallen_op.is_(None))
        return db.session.scalar(geplaatst), db.session.scalar(wacht)


# Two hundred go over HTTP (tests/capaciteit); here too in the long edition.
@pytest.mark.parametrize(("plaatsen", "pogingen"), [(1, 50), (11, 60), *[(11, 200)] * BEPROEVING])
def test_nooit_meer_geplaatst_dan_er_plaatsen_zijn(app, maak, kandidaten, plaatsen, pogingen):
    groep = maak.groep(plaatsen=plaatsen, minimum=1)
    uitkomsten = probeer(app, groep.id, kandidaten(pogingen), draden=50)
    assert uitkomsten.count("Plaatsing") == plaatsen
    assert uitkomsten.count("Wachtplek") == pogingen - plaatsen
    assert stand(app, groep.id) == (plaatsen, pogingen - plaatsen)


@pytest.mark.postgres
@pytest.mark.parametrize("bron", ["postgresql"], indirect=True)
def test_zonder_het_slot_raakt_de_groep_overboekt(app, maak, kandidaten):
    """Proof that the test above could fail: the same code, with the lock left out, overbooks.

    On PostgreSQL alone: on SQLite the transaction itself is the lock.
    """
    groep, mensen = maak.groep(plaatsen=1, minimum=1), kandidaten(8)
    samen = Barrier(8, timeout=20)

    def zonder_slot(*groep_ids: UUID) -> list[Groep]:
        rijen = [db.session.get_one(Groep, id_) for id_ in groep_ids]
        samen.wait()
        return rijen

    met_slot = handelingen.vergrendel
    handelingen.vergrendel = zonder_slot
    try:
        probeer(app, groep.id, mensen, draden=8)
    finally:
        handelingen.vergrendel = met_slot
    assert stand(app, groep.id)[0] > 1


def test_een_inwoner_krijgt_nooit_twee_plaatsen_tegelijk(app, maak, kandidaten):
    """Two groups, so two locks: the traject is locked after its group."""
    groepen = [maak.groep("Een"), maak.groep("Twee")]
    (traject_id,) = kandidaten(1)

    def een(groep: Groep) -> str:
        try:
            return probeer(app, groep.id, [traject_id], draden=1)[0]
        except handelingen.Domeinfout as fout:
            return fout.zin

    with ThreadPoolExecutor(2) as pool:
        uitkomsten = list(pool.map(een, groepen))
    assert sorted(uitkomsten) == ["Deze inwoner heeft al een plaats in een andere groep In Balans.", "Plaatsing"]
