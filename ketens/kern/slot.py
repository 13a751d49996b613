"""The second lock, in the database itself: row-level security, grants, a log that only grows (besluit 0002, 0008).

`leg` is idempotent and runs at the end of every migration, because rebuilding a table drops what hung on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect

ALLEEN_GROEI = ("logregel", "logregel_inwoner", "logsnede")
# Of these the owner destroys what is past its term (audit/snede.py).
VERVALT = ("logregel", "logregel_inwoner")
LOGTABELLEN = (*ALLEEN_GROEI, "logkop")
HIER = "nullif(current_setting('ketens.gemeente', true), '')::uuid"
# Read besides by an account whose hat says so, in the gemeente of the row (besluit 0042): figures that were fixed.
REGIONAAL = ("vaststelling",)
IN_REGIO = """exists (
    select 1 from lidmaatschap
    where lidmaatschap.account_id = nullif(current_setting('ketens.regio', true), '')::uuid
    and lidmaatschap.gemeente_id = vaststelling.gemeente_id and lidmaatschap.regio
    and lidmaatschap.rol = 'projectleider'
    and jsonb_exists(lidmaatschap.ketens::jsonb, vaststelling.keten_code)
    and (now() at time zone 'Europe/Amsterdam')::date
        between lidmaatschap.vanaf and coalesce(lidmaatschap.tot, 'infinity'))"""
HIER_OF_SYSTEEM = f"coalesce({HIER}, '00000000-0000-0000-0000-000000000000'::uuid)"


def leg(verbinding: Connection, app_rol: str | None = None) -> None:
    """Lay triggers on both databases, and policies and grants on PostgreSQL, on the tables that exist."""
    kolommen = {
        tabel: {kolom["name"] for kolom in inspect(verbinding).get_columns(tabel)}
        for tabel in inspect(verbinding).get_table_names()
    }
    if verbinding.dialect.name == "sqlite":
        _triggers_sqlite(verbinding, set(kolommen))
    else:
        _triggers_postgresql(verbinding, set(kolommen))
        _beleid(verbinding, kolommen)
        if app_rol:
            _rechten(verbinding, kolommen, app_rol)


def _triggers_sqlite(verbinding: Connection, tabellen: set[str]) -> None:
    for tabel in tabellen & set(ALLEEN_GROEI):
        for daad in ("update", "delete"):
            verbinding.exec_driver_sql(f"DROP TRIGGER IF EXISTS {tabel}_geen_{daad}")
            verbinding.exec_driver_sql(
                f"CREATE TRIGGER {tabel}_geen_{daad} BEFORE {daad.upper()} ON {tabel} "
                "BEGIN SELECT RAISE(ABORT, 'het logboek groeit alleen'); END"
            )


def _triggers_postgresql(verbinding: Connection, tabellen: set[str]) -> None:
    verbinding.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION logboek_groeit_alleen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'het logboek groeit alleen'; END $$"
    )
    for tabel in tabellen & set(ALLEEN_GROEI):
        verbinding.exec_driver_sql(f"DROP TRIGGER IF EXISTS {tabel}_geen_wijziging ON {tabel}")
        verbinding.exec_driver_sql(
            f"CREATE TRIGGER {tabel}_geen_wijziging BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION logboek_groeit_alleen()"
        )


@contextmanager
def ontgrendeld(verbinding: Connection) -> Iterator[None]:
    """Let the owner of the database delete of the log, in the transaction that is open; the locks stand before it ends.

    What fails rolls back, and the locks with it.
    """
    for tabel in VERVALT:
        if verbinding.dialect.name == "sqlite":
            verbinding.exec_driver_sql(f"DROP TRIGGER IF EXISTS {tabel}_geen_delete")
        else:
            verbinding.exec_driver_sql(f"ALTER TABLE {tabel} DISABLE TRIGGER {tabel}_geen_wijziging")
    yield
    if verbinding.dialect.name == "sqlite":
        _triggers_sqlite(verbinding, set(VERVALT))
        return
    for tabel in VERVALT:
        verbinding.exec_driver_sql(f"ALTER TABLE {tabel} ENABLE TRIGGER {tabel}_geen_wijziging")


def is_van_gemeente(tabel: str) -> bool:
    """Tell whether rows of this table belong to one gemeente; the shared tables are named here, once."""
    return tabel not in {
        "gemeente",
        "organisatie",
        "account",
        "lidmaatschap",
        "sessie",
        "codeapp",
        "toegangssleutel",
        "herstelcode",
        "uitdaging",
        "uitnodiging",
        "herstelvraag",
        "aanmeldpoging",
        "beurten",
        "aanmelddienst",
        "aanmeldgroep",
        "koppeling",
        "sleutelmerk",
        "sleutelronde",
        "opdracht",
        "klokwerk",
        "alembic_version",
    }


def _beleid(verbinding: Connection, kolommen: dict[str, set[str]]) -> None:
    for tabel, namen in kolommen.items():
        if not is_van_gemeente(tabel):
            continue
        if tabel in LOGTABELLEN:
            eis = f"{'id' if tabel == 'logkop' else 'keten_id'} = {HIER_OF_SYSTEEM}"
        elif "gemeente_id" in namen:
            eis = f"gemeente_id = {HIER}"
        else:
            raise RuntimeError(f"De tabel {tabel} hoort bij geen gemeente en staat niet bij de gedeelde tabellen.")
        verbinding.exec_driver_sql(f'ALTER TABLE "{tabel}" ENABLE ROW LEVEL SECURITY')
        verbinding.exec_driver_sql(f'ALTER TABLE "{tabel}" FORCE ROW LEVEL SECURITY')
        verbinding.exec_driver_sql(f'DROP POLICY IF EXISTS van_gemeente ON "{tabel}"')
        verbinding.exec_driver_sql(f'CREATE POLICY van_gemeente ON "{tabel}" USING ({eis}) WITH CHECK ({eis})')
        if tabel in REGIONAAL:
            verbinding.exec_driver_sql(f'DROP POLICY IF EXISTS in_regio ON "{tabel}"')
            verbinding.exec_driver_sql(f'CREATE POLICY in_regio ON "{tabel}" FOR SELECT USING ({IN_REGIO})')


def _rechten(verbinding: Connection, kolommen: dict[str, set[str]], rol: str) -> None:
    verbinding.exec_driver_sql(f'GRANT USAGE ON SCHEMA public TO "{rol}"')
    verbinding.exec_driver_sql(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{rol}"')
    for tabel in kolommen:
        verbinding.exec_driver_sql(f'REVOKE ALL ON "{tabel}" FROM "{rol}"')
        if tabel == "alembic_version":
            daden = "SELECT"
        elif tabel in ALLEEN_GROEI:
            daden = "SELECT, INSERT"
        elif tabel == "logkop":
            daden = "SELECT, INSERT, UPDATE"
        else:
            daden = "SELECT, INSERT, UPDATE, DELETE"
        verbinding.exec_driver_sql(f'GRANT {daden} ON "{tabel}" TO "{rol}"')
