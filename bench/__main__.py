"""The command line of the measurements: `python -m bench --help`."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import opslag, tabel, wedloop, werken
from bench.kosten import kosten
from bench.meten import Maat, meet
from bench.profiel import profiel
from bench.rapport import werken as rapport
from bench.rapport.vulling import Omvang
from bench.tabel import Verslag
from bench.werken import GRENZEN, NAMEN


def opties() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Meet de app naast een kale vloer.")
    parser.add_argument("--aantal", type=int, default=100_000, help="trajecten (100000)")
    parser.add_argument("--gemeenten", type=int, default=14, help="gemeenten, hoogstens 14 (14)")
    parser.add_argument("--map", type=Path, help="map waarin de gevulde databases blijven, voor een volgende keer")
    parser.add_argument("--postgresql", action="store_true", help="op een tijdelijke PostgreSQL (anders SQLite)")
    parser.add_argument("--url", help="lege database voor de app, elders (met --vloer-url)")
    parser.add_argument("--vloer-url", help="lege database voor de vloer, elders")
    parser.add_argument("--eigenaar-url", help="eigenaar van de database bij --url, voor de migratie")
    parser.add_argument(
        "--werk", action="append", choices=(*NAMEN, wedloop.NAAM, rapport.NAAM), help="alleen dit (mag vaker)"
    )
    parser.add_argument("--deler", type=int, default=1, help="rapport: zoveel keer minder trajecten per gemeente (1)")
    parser.add_argument("--rondes", type=int, default=84, help="rondes van vloer en app om en om (84)")
    parser.add_argument("--per-ronde", type=int, default=10, help="verzoeken per ronde (10)")
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.add_argument("--profiel", choices=NAMEN, help="toon waar de tijd van dit werk heen gaat")
    parser.add_argument("--kosten", action="store_true", help="toon wat zien, loggen en koppen van een verzoek kosten")
    return parser


def meld(regel: str) -> None:
    """Say how far it is; what is measured goes to the other stream."""
    print(regel, file=sys.stderr)


@contextmanager
def databases(keuze: argparse.Namespace) -> Iterator[opslag.Opslag]:
    """Return the filled databases that were asked for."""
    with tempfile.TemporaryDirectory(prefix="ketens-bench-") as tijdelijk:
        map_ = Path(keuze.map or tijdelijk).absolute()
        map_.mkdir(parents=True, exist_ok=True)
        hoeveel = (keuze.aantal, keuze.gemeenten, meld)
        if keuze.url:
            urls = (keuze.url, keuze.vloer_url, keuze.eigenaar_url or keuze.url)
            keus = opslag.elders(map_, urls, *hoeveel)
        elif keuze.postgresql:
            keus = opslag.op_postgresql(map_, *hoeveel)
        else:
            keus = opslag.op_sqlite(map_, *hoeveel)
        with keus as gevuld:
            yield gevuld


def meet_alles(gevuld: opslag.Opslag, keuze: argparse.Namespace) -> Verslag:
    """Run every kind of work that was asked for and return what came out."""
    maat, gevraagd = Maat(keuze.rondes, keuze.per_ronde), keuze.werk or (*NAMEN, wedloop.NAAM)
    uitkomsten = []
    if wedloop.NAAM in gevraagd:
        meld(f"{wedloop.NAAM} ...")
        uitkomsten.append(wedloop.meet(gevuld, wedloop.Wedloop()))
    with gevuld.servers() as (app, vloer):
        for naam in [naam for naam in gevraagd if naam != wedloop.NAAM]:
            meld(f"{naam} ...")
            uitkomsten.append(meet(werken.maak(naam, app, vloer), app, vloer, maat))
        return Verslag(
            database=gevuld.app_url.split(":")[0].split("+")[0],
            aantal=keuze.aantal,
            gemeenten=keuze.gemeenten,
            uitkomsten=uitkomsten,
            app_mib=app.geheugen(),
            vloer_mib=vloer.geheugen(),
        )


def meet_rapport(keuze: argparse.Namespace) -> str:
    """Measure what reports cost, in databases of their own on SQLite, and return the table."""
    omvang = Omvang(deler=keuze.deler)
    with tempfile.TemporaryDirectory(prefix="ketens-bench-") as tijdelijk:
        map_ = Path(keuze.map or tijdelijk).absolute() / rapport.NAAM
        uitkomsten = list(rapport.meet_rapport(map_, omvang, Maat(rondes=12, per_ronde=3, samen=1), meld))
    return tabel.tekst(uitkomsten)


def main(argumenten: list[str] | None = None) -> None:
    """Measure, or profile, and print."""
    keuze = opties().parse_args(argumenten)
    if keuze.url and not keuze.vloer_url:
        sys.exit("Geef bij --url ook --vloer-url: een tweede lege database.")
    # An end from outside takes the servers along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    ontleedt = bool(keuze.profiel or keuze.kosten)
    if not ontleedt and (not keuze.werk or rapport.NAAM in keuze.werk):
        print(meet_rapport(keuze))
    if keuze.werk == [rapport.NAAM]:
        return
    with databases(keuze) as gevuld:
        if keuze.profiel:
            print(profiel(gevuld, keuze.profiel, keuze.per_ronde * 5))
            return
        if keuze.kosten:
            print(
                kosten(
                    gevuld,
                    [naam for naam in keuze.werk or NAMEN if naam in GRENZEN and GRENZEN[naam][0]],
                    keuze.per_ronde * 10,
                )
            )
            return
        verslag = meet_alles(gevuld, keuze)
        print(verslag.json() if keuze.json else verslag.tekst())


if __name__ == "__main__":
    main()
