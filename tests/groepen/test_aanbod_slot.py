"""Offers, answers and ends at the same moment, each in a thread and a transaction of its own, on both databases."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from bench.kandidaten import maak_kandidaten
from ketens.groepen import handelingen
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import beantwoord
from ketens.groepen.bezetting import vergrendel
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.models import Traject
from tests import wereld

IS_OPEN = (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))


def tegelijk(app, *werk: Callable[[], Any]) -> list[str]:
    """Do each in a thread; return what came of it: "goed", or the sentence of a refusal."""

    def een(doe: Callable[[], Any]) -> str:
        with wereld.binnen(app):
            try:
                doe()
                db.session.commit()
            except Domeinfout as fout:
                db.session.rollback()
                return fout.zin
            except StaleDataError:  # as a form says it: somebody else changed this
                db.session.rollback()
                return "tegelijk"
            return "goed"

    with ThreadPoolExecutor(len(werk)) as pool:
        return list(pool.map(een, werk))


@pytest.fixture
def wachtend(app) -> Callable[[int], list[UUID]]:
    """`wachtend(8)`: people who wait for In Balans."""

    def doe(aantal: int) -> list[UUID]:
        with wereld.binnen(app):
            ids = maak_kandidaten(wereld.id_van("gemeente-borne"), aantal)
            for id_ in ids:
                zet_op_wachtlijst(db.session.get_one(Traject, id_), interventie_code="in_balans", door=None)
            db.session.commit()
            return ids

    return doe


def aanbiedingen(app) -> list[tuple[UUID, UUID]]:
    with wereld.binnen(app):
        return [tuple(rij) for rij in db.session.execute(select(Plaatsaanbod.traject_id, Plaatsaanbod.groep_id))]


def test_twee_groepen_tegelijk_vullen_biedt_niemand_twee_plaatsen_aan(app, maak, wachtend):
    een, twee = maak.groep("Een", plaatsen=3, minimum=1), maak.groep("Twee", plaatsen=3, minimum=1)
    wachtend(5)
    uitkomsten = tegelijk(
        app, *(lambda id_=groep.id: vul(db.session.get_one(Groep, id_)) for groep in (een, twee, een, twee))
    )
    assert uitkomsten == ["goed"] * 4
    gekregen = aanbiedingen(app)
    assert len({traject for traject, _ in gekregen}) == len(gekregen) == 5
    assert max(sum(groep_id == groep.id for _, groep_id in gekregen) for groep in (een, twee)) <= 3


def test_op_een_aanbod_wordt_een_keer_geantwoord(app, maak, wachtend):
    groep = maak.groep(plaatsen=1, minimum=1)
    wachtend(1)
    with wereld.binnen(app):
        (aanbod,) = vul(db.session.get_one(Groep, groep.id))
        db.session.commit()
        aanbod_id = aanbod.id
    uitkomsten = tegelijk(
        app,
        *(
            lambda wat=wat: beantwoord(db.session.get_one(Plaatsaanbod, aanbod_id), wat, via="link", door=None)
            for wat in ("ja", "niet_nu", "ja", "nee")
        ),
    )
    assert uitkomsten.count("goed") == 1
    assert all("al geantwoord" in zin for zin in uitkomsten if zin != "goed")
    with wereld.binnen(app):
        antwoord = db.session.get_one(Plaatsaanbod, aanbod_id).antwoord
        assert db.session.scalar(select(func.count(Plaatsing.id))) == (antwoord == "ja")


def test_wie_van_de_lijst_gaat_wacht_op_wie_net_ja_zegt_en_neemt_niets_terug(app, maak, wachtend):
    """Both write in the offer and in the waiting place: who leaves the list waits for the group before doing so."""
    groep = maak.groep(plaatsen=1, minimum=1)
    wachtend(1)
    with wereld.binnen(app):
        (aanbod,) = vul(db.session.get_one(Groep, groep.id))
        db.session.commit()
        aanbod_id, wachtplek_id = aanbod.id, aanbod.wachtplek_id
    vast, bezig = threading.Event(), threading.Event()

    def zeg_ja() -> None:
        vergrendel(groep.id)
        vast.set()
        bezig.wait(5)
        time.sleep(0.3)  # on PostgreSQL the other waits by now; on SQLite it may not even begin
        beantwoord(db.session.get_one(Plaatsaanbod, aanbod_id), "ja", via="link", door=None)

    def ga_weg() -> None:
        vast.wait(5)
        bezig.set()
        haal_van_wachtlijst(db.session.get_one(Wachtplek, wachtplek_id), door=None)

    assert tegelijk(app, zeg_ja, ga_weg) == ["goed", "goed"]
    with wereld.binnen(app):
        aanbod, wachtplek = db.session.get_one(Plaatsaanbod, aanbod_id), db.session.get_one(Wachtplek, wachtplek_id)
        assert (aanbod.antwoord, aanbod.vervallen_reden, wachtplek.vervallen_reden) == ("ja", None, "geplaatst")
        assert db.session.scalar(select(func.count(Plaatsing.id))) == 1


def test_sluiten_plaatsen_en_aanbieden_wachten_op_elkaar_en_niet_in_een_kring(app, maak, wachtend):
    """Whoever ends a traject locks its groups first: no two that wait for each other, and no place lost."""
    groep, ander = maak.groep("Een", plaatsen=2, minimum=1), maak.groep("Twee", plaatsen=2, minimum=1)
    ids = wachtend(8)
    with wereld.binnen(app):
        vul(db.session.get_one(Groep, groep.id))
        db.session.commit()
    sluit = [
        lambda id_=id_: db.session.get_one(Traject, id_).sluit_af(door=None, reden="geen_interesse") for id_ in ids[:3]
    ]
    plaats = [
        lambda id_=id_: handelingen.plaats(
            db.session.get_one(Traject, id_), db.session.get_one(Groep, ander.id), door=None, reden_afwijking="Nu"
        )
        for id_ in ids[1:4]
    ]
    uitkomsten = tegelijk(app, *sluit, *plaats, lambda: vul(db.session.get_one(Groep, groep.id)))
    assert uitkomsten[-1] == "goed"
    with wereld.binnen(app):
        for rij in (groep, ander):
            houdt = db.session.scalar(
                select(func.count(Plaatsaanbod.id)).where(Plaatsaanbod.groep_id == rij.id, *IS_OPEN)
            )
            zit = select(func.count(Plaatsing.id)).where(Plaatsing.groep_id == rij.id, Plaatsing.geeindigd_op.is_(None))
            assert houdt + db.session.scalar(zit) <= 2
        open_van = select(Plaatsaanbod.traject_id).where(*IS_OPEN)
        dicht = select(func.count(Traject.id)).where(Traject.id.in_(open_van), Traject.afgesloten_op.is_not(None))
        assert db.session.scalar(dicht) == 0
