"""Migrations: numbered, each in one transaction, with the locks laid again at the end (ontwerp, habit 14)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import NullPool

from ketens.kern import slot

MAP = Path(__file__).parent.parent.parent / "migrations"


def engine(url: str) -> Engine:
    """Return an engine of its own for migrations: on SQLite without foreign keys, because rebuilding a parent table
    with them on deletes its children in silence (measured)."""
    motor = create_engine(url, poolclass=NullPool)
    if motor.dialect.name == "sqlite":
        event.listen(motor, "connect", _sqlite_verbinding)
        event.listen(motor, "begin", lambda verbinding: verbinding.exec_driver_sql("BEGIN IMMEDIATE"))
    return motor


def _sqlite_verbinding(verbinding: DBAPIConnection, _record: object) -> None:
    verbinding.isolation_level = None
    for regel in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "busy_timeout=20000"):
        verbinding.execute(f"PRAGMA {regel}")


def instellingen(eigenaar_url: str, app_url: str, doel: MetaData | None = None) -> Config:
    """Return Alembic's configuration; no file of its own is needed."""
    config = Config()
    config.set_main_option("script_location", str(MAP))
    config.set_main_option("version_path_separator", "os")
    config.attributes.update(url=eigenaar_url, app_rol=make_url(app_url).username, doel=doel)
    return config


def migreer(eigenaar_url: str, app_url: str, naar: str = "head") -> None:
    """Bring the database to a revision, forwards or backwards."""
    config = instellingen(eigenaar_url, app_url)
    huidig = huidige_revisie(eigenaar_url)
    if naar == "head" or huidig is None or (naar != "base" and naar > huidig):
        command.upgrade(config, naar)
    else:
        command.downgrade(config, naar)


def huidige_revisie(url: str) -> str | None:
    """Return the revision that the database is at, or None when it is empty."""
    from alembic.runtime.migration import MigrationContext

    motor = engine(url)
    with motor.connect() as verbinding:
        return MigrationContext.configure(verbinding).get_current_revision()


def nieuwe_revisie(eigenaar_url: str, app_url: str, naam: str, doel: MetaData) -> None:
    """Write the next numbered revision from what the models and the database differ in."""
    config = instellingen(eigenaar_url, app_url, doel)
    nummer = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    command.revision(config, message=naam, rev_id=f"{nummer:04d}", autogenerate=True)


def na_migratie(verbinding: Connection, app_rol: str | None) -> None:
    """Lay the locks again, and see that no row points to nowhere."""
    slot.leg(verbinding, app_rol)
    if verbinding.dialect.name == "sqlite":
        los = verbinding.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if los:
            raise RuntimeError(f"Na de migratie wijzen {len(los)} rijen naar niets: {los[:3]}")
