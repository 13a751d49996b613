"""Asking for work."""

import threading

import pytest
from sqlalchemy import func, select

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.opdrachten import werker
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.opdrachten.models import Opdracht
from tests import wereld
from tests.opdrachten.conftest import laat_spoor, sporen


@pytest.fixture(autouse=True)
def werk():
    opdracht("proef")(lambda _: laat_spoor())


def aantal(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Opdracht))


def test_werk_van_een_mislukte_wijziging_is_nooit_gevraagd(app, in_borne):
    with in_borne():
        geef_op("proef", gegevens={})
        db.session.rollback()
    assert aantal(app) == 0


def test_met_een_sleutel_ligt_hetzelfde_werk_er_een_keer(app, leg_klaar):
    assert leg_klaar("proef", sleutel="weekbrief") == leg_klaar("proef", sleutel="weekbrief")
    assert aantal(app) == 1


def test_dezelfde_sleutel_in_een_andere_gemeente_is_ander_werk(app, leg_klaar):
    assert leg_klaar("proef", sleutel="weekbrief") != leg_klaar("proef", gemeente="tubbergen", sleutel="weekbrief")


def test_na_afloop_kan_hetzelfde_werk_opnieuw_worden_gevraagd(app, leg_klaar):
    leg_klaar("proef", sleutel="weekbrief")
    with app.app_context():
        werker.werk_door(eenmaal=True)
    leg_klaar("proef", sleutel="weekbrief")
    with app.app_context():
        werker.werk_door(eenmaal=True)
    assert sporen(app) == 2


def test_wie_tegelijk_hetzelfde_vragen_vragen_een_keer(app):
    samen, ids = threading.Barrier(4), []

    def vraag():
        with app.app_context(), in_gemeente(wereld.id_van("borne")):
            samen.wait()
            ids.append(geef_op("proef", gegevens={}, sleutel="samen").id)
            db.session.commit()

    draden = [threading.Thread(target=vraag) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert aantal(app) == 1


def test_werk_dat_niemand_doet_wordt_niet_aangenomen(app, in_borne):
    with in_borne(), pytest.raises(ValueError, match="Niemand doet"):
        geef_op("onbekend", gegevens={})


def test_twee_onderdelen_kunnen_niet_hetzelfde_werk_claimen():
    with pytest.raises(RuntimeError):
        opdracht("proef")(lambda _: None)
