"""The second lock, in the database itself: what the application's own role can't do, whatever the code says."""

import sqlite3
from uuid import uuid4

import psycopg
import pytest
from psycopg.types.json import Json
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from ketens.kern.db import Basis, db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.slot import ALLEEN_GROEI, LOGTABELLEN, is_van_gemeente
from tests import wereld
from tests.bouwkunde.vulling import modellen, vul

TUBBERGEN = wereld.id_van("tubbergen")
# Only PostgreSQL knows roles and policies per row.
alleen_postgresql = pytest.mark.parametrize(
    "bron", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
TABELLEN = sorted(set(Basis.metadata.tables))


@pytest.fixture
def is_postgres(bron):
    return "postgresql" in bron.omgeving["KETENS_DATABASE_URL"]


@pytest.fixture
def gevuld(app, als):
    """Both gemeenten have a row of every model, and the log of Borne has rows with a resident."""
    from ketens.audit.handelingen import schrijf_opdracht
    from ketens.audit.models import LOGSNEDE

    with app.app_context():
        for gemeente in ("borne", "tubbergen"):
            with in_gemeente(waar := wereld.id_van(gemeente)):
                ids = vul(gemeente)
                snede = {"id": uuid4(), "keten_id": waar, "nr": 0, "mac": b"", "jaar": 2020, "op": ""}
                db.session.execute(LOGSNEDE.insert(), snede)
                schrijf_opdracht("proef", "proef", [ids["inwoner"]])
                db.session.commit()
        db.session.remove()
    return app


@pytest.fixture
def rauw(gevuld, bron):
    """A connection of the application's role, without the application."""
    with psycopg.connect(bron.omgeving["KETENS_DATABASE_URL"].replace("+psycopg", "")) as verbinding:
        yield verbinding


def zet(verbinding, gemeente):
    verbinding.execute("select set_config('ketens.gemeente', %s, true)", [str(gemeente or "")])


def aantal(verbinding, tabel, waar="true"):
    return verbinding.execute(f'select count(*) from "{tabel}" where {waar}').fetchone()[0]


@alleen_postgresql
@pytest.mark.parametrize("gezet", ["", "borne"])
def test_rauwe_sql_ziet_niets_van_een_andere_gemeente(rauw, gezet):
    for model in modellen():
        zet(rauw, wereld.id_van(gezet) if gezet else None)
        waar = f"gemeente_id = '{TUBBERGEN}'" if gezet else "true"
        assert aantal(rauw, model.__tablename__, waar) == 0, model
        zet(rauw, TUBBERGEN)
        assert aantal(rauw, model.__tablename__) > 0, model


@alleen_postgresql
def test_rauwe_sql_ziet_het_logboek_van_een_andere_gemeente_niet(rauw):
    zet(rauw, wereld.id_van("borne"))
    assert aantal(rauw, "logregel", f"keten_id = '{TUBBERGEN}'") == 0
    assert aantal(rauw, "logregel_inwoner", f"keten_id = '{TUBBERGEN}'") == 0
    assert aantal(rauw, "logkop", f"id = '{TUBBERGEN}'") == 0
    zet(rauw, TUBBERGEN)
    assert aantal(rauw, "logregel") > 0


@alleen_postgresql
def test_rauwe_sql_wist_en_wijzigt_niets_van_een_andere_gemeente(rauw):
    for model in modellen():
        tabel = model.__tablename__
        zet(rauw, wereld.id_van("borne"))
        assert rauw.execute(f'delete from "{tabel}" where gemeente_id = %s', [TUBBERGEN]).rowcount == 0, model
        wijzig = f'update "{tabel}" set gemeente_id = gemeente_id where gemeente_id = %s'
        assert rauw.execute(wijzig, [TUBBERGEN]).rowcount == 0, model


@alleen_postgresql
@pytest.mark.parametrize("gezet", ["", "borne"])
def test_rauwe_sql_schrijft_geen_rij_in_een_andere_gemeente(rauw, gezet):
    """Of every table: a row of Tubbergen with a new id, and a row of Borne that is to move there."""
    for model in modellen():
        tabel = model.__tablename__
        zet(rauw, TUBBERGEN)
        kolommen = [kolom.name for kolom in rauw.execute(f'select * from "{tabel}" limit 1').description]
        namen = ", ".join(f'"{naam}"' for naam in kolommen)
        rij = dict(zip(kolommen, rauw.execute(f'select {namen} from "{tabel}" limit 1').fetchone(), strict=True))
        rij |= {"id": uuid4()} | {naam: Json(rij[naam]) for naam in rij if isinstance(rij[naam], (dict, list))}
        zet(rauw, wereld.id_van(gezet) if gezet else None)
        weigering = pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security")
        with weigering, rauw.transaction():
            waarden = ", ".join(["%s"] * len(kolommen))
            rauw.execute(f'insert into "{tabel}" ({namen}) values ({waarden})', list(rij.values()))
        if gezet:
            with weigering, rauw.transaction():
                rauw.execute(f'update "{tabel}" set gemeente_id = %s', [TUBBERGEN])


@alleen_postgresql
def test_ook_langs_de_sluis_ziet_de_app_niets_van_een_andere_gemeente(gevuld):
    """The session of the app, with statements that the sluice does not look at: Core on the table, and text."""
    with gevuld.app_context():
        for model in modellen():
            tabel = model.__table__
            for gemeente, ziet in ((None, False), (wereld.id_van("borne"), False), (TUBBERGEN, True)):
                with in_gemeente(gemeente):
                    van_daar = select(func.count()).select_from(tabel).where(tabel.c.gemeente_id == TUBBERGEN)
                    tekst = text(f"select count(*) from \"{tabel.name}\" where gemeente_id = '{TUBBERGEN}'")
                    with db.engine.connect() as verbinding:
                        assert verbinding.scalar(tekst) == 0, "zonder sessie is er geen gemeente"
                    assert bool(db.session.scalar(van_daar)) is ziet, (tabel.name, gemeente)
                    assert bool(db.session.scalar(tekst)) is ziet, (tabel.name, gemeente)
                    db.session.rollback()


@alleen_postgresql
def test_elke_tabel_van_een_gemeente_heeft_gedwongen_beleid_per_rij(rauw):
    vraag = "select relname, relrowsecurity, relforcerowsecurity from pg_class where relname = any(%s)"
    stand = {naam: (aan, gedwongen) for naam, aan, gedwongen in rauw.execute(vraag, [TABELLEN])}
    assert {naam: stand[naam] for naam in TABELLEN if is_van_gemeente(naam)} == {
        naam: (True, True) for naam in TABELLEN if is_van_gemeente(naam)
    }


@alleen_postgresql
def test_de_rol_van_de_app_is_eigenaar_noch_superuser(rauw):
    rol = rauw.execute(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    ).fetchone()
    assert rol == (False, False, False, False)
    eigen = rauw.execute(
        "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = current_user)"
    )
    assert eigen.fetchone()[0] == 0


@alleen_postgresql
@pytest.mark.parametrize(
    "opdracht",
    [
        "create table nieuw (id int)",
        "alter table inwoner add column extra text",
        "alter table inwoner disable row level security",
        "drop table inwoner",
        "drop policy van_gemeente on inwoner",
        "alter table logregel disable trigger all",
        "drop trigger logregel_geen_wijziging on logregel",
        "truncate inwoner cascade",
        "update alembic_version set version_num = '9999'",
        "create or replace function logboek_groeit_alleen() returns trigger language plpgsql as $$ begin return new; end $$",  # noqa: E501
        "set session_replication_role = replica",
    ],
)
def test_de_rol_van_de_app_verandert_de_bouw_niet(rauw, opdracht):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rauw.execute(opdracht)


@pytest.mark.parametrize("tabel", ALLEEN_GROEI)
@alleen_postgresql
@pytest.mark.parametrize("daad", ["update {} set keten_id = keten_id", "delete from {}", "truncate {} cascade"])
def test_de_rol_van_de_app_wijzigt_wist_en_leegt_het_logboek_niet(rauw, tabel, daad):
    zet(rauw, TUBBERGEN)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rauw.execute(daad.format(tabel))


@alleen_postgresql
def test_de_kop_van_het_logboek_gaat_niet_weg(rauw):
    zet(rauw, TUBBERGEN)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rauw.execute("delete from logkop")


@pytest.mark.parametrize("tabel", ALLEEN_GROEI)
def test_ook_de_eigenaar_wijzigt_het_logboek_niet(gevuld, bron, is_postgres, tabel):
    """Not even the role that migrates: the trigger refuses it on both databases."""
    if is_postgres:
        with psycopg.connect(bron.omgeving["KETENS_EIGENAAR_URL"].replace("+psycopg", "")) as eigenaar:
            for daad in (
                f"update {tabel} set keten_id = keten_id",
                f"delete from {tabel}",
                f"truncate {tabel} cascade",
            ):
                with pytest.raises(psycopg.errors.RaiseException, match="groeit alleen"):
                    eigenaar.execute(daad)
                eigenaar.rollback()
        return
    with sqlite3.connect(bron.pad / "ketens.db") as verbinding:
        assert verbinding.execute(f"select count(*) from {tabel}").fetchone()[0] > 0
        for daad in (f"update {tabel} set keten_id = keten_id", f"delete from {tabel}"):
            with pytest.raises(sqlite3.IntegrityError, match="groeit alleen"):
                verbinding.execute(daad)
    verbinding.close()


def test_de_app_zelf_wijzigt_het_logboek_ook_niet(gevuld):
    with gevuld.app_context(), in_gemeente(TUBBERGEN):
        for tabel in LOGTABELLEN[:2]:
            with pytest.raises(DBAPIError):
                db.session.execute(text(f"delete from {tabel}"))
            db.session.rollback()


def test_wat_bevestigd_is_overleeft_een_stroomstoring(gevuld, is_postgres):
    """What the database promises about a commit (veiligheid 0.3)."""
    with gevuld.app_context():
        if is_postgres:
            assert db.session.scalar(text("show synchronous_commit")) == "on"
        else:
            assert db.session.scalar(text("PRAGMA synchronous")) == 2
            assert db.session.scalar(text("PRAGMA journal_mode")) == "wal"
            assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
            assert db.session.scalar(text("PRAGMA busy_timeout")) == 20000
        db.session.rollback()
