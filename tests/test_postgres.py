"""The throw-away cluster itself: its two roles, its clones, and that nothing is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Cluster, start
from tests.terugleggen import Inhoud

pytestmark = pytest.mark.postgres


def verbind(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def vul(eigenaar_url: str) -> None:
    with verbind(eigenaar_url) as db:
        db.execute("create extension pg_trgm")
        db.execute("create table groep (id int primary key, gemeente text)")
        db.execute("insert into groep values (1, 'borne'), (2, 'tubbergen')")
        db.execute("grant select on groep to ketens_app")
        db.execute("alter table groep enable row level security, force row level security")
        db.execute("create policy gemeente on groep using (gemeente = current_setting('ketens.gemeente', true))")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with start() as cluster:
        cluster.maak_sjabloon("proef", vul)
        yield cluster


@pytest.fixture
def urls(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    naam = f"proef_{os.getpid()}_{abs(hash(request.node.name))}"
    yield cluster.kloon("proef", naam)
    cluster.gooi_weg(naam)


def test_de_app_is_eigenaar_noch_superuser(urls: tuple[str, str]) -> None:
    vraag = "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
    for url in urls:
        with verbind(url) as db:
            assert db.execute(vraag).fetchone() == (False, False, False, False)
    with verbind(urls[0]) as db:
        eigenaar = db.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
        assert eigenaar == [("ketens_eigenaar",)]


@pytest.fixture
def inhoud(cluster: Cluster, urls: tuple[str, str]) -> Iterator[Inhoud]:
    inhoud = Inhoud(cluster, psycopg.conninfo.conninfo_to_dict(urls[0].replace("+psycopg", ""))["dbname"])
    yield inhoud
    inhoud.sluit()


def test_wat_een_test_aan_rijen_deed_is_teruggelegd(inhoud: Inhoud, urls: tuple[str, str]) -> None:
    for nr in (8, 9):
        with verbind(urls[1]) as db:
            db.execute("select set_config('ketens.gemeente', 'borne', false)")
            db.execute("update groep set id = %s", [nr])
            db.execute("insert into groep values (3, 'borne')")
            db.execute("select set_config('ketens.gemeente', 'tubbergen', false)")
            db.execute("delete from groep")
        assert inhoud.leg_terug()
        with verbind(urls[1]) as db:
            for gemeente, ids in (("borne", [(1,)]), ("tubbergen", [(2,)])):
                db.execute("select set_config('ketens.gemeente', %s, false)", [gemeente])
                assert db.execute("select id from groep").fetchall() == ids


@pytest.mark.parametrize(
    "ingreep",
    [
        "create table nieuw (id int)",
        "alter table groep drop gemeente cascade",
        "revoke select on groep from ketens_app",
    ],
)
def test_wie_meer_dan_rijen_verandert_vraagt_om_een_nieuwe_database(
    inhoud: Inhoud, urls: tuple[str, str], ingreep: str
) -> None:
    with verbind(urls[1]) as db:
        db.execute(ingreep)
    assert not inhoud.leg_terug()


def test_wie_nog_bezig_is_houdt_de_volgende_niet_op(inhoud: Inhoud, urls: tuple[str, str]) -> None:
    with psycopg.connect(urls[1].replace("+psycopg", "")) as bezig:
        bezig.execute("select set_config('ketens.gemeente', 'borne', false)")
        bezig.execute("update groep set id = 8")
        assert inhoud.leg_terug()
        with pytest.raises(psycopg.OperationalError):
            bezig.execute("select 1")


def test_de_app_kan_geen_tabel_maken_of_weggooien(urls: tuple[str, str]) -> None:
    with verbind(urls[0]) as db:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("create table van_de_app (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("drop table groep")
    with verbind(urls[1]) as db:
        db.execute("create table van_de_eigenaar (id int)")


def test_rijbeveiliging_geldt_ook_voor_de_eigenaar(urls: tuple[str, str]) -> None:
    for url in urls:
        with verbind(url) as db:
            assert db.execute("select id from groep").fetchall() == []
            db.execute("set ketens.gemeente = 'tubbergen'")
            assert db.execute("select id from groep").fetchall() == [(2,)]


def test_een_kloon_staat_los_van_zijn_sjabloon(cluster: Cluster, urls: tuple[str, str]) -> None:
    with verbind(urls[1]) as db:
        db.execute("drop table groep")
    app_url, _ = cluster.kloon("proef", f"tweede_{os.getpid()}")
    try:
        with verbind(app_url) as db:
            assert db.execute("select count(*) from pg_tables where tablename = 'groep'").fetchone() == (1,)
    finally:
        cluster.gooi_weg(f"tweede_{os.getpid()}")


def test_een_sjabloon_wordt_een_keer_gevuld(cluster: Cluster) -> None:
    gevuld = []
    for _ in range(2):
        cluster.maak_sjabloon(f"eenmaal_{os.getpid()}", gevuld.append)
    assert len(gevuld) == 1


def test_een_mislukt_sjabloon_wordt_opnieuw_gemaakt(cluster: Cluster) -> None:
    def mislukt(_: str) -> None:
        raise RuntimeError("halverwege")

    naam = f"hersteld_{os.getpid()}"
    with pytest.raises(RuntimeError, match="halverwege"):
        cluster.maak_sjabloon(naam, mislukt)
    cluster.maak_sjabloon(naam, vul)
    app_url, _ = cluster.kloon(naam, f"{naam}_kloon")
    with verbind(app_url) as db:
        assert db.execute("select count(*) from groep").fetchone() == (0,)


def test_weggooien_kan_ook_als_er_nog_iemand_verbonden_is(cluster: Cluster) -> None:
    naam = f"bezet_{os.getpid()}"
    app_url, _ = cluster.kloon("proef", naam)
    with verbind(app_url):
        cluster.gooi_weg(naam)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        verbind(app_url)


WERKER = """
import sys, time
from tests.postgres import start
cluster = start(sys.argv[1])
print(cluster.folder, flush=True)
sys.stdin.read()
cluster.stop()
"""


def werker(sleutel: str) -> tuple[subprocess.Popen[str], Path]:
    opdracht = [sys.executable, "-c", WERKER, sleutel]
    wortel = Path(__file__).parents[1]
    kind = subprocess.Popen(opdracht, cwd=wortel, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert kind.stdout
    return kind, Path(kind.stdout.readline().strip())


def server_van(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def leeft(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def wordt(waar: Callable[[], bool]) -> bool:
    grens = time.monotonic() + 10
    while not waar() and time.monotonic() < grens:
        time.sleep(0.02)
    return waar()


def sluit(kind: subprocess.Popen[str]) -> None:
    kind.communicate()
    assert kind.returncode == 0


def test_twee_werkers_delen_een_server_en_de_laatste_ruimt_op() -> None:
    sleutel = f"deel{os.getpid()}"
    eerste, folder = werker(sleutel)
    tweede, zelfde = werker(sleutel)
    assert folder == zelfde
    pid = server_van(folder)
    sluit(eerste)
    assert leeft(pid)
    sluit(tweede)
    assert not folder.exists()
    assert not leeft(pid)


def test_na_het_doodschieten_van_de_tests_blijft_niets_over() -> None:
    kind, folder = werker(f"dood{os.getpid()}")
    pid = server_van(folder)
    kind.kill()
    kind.communicate()
    assert wordt(lambda: not leeft(pid) and not folder.exists())


def test_na_het_doodschieten_van_de_wacht_sterft_de_server_en_ruimt_de_volgende_op() -> None:
    kind, folder = werker(f"wacht{os.getpid()}")
    pid = server_van(folder)
    wacht = int(Path(f"/proc/{pid}/stat").read_text().split()[3])
    os.kill(wacht, signal.SIGKILL)
    assert wordt(lambda: not leeft(pid))
    kind.kill()
    kind.communicate()
    assert folder.exists()
    sluit(werker(f"volg{os.getpid()}")[0])
    assert not folder.exists()
