"""A real PostgreSQL for the tests: one throw-away cluster on a unix socket, shared by all workers of a test run.

    with start() as cluster:
        cluster.maak_sjabloon("leeg", migreer)                  # once, whichever worker comes first
        app_url, eigenaar_url = cluster.kloon("leeg", "gw0_1")  # a few hundredths of a second
        cluster.gooi_weg("gw0_1")

Two roles, as in production: `ketens_eigenaar` owns the databases and migrates; `ketens_app` is what the app signs in
as, neither owner nor superuser, so that row-level security holds for it. Nothing is left behind, not even after
`kill -9` (see `postgres_waak.py`).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg.sql import SQL, Identifier

from tests import postgres_waak
from tests.geheugen import voor_tijdelijk

EIGENAAR, APP = "ketens_eigenaar", "ketens_app"
VOORVOEGSEL = "ketens-pg-"
# A socket's path may have 107 characters: pytest's own folders, or a long TMPDIR, do not fit.
OP_SCHIJF = Path("/tmp") if os.access("/tmp", os.W_OK) else Path(tempfile.gettempdir())
TIJDELIJK = voor_tijdelijk(OP_SCHIJF)
START_DUURT_HOOGSTENS = 60  # seconds, on a machine that is busy with other things

_wachten: list[subprocess.Popen[bytes]] = []  # may outlive us: kept, or Python warns that a child is still running


class GeenPostgres(RuntimeError):
    """PostgreSQL is not installed, or did not start."""


def binaries() -> Path:
    """The folder with initdb and postgres: the newest Debian has, else where the PATH leads."""
    debian = [gevonden.parent for gevonden in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda folder: int(folder.parent.name))
    if elders := shutil.which("initdb"):
        return Path(elders).resolve().parent
    raise GeenPostgres("PostgreSQL is not installed: `make test` installs it, or `apt-get install postgresql`.")


@dataclass(frozen=True)
class Cluster:
    """A running server; made by `start()`."""

    folder: Path
    _gebruik: IO[str] = field(repr=False)

    @property
    def socket(self) -> Path:
        return self.folder / "data"

    def url(self, rol: str, database: str) -> str:
        return f"postgresql+psycopg://{rol}@/{database}?host={self.socket}"

    @contextmanager
    def als_superuser(self, database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """A connection that may do everything, for building up and looking behind the locks; commits each statement."""
        with psycopg.connect(host=str(self.socket), user="postgres", dbname=database, autocommit=True) as verbinding:
            yield verbinding

    def maak_sjabloon(self, naam: str, vul: Callable[[str], None]) -> None:
        """Make the template database `naam` and let `vul(eigenaar_url)` fill it; does nothing when it is there.

        Workers that ask at the same time wait for the first. When `vul` fails, the next one starts anew.
        """
        with slot(self.folder / f"sjabloon-{naam}.slot"), self.als_superuser() as db:
            if db.execute("select 1 from pg_database where datname = %s and datistemplate", [naam]).fetchone():
                return
            db.execute(SQL("drop database if exists {} with (force)").format(Identifier(naam)))
            db.execute(SQL("create database {} owner {}").format(Identifier(naam), Identifier(EIGENAAR)))
            vul(self.url(EIGENAAR, naam))
            # Nobody may sign in any more: one forgotten connection would make every clone fail.
            db.execute(SQL("alter database {} allow_connections false is_template true").format(Identifier(naam)))
            db.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [naam])

    def kloon(self, sjabloon: str, naam: str) -> tuple[str, str]:
        """Copy the template `sjabloon` to the database `naam`; returns (app_url, eigenaar_url).

        All workers see the same names: put the worker's own name in `naam`. A name that exists is an error.
        """
        opdracht = SQL("create database {} template {} owner {} strategy file_copy")  # wal_log takes twice as long
        with self.als_superuser() as db:
            db.execute(opdracht.format(Identifier(naam), Identifier(sjabloon), Identifier(EIGENAAR)))
        return self.url(APP, naam), self.url(EIGENAAR, naam)

    def gooi_weg(self, naam: str) -> None:
        """Drop the database `naam`, whoever is still connected."""
        with self.als_superuser() as db:
            db.execute(SQL("drop database if exists {} with (force)").format(Identifier(naam)))

    def stop(self) -> None:
        """Let go of the cluster; who is the last, waits until it is gone."""
        laatste = probeer(self._gebruik, fcntl.LOCK_EX)
        self._gebruik.close()
        grens = time.monotonic() + 10
        while laatste and self.folder.exists() and time.monotonic() < grens:
            time.sleep(0.01)
        for wacht in _wachten:
            wacht.poll()  # no zombie for the rest of the run

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(sleutel: str | None = None, waar: Path = TIJDELIJK) -> Cluster:
    """Join the cluster of this test run, or start it, in the folder `waar`.

    One run is what has one `sleutel`: by default pytest-xdist's run id, and without xdist this process.
    """
    veeg(waar)
    sleutel = sleutel or os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"pid{os.getpid()}"
    folder = waar / f"{VOORVOEGSEL}{sleutel[:16]}"
    grens = time.monotonic() + START_DUURT_HOOGSTENS
    while time.monotonic() < grens:
        if cluster := _doe_mee(folder):
            return cluster
        time.sleep(0.02)
    raise GeenPostgres(f"The cluster in {folder} does not come up and does not go away.")


def _doe_mee(folder: Path) -> Cluster | None:
    """One try; None when the folder was being cleared up just now."""
    folder.mkdir(exist_ok=True)
    try:
        with slot(folder / "start.slot"), ExitStack() as bij_mislukken:
            gebruik = bij_mislukken.enter_context((folder / "gebruik.slot").open("a"))
            fcntl.flock(gebruik, fcntl.LOCK_SH)  # waits while the watch is clearing up
            if os.fstat(gebruik.fileno()).st_ino != (folder / "gebruik.slot").stat().st_ino:
                return None
            cluster = Cluster(folder, gebruik)
            if not (folder / "klaar").exists():
                if (folder / "data").exists():  # who started it died halfway: its watch clears up once we let go
                    return None
                _zet_op(cluster)
                (folder / "klaar").touch()
            bij_mislukken.pop_all()  # our share of the lock stays ours, until stop()
            return cluster
    except FileNotFoundError:
        return None


def _zet_op(cluster: Cluster) -> None:
    """Start the watch with its server, wait until it answers, make the two roles."""
    logboek = cluster.folder / "server.log"
    with logboek.open("w") as uitvoer:
        wacht = subprocess.Popen(
            [sys.executable, postgres_waak.__file__, str(cluster.folder), str(binaries())],
            stdin=subprocess.DEVNULL, stdout=uitvoer, stderr=uitvoer,
            start_new_session=True,  # Ctrl-C stops the tests first, and through them the server
        )  # fmt: skip
    _wachten.append(wacht)
    grens = time.monotonic() + START_DUURT_HOOGSTENS
    while True:
        try:
            with cluster.als_superuser() as db:
                for rol in (EIGENAAR, APP):
                    db.execute(SQL("create role {} login").format(Identifier(rol)))
                return
        except psycopg.OperationalError as fout:
            if wacht.poll() is not None or time.monotonic() > grens:
                raise GeenPostgres(f"PostgreSQL does not start:\n{logboek.read_text()}") from fout
            time.sleep(0.01)


@contextmanager
def slot(bestand: Path) -> Iterator[None]:
    """Alone, among all processes, with this file."""
    with bestand.open("a") as open_bestand:
        fcntl.flock(open_bestand, fcntl.LOCK_EX)
        yield


def probeer(bestand: IO[str], soort: int) -> bool:
    """Take a lock if that can be done at once."""
    try:
        fcntl.flock(bestand, soort | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def veeg(waar: Path) -> None:
    """Remove what a killed watch left: folders of our own that nobody uses (its server died with it)."""
    for folder in waar.glob(f"{VOORVOEGSEL}*"):
        try:
            with (folder / "gebruik.slot").open("a") as gebruik:
                if probeer(gebruik, fcntl.LOCK_EX):
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # of another user, or gone meanwhile
            continue
