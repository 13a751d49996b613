"""Two who read the same lines of the ledger in at the same moment: booked once, and never half."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event, local
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.budgetten import handelingen, inboeken
from ketens.budgetten.grootboek import KOSTENPLAATS, beproef
from ketens.budgetten.models import Grootboekinvoer, Kost
from ketens.kern.db import db
from ketens.kern.forms import Knop
from ketens.kern.fouten import Domeinfout
from ketens.kern.rekenblad import Blad
from tests import wereld
from tests.merken import OP_POSTGRESQL

KOP = ("datum", "bedrag", "kostenplaats", "boekstuk", "regelnummer")
REGELS = tuple((nr, ("3-2-2026", f"{nr},00", "K", "S", str(nr))) for nr in range(2, 42))


@pytest.mark.parametrize("twee_bestanden", [True, False], ids=["twee_bestanden", "een_bestand"])
def test_twee_tegelijk_boeken_elke_regel_een_keer(app, in_borne, monkeypatch, twee_bestanden):
    with in_borne():
        door = wereld.wie("projectleider")
        naar = {"onderdeel": "valpreventie", "bron": "spuk_gala", "kostensoort": "personeel"}
        inboeken.koppel(KOSTENPLAATS, {"K": naar}, door=door)
        eerste = _breng(REGELS, door)
        ids = [eerste, _breng(REGELS[:30], door) if twee_bestanden else eerste]
        db.session.commit()
    samen, keer = Barrier(2), local()

    def tegelijk(*args):
        """Both look before either books, where the database lets them."""
        proef = beproef(*args)
        postgres = app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")
        if postgres and twee_bestanden and not hasattr(keer, "eerder"):
            keer.eerder = True
            samen.wait(timeout=20)
        return proef

    monkeypatch.setattr(inboeken, "beproef", tegelijk)

    def boek(invoer_id):
        with app.test_request_context("/borne/"), wereld.binnen(app):
            invoer, wie = db.session.get_one(Grootboekinvoer, invoer_id), wereld.wie("projectleider")
            form = Knop(meta={"csrf": False})
            aantal = form.maakt(lambda: inboeken.boek(invoer, zonder_fouten=False, ook_twijfel=False, door=wie))
            db.session.commit()
            return aantal

    with ThreadPoolExecutor(2) as pool:
        aantallen = list(pool.map(boek, ids))
    assert sum(aantal or 0 for aantal in aantallen) == len(REGELS)
    with in_borne():
        bedrag = db.session.scalar(select(func.sum(Kost.bedrag)))
        assert bedrag == sum(nr * 100 for nr, _ in REGELS)


@OP_POSTGRESQL
def test_twee_tegelijk_boeken_een_factuur_een_keer(app, in_borne):
    geboekt, tweede_klaar = Event(), Event()

    def boek(eerst):
        with app.test_request_context("/borne/"), wereld.binnen(app):
            form = Knop(meta={"csrf": False})
            if not eerst:
                geboekt.wait(timeout=20)
            kost = form.maakt(
                lambda: handelingen.boek(
                    door=wereld.wie("projectleider"), formulier_id=uuid4(), datum=date(2026, 5, 5), bedrag=1_234_567,
                    onderdeel="valpreventie", bron="spuk_gala", kostensoort="personeel", leverancier="Fysio",
                    factuurnummer="F-1",
                )
            )  # fmt: skip
            db.session.flush()
            if eerst:
                # The second looks while this one is not kept yet: it must wait, so this is not over sooner.
                geboekt.set()
                tweede_klaar.wait(timeout=0.5)
            db.session.commit()
            tweede_klaar.set()
            return kost is not None

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(boek, (True, False))) == [True, False]
    with in_borne():
        assert db.session.scalar(select(func.sum(Kost.bedrag))) == 1_234_567


def _breng(regels, door):
    return inboeken.breng(formulier_id=uuid4(), bestandsnaam="x.csv", blad=Blad(KOP, regels), door=door).id


def test_een_boeking_die_misgaat_laat_niets_achter(in_borne):
    with in_borne():
        door = wereld.wie("projectleider")
        inboeken.koppel(KOSTENPLAATS, {"K": {"onderdeel": "valpreventie"}}, door=door)
        invoer = db.session.get_one(Grootboekinvoer, _breng(REGELS, door))
        with pytest.raises(Domeinfout):
            inboeken.boek(invoer, zonder_fouten=True, ook_twijfel=False, door=door)
        assert db.session.scalar(select(func.count(Kost.id))) == 0
        assert invoer.geboekt_op is None
