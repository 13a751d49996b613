"""Make the screenshots of the manual: `.venv/bin/python -m docs.handleiding.schermen`.

A fresh demo in a throw-away folder, served by this process on a free port; a browser walks through it as the people of
the demo and as someone called Voorbeeld, and writes docs/handleiding/beelden/. Nothing keeps running, and no other
database is touched. The demo takes a few minutes: `--van MAP` takes a copy of an instance that holds one already.
"""

import argparse
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import click
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from werkzeug.serving import make_server

from docs.handleiding.rondgang import RONDGANG
from ketens.app import create_app
from ketens.config import maak_sleutels
from ketens.demo import maak_demo
from ketens.kern.migreren import migreer
from tests.browser import VLAGGEN

BEELDEN = Path(__file__).parent / "beelden"
WACHTWOORD = "Demo-ketens-2026"
BREED, RAND = 1280, 12
# Left, top, right and bottom of an element; a page that ends in empty space ends with what stands last.
VAK = """el => {
  const vak = el.getBoundingClientRect(), leeg = el.matches("main, body");
  const delen = [...el.querySelectorAll(leeg ? ".panel, article, form, table, nav" : ":scope > *")];
  const onder = Math.max(...delen.map((deel) => deel.getBoundingClientRect().bottom), leeg ? 0 : vak.bottom);
  return [vak.left, vak.top, vak.right, onder + (leeg ? 16 : 0)];
}"""


class Scherm:
    """A window of somebody who is signed in, and the camera before it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def log_in(self, wie: str) -> None:
        """Sign in with an account of the demo."""
        self.page.goto("/inloggen")
        self.page.get_by_label("E-mailadres").fill(f"{wie}@demo.example")
        self.page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
        if wie == "huisarts":
            self.beeld("inloggen", bij=self.page.locator("main .panel"))
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/borne/")

    def ga(self, pad: str) -> None:
        """Open a page of the gemeente."""
        self.page.goto(f"/borne/{pad}", wait_until="networkidle")

    def knop(self, naam: str, *, waar: Locator | None = None) -> None:
        """Press a button or follow a link, and wait for what comes of it."""
        plek = waar or self.page.locator("main")
        plek.get_by_role("button", name=naam).or_(plek.get_by_role("link", name=naam)).first.click()
        self.rust()

    def antwoord(self, vraag: str, keuze: str) -> None:
        """Choose an answer with the mouse."""
        self.page.get_by_role("group", name=vraag).get_by_label(keuze).first.check()

    def rust(self) -> None:
        """Wait until nothing loads."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_load_state("networkidle")

    def regel(self, tekst: str) -> Locator:
        """Return the table row with this text."""
        return self.page.locator("tbody tr").filter(has_text=tekst).first

    def beeld(self, naam: str, *, bij: Locator | None = None, tot: Locator | int = 0) -> None:
        """Photograph one element (`bij`) or the page, down to its end or to the bottom of `tot`."""
        self.rust()
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        links, boven, rechts, onder = self._vak(self.page.locator("body"), rand=0)
        if bij:
            links, boven, rechts, onder = self._vak(bij)
        if tot:
            onder = tot if isinstance(tot, int) else self._vak(tot, rand=0)[3]
        vlak = {"x": links, "y": boven, "width": rechts - links, "height": onder - boven}
        self.page.screenshot(path=BEELDEN / f"{naam}.png", clip=vlak, full_page=True)

    def _vak(self, wat: Locator, rand: int = RAND) -> tuple[float, float, float, float]:
        """Return the box of an element and of what stands in it, with a margin; of the main part without the menu."""
        links, boven, rechts, onder = wat.evaluate(VAK)
        if wat.evaluate("el => el.matches('main')"):
            return links, boven, rechts, onder
        return max(0, links - rand), max(0, boven - rand), rechts + rand, onder + rand


@contextmanager
def site(data: Path, van: Path | None) -> Iterator[str]:
    """Serve a demo from this folder; its address."""
    if van:
        shutil.copytree(van, data, dirs_exist_ok=True)
    maak_sleutels(data)
    app = create_app(
        {
            "KETENS_DATA": str(data),
            "KETENS_ONVEILIG_HTTP": "1",
            "KETENS_LIMIETEN": "ruim",
            "KETENS_TWEEFACTOR": "optioneel",
        }
    )
    with app.app_context():
        instellingen = app.extensions["ketens"]
        migreer(instellingen.eigenaar_url, instellingen.database_url)
        if not van:
            maak_demo(click.echo)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    draad = Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    draad.join(timeout=10)
    server.server_close()


def loop(browser: Browser, adres: str) -> None:
    """Walk the whole round, in the order in which the work is done."""
    vensters: dict[tuple[str, int], Scherm] = {}

    def als(wie: str, breed: int = BREED) -> Scherm:
        if (wie, breed) not in vensters:
            context = browser.new_context(base_url=adres, locale="nl-NL", viewport={"width": breed, "height": 844})
            context.set_default_timeout(30_000)
            vensters[wie, breed] = Scherm(context.new_page())
            vensters[wie, breed].log_in(wie)
        return vensters[wie, breed]

    for deel in RONDGANG:
        click.echo(deel.__name__)
        deel(als)


def main() -> None:
    """Make everything anew."""
    lezer = argparse.ArgumentParser(description="Maak de schermafbeeldingen van de handleiding.")
    lezer.add_argument("--van", type=Path, help="map met een demo die er al is; er wordt een kopie van gemaakt")
    keuze = lezer.parse_args()
    BEELDEN.mkdir(exist_ok=True)
    for oud in BEELDEN.glob("*.png"):
        oud.unlink()
    with (
        tempfile.TemporaryDirectory(prefix="ketens-schermen-") as map_,
        site(Path(map_), keuze.van) as adres,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=VLAGGEN)
        loop(browser, adres)
        browser.close()
    beelden = sorted(BEELDEN.glob("*.png"))
    click.echo(f"{len(beelden)} beelden, {sum(b.stat().st_size for b in beelden) // 1000} kB")


if __name__ == "__main__":
    main()
