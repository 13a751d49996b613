"""A volunteer's afternoon: sixty people, the connection gone half-way, the browser restarted, and nothing lost."""

import json
import re
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect
from sqlalchemy import func, select

from ketens.instrumenten.models import Afname
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag
from ketens.valrisicodagen.handelingen import open_dag
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.browser import VLAGGEN
from tests.merken import EERST_OP_SQLITE
from tests.reizen.scherm import AXE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def dag(app):
    """An open day: its code."""
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        gemaakt = open_dag(formulier_id=nieuw_id(), datum=vandaag(), locatie="Kulturhus", door=cora)
        db.session.commit()
        return gemaakt.code


class Tablet:
    """A volunteer with a tablet, whose browser keeps its folder when it is restarted."""

    def __init__(self, soort: BrowserType, map_: Path, site: str) -> None:
        self.soort, self.map, self.site = soort, map_, site
        self.klachten: list[str] = []
        self.nummer = count(1)
        self.start()

    def start(self) -> None:
        """Open the browser on this folder."""
        self.context = self.soort.launch_persistent_context(
            str(self.map),
            executable_path="/usr/bin/chromium",
            args=VLAGGEN,
            viewport={"width": 820, "height": 1180},
            base_url=self.site,
            locale="nl-NL",
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.pages[0]
        self.page.on("pageerror", lambda fout: self.klachten.append(str(fout)))

    def herstart(self, *, offline: bool) -> None:
        """Close the browser and open it again where it was."""
        adres = self.page.url
        self.context.close()
        self.start()
        self.context.set_offline(offline)
        self.page.goto(adres)
        expect(self.page.locator("#tablet")).to_be_visible()

    def druk(self, naam: str) -> None:
        """Press the button with this name on the screen that shows."""
        self.page.locator(".blad:not([hidden])").get_by_role("button", name=naam, exact=True).click()

    def kijk(self) -> None:
        """No complaint of axe, no sideways scroll."""
        uitslag = AXE.run(self.page)
        assert uitslag.violations_count == 0, uitslag.generate_report()
        assert not self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")

    def kies(self, wat: str) -> None:
        """Tap one of the answers that are counted."""
        self.page.locator("#feitenform").get_by_role("radio", name=wat, exact=True).check()

    def feiten(self, leeftijd: str = "75 tot en met 79") -> None:
        """Answer the four short questions."""
        self.kies("Nee")
        self.kies(leeftijd)
        self.kies("Vrouw")
        self.page.get_by_label("Postcode, alleen de cijfers").fill("7621")
        self.druk("Volgende")

    def vul_naam(self, achternaam: str) -> None:
        """Say who wants to be called."""
        for label, tekst in (("Voornaam", "Riet"), ("Achternaam", achternaam), ("Geboortedatum", "14-11-1941")):
            self.page.locator("#naamform").get_by_label(label, exact=True).fill(tekst)
        self.page.locator("#naamform").get_by_label("Telefoonnummer").fill("074 265 86 99")
        self.page.get_by_label("De inwoner zegt: ja, dit is goed").check()

    def persoon(self, *, antwoorden: str, bel: bool) -> None:
        """Take the test with someone, through the page's own buttons."""
        for letter in antwoorden:
            self.druk({"j": "Ja", "n": "Nee", "o": "Sla over"}[letter])
        self.druk("Verder")
        self.feiten()
        if antwoorden != "nnn":
            self.druk("Ja" if bel else "Nee")
            if bel:
                self.vul_naam(f"Proef{next(self.nummer)}")
                self.druk("Bewaar")
        expect(self.page.locator("[data-vraag=q1_gevallen]")).to_be_visible()

    def snel(self, aantal: int, gebeld: int = 0) -> None:
        """Keep tests as the page does, sealed names too, without pressing the buttons."""
        tests = [{"hoog": nr < gebeld, "nr": next(self.nummer)} for nr in range(aantal)]
        self.page.evaluate(
            """async (tests) => {
              const dag = JSON.parse(document.getElementById("tablet").dataset.dag);
              for (const test of tests) {
                const antwoorden = { q1_gevallen: false, q2_bezorgd: test.hoog, q3_moeite_bewegen: false };
                if (test.hoog) antwoorden.e5_kwetsbaar = true;
                const over = { leeftijd: "80-84", geslacht: "man", pc4: null, al_getest: true };
                const rij = { id: Wachtrij.id(), antwoorden, ...over };
                const wie = { voornaam: "Jan", achternaam: `Snel${test.nr}`, geboortedatum: "01-02-1940",
                              telefoon: "0742658699", toestemming: true };
                if (test.hoog) rij.naam = await Wachtrij.verzegel(wie, dag.sleutel, rij.id);
                await Wachtrij.bewaar(rij, dag.inzending);
              }
              await Wachtrij.verstuur(dag.meeste, true);
            }""",
            tests,
        )

    @property
    def wacht(self):
        """The counter."""
        return self.page.locator("#wachtrij")


@pytest.fixture
def tablet(browser: Browser, site, tmp_path):
    """A tablet, closed at the end."""
    nieuw = Tablet(browser.browser_type, tmp_path / "tablet", site)
    yield nieuw
    nieuw.context.close()


def geteld(app):
    with wereld.binnen(app):
        tests = db.session.scalar(select(func.count()).where(Afname.valrisicodag_id.is_not(None)))
        op_naam = db.session.scalar(select(func.count()).select_from(Verwijzing))
        return tests, op_naam


def test_zestig_mensen_en_halverwege_geen_verbinding(app, tablet, dag):
    tablet.page.goto("/borne/valrisicodag/")
    tablet.kijk()
    tablet.page.get_by_label("Code van vandaag").fill(f"{dag[:4]} {dag[4:]}")
    tablet.page.keyboard.press("Enter")
    expect(tablet.page.locator("#tablet[data-offline=ja]")).to_be_visible()
    tablet.kijk()

    tablet.persoon(antwoorden="nnn", bel=False)
    tablet.persoon(antwoorden="njnj", bel=True)
    tablet.persoon(antwoorden="jnnnnnnno", bel=False)
    tablet.snel(22, gebeld=1)
    expect(tablet.wacht).to_have_text("Alles is verstuurd")
    assert geteld(app) == (25, 2)

    tablet.context.set_offline(True)
    tablet.persoon(antwoorden="nnn", bel=False)
    expect(tablet.wacht).to_have_text("Geen verbinding. 1 nog niet verstuurd")
    tablet.persoon(antwoorden="jnnj", bel=True)
    tablet.page.reload()
    expect(tablet.page.locator("#tablet")).to_be_visible()
    tablet.persoon(antwoorden="nnn", bel=False)
    tablet.snel(9)
    tablet.herstart(offline=True)
    expect(tablet.wacht).to_contain_text("12 nog niet verstuurd")
    bewaard = json.dumps(tablet.page.evaluate("Wachtrij.alle()"))
    assert "Proef" not in bewaard
    assert "14-11-1941" not in bewaard
    tablet.persoon(antwoorden="njnj", bel=True)
    tablet.snel(12)
    assert geteld(app) == (25, 2)

    tablet.herstart(offline=False)
    expect(tablet.wacht).to_have_text("Alles is verstuurd")
    tablet.snel(9, gebeld=1)
    tablet.persoon(antwoorden="nnn", bel=False)
    expect(tablet.wacht).to_have_text("Alles is verstuurd")
    assert geteld(app) == (60, 5)
    assert tablet.page.evaluate("Wachtrij.aantal()") == 0
    assert tablet.klachten == []


def test_twee_tabbladen_sturen_alles_een_keer(app, tablet, dag):
    tablet.page.goto(f"/borne/valrisicodag/code/{dag}")
    expect(tablet.page.locator("#tablet[data-offline=ja]")).to_be_visible()
    tweede = tablet.context.new_page()
    tablet.context.set_offline(True)
    tweede.goto("/borne/valrisicodag/")
    expect(tweede.locator("#tablet")).to_be_visible()
    tablet.snel(7)
    expect(tweede.locator("#wachtrij")).to_contain_text("7 nog niet verstuurd")
    tablet.context.set_offline(False)
    for bladzijde in (tablet.page, tweede):
        expect(bladzijde.locator("#wachtrij")).to_have_text("Alles is verstuurd")
    assert geteld(app) == (7, 0)


def test_de_looptest_met_stopwatch_en_getypt(app, tablet, dag):
    tablet.page.goto(f"/borne/valrisicodag/code/{dag}")
    tablet.kijk()
    for letter in "nnjn":
        tablet.druk({"j": "Ja", "n": "Nee"}[letter])
    tablet.kijk()
    tablet.druk("Verder")
    expect(tablet.page.locator("#secondenfout")).to_contain_text("Vul de seconden in")
    tablet.druk("Start")
    tablet.page.wait_for_timeout(1200)
    tablet.druk("Stop")
    assert re.fullmatch(r"1,[1-9]", tablet.page.locator("#seconden").input_value())
    tablet.page.locator("#seconden").fill("4")
    tablet.druk("Verder")
    expect(tablet.page.get_by_role("heading", level=2, name="Matig valrisico")).to_be_focused()
    tablet.kijk()
    tablet.page.get_by_role("button", name="Terug").click()
    tablet.page.locator("#seconden").fill("3,9")
    tablet.druk("Verder")
    expect(tablet.page.get_by_role("heading", level=2, name="Laag valrisico")).to_be_visible()
    tablet.druk("Verder")
    tablet.kijk()
    tablet.feiten("Jonger dan 65")
    expect(tablet.page.locator("[data-vraag=q1_gevallen]")).to_be_visible()
    expect(tablet.wacht).to_have_text("Alles is verstuurd")
    assert geteld(app) == (1, 0)


def test_wie_jonger_is_wordt_niet_om_een_naam_gevraagd(tablet, dag):
    tablet.page.goto(f"/borne/valrisicodag/code/{dag}")
    for letter in "jnnj":
        tablet.druk({"j": "Ja", "n": "Nee"}[letter])
    tablet.druk("Verder")
    tablet.kies("Jonger dan 65")
    expect(tablet.page.locator("#te-jong")).to_contain_text("Bel dan uw huisarts")
    tablet.feiten("Jonger dan 65")
    expect(tablet.page.locator("[data-vraag=q1_gevallen]")).to_be_visible()


def test_een_gesloten_dag_neemt_geen_nieuwe_mensen_aan(app, tablet, dag, scherm):
    tablet.page.goto(f"/borne/valrisicodag/code/{dag}")
    cora = scherm("coordinator")
    cora.ga("/borne/valrisicodagen")
    cora.kijk("Valrisicodagen")
    cora.page.get_by_role("link", name=re.compile("Kulturhus")).click()
    cora.kijk("Kulturhus")
    tablet.snel(1)
    expect(cora.page.locator("#stand .tile").first).to_have_text(re.compile("Tests 1"), timeout=8000)
    cora.page.get_by_role("button", name="Sluit de dag").click()
    cora.page.get_by_role("dialog").get_by_role("button", name="Sluit de dag").click()
    cora.zie("De dag is gesloten.")
    cora.kijk()
    tablet.snel(1)
    expect(tablet.page.get_by_role("heading", level=2, name="Deze dag is gesloten")).to_be_visible()
    tablet.kijk()
    assert geteld(app) == (2, 0)


def tot_de_naam(tablet, dag):
    """Up to the screen that asks for a name."""
    tablet.page.goto(f"/borne/valrisicodag/code/{dag}")
    for letter in "njnj":
        tablet.druk({"j": "Ja", "n": "Nee"}[letter])
    tablet.druk("Verder")
    tablet.feiten()
    tablet.kijk()
    tablet.druk("Ja")
    tablet.kijk()


def test_waar_de_browser_niet_kan_verzegelen_gaat_een_naam_meteen_of_niet(app, tablet, dag):
    tablet.page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    tot_de_naam(tablet, dag)
    tablet.druk("Bewaar")
    expect(tablet.page.locator("#naamfout")).to_have_text("Vul de voornaam in.")
    tablet.context.set_offline(True)
    tablet.vul_naam("Open")
    tablet.druk("Bewaar")
    expect(tablet.page.locator("#naamfout")).to_contain_text("Er is geen verbinding")
    assert tablet.page.evaluate("Wachtrij.aantal()") == 0
    tablet.context.set_offline(False)
    tablet.druk("Bewaar")
    expect(tablet.page.locator("[data-vraag=q1_gevallen]")).to_be_visible()
    assert geteld(app) == (1, 1)


def test_een_vol_apparaat_vraagt_om_papier(app, tablet, dag):
    tot_de_naam(tablet, dag)
    vol = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('vol', 'QuotaExceededError'); }; }"
    tablet.page.evaluate(vol)
    tablet.druk("Toch niet")
    expect(tablet.page.get_by_role("alert").first).to_contain_text("Schrijf op papier: hoog valrisico")
    assert geteld(app) == (0, 0)


def test_een_naam_die_niet_mag_laat_de_telling_staan_en_zegt_het(app, tablet, dag):
    tot_de_naam(tablet, dag)
    tablet.vul_naam("Jong")
    tablet.page.locator("#naamform").get_by_label("Geboortedatum").fill("14-11-1990")
    tablet.druk("Bewaar")
    expect(tablet.page.locator("#storing-tablet")).to_contain_text("65 jaar")
    assert geteld(app) == (1, 0)
