"""The log is a chain: whoever edits, removes, swaps, adds or cuts off, is found, and the first bad row is named."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner

from ketens.audit import keten
from ketens.audit.controle import controleer
from ketens.audit.handelingen import schrijf, schrijf_opdracht
from ketens.cli import cli
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests import wereld
from tests.bron import sluit

BORNE = wereld.id_van("borne")
INWONERS = [UUID(int=nr) for nr in (7, 3, 5)]
alleen_sqlite = pytest.mark.parametrize("bron", ["sqlite"], indirect=True)


@pytest.fixture
def tien(app):
    """Ten rows in the chain of Borne."""
    with app.app_context(), in_gemeente(BORNE):
        for nr in range(10):
            schrijf_opdracht("proef", f"proef.{nr}", INWONERS[: nr % 4], reden="omdat")
            db.session.commit()
        db.session.remove()
    return app


@pytest.fixture
def oordeel(tien):
    """Verify the chain of Borne."""

    def lees():
        with tien.app_context(), in_gemeente(BORNE):
            uitkomst = controleer(BORNE)
            db.session.rollback()
            return uitkomst

    return lees


@pytest.fixture
def knoei(tien, bron):
    """Run SQL on the file itself, with the triggers dropped: what someone with the disk can do."""

    def doe(*opdrachten):
        sluit(tien)
        with sqlite3.connect(bron.pad / "ketens.db") as verbinding:
            for (naam,) in verbinding.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                verbinding.execute(f"drop trigger {naam}")
            for opdracht in opdrachten:
                gewijzigd = (
                    verbinding.execute(*opdracht) if isinstance(opdracht, tuple) else verbinding.execute(opdracht)
                )
                assert gewijzigd.rowcount != 0, opdracht
        verbinding.close()

    return doe


IN_BORNE = f"keten_id = '{BORNE.hex}'"


def test_een_ongeschonden_keten_is_in_orde(oordeel):
    assert oordeel().fout_bij is None
    assert oordeel().aantal == 10


@alleen_sqlite
@pytest.mark.parametrize(
    ("kolom", "waarde"),
    [
        ("actie", "'R'"), ("doel", "'anders'"), ("route", "'elders'"), ("object_id", "'weg'"), ("uitkomst", "404"),
        ("rol", "'fg'"), ("adres", "'10.0.0.1'"), ("reden", "'daarom'"), ("op", "'2020-01-01T00:00:00+00:00'"),
        ("account_id", f"'{UUID(int=9).hex}'"), ("mac", "x'00'"), ("sleutel", "'l9'"),
    ],
)  # fmt: skip
def test_een_gewijzigde_regel_wordt_genoemd(oordeel, knoei, kolom, waarde):
    knoei(f"update logregel set {kolom} = {waarde} where nr = 4 and {IN_BORNE}")
    assert oordeel().fout_bij == 4


@alleen_sqlite
def test_een_gewiste_regel_wordt_genoemd(oordeel, knoei):
    knoei(
        f"delete from logregel_inwoner where logregel_id = (select id from logregel where nr = 4 and {IN_BORNE})",
        f"delete from logregel where nr = 4 and {IN_BORNE}",
    )
    assert oordeel().fout_bij == 4
    assert "ontbreekt" in oordeel().reden


@alleen_sqlite
def test_twee_verwisselde_regels_worden_genoemd(oordeel, knoei):
    knoei(
        f"update logregel set nr = 100 where nr = 3 and {IN_BORNE}",
        f"update logregel set nr = 3 where nr = 6 and {IN_BORNE}",
        f"update logregel set nr = 6 where nr = 100 and {IN_BORNE}",
    )
    assert oordeel().fout_bij == 3


@alleen_sqlite
def test_een_tussengevoegde_regel_wordt_genoemd(oordeel, knoei):
    kolommen = "keten_id, op, actie, doel, route, uitkomst, sleutel, mac"
    knoei(
        f"insert into logregel (nr, {kolommen}) select 11, {kolommen} from logregel where nr = 10 and {IN_BORNE}",
    )
    assert oordeel().fout_bij == 11


@alleen_sqlite
@pytest.mark.parametrize("aantal", [1, 5, 10])
def test_een_afgeknipte_staart_wordt_genoemd(oordeel, knoei, aantal):
    knoei(
        f"delete from logregel_inwoner where {IN_BORNE}",
        f"delete from logregel where nr > {10 - aantal} and {IN_BORNE}",
    )
    gevonden = oordeel()
    assert gevonden.fout_bij is not None
    assert gevonden.fout_bij <= 10 - aantal + 1


@alleen_sqlite
def test_een_weggehaalde_of_toegevoegde_inwoner_wordt_genoemd(oordeel, knoei):
    knoei(
        f"delete from logregel_inwoner where inwoner_id = '{UUID(int=3).hex}' and logregel_id = "
        f"(select id from logregel where nr = 3 and {IN_BORNE})"
    )
    assert oordeel().fout_bij == 3


@alleen_sqlite
def test_een_andere_inwoner_in_een_regel_wordt_genoemd(oordeel, knoei):
    knoei(
        f"update logregel_inwoner set inwoner_id = '{UUID(int=8).hex}' where logregel_id = "
        f"(select id from logregel where nr = 2 and {IN_BORNE})"
    )
    assert oordeel().fout_bij == 2


@alleen_sqlite
def test_een_inwoner_die_onder_een_andere_keten_is_bijgelegd_wordt_genoemd(oordeel, knoei):
    knoei(
        "insert into logregel_inwoner (logregel_id, keten_id, inwoner_id) "
        f"select id, '{UUID(int=9).hex}', '{UUID(int=8).hex}' from logregel where nr = 4 and {IN_BORNE}"
    )
    assert oordeel().fout_bij == 4


@alleen_sqlite
def test_een_keten_die_zonder_de_sleutel_is_nagemaakt_wordt_genoemd(oordeel, knoei, bron):
    """From row 6 on everything is replaced, chained neatly, under a key that is not ours."""
    sluit(bron.app)
    with sqlite3.connect(bron.pad / "ketens.db") as verbinding:
        verbinding.row_factory = sqlite3.Row
        rijen = verbinding.execute(f"select * from logregel where {IN_BORNE} order by nr").fetchall()
    verbinding.close()
    vorige, opdrachten = rijen[4]["mac"], [f"delete from logregel_inwoner where {IN_BORNE}"]
    for rij in rijen[5:]:
        velden = {**dict(rij), "keten_id": BORNE, "reden": "netjes"}
        vorige = keten.mac(b"x" * 32, vorige, velden, [])
        opdrachten.append(
            (f"update logregel set reden = 'netjes', mac = ? where nr = ? and {IN_BORNE}", (vorige, rij["nr"]))
        )
    opdrachten.append((f"update logkop set mac = ? where id = '{BORNE.hex}'", (vorige,)))
    knoei(*opdrachten)
    assert oordeel().fout_bij in (2, 3, 6)


@alleen_sqlite
def test_een_teruggedraaide_kop_wordt_genoemd(oordeel, knoei):
    knoei(f"update logkop set nr = 9 where id = '{BORNE.hex}'")
    assert oordeel().fout_bij == 11


@alleen_sqlite
def test_zonder_kop_is_een_keten_niet_in_orde(oordeel, knoei):
    knoei(f"delete from logkop where id = '{BORNE.hex}'")
    assert oordeel().fout_bij is not None


def opdracht(app, *woorden):
    return CliRunner().invoke(cli, ["logboek", "controleer", *woorden], obj=lambda: app)


def test_de_opdracht_zegt_dat_alles_in_orde_is(tien):
    uitkomst = opdracht(tien)
    assert uitkomst.exit_code == 0, uitkomst.output
    assert "Borne: 10 regels in orde" in uitkomst.output
    assert "Tubbergen: 0 regels in orde" in uitkomst.output


@alleen_sqlite
def test_de_opdracht_noemt_de_eerste_regel_die_niet_klopt_en_eindigt_met_1(tien, knoei):
    knoei(f"update logregel set rol = 'fg' where nr = 4 and {IN_BORNE}")
    uitkomst = opdracht(tien)
    assert uitkomst.exit_code == 1
    assert "regel 4" in uitkomst.output


def test_de_tekst_van_een_regel_overleeft_een_verhuizing_naar_een_andere_database():
    """Ids as hex, sorted JSON, ASCII: the bytes under the MAC do not depend on the database."""
    velden = dict.fromkeys(keten.VELDEN) | {"keten_id": BORNE, "nr": 1, "reden": "é – ☂"}
    tekst = keten.tekst(velden, INWONERS)
    assert tekst.isascii()
    assert tekst == keten.tekst(dict(reversed(list(velden.items()))), reversed(INWONERS))
    assert keten.tekst(velden, INWONERS[:2]) != tekst


def test_elke_kolom_van_een_regel_staat_onder_de_mac():
    from ketens.audit.models import Logregel

    kolommen = {kolom.name for kolom in Logregel.__table__.columns} - {"id", "mac"}
    assert kolommen == set(keten.VELDEN)


@pytest.mark.parametrize("schrijvers", [8])
def test_schrijvers_tegelijk_houden_een_keten(tien, oordeel, schrijvers):
    """Without the lock on the head the chain forks (measured): here many threads append at once."""

    def schrijf_vijf(nr):
        with tien.app_context(), in_gemeente(BORNE):
            for keer in range(5):
                schrijf_opdracht("proef", f"tegelijk.{nr}.{keer}", INWONERS)
                db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(schrijvers) as ploeg:
        list(ploeg.map(schrijf_vijf, range(schrijvers)))
    assert oordeel().fout_bij is None
    assert oordeel().aantal == 10 + 5 * schrijvers


def test_elke_gemeente_en_het_systeem_hebben_een_eigen_keten(tien, oordeel):
    with tien.app_context():
        with in_gemeente(None):
            schrijf({"actie": "E", "doel": "proef", "route": "proef", "uitkomst": 200})
            db.session.commit()
        with in_gemeente(wereld.id_van("tubbergen")):
            schrijf_opdracht("proef", "proef")
            db.session.commit()
            assert controleer(wereld.id_van("tubbergen")).aantal == 1
            db.session.rollback()
        db.session.remove()
    assert oordeel().aantal == 10


@pytest.mark.parametrize("bron", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_ook_op_postgresql_wordt_een_gewijzigde_regel_genoemd(oordeel, bron):
    with bron.cluster.als_superuser(bron.naam) as baas:
        with pytest.raises(psycopg.errors.RaiseException, match="groeit alleen"):
            baas.execute("update logregel set rol = 'fg'")
        baas.execute("alter table logregel disable trigger all")
        baas.execute("update logregel set rol = 'fg' where nr = 5 and keten_id = %s", [BORNE])
    assert oordeel().fout_bij == 5
