"""What is measured of reporting, and against what."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.bezetting import KETEN, WACHTWOORD
from bench.klant import Bladzijde, Klant
from bench.meten import Daad, Maat, Uitkomst, Werk, meet
from bench.rapport.vloer import PAD
from bench.rapport.vulling import (
    EIGEN,
    GROOT,
    IN_REGIO,
    JAREN,
    LANDELIJK,
    LEIDER,
    REGIO,
    TWEEDUIZEND,
    Omvang,
    gevuld,
)  # fmt: skip
from bench.webserver import Webserver, gunicorn
from ketens.kern.klok import vandaag

NAAM = "rapport"
ALLEEN, SQL = "alleen", "sql"


@dataclass(frozen=True, slots=True)
class Servers:
    """The app over all gemeenten, the app over one gemeente, and bare SQL over all of them."""

    alle: Webserver
    alleen: Webserver
    sql: Webserver


def meet_rapport(map_: Path, omvang: Omvang, maat: Maat, meld: Callable[[str], None]) -> Iterator[Uitkomst]:
    """Fill what is not filled yet, and measure each page."""
    alle, alleen = gevuld(map_, omvang, meld)
    with _servers(alle, alleen) as servers:
        for werk, naast in _werken(servers, omvang):
            meld(f"{werk.naam} ...")
            yield meet(werk, servers.alle, naast, maat)


@contextmanager
def _servers(alle: Path, alleen: Path) -> Iterator[Servers]:
    def van(map_: Path) -> dict[str, str]:
        return {
            "KETENS_DATA": str(map_),
            "KETENS_LIMIETEN": "ruim",
            "KETENS_ONVEILIG_HTTP": "1",
            "KETENS_TWEEFACTOR": "optioneel",
        }

    kaal = {**os.environ, PAD: str(alle / "ketens.db")}
    with (
        gunicorn("wsgi:app", van(alle), alle / "app.log") as groot,
        gunicorn("wsgi:app", van(alleen), alleen / "app.log") as klein,
        gunicorn("bench.rapport.vloer:maak_app()", kaal, alle / "vloer.log") as sql,
    ):
        yield Servers(groot, klein, sql)


def _werken(servers: Servers, omvang: Omvang) -> Iterator[tuple[Werk, Webserver]]:
    jaar = vandaag().year
    dashboard, monitor = f"rapportage/{KETEN}/{jaar}", f"monitor/{jaar - 1}"
    for soort, pad in (("dashboard", dashboard), ("monitor", monitor)):
        naast = _pagina(servers.alleen, EIGEN, pad)
        naam = f"{soort}, {omvang.trajecten(EIGEN)} van {omvang.samen} trajecten"
        yield Werk(naam, _pagina(servers.alle, EIGEN, pad), naast, ALLEEN, 1.3), servers.alleen
    for slug, hoogstens in ((TWEEDUIZEND, 5), (GROOT, 3)):
        per_jaar = omvang.trajecten(slug) // JAREN
        for soort, pad, vraag in (("dashboard", dashboard, f"{jaar}/2"), ("monitor", monitor, f"{jaar - 1}/4")):
            kaal, pagina = _sql(servers.sql, f"{slug}/{vraag}"), _pagina(servers.alle, slug, pad)
            yield Werk(f"{soort}, {per_jaar} trajecten per jaar", pagina, kaal, SQL, hoogstens), servers.sql
    for email, hoeveel in ((REGIO, min(IN_REGIO, omvang.gemeenten)), (LANDELIJK, omvang.gemeenten)):
        kaal = _sql(servers.sql, f"regio/{email}/{jaar - 1}")
        yield Werk(f"regio, {hoeveel} gemeenten", _regio(servers.alle, email, jaar - 1), kaal, SQL), servers.sql


def _pagina(server: Webserver, slug: str, pad: str) -> Daad:
    klant = _aangemeld(server, f"{LEIDER}.{slug}@bench.example")
    return _haal(klant, f"/{slug}/{pad}")


def _regio(server: Webserver, email: str, jaar: int) -> Daad:
    return _haal(_aangemeld(server, email), f"/regio/?keten={KETEN}&jaar={jaar}")


def _aangemeld(server: Webserver, email: str) -> Klant:
    klant = Klant(server.poort)
    klant.log_in(email, WACHTWOORD)
    return klant


def _haal(klant: Klant, pad: str) -> Daad:
    return Daad(lambda: None, lambda _: klant.haal(pad).moet_zijn(200))


def _sql(server: Webserver, pad: str) -> Daad:
    klant = Klant(server.poort)

    def doe(_: object) -> Bladzijde:
        return klant.haal(f"/{pad}").moet_zijn(200)

    return Daad(lambda: None, doe)
