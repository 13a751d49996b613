"""A trainer, standing, with a phone: twelve people in half a minute, the connection gone half-way, and nothing lost."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from ketens.groepen.plaatsen import Aanwezigheid
from ketens.kern import klok
from ketens.kern.db import db
from tests import wereld
from tests.aanwezigheid.conftest import Proefgroep, proefgroep
from tests.merken import EERST_OP_SQLITE
from tests.reizen.scherm import AXE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
__all__ = ["proefgroep"]
# A thumb: to look for a name and tap beside it takes 1.8 s; the page stood open.
KIJKEN_EN_TIKKEN = 1.8
BEWAARD = """() => new Promise((goed) => { const open_ = indexedDB.open("aanwezigheid", 1);
  open_.onsuccess = () => { const alle = open_.result.transaction("marks").objectStore("marks").getAll();
    alle.onsuccess = () => goed(JSON.stringify(alle.result)); }; })"""


class Telefoon:
    """A phone with a thumb on it, signed in."""

    def __init__(self, browser: Browser, site: str, wie: str, groep: Proefgroep, *, script: bool = True) -> None:
        maten = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "nl-NL"}
        self.context = browser.new_context(base_url=site, java_script_enabled=script, **maten)
        self.context.set_default_timeout(10_000)
        self.groep, self.tikken, self.klachten = groep, 0, []
        self.page = self.nieuw()
        self.page.goto("/inloggen")
        self.page.get_by_label("E-mailadres").fill(f"{wie}@proef.example")
        self.page.get_by_label("Wachtwoord").fill(wereld.WACHTWOORD)
        self.page.get_by_role("button", name="Inloggen").tap()
        self.page.wait_for_url(re.compile(r"/borne/$"))

    def nieuw(self) -> Page:
        """Open a tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda fout: self.klachten.append(str(fout)))
        return page

    def open(self) -> None:
        """Open the page of today's session."""
        self.page.goto(f"/borne/bijeenkomsten/{self.groep.sessie(1).id}/aanwezigheid")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Wie is er?")

    def tik(self, wie: int, stand: str) -> None:
        """Tap beside a name, by its place on the page."""
        self.regel(wie).get_by_role("radio", name=stand, exact=True).tap()
        self.tikken += 1

    def regel(self, wie: int):
        """The row of someone, by its place on the page."""
        return self.page.locator("[data-plaatsing]").nth(wie)

    def zegt(self, tekst: str | re.Pattern[str]) -> None:
        """What the line at the top says."""
        expect(self.page.locator("#opslag")).to_contain_text(tekst)

    def kijk(self) -> None:
        """No complaint of axe or the script, no sideways scroll, targets under a thumb."""
        uitslag = AXE.run(self.page)
        assert uitslag.violations_count == 0, uitslag.generate_report()
        assert not self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        klein = "[...document.querySelectorAll('.opkomst-keuzes label')].filter((el) => el.offsetHeight < 44).length"
        assert self.page.evaluate(klein) == 0
        assert self.klachten == []


@pytest.fixture
def telefoon(browser, site):
    """`telefoon("trainer", groep)`; closed at the end."""
    open_: list[Telefoon] = []

    def maak(wie: str, groep: Proefgroep, **hoe: bool) -> Telefoon:
        open_.append(Telefoon(browser, site, wie, groep, **hoe))
        return open_[-1]

    yield maak
    for een in open_:
        een.context.close()


@pytest.fixture
def vandaag(maak, proefgroep):
    """`vandaag(12)`: a group whose first session is today."""

    def doe(aantal: int) -> Proefgroep:
        groep = proefgroep(aantal, plaatsen=12)
        with wereld.binnen(groep.app):
            verschil = klok.vandaag() - groep.sessie(1).begint_op.date()
            for sessie in groep.sessies:
                rij = db.session.get_one(type(sessie), sessie.id)
                rij.begint_op += verschil
            rij.groep.begint_op += verschil
            rij.groep.eindigt_op += verschil
            db.session.commit()
        return groep

    return doe


def rijen(groep: Proefgroep) -> list[tuple[str, int]]:
    with wereld.binnen(groep.app):
        marks = db.session.scalars(select(Aanwezigheid).order_by(Aanwezigheid.id))
        return sorted((mark.stand.value, mark.versie) for mark in marks)


def test_twaalf_mensen_de_verbinding_valt_weg_en_er_gaat_niets_verloren(vandaag, telefoon, record_property):
    groep = vandaag(12)
    tom = telefoon("trainer", groep)
    tom.page.get_by_role("link", name="Wie is er?").tap()
    expect(tom.page.get_by_role("heading", level=1)).to_have_text("Wie is er?")
    tom.kijk()
    for wie in range(5):
        tom.tik(wie, "Aanwezig")
    tom.zegt("Alles is bewaard. 5 van 12 aanwezig.")
    tom.context.set_offline(True)
    for wie in range(5, 10):
        tom.tik(wie, "Aanwezig")
    tom.tik(10, "Afgemeld")
    tom.tik(11, "Afwezig")
    tom.zegt("Geen verbinding. 7 vinkjes staan veilig op deze telefoon")
    tom.kijk()
    bewaard = tom.page.evaluate(BEWAARD)
    assert "Proef" not in bewaard
    assert "Bets" not in bewaard
    assert len(rijen(groep)) == 5
    tom.page.close()  # without a connection the page is closed, in a bag
    tom.context.set_offline(False)
    tom.page = tom.nieuw()
    tom.open()
    tom.zegt("Alles is bewaard. 10 van 12 aanwezig.")
    assert rijen(groep) == sorted([("aanwezig", 1)] * 10 + [("afgemeld", 1), ("afwezig", 1)])
    assert tom.page.evaluate(BEWAARD) == "[]"
    seconden = tom.tikken * KIJKEN_EN_TIKKEN
    record_property("tikken", tom.tikken)
    record_property("seconden", f"{seconden:.0f}")
    assert tom.tikken == 12
    assert seconden <= 30


def test_iedereen_aanwezig_is_een_tik_en_is_terug_te_draaien(vandaag, telefoon, record_property):
    groep = vandaag(12)
    tom = telefoon("trainer", groep)
    tom.open()
    tom.tik(3, "Afgemeld")
    tom.page.get_by_role("button", name="Iedereen aanwezig").tap()
    tom.zegt("Alles is bewaard. 11 van 12 aanwezig.")
    record_property("tikken", 2)
    assert len(rijen(groep)) == 12
    tom.page.get_by_role("button", name="Maak ongedaan").tap()
    tom.zegt("Alles is bewaard. 0 van 12 aanwezig.")
    assert rijen(groep) == sorted([("afgemeld", 1)] + [("teruggenomen", 2)] * 11)


def test_twee_trainers_overschrijven_elkaar_niet(vandaag, telefoon):
    groep = vandaag(2)
    tom, cora = telefoon("trainer", groep), telefoon("coordinator", groep)
    tom.open()
    cora.open()
    cora.tik(0, "Afwezig")
    cora.zegt("Alles is bewaard. 0 van 2 aanwezig.")
    cora.tik(1, "Aanwezig")
    tom.tik(0, "Aanwezig")
    tom.tik(1, "Aanwezig")
    tom.zegt("Kies wat klopt.")
    expect(tom.regel(0)).to_contain_text(re.compile(r"Cora Coordinator zette .* op afwezig .* U koos aanwezig"))
    expect(tom.regel(1)).to_contain_text("Bewaard als aanwezig: Cora Coordinator")
    assert rijen(groep) == [("aanwezig", 1), ("afwezig", 1)]
    tom.kijk()
    tom.open()  # read anew: the choice still waits
    tom.zegt("Kies wat klopt.")
    tom.page.get_by_role("button", name="Maak er aanwezig van").tap()
    tom.zegt("Alles is bewaard. 2 van 2 aanwezig.")
    assert rijen(groep) == [("aanwezig", 1), ("aanwezig", 2)]
    cora.tik(0, "Afgemeld")
    cora.page.get_by_role("button", name="Laat aanwezig staan").tap()
    cora.zegt("Alles is bewaard. 2 van 2 aanwezig.")
    assert rijen(groep) == [("aanwezig", 1), ("aanwezig", 2)]


def test_een_verloren_antwoord_is_geen_verschil_met_jezelf(vandaag, telefoon):
    groep = vandaag(1)
    tom = telefoon("trainer", groep)
    tom.open()
    pad = "**/aanwezigheid/inzending"

    def verlies(weg) -> None:
        weg.fetch()
        weg.abort()

    tom.page.route(pad, verlies)
    tom.tik(0, "Aanwezig")
    tom.zegt("Geen verbinding. 1 vinkje staat veilig op deze telefoon")
    tom.page.unroute(pad)
    tom.tik(0, "Afwezig")
    tom.zegt("Alles is bewaard. 0 van 1 aanwezig.")
    assert rijen(groep) == [("afwezig", 2)]


def test_uitgelogd_onderweg_zegt_wat_te_doen_en_daarna_gaat_het_mee(vandaag, telefoon, app):
    groep = vandaag(1)
    tom = telefoon("trainer", groep)
    tom.open()
    gewone = [een for een in tom.context.cookies() if een["name"] == "ketens"]
    tom.context.clear_cookies(name="ketens")
    tom.tik(0, "Aanwezig")
    tom.zegt("U bent uitgelogd. 1 vinkje staat op deze telefoon.")
    assert rijen(groep) == []
    tom.context.add_cookies(gewone)
    tom.open()
    tom.zegt("Alles is bewaard. 1 van 1 aanwezig.")
    assert rijen(groep) == [("aanwezig", 1)]


def test_zonder_script_is_het_een_gewoon_formulier(vandaag, telefoon):
    groep = vandaag(2)
    tom = telefoon("trainer", groep, script=False)
    tom.open()
    tom.tik(0, "Aanwezig")
    tom.tik(1, "Afgemeld")
    tom.page.get_by_role("button", name="Bewaar de aanwezigheid").tap()
    expect(tom.page.locator("#melding")).to_contain_text("De aanwezigheid is bewaard.")
    assert rijen(groep) == [("aanwezig", 1), ("afgemeld", 1)]
