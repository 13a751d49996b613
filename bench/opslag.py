"""Where the databases of a run are: files in a folder, a throw-away PostgreSQL, or one that stands elsewhere."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from bench import vloer
from bench.vulling import vul
from bench.webserver import Webserver, gunicorn, kinderen
from ketens.app import create_app
from ketens.config import maak_sleutels
from ketens.kern import migreren
from tests import postgres

HIER = Path(__file__).parent
# What the contents of a filled database depend on.
BRONNEN = ("aanmelding.py", "bezetting.py", "leven.py", "mensen.py", "verloop.py", "vloer.py", "vulling.py")
KLAAR = "klaar"


@dataclass(frozen=True, slots=True)
class Opslag:
    """Two filled databases, and the folder with the keys."""

    map: Path
    app_url: str
    vloer_url: str
    eigenaar_url: str
    # Database processes that work for one database alone, by its name; none on SQLite.
    processen: Callable[[str], list[int]] = field(default=lambda _: [])

    @property
    def omgeving(self) -> Mapping[str, str]:
        """The environment of the app: its limits are wide, because one address does all the work."""
        return {
            "KETENS_DATA": str(self.map),
            "KETENS_DATABASE_URL": self.app_url,
            "KETENS_EIGENAAR_URL": self.eigenaar_url,
            "KETENS_LIMIETEN": "ruim",
            "KETENS_ONVEILIG_HTTP": "1",
            "KETENS_TWEEFACTOR": "optioneel",
        }

    def maak(self, aantal: int, gemeenten: int, meld: Callable[[str], None]) -> None:
        """Migrate and fill both databases."""
        maak_sleutels(self.map)
        migreren.migreer(self.eigenaar_url, self.app_url)
        meld(f"{vul(create_app(self.omgeving), aantal, gemeenten, meld)} rijen in de app")
        vloer.vul(self.vloer_url, aantal, gemeenten)
        meld(f"{aantal} rijen in de vloer")

    @contextmanager
    def servers(self, werkers: int = 1) -> Iterator[tuple[Webserver, Webserver]]:
        """Serve the app and the floor, with so many processes each, for as long as the block lasts."""
        van_app = _alleen(self.processen, self.app_url)
        van_vloer = _alleen(self.processen, self.vloer_url)
        kaal = {vloer.URL: self.vloer_url}
        with (
            gunicorn("wsgi:app", self.omgeving, self.map / "app.log", van_app, werkers) as app,
            gunicorn("bench.vloer:maak_app()", kaal, self.map / "vloer.log", van_vloer, werkers) as bodem,
        ):
            yield app, bodem


def _alleen(processen: Callable[[str], list[int]], url: str) -> Callable[[], list[int]]:
    return lambda: processen(make_url(url).database or "")


@contextmanager
def op_sqlite(map_: Path, aantal: int, gemeenten: int, meld: Callable[[str], None]) -> Iterator[Opslag]:
    """Two files in `map_`, copied from those that were filled there from the same sources: each run begins the same."""
    gevuld, stempel = map_ / "gevuld", _stempel(aantal, gemeenten)
    if not (gevuld / KLAAR).exists() or (gevuld / KLAAR).read_text() != stempel:
        shutil.rmtree(gevuld, ignore_errors=True)
        gevuld.mkdir()
        _in(gevuld).maak(aantal, gemeenten, meld)
        (gevuld / KLAAR).write_text(stempel)
    _kopieer(gevuld, map_)
    yield _in(map_)


def _in(map_: Path) -> Opslag:
    url = f"sqlite:///{map_ / 'ketens.db'}"
    return Opslag(map_, url, f"sqlite:///{map_ / 'vloer.db'}", url)


@contextmanager
def op_postgresql(map_: Path, aantal: int, gemeenten: int, meld: Callable[[str], None]) -> Iterator[Opslag]:
    """A throw-away cluster, with the two roles of production."""
    with postgres.start("bench", postgres.OP_SCHIJF) as cluster:
        cluster.maak_sjabloon("niets", lambda _: None)
        app_url, eigenaar_url = cluster.kloon("niets", "bench_app")
        _, vloer_url = cluster.kloon("niets", "bench_vloer")
        baas = int((cluster.socket / "postmaster.pid").read_text().split()[0])
        opslag = Opslag(map_, app_url, vloer_url, eigenaar_url, lambda naam: _achterkanten(baas, naam))
        opslag.maak(aantal, gemeenten, meld)
        yield opslag


@contextmanager
def elders(
    map_: Path, urls: tuple[str, str, str], aantal: int, gemeenten: int, meld: Callable[[str], None]
) -> Iterator[Opslag]:
    """Two empty databases that stand somewhere: `urls` of the app, the floor, and the owner of the first."""
    opslag = Opslag(map_, *urls)
    opslag.maak(aantal, gemeenten, meld)
    yield opslag


def _achterkanten(baas: int, database: str) -> list[int]:
    """Return the processes that serve a connection to `database`."""
    return [pid for pid in kinderen(baas) if f" {database} " in _opdracht(pid)]


def _opdracht(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _stempel(aantal: int, gemeenten: int) -> str:
    versies = sorted((HIER.parent / "migrations" / "versions").glob("*.py"))
    bronnen = b"".join(pad.read_bytes() for pad in [*versies, *(HIER / naam for naam in BRONNEN)])
    return f"{aantal} {gemeenten} {hashlib.sha256(bronnen).hexdigest()}"


def _kopieer(bron: Path, map_: Path) -> None:
    """Lay the filled files over what an earlier run left, and wait until the disk has them: that is not measured."""
    for oud in (*map_.glob("*.db-*"), *map_.glob("*.anker")):
        oud.unlink()
    for naam in ("sleutels", "ketens.db", "vloer.db"):
        shutil.copy(bron / naam, map_ / naam)
        with (map_ / naam).open("rb") as bestand:
            os.fsync(bestand.fileno())
