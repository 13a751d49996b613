"""Whoever starts with other keys than those of the database is told so in one sentence, before anything is shown."""

import base64
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from ketens.config import Instelfout, lees_geheimen
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern import migreren, versleuteling
from ketens.kern.db import db
from ketens.kern.sleutelmerk import Sleutelmerk
from ketens.sleutels import werken
from tests import wereld
from tests.bron import maak_app, sluit

WORTEL = Path(__file__).parent.parent.parent
ANDERS = "De sleutel {} in {} is een andere dan die van deze database. Zet de sleutel terug die erbij hoort."
KWIJT = "De sleutel {} ontbreekt in {}, en deze database heeft hem nodig. Zet hem terug."


def sleutel(naam):
    return f"{naam}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


@pytest.fixture(autouse=True)
def huis_sleutels_terug(huis_sleutels):
    """Whatever keys a test starts with, afterwards those of the house lie there again."""
    yield
    if huis_sleutels:
        versleuteling.neem_sleutels(huis_sleutels)


@pytest.fixture
def gevuld(bron, app, maak):
    """A database with a resident and a row in the log, and how to start with some keys changed."""
    from ketens.audit.handelingen import schrijf_opdracht

    maak.inwoner()
    with wereld.binnen(app):
        schrijf_opdracht("proef", "ketens proef")
        db.session.commit()
    eigen = lees_geheimen(bron.omgeving, Path(bron.omgeving["KETENS_DATA"]))

    def start(**anders):
        huis = maak_app({**bron.omgeving, **eigen, **anders})
        sluit(huis)
        return huis

    start.eigen = eigen
    return start


def merken(app):
    with app.app_context():
        gevonden = {(m.soort, m.sleutel) for m in db.session.scalars(select(Sleutelmerk))}
        db.session.rollback()
    return gevonden


def test_de_eigen_sleutels_starten_en_staan_als_merk_in_de_database(gevuld, app):
    gevuld()
    assert merken(app) == {("gegevens", "g1"), ("zoek", "z1"), ("log", "l1")}


@pytest.mark.parametrize(
    ("naam", "id_"), [("KETENS_SLEUTELS", "g1"), ("KETENS_ZOEKSLEUTEL", "z1"), ("KETENS_LOGSLEUTEL", "l1")]
)
def test_een_andere_sleutel_met_hetzelfde_id_start_niet(gevuld, naam, id_):
    with pytest.raises(Instelfout) as fout:
        gevuld(**{naam: sleutel(id_)})
    assert str(fout.value) == ANDERS.format(id_, naam)


@pytest.mark.parametrize(
    ("naam", "oud"), [("KETENS_SLEUTELS", "g1"), ("KETENS_ZOEKSLEUTEL", "z1"), ("KETENS_LOGSLEUTEL", "l1")]
)
def test_een_sleutel_die_in_gebruik_is_mag_niet_ontbreken(gevuld, naam, oud):
    with pytest.raises(Instelfout) as fout:
        gevuld(**{naam: sleutel("x9")})
    assert str(fout.value) == KWIJT.format(oud, naam)


def test_verwisselde_ids_starten_niet(gevuld):
    """Both keys are known, under each other's name."""
    oud, nieuw = gevuld.eigen["KETENS_SLEUTELS"], sleutel("g2")
    gevuld(KETENS_SLEUTELS=f"{nieuw},{oud}")
    verwisseld = f"g2:{oud.partition(':')[2]},g1:{nieuw.partition(':')[2]}"
    with pytest.raises(Instelfout, match="is een andere dan die van deze database"):
        gevuld(KETENS_SLEUTELS=verwisseld)


def test_zoeksleutel_en_logsleutel_verwisseld_start_niet(gevuld):
    eigen = gevuld.eigen
    with pytest.raises(Instelfout, match="De sleutel l1 ontbreekt in KETENS_LOGSLEUTEL"):
        gevuld(KETENS_ZOEKSLEUTEL=eigen["KETENS_LOGSLEUTEL"], KETENS_LOGSLEUTEL=eigen["KETENS_ZOEKSLEUTEL"])


def test_een_nieuwe_sleutel_erbij_mag_en_wordt_onthouden(gevuld, app):
    gevuld(KETENS_SLEUTELS=f"{sleutel('g2')},{gevuld.eigen['KETENS_SLEUTELS']}")
    assert ("gegevens", "g2") in merken(app)
    with pytest.raises(Instelfout) as fout:
        gevuld(KETENS_SLEUTELS=f"{sleutel('g2')},{gevuld.eigen['KETENS_SLEUTELS']}")
    assert str(fout.value) == ANDERS.format("g2", "KETENS_SLEUTELS")


def test_een_oude_sleutel_mag_weg_als_geen_cel_hem_nog_noemt(gevuld, app):
    nieuw = sleutel("g2")
    beide = f"{nieuw},{gevuld.eigen['KETENS_SLEUTELS']}"
    gevuld(KETENS_SLEUTELS=beide)
    with wereld.binnen(app):
        db.session.execute(delete(Zoeksleutel))
        for inwoner in db.session.scalars(select(Inwoner)):
            for naam in ("voornaam", "achternaam", "tussenvoegsel", "geboortedatum", "telefoon", "postcode"):
                setattr(inwoner, naam, None)
            for naam, waarde in vars(inwoner).items():
                assert not (naam.endswith("_cel") and waarde), f"{naam} is nog gevuld"
        db.session.commit()
    with pytest.raises(Instelfout, match="De sleutel g1 ontbreekt"):  # nobody looked yet
        gevuld(KETENS_SLEUTELS=nieuw)
    huis = gevuld(KETENS_SLEUTELS=beide)
    with huis.app_context():
        while werken.werk():
            pass
    sluit(huis)
    gevuld(KETENS_SLEUTELS=nieuw)


def test_een_database_van_voor_de_merken_wordt_ook_herkend(gevuld, app):
    """A cell tells: it names its key, and opens under that key only."""
    with app.app_context():
        db.session.execute(delete(Sleutelmerk))
        db.session.commit()
    for anders in (sleutel("g1"), sleutel("g2")):
        with pytest.raises(Instelfout, match="KETENS_SLEUTELS"):
            gevuld(KETENS_SLEUTELS=anders)
    assert merken(app) == set(), "een sleutel die niet past laat geen merk na"
    gevuld()
    assert len(merken(app)) == 3


def test_een_merk_verklapt_niets_van_de_sleutel(gevuld, app):
    bos = versleuteling.sleutelbos()
    with app.app_context():
        for merk in db.session.scalars(select(Sleutelmerk.merk)):
            assert len(merk) == 32
            assert merk not in (*bos.gegevens.values(), bos.zoek, bos.log)
        db.session.rollback()


def test_een_database_zonder_tabellen_wordt_met_rust_gelaten(tmp_path, omgeving):
    url = f"sqlite:///{tmp_path / 'leeg.db'}"
    sluit(maak_app({**omgeving, "KETENS_DATABASE_URL": url}))
    assert migreren.huidige_revisie(url) is None


def test_een_database_van_voor_de_rondes_start_en_is_bij_te_werken(tmp_path, omgeving):
    """Whoever installs a new version starts it on the database of the old one: to migrate it."""
    url = f"sqlite:///{tmp_path / 'oud.db'}"
    anders = {**omgeving, "KETENS_DATABASE_URL": url}
    migreren.migreer(url, url)
    sluit(maak_app(anders))
    migreren.migreer(url, url, "0009")
    sluit(maak_app(anders))
    with pytest.raises(Instelfout, match="is een andere dan die van deze database"):
        maak_app({**anders, "KETENS_SLEUTELS": sleutel("g1")})
    eigen = lees_geheimen(anders, Path(omgeving["KETENS_DATA"]))["KETENS_SLEUTELS"]
    sluit(maak_app({**anders, "KETENS_SLEUTELS": f"{sleutel('g2')},{eigen}"}))
    migreren.migreer(url, url)
    app = maak_app(anders)
    assert merken(app) == {("gegevens", "g1"), ("zoek", "z1"), ("log", "l1")}
    sluit(app)


def test_een_database_die_er_niet_is_wordt_in_een_zin_gezegd(omgeving):
    with pytest.raises(Instelfout, match=r"^De database is niet te bereiken\. Controleer KETENS_DATABASE_URL\.$"):
        maak_app({**omgeving, "KETENS_DATABASE_URL": "sqlite:////bestaat/niet/ketens.db"})


# ---------------------------------------------------------------- seen from outside


@pytest.fixture(scope="module")
def terug_met_andere_sleutels(tmp_path_factory):
    """A back-up that was laid back on a machine with keys of its own."""
    oud, nieuw = tmp_path_factory.mktemp("oud"), tmp_path_factory.mktemp("nieuw")
    for map_ in (oud, nieuw):
        ketens(map_, "sleutels", "maak")
    assert ketens(oud, "migreer").returncode == 0
    gemeente = ("gemeente", "maak", "borne", "Borne", "--cbs-code", "0147")
    assert ketens(oud, *gemeente).returncode == 0
    shutil.copy(oud / "ketens.db", nieuw / "ketens.db")
    return nieuw


def omgeving_van(map_):
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("KETENS_")}
    return {**schoon, "KETENS_DATA": str(map_), "KETENS_ONVEILIG_HTTP": "1"}


def ketens(map_, *woorden):
    return subprocess.run(
        [sys.executable, "-m", "ketens", *woorden],
        env=omgeving_van(map_), cwd=WORTEL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def gunicorn(map_, *opties):
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", *opties, "wsgi:app"],
        env=omgeving_van(map_), cwd=WORTEL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("opdracht", [("werk", "--eenmaal"), ("migreer",)])
def test_elke_opdracht_weigert_met_een_zin_zonder_spoor(terug_met_andere_sleutels, opdracht):
    uitkomst = ketens(terug_met_andere_sleutels, *opdracht)
    assert uitkomst.returncode == 2
    assert uitkomst.stdout == ""
    assert uitkomst.stderr == f"{ANDERS.format('g1', 'KETENS_SLEUTELS')}\n"


def test_sleutels_maken_mag_altijd(terug_met_andere_sleutels):
    assert ketens(terug_met_andere_sleutels, "sleutels", "maak").returncode == 0


def test_ook_de_webserver_weigert_met_een_zin(terug_met_andere_sleutels):
    uitkomst = gunicorn(terug_met_andere_sleutels, "--workers", "2", "--log-level", "warning")
    assert uitkomst.returncode == 2
    assert uitkomst.stderr == f"{ANDERS.format('g1', 'KETENS_SLEUTELS')}\n"


def test_een_ontbrekende_sleutel_houdt_de_webserver_ook_tegen(tmp_path):
    uitkomst = gunicorn(tmp_path, "--log-level", "warning")
    assert uitkomst.returncode == 2
    assert uitkomst.stderr == "KETENS_SLEUTELS ontbreekt. Maak de sleutels met: ketens sleutels maak.\n"


def test_een_werker_die_later_start_stopt_de_server_zonder_spoor(terug_met_andere_sleutels, tmp_path):
    """Without our own file beside it, gunicorn asks nothing beforehand."""
    leeg = tmp_path / "leeg.py"
    leeg.touch()
    uitkomst = gunicorn(terug_met_andere_sleutels, "--config", str(leeg), "--log-level", "warning")
    assert uitkomst.returncode == 4
    assert ANDERS.format("g1", "KETENS_SLEUTELS") in uitkomst.stderr
    assert "Traceback" not in uitkomst.stderr


def test_wie_start_laat_geen_tweede_merk_achter(gevuld, app):
    for _ in range(2):
        gevuld()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Sleutelmerk)) == 3
        db.session.rollback()
