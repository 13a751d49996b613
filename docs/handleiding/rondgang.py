"""The round of the manual: from verwijzing to place, and what is done besides. Each step leaves its images.

Who is referred here is called Voorbeeld; everybody else comes from the demo, found by the state they are in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from docs.handleiding.schermen import Scherm

Als = Callable[..., "Scherm"]


def _vul_in(huisarts: Scherm, gevallen: str = "Nee", anders: str = "Ja") -> None:
    huisarts.ga("verwijzingen/nieuw")
    for label, tekst in (
        ("Geboortedatum", "12-3-1941"),
        ("Achternaam", "Voorbeeld"),
        ("Voornaam", "Truus"),
        ("Telefoonnummer", "074-0001234"),
    ):
        huisarts.page.get_by_role("textbox", name=label).fill(tekst)
    huisarts.antwoord("gevallen", gevallen)
    huisarts.antwoord("bang om te vallen", anders)
    huisarts.antwoord("moeite met bewegen", anders)
    huisarts.page.locator("#uitslag .badge").wait_for()


def verwijzen(als: Als) -> None:
    """A huisarts refers, and gives the note along."""
    huisarts = als("huisarts")
    _vul_in(huisarts)
    huisarts.page.get_by_label("Geen van deze").check()
    huisarts.page.get_by_label(re.compile("doorgeven aan")).check()
    huisarts.page.get_by_label(re.compile("hoort of de inwoner")).check()
    huisarts.page.get_by_label("Toelichting").fill("Is in de ochtend goed te bereiken.")
    huisarts.rust()
    huisarts.beeld("verwijzen", tot=872)
    huisarts.knop("Verstuur verwijzing")
    huisarts.beeld("verstuurd", bij=huisarts.page.locator("main"))
    huisarts.knop("Briefje voor de inwoner")
    huisarts.beeld("briefje", bij=huisarts.page.locator("article"))


def zonder_verwijzing(als: Als) -> None:
    """Low risk, not now, and on behalf of someone else: filled in, never sent."""
    huisarts = als("huisarts")
    _vul_in(huisarts, anders="Nee")
    huisarts.beeld("laag", bij=huisarts.page.locator("form.verwijs > div").last)
    _vul_in(huisarts)
    huisarts.page.get_by_text("De inwoner wil nu niet").click()
    huisarts.page.get_by_label("Waarom niet?").select_option(label="Wil er eerst over nadenken")
    huisarts.beeld("wil-nu-niet", bij=huisarts.page.locator("details.meer").last)
    huisarts.page.get_by_text("Geen telefoon, iemand anders beslist, of u verwijst namens een ander").click()
    huisarts.page.get_by_label("Namens wie?").fill("huisarts, mondeling")
    huisarts.beeld("namens", bij=huisarts.page.locator("form.verwijs section").first)
    telefoon = als("huisarts", 390)
    _vul_in(telefoon)
    telefoon.beeld("telefoon-verwijzen", tot=1090)


def petten(als: Als) -> None:
    """Somebody with three hats."""
    fysio = als("fysio")
    fysio.page.locator("details.user summary").click()
    fysio.beeld("pet-kiezen", tot=420)


def werkvoorraad(als: Als) -> None:
    """What there is to do."""
    coordinator = als("coordinator")
    coordinator.ga("werkvoorraad/")
    coordinator.beeld("werkvoorraad", tot=860)
    for nr in (0, 7, 10):
        coordinator.page.locator("input[name=taak]").nth(nr).check()
    coordinator.page.get_by_label("Wijs toe aan").select_option(index=1)
    coordinator.beeld(
        "toewijzen", bij=coordinator.page.locator("#taken form.regio"), tot=coordinator.regel("Aanvulling")
    )
    telefoon = als("coordinator", 390)
    telefoon.ga("werkvoorraad/")
    telefoon.beeld("telefoon-werkvoorraad", tot=1090)
    coordinator.ga("waarnemingen")
    coordinator.page.get_by_label("Wie is er niet?").select_option(index=1)
    coordinator.beeld("waarneming", bij=coordinator.page.locator("main"))


def aannemen(als: Als) -> None:
    """Accept, and compare with who is known already."""
    coordinator = als("coordinator")
    coordinator.ga("werkvoorraad/?soort=triage&wie=niemand")
    coordinator.knop("B. ")
    coordinator.beeld("dubbel", bij=coordinator.page.locator("main .panel").first)
    coordinator.ga("verwijzingen/?stand=wacht")
    coordinator.regel("Truus Voorbeeld").get_by_role("link").click()
    coordinator.beeld("aannemen", bij=coordinator.page.locator("main"))
    coordinator.knop("Neem verwijzing aan")


def bellen(als: Als) -> None:
    """The telephone intake of the one who was accepted."""
    coordinator = als("coordinator")
    coordinator.page.get_by_text("Noteer wat er van het bellen kwam").click()
    coordinator.beeld("bellen", tot=1060)
    for vraag, keuze in (
        ("hulpmiddel", "Nee"),
        ("100 meter", "Ja"),
        ("15 minuten", "Ja"),
        ("Wanneer kunt u", "Dinsdagochtend"),
        ("Wanneer kunt u", "Donderdagochtend"),
    ):
        coordinator.antwoord(vraag, keuze)
    coordinator.knop("Bewaar de antwoorden")
    coordinator.page.locator("#plaats table").wait_for()


def plaatsen(als: Als) -> None:
    """Give a place: what fits, what may not, and who waits."""
    coordinator = als("coordinator")
    adres = coordinator.page.url
    coordinator.beeld("plaats", bij=coordinator.page.locator("#plaats"))
    coordinator.knop("Plaats toch")
    coordinator.page.get_by_label("Waarom geeft u deze plaats toch?").fill(
        "Komt samen met de buurvrouw, die al meedoet."
    )
    coordinator.beeld("plaats-toch", bij=coordinator.page.locator("main .panel"))
    coordinator.page.goto(adres)
    coordinator.knop("Zet op de wachtlijst")
    coordinator.beeld("wachtlijst", bij=coordinator.page.locator("main .panel"))
    coordinator.page.goto(adres)
    coordinator.knop("Plaats in groep")
    coordinator.page.get_by_text("Naar de groep").wait_for()


def bericht(als: Als) -> None:
    """Write to the verwijzer, who reads it; close and reopen."""
    coordinator = als("coordinator")
    vak = coordinator.page.get_by_label("Bericht aan de verwijzer")
    vak.wait_for()
    vak.fill("Mevrouw begint in januari in de groep. Zij heeft er zin in.")
    coordinator.beeld("bericht", bij=coordinator.page.locator("#berichten"))
    coordinator.knop("Verstuur bericht")
    coordinator.knop("Sluit traject af")
    coordinator.page.get_by_label("Waarom sluit u af?").select_option(label="Niet bereikt")
    coordinator.beeld("afsluiten", bij=coordinator.page.locator("main"))


def volgen(als: Als) -> None:
    """What the verwijzer sees of it."""
    huisarts = als("huisarts")
    huisarts.ga("verwijzingen/")
    huisarts.beeld("volgen", tot=555)
    huisarts.regel("Truus Voorbeeld").get_by_role("link").click()
    huisarts.rust()
    huisarts.beeld("verwijzing", bij=huisarts.page.locator("main"))


def _traject_met(coordinator: Scherm, soort: str, teken: str) -> Locator:
    """Open the first traject of this kind of work whose page shows this button or field; return it."""
    coordinator.ga(f"werkvoorraad/?soort={soort}&wie=iedereen")
    links = coordinator.page.locator("tbody th a").evaluate_all("alle => alle.map(a => a.href)")
    for link in links:
        coordinator.page.goto(link)
        coordinator.rust()
        gevonden = coordinator.page.locator("main").get_by_text(teken, exact=True)
        if gevonden.count():
            return gevonden.first
    raise LookupError(f"In de demo staat geen {soort} met {teken}")


def hoog(als: Als) -> None:
    """Finish a test, ask for a beoordeling in the app and by letter."""
    coordinator = als("coordinator")
    _traject_met(coordinator, "vrt_afmaken", "Bewaar de antwoorden")
    coordinator.beeld("vrt-afmaken", bij=coordinator.page.locator("#stap"))
    _traject_met(coordinator, "beoordeling", "Vraag beoordeling aan")
    coordinator.beeld("beoordeling-vragen", bij=coordinator.page.locator("#beoordeling"))
    brief = _traject_met(coordinator, "beoordeling", "Bekijk de brief")
    coordinator.beeld("beoordeling-brief", bij=coordinator.page.locator("#beoordeling"))
    brief.click()
    coordinator.beeld("brief", bij=coordinator.page.locator("article"))


def groepen(als: Als) -> None:
    """The groups, one of them, and a new one."""
    coordinator = als("coordinator")
    coordinator.ga("groepen/")
    coordinator.beeld("groepen", tot=760)
    coordinator.knop("In Balans december")
    coordinator.beeld("groep", bij=coordinator.page.locator("#wachtlijst"))
    coordinator.ga("groepen/nieuw")
    coordinator.beeld("nieuwe-groep", bij=coordinator.page.locator("main"))
    coordinator.ga("planning/")
    coordinator.beeld("planning", tot=760)
    coordinator.ga("groepen/")
    coordinator.knop("Vallen Verleden Tijd oktober")
    coordinator.knop("Aanwezigheid")
    coordinator.knop("Rond de groep af")
    coordinator.beeld("afronden", tot=640)


def inwoners(als: Als) -> None:
    """Search, and the page of someone whose daughter is called first."""
    coordinator = als("coordinator")
    coordinator.ga("inwoners/")
    coordinator.page.locator("main").get_by_label("Zoek een inwoner").fill("074-0001234")
    coordinator.regel("Truus Voorbeeld").wait_for()
    coordinator.beeld("zoeken", bij=coordinator.page.locator("main"))
    _traject_met(coordinator, "intake", "Let op: bel eerst deze contactpersoon.")
    coordinator.knop("Gegevens van de inwoner")
    coordinator.beeld("inwoner", bij=coordinator.page.locator("main"))
    coordinator.knop("Trek in gegevens doorgeven")
    coordinator.beeld("intrekken", bij=coordinator.page.locator("main section.panel").last)


def beoordelen(als: Als) -> None:
    """The practice answers."""
    beoordelaar = als("beoordelaar")
    beoordelaar.ga("beoordelingen/")
    beoordelaar.beeld("beoordelingen", tot=400)
    beoordelaar.page.locator("tbody th a").first.click()
    beoordelaar.beeld("beoordelen", bij=beoordelaar.page.locator("main"))


def trainen(als: Als) -> None:
    """The trainer, with the telephone in the hall."""
    trainer = als("trainer")
    trainer.beeld("trainer", tot=420)
    telefoon = als("trainer", 390)
    telefoon.page.locator("tbody th a").first.click()
    telefoon.beeld("telefoon-groep", tot=900)
    telefoon.knop("Aanwezigheid")
    telefoon.beeld("telefoon-aanwezigheid", tot=900)
    trainer.page.locator("tbody th a").first.click()
    trainer.knop("Metingen")
    trainer.beeld("metingen", tot=900)


def rapporteren(als: Als) -> None:
    """The figures of last year, what lies behind one of them, the money, the chapter, and what others may see."""
    leider = als("projectleider")
    leider.ga("rapportage/valpreventie/2025")
    leider.beeld("dashboard", tot=900)
    leider.page.locator("main .tile a, main .stat a").first.click()
    leider.rust()
    leider.beeld("rijen", tot=620)
    leider.ga("budgetten/?jaar=2026")
    leider.beeld("budget", tot=900)
    leider.ga("monitor/2025")
    leider.beeld("monitor", tot=900)
    leider.ga("rapportage/valpreventie/2025/openbaar")
    leider.beeld("openbaar", tot=900)
    leider.ga("verantwoording/")
    leider.beeld("kalender", tot=760)


RONDGANG = (
    verwijzen,
    zonder_verwijzing,
    petten,
    werkvoorraad,
    aannemen,
    bellen,
    plaatsen,
    bericht,
    volgen,
    hoog,
    groepen,
    inwoners,
    beoordelen,
    trainen,
    rapporteren,
)
