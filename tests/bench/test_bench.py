"""The measurements, small: they run, every answer is the page that was meant, and what was sent is there. No times."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bench import wedloop, werken
from bench.__main__ import main, meet_alles, opties
from bench.klant import AnderePagina, Klant
from bench.kosten import DELEN
from bench.meten import Maat, interval, meet, verhoudingen
from bench.opslag import Opslag, op_sqlite
from bench.vloer import db as vloer_db
from bench.vloer import maak_app, zoekvraag
from bench.vulling import vul
from bench.webserver import Webserver
from ketens.app import create_app
from ketens.kern import migreren
from tests.postgres import Cluster

WORTEL = Path(__file__).parents[2]
AANTAL, GEMEENTEN = 200, 3
KLEIN = Maat(rondes=2, per_ronde=2)


def _niets(_regel: str) -> None:
    pass


@pytest.fixture(scope="module")
def opslag(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opslag]:
    with op_sqlite(tmp_path_factory.mktemp("bench"), AANTAL, GEMEENTEN, _niets) as gevuld:
        yield gevuld


@pytest.fixture(scope="module")
def servers(opslag: Opslag) -> Iterator[tuple[Webserver, Webserver]]:
    with opslag.servers() as draaiend:
        yield draaiend


@pytest.fixture
def eigen_map(opslag: Opslag, tmp_path: Path) -> Path:
    """The filled databases in a folder where no server runs."""
    shutil.copytree(opslag.map / "gevuld", tmp_path / "gevuld")
    return tmp_path


def tel(url: str, vraag: str) -> int:
    motor = create_engine(url)
    with motor.connect() as verbinding:
        aantal = verbinding.execute(text(vraag)).scalar_one()
    motor.dispose()
    return int(aantal)


def test_de_vulling_heeft_zoveel_trajecten_als_gevraagd_en_geen_losse_verwijzingen_naar_niets(opslag):
    assert tel(opslag.app_url, "select count(*) from traject") == AANTAL
    assert tel(opslag.app_url, "select count(*) from gemeente") == GEMEENTEN
    assert tel(opslag.app_url, "select count(*) from pragma_foreign_key_check") == 0
    assert tel(opslag.vloer_url, "select count(*) from dossier") == AANTAL


def test_een_deel_van_de_trajecten_loopt_en_heeft_een_open_taak(opslag):
    lopend = tel(opslag.app_url, "select count(*) from traject where afgesloten_op is null")
    met_taak = "select count(distinct traject_id) from taak where afgehandeld_op is null and traject_id is not null"
    assert 0 < lopend < AANTAL / 4
    assert tel(opslag.app_url, met_taak) == lopend


def test_elke_keer_begint_met_dezelfde_gevulde_database(eigen_map):
    gevuld = (eigen_map / "gevuld" / "ketens.db").stat().st_mtime_ns
    for _keer in range(2):
        with op_sqlite(eigen_map, AANTAL, GEMEENTEN, _niets) as opslag:
            assert tel(opslag.app_url, "select count(*) from toestemming") > 0
            motor = create_engine(opslag.app_url)
            with motor.begin() as verbinding:
                verbinding.execute(text("delete from toestemming"))
            motor.dispose()
    assert (eigen_map / "gevuld" / "ketens.db").stat().st_mtime_ns == gevuld


def test_de_verhouding_gaat_over_een_paar_rondes_samen():
    assert verhoudingen([4.0, 8.0, 9.0], [1.0, 2.0, 3.0], 2) == [4.0, 3.0]


def test_het_interval_sluit_de_uitersten_uit_zodra_er_genoeg_rondes_zijn():
    assert interval([]) == (None, None)
    assert interval([3.0, 1.0, 2.0]) == (1.0, 3.0)
    # Of 21 the sixth and the sixteenth: the next pair inwards holds the median in 92 of 100.
    assert interval([float(nr) for nr in range(1, 22)]) == (6.0, 16.0)


def test_de_vloer_zoekt_langs_de_index(opslag):
    with maak_app(opslag.vloer_url).app_context():
        vraag = zoekvraag(1, "Bos").compile(vloer_db.engine, compile_kwargs={"literal_binds": True})
        plan = vloer_db.session.execute(text(f"explain query plan {vraag}".replace(":", r"\:"))).one()
        vloer_db.session.remove()
        vloer_db.engine.dispose()
    assert "USING INDEX ix_dossier_naam (gemeente_id=? AND achternaam>? AND achternaam<?)" in plan[-1]


@pytest.mark.parametrize("naam", werken.NAMEN)
def test_elk_werk_geeft_de_bladzijden_die_bedoeld_zijn(servers, naam):
    app, vloer = servers
    uitkomst = meet(werken.maak(naam, app, vloer), app, vloer, KLEIN)
    assert uitkomst.verzoeken == KLEIN.rondes * KLEIN.per_ronde
    assert (uitkomst.ratio is None) == (naam == "inloggen")


def test_wat_verstuurd_is_staat_er_precies_een_keer(opslag, servers):
    app, vloer = servers
    waar = {opslag.app_url: "select count(*) from verwijzing", opslag.vloer_url: "select count(*) from dossier"}
    voor = {url: tel(url, vraag) for url, vraag in waar.items()}
    meet(werken.maak("versturen", app, vloer), app, vloer, KLEIN)
    verstuurd = (KLEIN.rondes + 1) * KLEIN.per_ronde
    assert {url: tel(url, vraag) - voor[url] for url, vraag in waar.items()} == dict.fromkeys(waar, verstuurd)


def test_elke_bladzijde_met_inwoners_laat_een_logregel_na(opslag, servers):
    app, vloer = servers
    vraag = "select count(*) from logregel where route = 'trajecten.werkvoorraad'"
    voor = tel(opslag.app_url, vraag)
    meet(werken.maak("werkvoorraad", app, vloer), app, vloer, KLEIN)
    assert tel(opslag.app_url, vraag) - voor == (KLEIN.rondes + 1) * KLEIN.per_ronde


def test_de_wedloop_meet_aan_beide_kanten_wie_geplaatst_is_en_wie_wacht(opslag, servers):
    app, vloer = servers
    zaal, bodem = wedloop.Zaal(create_app(opslag.omgeving), app), wedloop.Vloer(opslag.vloer_url, vloer)
    uitkomst = wedloop.vergelijk(zaal, bodem, wedloop.Wedloop(pogingen=5, plaatsen=2, rondes=1))
    assert (uitkomst.hoogstens, uitkomst.verzoeken) == (4, 5)
    assert tel(opslag.app_url, "select count(*) from plaatsing") == 2 * tel(
        opslag.app_url, "select count(*) from groep"
    )
    assert tel(opslag.vloer_url, "select count(*) from plaats where wacht") == 2 * 3


def test_een_wedloop_waarin_iemand_zoekraakt_telt_niet(opslag, servers):
    bodem = wedloop.Vloer(opslag.vloer_url, servers[1])
    uitslag = bodem.ren(maat := wedloop.Wedloop(pogingen=3, plaatsen=1))
    with pytest.raises(AnderePagina, match="2 geplaatst, 1 wacht"):
        wedloop.klopt(uitslag, (2, 1), maat)


def test_een_andere_bladzijde_dan_bedoeld_telt_niet(servers):
    vreemde = Klant(servers[0].poort)
    with pytest.raises(AnderePagina, match="303"):
        werken.bovenaan(vreemde)


def test_het_verslag_is_een_tabel_en_ook_json(opslag):
    keuze = opties().parse_args(["--werk", "werkvoorraad", "--rondes", "1", "--per-ronde", "1"])
    verslag = meet_alles(opslag, keuze)
    assert "| werkvoorraad | list" in verslag.tekst()
    assert json.loads(verslag.json())["uitkomsten"][0]["werk"] == "werkvoorraad"


def test_het_profiel_noemt_wat_de_tijd_kost(eigen_map, capsys):
    gevuld = ["--aantal", str(AANTAL), "--gemeenten", str(GEMEENTEN), "--map", str(eigen_map)]
    main([*gevuld, "--profiel", "werkvoorraad", "--per-ronde", "1"])
    assert "werkvoorraad: 5 keer" in (uitvoer := capsys.readouterr().out)
    assert "werklijst.py" in uitvoer


def test_de_kosten_noemen_wat_zien_loggen_en_koppen_kosten(eigen_map):
    """In a process of its own: what is timed stays timed."""
    vraag = ["--aantal", str(AANTAL), "--gemeenten", str(GEMEENTEN), "--map", str(eigen_map), "--kosten"]
    opdracht = [sys.executable, "-m", "bench", *vraag, "--werk", "werkvoorraad", "--per-ronde", "1"]
    uitvoer = subprocess.run(opdracht, capture_output=True, text=True, check=True, cwd=WORTEL).stdout
    rijen = [[cel.strip() for cel in rij.split("|")[1:-1]] for rij in uitvoer.splitlines()[2:]]
    assert [rij[1] for rij in rijen] == list(DELEN)
    heel, *delen = (float(rij[2]) for rij in rijen)
    assert 0 < sum(delen) < heel


@pytest.mark.postgres
def test_de_vulling_past_ook_in_postgresql(cluster: Cluster, tmp_path: Path, omgeving: dict[str, str]):
    cluster.maak_sjabloon("niets", _niets)
    app_url, eigenaar_url = cluster.kloon("niets", "bench_vulling")
    migreren.migreer(eigenaar_url, app_url)
    app = create_app({**omgeving, "KETENS_DATABASE_URL": app_url, "KETENS_EIGENAAR_URL": eigenaar_url})
    assert vul(app, 40, 2) > 40
    with cluster.als_superuser("bench_vulling") as db:
        assert db.execute("select count(*) from traject").fetchone() == (40,)
    cluster.gooi_weg("bench_vulling")
