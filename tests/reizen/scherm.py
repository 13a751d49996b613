"""A screen and a keyboard: what a person does, counted, and what they see, judged."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response, expect

from tests import wereld

AXE = Axe()
# A professional types about 60 words a minute: 0.2 s a key, and 1.2 s to take in what a field asks.
SECONDEN_PER_TOETS, SECONDEN_PER_VELD = 0.2, 1.2

# How often Tab must be pressed from here to reach one of these, as far as the document tells: 0 is there, and of what
# it does not tell (nothing has the focus, they stand earlier) 1. The keys are really pressed, and then asked again.
NOG_TE_GAAN = """doelen => {
  const hier = document.activeElement;
  if (doelen.includes(hier)) return 0;
  const samen = (een, ander) => een.type === "radio" && ander.type === "radio" && een.name === ander.name;
  const stops = [];
  for (const el of document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex]")) {
    if (el !== hier && (el.disabled || el.tabIndex < 0 || !el.checkVisibility() || samen(el, hier))) continue;
    const eerder = stops.findIndex((stop) => stop !== hier && samen(stop, el));
    if (eerder < 0) stops.push(el);
    else if (el.checked) stops[eerder] = el;
  }
  return Math.max(1, stops.findIndex((stop) => doelen.some((doel) => stop === doel || samen(stop, doel)))
    - (stops.includes(hier) ? stops.indexOf(hier) : Infinity));
}"""
# Nothing is asked for any more, and what came stands in its place.
IN_RUST = "() => !document.querySelector('.htmx-request,.htmx-swapping,.htmx-settling,.htmx-added')"


def _is_antwoord(antwoord: Response) -> bool:
    """Tell a page or fragment from a redirect and from a style sheet."""
    soort = antwoord.request.resource_type in ("document", "fetch", "xhr")
    return soort and antwoord.status not in (204, 301, 302, 303)


class Scherm:
    """One browser window."""

    def __init__(self, page: Page, *, script: bool) -> None:
        self.page, self.script = page, script
        self.toetsen = self.velden = 0
        self.klachten: list[str] = []
        self.bezocht = 0
        page.on("framenavigated", self._tel)
        page.on("console", self._hoor)
        page.on("pageerror", lambda fout: self.klachten.append(str(fout)))

    def _hoor(self, bericht: Any) -> None:
        # A 422 is an answer of ours, and so is a 423; the browser calls every status above 399 an error.
        if bericht.type == "error" and not any(status in bericht.text for status in ("422", "423")):
            self.klachten.append(bericht.text)

    def _tel(self, _frame: Any) -> None:
        self.bezocht += 1

    def log_in(self, wie: str) -> None:
        """Sign in with the keyboard only."""
        self.page.goto("/inloggen")
        self.kijk("Inloggen")
        self.page.get_by_label("E-mailadres").focus()
        self.typ(f"{wie}@proef.example")
        self.toets("Tab")
        self.typ(wereld.WACHTWOORD)
        self.toets("Enter")
        self.page.wait_for_url(re.compile(r"/borne/$"))
        self.toetsen = self.velden = 0

    def ga(self, pad: str) -> None:
        """Open an address."""
        self.page.goto(pad)

    def typ(self, tekst: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(tekst)
        self.toetsen += len(tekst)

    def toets(self, *namen: str) -> None:
        """Press keys."""
        for naam in namen:
            self.page.keyboard.press(naam)
            self.toetsen += 1

    def naar_veld(self, label: str | re.Pattern[str], *, hoogstens: int = 40) -> None:
        """Press Tab until the control with this label has the focus; fail when it can't be reached."""
        doel = self.page.get_by_label(label).first
        self._tab_tot(doel, hoogstens)
        self.velden += 1

    def kies(self, vraag: str | re.Pattern[str], antwoord: str) -> None:
        """Answer a question with radio buttons: Tab to the group, then arrow keys."""
        groep = self.page.get_by_role("group", name=vraag).or_(self.page.get_by_role("radiogroup", name=vraag)).first
        opties = groep.get_by_role("radio")
        self._tab_tot(opties, 40)
        self.toets("Space")
        for _ in range(opties.count()):
            if groep.get_by_label(re.compile(f"^{re.escape(antwoord)}")).is_checked():
                self.velden += 1
                return
            self.toets("ArrowRight")
        raise AssertionError(f"{antwoord} is geen antwoord op {vraag}")

    def vink(self, label: str | re.Pattern[str]) -> None:
        """Tick a box."""
        self.naar_veld(label)
        self.toets("Space")

    def druk(self, naam: str | re.Pattern[str]) -> None:
        """Tab to a button or link and press it."""
        self.naar_knop(naam)
        eerder = self.bezocht
        with self.page.expect_response(_is_antwoord) as gekregen:
            self.toets("Enter")
        while gekregen.value.request.resource_type == "document" and self.bezocht == eerder:
            self.page.wait_for_timeout(20)
        self.wacht()

    def wacht(self) -> None:
        """Wait until the page stands still: loaded, and no part of it underway."""
        self.page.wait_for_load_state()
        if self.script:
            self.page.wait_for_function(IN_RUST)

    def naar_knop(self, naam: str | re.Pattern[str], *, hoogstens: int = 60) -> None:
        """Press Tab until the button or link with this name has the focus."""
        rol = self.page.get_by_role("button", name=naam).or_(self.page.get_by_role("link", name=naam))
        self._tab_tot(rol.first, hoogstens)

    def _tab_tot(self, doel: Locator, hoogstens: int) -> None:
        expect(doel.first).to_be_attached()
        while stappen := doel.evaluate_all(NOG_TE_GAAN):
            hoogstens -= stappen
            assert hoogstens >= 0, f"met Tab niet te bereiken: {doel}"
            self.toets(*["Tab"] * stappen)

    def kijk(self, kop: str | re.Pattern[str] | None = None) -> None:
        """Judge this page: its heading, no complaint of axe or the browser, no sideways scroll."""
        if kop is not None:
            expect(self.page.get_by_role("heading", level=1)).to_have_text(kop)
        if self.script:  # axe itself is a script; the same pages are judged in the walk with scripts
            uitslag = AXE.run(self.page)
            assert uitslag.violations_count == 0, f"{self.page.url}\n{uitslag.generate_report()}"
        breed = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not breed, f"schuift opzij: {self.page.url}"
        assert not self.klachten, self.klachten

    def zie(self, tekst: str | re.Pattern[str]) -> None:
        """See this text in the main part of the page."""
        expect(self.page.locator("main")).to_contain_text(tekst)

    def zie_niet(self, tekst: str) -> None:
        """Not see this text anywhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(tekst)

    @property
    def seconden(self) -> float:
        """How long a professional takes for what was pressed and read."""
        return self.toetsen * SECONDEN_PER_TOETS + self.velden * SECONDEN_PER_VELD

    def sluit(self) -> None:
        """Close the window."""
        self.page.context.close()
