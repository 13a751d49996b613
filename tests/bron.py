"""Where a test's database comes from: a template with the world in it, laid back in milliseconds."""

import os
import shutil
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from ketens.app import create_app
from ketens.kern import migreren
from ketens.kern.db import db
from tests import wereld
from tests.postgres import APP, EIGENAAR, Cluster
from tests.terugleggen import Kopie

WERKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


class SqliteBron:
    """A file that is copied over."""

    def __init__(self, omgeving: dict[str, str], pad: Path) -> None:
        self.pad = pad
        url = f"sqlite:///{pad / 'ketens.db'}"
        migreren.migreer(url, url)
        self.omgeving = {**omgeving, "KETENS_DATABASE_URL": url}
        self.app = maak_app(self.omgeving)
        with self.app.app_context():
            wereld.maak()
            with db.engine.connect() as verbinding:
                verbinding.exec_driver_sql("COMMIT")
                verbinding.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                verbinding.exec_driver_sql("BEGIN")
        self.sluit()
        shutil.copy(pad / "ketens.db", pad / "sjabloon.db")

    def ververs(self) -> None:
        """Lay the template back, as a file of its own: a thread of the test before may still hold the old one."""
        self.sluit()
        for achtervoegsel in ("-wal", "-shm"):
            (self.pad / f"ketens.db{achtervoegsel}").unlink(missing_ok=True)
        nieuw = self.pad / "nieuw.db"
        shutil.copy(self.pad / "sjabloon.db", nieuw)
        nieuw.replace(self.pad / "ketens.db")

    def sluit(self) -> None:
        """Let go of the file."""
        sluit(self.app)


class PostgresBron:
    """A database whose rows are laid back; the app signs in as a role that is neither owner nor superuser."""

    def __init__(self, omgeving: dict[str, str], cluster: Cluster) -> None:
        self.cluster, self.sjabloon, self.naam = cluster, f"wereld_{WERKER}", f"proef_{WERKER}"
        cluster.maak_sjabloon(self.sjabloon, lambda url: self._vul(omgeving, url))
        self._kopie = Kopie(cluster, self.sjabloon, self.naam)
        self._kopie.ververs()
        app_url, eigenaar_url = cluster.url(APP, self.naam), cluster.url(EIGENAAR, self.naam)
        self.omgeving = {**omgeving, "KETENS_DATABASE_URL": app_url, "KETENS_EIGENAAR_URL": eigenaar_url}
        self.app = maak_app(self.omgeving)

    def ververs(self) -> None:
        """Make the database like the template again; connections stay, they know the tables by now."""
        with self.app.app_context():
            db.session.remove()
        self._kopie.ververs()

    def sluit(self) -> None:
        """Let go of the database."""
        self._kopie.sluit()
        sluit(self.app)

    @staticmethod
    def _vul(omgeving: dict[str, str], eigenaar_url: str) -> None:
        migreren.migreer(eigenaar_url, eigenaar_url.replace("ketens_eigenaar", "ketens_app"))
        app = maak_app({**omgeving, "KETENS_DATABASE_URL": eigenaar_url})
        with app.app_context():
            wereld.maak()
        sluit(app)


Bron = SqliteBron | PostgresBron


class Gezet(BytecodeCache):
    """What the templates compile to, for every application of this worker."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept, if the template is still the same."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key, bucket.checksum] = bucket.code


GEZET = Gezet()


def maak_app(omgeving: dict[str, str]) -> Flask:
    """Return an application for tests."""
    app = create_app(omgeving, TESTING=True)
    app.jinja_env.bytecode_cache = GEZET
    return app


def sluit(app: Flask) -> None:
    """Let go of every connection."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
