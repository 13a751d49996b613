"""Clock jobs: on time, once, and for each gemeente."""

import threading
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment, zet_klok
from ketens.opdrachten import klok, werker
from ketens.opdrachten.klok import NOOIT, Ritme, elke, leg_uit
from ketens.opdrachten.models import Opdracht
from tests import wereld
from tests.opdrachten.conftest import kijkend, laat_spoor, sporen

ZES = Ritme(time(6, 0), per_gemeente=True)
DAG = date(2026, 11, 16)


def test_een_dagelijkse_opdracht_is_aan_de_beurt_vanaf_zijn_tijd_en_een_keer_per_dag():
    with zet_klok(moment(DAG, 5, 59)):
        assert not ZES.is_tijd(moment(DAG - timedelta(days=1), 6))
    with zet_klok(moment(DAG, 6)):
        assert ZES.is_tijd(moment(DAG - timedelta(days=1), 6))
        assert not ZES.is_tijd(moment(DAG, 6))
    with zet_klok(moment(DAG, 23)):
        assert not ZES.is_tijd(moment(DAG, 6))


def test_zes_uur_is_zes_uur_in_amsterdam_in_de_zomer_en_in_de_winter():
    for dag in (date(2026, 7, 1), date(2026, 12, 1)):
        op_tijd = datetime(dag.year, dag.month, dag.day, 6, tzinfo=AMSTERDAM)
        with zet_klok(op_tijd - timedelta(seconds=1)):
            assert not ZES.is_tijd(op_tijd - timedelta(hours=12))
        with zet_klok(op_tijd):
            assert ZES.is_tijd(op_tijd - timedelta(hours=12))


def test_wat_een_week_is_gemist_wordt_een_keer_ingehaald(app):
    elke(time(6, 0), "proef")(lambda _: laat_spoor())
    with app.app_context(), zet_klok(moment(DAG, 12)):
        werker.werk_door(eenmaal=True)
    with app.app_context(), zet_klok(moment(DAG + timedelta(days=7), 12)):
        werker.werk_door(eenmaal=True)
        werker.werk_door(eenmaal=True)
    assert sporen(app) == 2 * 2  # twee keer, in twee gemeenten


def test_een_opdracht_om_het_uur_wacht_een_uur():
    uur = Ritme(timedelta(hours=1), per_gemeente=True)
    with zet_klok(moment(DAG, 12)):
        assert uur.is_tijd(moment(DAG, 11))
        assert not uur.is_tijd(moment(DAG, 11, 1))
        assert uur.is_tijd(NOOIT)


def test_elke_gemeente_krijgt_haar_eigen_opdracht_en_het_systeem_een(app):
    elke(time(6, 0), "per gemeente")(lambda _: None)
    elke(time(6, 0), "eenmaal", per_gemeente=False)(lambda _: None)
    with kijkend(app):
        assert sorted(klok.aan_de_beurt()) == ["eenmaal", "per gemeente"]
    with app.app_context():
        werker.werk_door(eenmaal=True)
    with kijkend(app):
        assert klok.aan_de_beurt() == []
        gelegd = {(rij.soort, rij.gemeente_id) for rij in db.session.scalars(select(Opdracht))}
    assert gelegd == {
        ("per gemeente", wereld.id_van("borne")),
        ("per gemeente", wereld.id_van("tubbergen")),
        ("eenmaal", None),
    }


def test_twee_werkers_leggen_een_klokopdracht_een_keer_neer(app):
    elke(time(6, 0), "proef")(lambda _: None)
    samen, gelegd = threading.Barrier(3), []

    def leg():
        with app.app_context():
            samen.wait()
            gelegd.append(leg_uit("proef"))
            db.session.commit()

    draden = [threading.Thread(target=leg) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(gelegd) == [0, 0, 2]
    with app.app_context():
        assert len(db.session.scalars(select(Opdracht)).all()) == 2
