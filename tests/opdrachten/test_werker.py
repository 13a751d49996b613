"""The worker: each job once, whatever happens to who does it."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ketens.kern import klok as kernklok
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.opdrachten import werker
from ketens.opdrachten.handelingen import opdracht
from ketens.trajecten.instellingen import Keteninstelling
from tests import wereld
from tests.opdrachten.conftest import laat_spoor, sporen

WORTEL = Path(__file__).parent.parent.parent

# A worker in a process of its own, that leaves a mark in a file when it is half-way a job.
ANDER = """
import os, sys, time
from pathlib import Path
from ketens.app import create_app
from ketens.opdrachten import klok, werker
from ketens.opdrachten.handelingen import opdracht
from tests.opdrachten.conftest import laat_spoor
from ketens.kern.db import db

merk, duur = Path(sys.argv[1]), float(sys.argv[2])

@opdracht("traag")
def traag(_):
    laat_spoor()
    db.session.flush()
    merk.write_text("bezig")
    time.sleep(duur)

app = create_app()
klok.RITMES.clear()
with app.app_context():
    werker.werk_door()
"""


@pytest.fixture
def ander(bron, tmp_path):
    """Start a worker elsewhere and wait until it is half-way its job."""
    lopend = []

    def start(duur: float) -> subprocess.Popen:
        merk = tmp_path / "merk"
        omgeving = {**os.environ, **bron.omgeving, "PYTHONPATH": str(WORTEL)}
        proces = subprocess.Popen([sys.executable, "-c", ANDER, str(merk), str(duur)], env=omgeving, cwd=WORTEL)
        lopend.append(proces)
        eind = time.monotonic() + 30
        while not merk.exists():
            assert proces.poll() is None, "de werker stopte te vroeg"
            assert time.monotonic() < eind, "de werker begon niet"
            time.sleep(0.05)
        return proces

    yield start
    for proces in lopend:
        if proces.poll() is None:
            proces.kill()
        proces.wait()


def werk_eens(app):
    with app.app_context():
        werker.werk_door(eenmaal=True)


def test_een_opdracht_wordt_een_keer_gedaan_in_zijn_eigen_gemeente(app, leg_klaar, lees):
    gezien = []

    @opdracht("kijk")
    def kijk(gegevens):
        aantal = db.session.scalar(select(func.count()).select_from(Keteninstelling))
        gezien.append((huidige_gemeente(), aantal, gegevens["getal"]))

    leg_klaar("kijk", gemeente="tubbergen", gegevens={"getal": 7})
    id_ = leg_klaar("kijk", gegevens={"getal": 8})
    werk_eens(app)
    werk_eens(app)
    assert sorted(gezien, key=lambda deel: deel[2]) == [
        (wereld.id_van("tubbergen"), 1, 7),
        (wereld.id_van("borne"), 1, 8),
    ]
    assert lees(id_).klaar_op
    assert huidige_gemeente() is None


def test_werk_dat_nog_niet_mag_blijft_liggen(app, leg_klaar):
    opdracht("proef")(lambda _: laat_spoor())
    leg_klaar("proef", niet_voor=kernklok.nu() + timedelta(hours=1))
    werk_eens(app)
    assert sporen(app) == 0


def test_een_mislukte_opdracht_laat_niets_achter_en_komt_steeds_later_terug(app, leg_klaar, lees, caplog):
    @opdracht("stuk")
    def stuk(_):
        laat_spoor()
        db.session.flush()
        raise ValueError("mevrouw Jansen, 0612345678")

    id_ = leg_klaar("stuk")
    moment, wachttijden = lees(id_).niet_voor, []
    with caplog.at_level(logging.INFO, "ketens.opdrachten.werker"):
        while lees(id_).opgegeven_op is None:
            with kernklok.zet_klok(moment):
                werk_eens(app)
            wachttijden.append((lees(id_).niet_voor - moment) // timedelta(minutes=1))
            moment = max(moment, lees(id_).niet_voor)
    assert wachttijden[:4] == [1, 5, 25, 125]
    assert lees(id_).pogingen == 5
    assert sporen(app) == 0
    assert lees(id_).fout.startswith("ValueError in tests.opdrachten.test_werker:")
    assert "Jansen" not in caplog.text
    assert str(id_) in caplog.text


def test_na_een_mislukte_opdracht_gaat_de_volgende_gewoon_door(app, leg_klaar):
    @opdracht("stuk")
    def stuk(_):
        raise KeyError("weg")

    opdracht("proef")(lambda _: laat_spoor())
    leg_klaar("stuk")
    leg_klaar("proef")
    werk_eens(app)
    assert sporen(app) == 1


def test_een_opdracht_die_later_wel_lukt_is_klaar(app, leg_klaar, lees):
    pogingen = []

    @opdracht("wankel")
    def wankel(_):
        pogingen.append(1)
        if len(pogingen) == 1:
            raise OSError
        laat_spoor()

    id_ = leg_klaar("wankel")
    werk_eens(app)
    assert sporen(app) == 0
    with kernklok.zet_klok(kernklok.nu() + timedelta(minutes=2)):
        werk_eens(app)
    assert sporen(app) == 1
    assert (lees(id_).pogingen, lees(id_).fout) == (2, None)


def test_twee_werkers_doen_elke_opdracht_een_keer(app, leg_klaar):
    @opdracht("proef")
    def proef(_):
        laat_spoor()
        time.sleep(0.005)

    for _ in range(30):
        leg_klaar("proef")
    samen = threading.Barrier(3)

    def werk():
        samen.wait()
        werk_eens(app)

    draden = [threading.Thread(target=werk) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    # A worker that finds a job taken goes on; what another had not finished by then is done in a last round.
    werk_eens(app)
    assert sporen(app) == 30


def test_zonder_vergrendeling_zou_een_opdracht_twee_keer_gebeuren(app, leg_klaar, bron):
    """Show that the race is real: two who only look, both find the job open."""
    opdracht("proef")(lambda _: laat_spoor())
    leg_klaar("proef")
    with app.app_context():
        eerste, tweede = werker._open(), werker._open()
        assert eerste == tweede
        assert werker.doe(eerste[0])
        assert not werker.doe(tweede[0])
    assert sporen(app) == 1


def test_een_werker_die_midden_in_een_opdracht_wordt_gedood_verliest_niets(app, leg_klaar, lees, ander):
    opdracht("traag")(lambda _: laat_spoor())
    id_ = leg_klaar("traag")
    proces = ander(60)
    assert sporen(app) == 0
    proces.kill()
    proces.wait()
    eind = time.monotonic() + 20
    while not lees(id_).klaar_op and time.monotonic() < eind:
        werk_eens(app)  # PostgreSQL needs a moment to notice that the other is gone
    assert lees(id_).klaar_op
    assert sporen(app) == 1


@pytest.mark.parametrize("sein", [signal.SIGTERM, signal.SIGINT])
def test_een_werker_die_mag_stoppen_maakt_eerst_zijn_opdracht_af(app, leg_klaar, lees, ander, sein):
    opdracht("traag")(lambda _: laat_spoor())
    id_ = leg_klaar("traag")
    proces = ander(1)
    proces.send_signal(sein)
    assert proces.wait(timeout=20) == 0
    assert lees(id_).klaar_op
    assert sporen(app) == 1
