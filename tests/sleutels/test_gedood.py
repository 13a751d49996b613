"""`kill -9` at any moment of a round, while people look and write: nothing is lost and everyone is found."""

import os
import random
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from ketens.audit.controle import controleer
from ketens.inwoners import handelingen as inwoners
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import zoek
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.sleutels.models import Sleutelronde
from tests import wereld
from tests.bouwkunde.vulling import vul
from tests.merken import BEPROEVING

WORTEL = Path(__file__).parent.parent.parent
DODEN = 60 if BEPROEVING else 12
INWONERS = 150 if BEPROEVING else 60

# Starts the application once, and at each line it reads a worker, as a process of its own with connections of its own;
# the worker does nothing but rounds, in small handfuls, so that there are many moments to die at.
KRAAM = """
import os, signal, sys
from ketens.app import create_app
from ketens.kern.db import db
from ketens.opdrachten import klok, nevenwerk, werker
from ketens.kern.sleutels import sleutelbos
from ketens.sleutels import cellen, delen, werken, zoekwoorden

app = create_app()
klok.RITMES.clear()
nevenwerk.NEVENWERK[:] = [werken.werk]
cellen.RIJEN = zoekwoorden.INWONERS = 2
werken.LUCHT = 0.002
with app.app_context():
    # So that a worker spends its short life on work, and not on building statements.
    for soort in delen.DELEN:
        for deel in delen.delen_van(soort):
            with nevenwerk.sessie(lezend=True):
                deel.zoek(delen.BEGIN, sleutelbos().schrijft(soort))
    db.session.remove()
    db.engine.dispose()
print("klaar", flush=True)
for regel in sys.stdin:
    kind = os.fork()
    if kind == 0:
        sys.stdin.close()
        with app.app_context():
            if regel.strip() == "af":
                werker.werk_door(eenmaal=True)
            else:
                werker.werk_door()
        os._exit(0)
    print(kind, flush=True)
    _, staat = os.waitpid(kind, 0)
    print(staat, flush=True)
"""


@pytest.fixture
def kraam(huis):
    """`kraam(seconden)` starts a worker and kills it so long after its first step; `kraam(None)` lets it do all."""
    omgeving = {**os.environ, **huis.omgeving, "PYTHONPATH": str(WORTEL)}
    moeder = subprocess.Popen(
        [sys.executable, "-c", KRAAM],
        env=omgeving,
        cwd=WORTEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert moeder.stdout.readline() == "klaar\n"

    def doe(seconden: float | None) -> int:
        moeder.stdin.write("af\n" if seconden is None else "werk\n")
        moeder.stdin.flush()
        kind = int(moeder.stdout.readline())
        if seconden is not None:
            begin, eind = stand(huis), time.monotonic() + 10
            while stand(huis) == begin and time.monotonic() < eind:
                time.sleep(0.01)
            time.sleep(seconden)
            os.kill(kind, 9)
        return int(moeder.stdout.readline())

    yield doe
    moeder.stdin.close()
    moeder.wait(timeout=60)
    moeder.stdout.close()


class Drukte(threading.Thread):
    """Someone who goes on working all the time; what goes wrong is raised when they stop."""

    def __init__(self, huis, wat) -> None:
        super().__init__()
        self.huis, self.wat, self.genoeg = huis, wat, threading.Event()
        self.keer, self.fout = 0, None

    def run(self) -> None:
        """Do it again and again."""
        try:
            while not self.genoeg.is_set():
                with self.huis.binnen():
                    self.wat(self.keer)
                self.keer += 1
                time.sleep(0.005)
        except BaseException as fout:  # noqa: BLE001  told by whoever waits
            self.fout = fout

    def klaar(self) -> int:
        """Stop, raise what went wrong, and return how often it was done."""
        self.genoeg.set()
        self.join()
        if self.fout:
            raise self.fout
        return self.keer


@pytest.mark.traag
def test_gedood_en_weer_begonnen_eindigt_hetzelfde(huis, mensen, kraam):
    kans = random.Random(7)
    for gemeente in ("borne", "tubbergen"):
        with huis.binnen(gemeente):
            vul(gemeente)
            db.session.commit()
    ids = mensen(INWONERS)
    inhoud = huis.inhoud()
    namen = {id_: inhoud["inwoner", "achternaam", id_].decode() for id_ in ids}
    geschreven: dict[UUID, str] = {}
    halverwege: list[tuple[int, int]] = []
    vast, wisselt = ids[: len(ids) // 2], ids[len(ids) // 2 :]

    def schrijf(keer: int) -> None:
        """Give someone another name, take a new resident in; remember it once it is committed."""
        id_, naam = kans.choice(wisselt), f"Nieuw{'abcdefghij'[keer % 10]}{'klmnopqrst'[keer // 10 % 10]}en"
        inwoners.wijzig_inwoner(db.session.get_one(Inwoner, id_), door=wereld.wie("coordinator"), achternaam=naam)
        erbij = inwoners.maak_inwoner(voornaam="Erna", achternaam=naam, geboortedatum=date(1940, 1, 1))
        db.session.commit()
        geschreven[id_], geschreven[erbij.id] = naam, naam

    def kijk(keer: int) -> None:
        """Look for someone who is there."""
        id_ = vast[keer % len(vast)]
        assert id_ in {treffer.id for treffer in zoek(namen[id_], wereld.wie("coordinator")).inwoners}, namen[id_]

    schrijver, kijker = Drukte(huis, schrijf), Drukte(huis, kijk)
    schrijver.start()
    kijker.start()
    try:
        time.sleep(0.1)
        huis.roteer()
        for _ in range(DODEN):
            assert kraam(kans.uniform(0, 0.2)) == 9
            halverwege.append(stand(huis))
    finally:
        keren = schrijver.klaar(), kijker.klaar()
    assert min(keren) > 10
    assert sum(bool(over) for _, over in halverwege) > DODEN * 2 // 3, "de ronde was te vlug klaar"
    assert len({overgezet for overgezet, _ in halverwege}) > DODEN // 2, "er ging tussen de doden niets over"
    for _ in range(20):
        kraam(None)
        _, over = stand(huis)
        if not over:
            break
        with huis.binnen(None):
            db.session.execute(update(Sleutelronde).values(niet_voor=nu()))
            db.session.commit()
    assert not over
    na = huis.inhoud()
    assert set(huis.onder()) == {"g2"}
    anders = {sleutel for sleutel in inhoud if na.get(sleutel) != inhoud[sleutel]}
    assert anders <= {("inwoner", "achternaam", id_) for id_ in wisselt}
    for id_, naam in geschreven.items():
        assert na["inwoner", "achternaam", id_].decode() == naam
    assert_ieder_te_vinden(huis, {**namen, **{id_: naam for id_, naam in geschreven.items() if id_ in namen}})
    for keten_id in (None, wereld.id_van("borne"), wereld.id_van("tubbergen")):
        with huis.app.app_context(), in_gemeente(keten_id):
            oordeel = controleer(keten_id or UUID(int=0))
            assert oordeel.goed, oordeel
            db.session.rollback()


def stand(huis) -> tuple[int, int]:
    """Return how much was made anew, and how many rounds are not over."""
    with huis.binnen(None):
        rondes = db.session.execute(select(Sleutelronde.overgezet, Sleutelronde.klaar_op)).all()
        return sum(rij.overgezet for rij in rondes), sum(rij.klaar_op is None for rij in rondes)


def assert_ieder_te_vinden(huis, namen) -> None:
    """Each is found by name, and by no key of before; none stands twice."""
    with huis.binnen():
        assert set(db.session.scalars(select(Zoeksleutel.sleutel).distinct())) == {"z2"}
        dubbel = select(Zoeksleutel.inwoner_id, Zoeksleutel.hash).group_by(Zoeksleutel.inwoner_id, Zoeksleutel.hash)
        assert db.session.execute(dubbel.having(func.count() > 1)).all() == []
        for id_, naam in namen.items():
            gevonden = {treffer.id for treffer in zoek(naam, wereld.wie("coordinator")).inwoners}
            assert id_ in gevonden, naam
