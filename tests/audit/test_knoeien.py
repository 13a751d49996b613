"""Many write at once; then someone with the database edits, deletes, swaps, inserts and cuts off. Each is found.

`KETENS_VOORBEELDEN=2000` makes the search longer.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketens.app import create_app
from ketens.audit import anker
from ketens.audit.handelingen import schrijf_opdracht
from ketens.groepen.bezetting import vergrendel
from ketens.kern import versleuteling
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.audit.conftest import BORNE, TUBBERGEN
from tests.audit.knoeien import DADEN, KOLOMMEN, Daad, Keten, eerste_verschil
from tests.bron import sluit
from tests.klant import Klant

GETAL = st.integers(0, 2**40)
DAAD = st.builds(Daad, st.sampled_from(sorted(DADEN)), GETAL, GETAL, GETAL)
ELDERS = "select count(*) from logregel where keten_id = :k"
ROMMEL = ["x'ff00'", "cast(x'ff' as text)", "'geen uuid'", "1e300", "-7", "''"]
zoekend = settings(
    max_examples=int(os.environ.get("KETENS_VOORBEELDEN", "60")),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def schrijvers(knoeier):
    """How many write at once: on SQLite they stand in one line anyway."""
    return 50 if knoeier.postgres else 12


@pytest.fixture
def tegelijk(app, bron, maak, schrijvers, ankerpad):
    """A chain that many wrote at once, in three ways: a page, a change, and work that first takes a group's lock."""
    traject, groep = maak.traject(), maak.groep()
    ruim = create_app(bron.omgeving, TESTING=True, SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 60, "pool_timeout": 60})
    samen = Barrier(schrijvers, timeout=60)

    def pagina(nr):
        klant = Klant(ruim, Rol.COORDINATOR)
        samen.wait()
        return klant.get("trajecten.detail", traject_id=traject.id).status == 200

    def wijziging(nr):
        klant = Klant(ruim, "coordinator2")
        samen.wait()
        velden = {"notitie": "Belt terug.", "formulier_id": str(UUID(int=nr))}
        return klant.post("trajecten.notities", velden, traject_id=traject.id).status == 303

    def achter_het_slot(nr):
        with wereld.binnen(ruim):
            samen.wait()
            vergrendel(groep.id)
            schrijf_opdracht("proef", f"proef.{nr}", [traject.inwoner_id, UUID(int=nr)])
            db.session.commit()
            return True

    wegen = (pagina, wijziging, achter_het_slot)
    with ThreadPoolExecutor(schrijvers) as ploeg:
        gelukt = list(ploeg.map(lambda nr: wegen[nr % 3](nr), range(schrijvers)))
    sluit(ruim)
    assert all(gelukt)
    return anker.lees(ankerpad)


@pytest.fixture
def keten_van_borne(knoeier, tegelijk):
    return Keten(knoeier, BORNE, TUBBERGEN)


def test_wie_tegelijk_schrijven_houden_een_keten_zonder_gat_of_vork(keten_van_borne, knoeier, tegelijk, schrijvers):
    with knoeier.bezig():
        nummers = keten_van_borne.nummers()
        oordeel = knoeier.controleer(BORNE, tegelijk)
    assert nummers == list(range(1, len(nummers) + 1))
    assert len(nummers) >= schrijvers
    assert oordeel.goed
    assert (oordeel.aantal, oordeel.niet_verankerd) == (len(nummers), 0)
    assert sorted(tegelijk.van(BORNE).macs) == nummers
    assert not tegelijk.van(BORNE).dubbel
    assert not tegelijk.onleesbaar


@zoekend
@given(daden=st.lists(DAAD, min_size=1, max_size=3))
def test_wat_er_ook_gebeurt_de_eerste_regel_die_niet_klopt_wordt_genoemd(keten_van_borne, knoeier, tegelijk, daden):
    """Compared with what the chain said before, by number: that needs no key and no MAC."""
    with knoeier.bezig():
        was, kop = keten_van_borne.opname(), keten_van_borne.kop()
        for daad in daden:
            keten_van_borne.doe(daad)
        verwacht = eerste_verschil(was, keten_van_borne.opname())
        oordeel = knoeier.controleer(BORNE, tegelijk)
        assert oordeel.fout_bij == verwacht, oordeel.reden
        assert oordeel.aantal == (len(was) if verwacht is None else max(verwacht - 1, 0))
        if keten_van_borne.kop() == kop:
            assert knoeier.controleer(BORNE).fout_bij == verwacht
        assert knoeier.controleer(TUBBERGEN).goed == (keten_van_borne.knoeier.lees(ELDERS, k=TUBBERGEN) == [(0,)])


@zoekend
@given(daden=st.lists(DAAD, min_size=1, max_size=3))
def test_wie_de_sleutel_heeft_loopt_tegen_het_anker_aan(keten_van_borne, knoeier, tegelijk, daden):
    """All is chained anew with the key: without the anchor nothing shows. What comes after it, it can't know."""
    with knoeier.bezig():
        was = keten_van_borne.opname()
        for daad in daden:
            keten_van_borne.doe(daad)
        keten_van_borne.reken_na(versleuteling.sleutelbos().log)
        is_nu = keten_van_borne.opname()
        oordeel = knoeier.controleer(BORNE, tegelijk)
        verwacht = eerste_verschil(was, {nr: rij for nr, rij in is_nu.items() if nr <= len(was)})
        if is_nu:
            assert knoeier.controleer(BORNE).goed
        assert oordeel.fout_bij == verwacht, oordeel.reden
        if verwacht is None:
            assert oordeel.niet_verankerd == len(is_nu) - len(was)


def test_een_inwoner_onder_de_keten_van_een_ander_bijgelegd_blijft_niet_verborgen(tien, knoeier):
    """On PostgreSQL each gemeente sees its own rows alone: there it shows in the chain under which it lies."""
    with knoeier.bezig():
        ((id_,),) = knoeier.lees("select id from logregel where keten_id = :k and nr = 4", k=BORNE)
        knoeier.doe(
            "insert into logregel_inwoner (logregel_id, keten_id, inwoner_id) values (:id, :k, :w)",
            id=id_, k=TUBBERGEN, w=UUID(int=8),
        )  # fmt: skip
        assert knoeier.controleer(BORNE).fout_bij == (None if knoeier.postgres else 4)
        elders = knoeier.controleer(TUBBERGEN)
        assert (elders.goed, elders.fout_bij) == (False, 0)


@pytest.mark.parametrize("bron", ["sqlite"], indirect=True)
@pytest.mark.parametrize("rommel", ROMMEL)
def test_ook_wat_een_kolom_niet_kan_bevatten_houdt_het_nakijken_niet_tegen(tien, knoeier, rommel):
    """SQLite takes anything in any column."""
    for kolom in KOLOMMEN:
        with knoeier.bezig():
            knoeier.doe(f"update logregel set {kolom} = {rommel} where keten_id = :k and nr = 4", k=BORNE)
            assert knoeier.controleer(BORNE).fout_bij == 4, kolom


@pytest.mark.parametrize("bron", ["sqlite"], indirect=True)
@pytest.mark.parametrize("rommel", ROMMEL)
def test_ook_een_onleesbare_inwoner_wijst_de_regel_aan(tien, knoeier, rommel):
    with knoeier.bezig():
        ((id_,),) = knoeier.lees("select id from logregel where keten_id = :k and nr = 4", k=BORNE)
        knoeier.doe(f"update logregel_inwoner set inwoner_id = {rommel} where logregel_id = :id", id=id_)
        assert knoeier.controleer(BORNE).fout_bij == 4
