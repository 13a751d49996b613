"""What only a browser can tell: axe, the keyboard, 320 pixels, and htmx with app.js."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.bouwstenen import voorbeeld

pytestmark = pytest.mark.reis

PAGINAS = [
    "/borne/?melding=1",
    "/borne/leeg",
    "/borne/traject",
    "/borne/verwijzing",
    "/inloggen",
    "/borne/fout/403",
    "/borne/fout/500",
]


def _stil(scherm: Page) -> None:
    uitslag = Axe().run(scherm)
    assert uitslag.violations_count == 0, uitslag.generate_report()


@pytest.mark.parametrize("adres", PAGINAS)
def test_axe_vindt_niets(scherm: Page, adres: str) -> None:
    scherm.goto(adres)
    _stil(scherm)


@pytest.mark.parametrize("adres", PAGINAS)
def test_niets_schuift_zijwaarts_op_320_pixels(scherm: Page, adres: str) -> None:
    scherm.set_viewport_size({"width": 320, "height": 700})
    scherm.goto(adres)
    assert scherm.evaluate("document.documentElement.scrollWidth") == 320
    _stil(scherm)


def test_fouten_krijgen_de_focus_en_axe_zwijgt(scherm: Page) -> None:
    scherm.goto("/borne/verwijzing")
    scherm.get_by_role("button", name="Verstuur verwijzing").click()
    expect(scherm.locator("[role=alert][tabindex]")).to_be_focused()
    _stil(scherm)
    scherm.get_by_role("link", name="Achternaam").click()
    expect(scherm.get_by_label("Achternaam")).to_be_focused()


def test_pet_kiezen_kan_met_het_toetsenbord(scherm: Page) -> None:
    scherm.goto("/borne/")
    scherm.locator(".user summary").focus()
    scherm.keyboard.press("Enter")
    expect(scherm.get_by_role("button", name="verwijzer · Huisartsenpraktijk De Oude Veste")).to_be_visible()
    _stil(scherm)


def test_eerste_tab_leidt_naar_de_inhoud(scherm: Page) -> None:
    scherm.goto("/borne/")
    scherm.keyboard.press("Tab")
    expect(scherm.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    scherm.keyboard.press("Enter")
    expect(scherm.locator("main")).to_be_focused()


def test_notitie_gaat_in_haar_regio_en_wordt_gezegd(scherm: Page) -> None:
    scherm.goto("/borne/traject")
    scherm.evaluate("window.zelfde = true")
    scherm.get_by_role("button", name="Bewaar notitie").click()
    expect(scherm.locator("#notities [role=alert]")).to_be_focused()
    scherm.get_by_role("textbox", name="Notitie").fill("Belt morgen terug")
    scherm.get_by_role("button", name="Bewaar notitie").click()
    expect(scherm.get_by_role("status")).to_have_text("De notitie is opgeslagen. Geïnformeerd.")
    expect(scherm.locator("#notities")).to_contain_text("Belt morgen terug")
    assert scherm.evaluate("window.zelfde")


@pytest.mark.parametrize(
    ("status", "zin"), [(401, "U bent uitgelogd"), (403, "U mag dit niet"), (500, "Er ging iets mis")]
)
def test_fout_antwoord_staat_op_het_scherm_en_wist_niets(scherm: Page, status: int, zin: str) -> None:
    scherm.goto("/borne/traject")
    scherm.get_by_role("textbox", name="Notitie").fill("Half getypt")
    scherm.get_by_role("button", name=f"Antwoord {status}").click()
    expect(scherm.locator("#storing")).to_contain_text(zin)
    expect(scherm.locator("#storing")).to_be_in_viewport()
    expect(scherm.get_by_role("textbox", name="Notitie")).to_have_value("Half getypt")
    assert scherm.locator("#storing a").count() == (status == 401)
    expect(scherm.get_by_role("button", name=f"Antwoord {status}")).not_to_have_attribute("aria-disabled", "true")
    _stil(scherm)


def test_geen_verbinding_wordt_gezegd(scherm: Page) -> None:
    scherm.goto("/borne/traject")
    scherm.route("**/borne/antwoord/**", lambda route: route.abort())
    scherm.get_by_role("button", name="Antwoord 403").click()
    expect(scherm.locator("#storing")).to_contain_text("geen verbinding")


def test_bevestigen_vraagt_eerst_en_nee_heeft_de_focus(scherm: Page) -> None:
    voorbeeld.geteld.clear()
    scherm.goto("/borne/traject")
    knop = scherm.get_by_role("button", name="Stop het traject").first
    knop.click()
    vraag = scherm.get_by_role("dialog", name="Wilt u dit traject stoppen?")
    expect(vraag.get_by_role("button", name="Nee, terug")).to_be_focused()
    _stil(scherm)
    scherm.keyboard.press("Enter")
    expect(vraag).to_be_hidden()
    expect(knop).to_be_focused()
    assert voorbeeld.geteld == []
    knop.click()
    with scherm.expect_response("**/borne/antwoord/204"):
        vraag.get_by_role("button", name="Stop het traject").click()
    assert [gegeven["bevestigd"] for gegeven in voorbeeld.geteld] == ["ja"]


def test_dubbel_versturen_gaat_een_keer(scherm: Page) -> None:
    voorbeeld.geteld.clear()
    wachtend: list[Route] = []
    scherm.goto("/borne/traject")

    def houd_vast(route: Route) -> None:
        wachtend.append(route)

    scherm.route("**/borne/antwoord/403", houd_vast)
    knop = scherm.get_by_role("button", name="Antwoord 403")
    knop.click()
    expect(knop).to_have_attribute("aria-disabled", "true")
    knop.click(force=True)
    scherm.keyboard.press("Enter")
    assert len(wachtend) == 1
    wachtend[0].continue_()
    expect(knop).not_to_have_attribute("aria-disabled", "true")
    assert len(voorbeeld.geteld) == 1


def test_extra_vragen_volgen_het_antwoord_en_worden_verborgen_niet_verstuurd(scherm: Page) -> None:
    scherm.goto("/borne/verwijzing")
    extra = scherm.get_by_role("group", name="Wat is van toepassing?")
    expect(extra).to_be_hidden()
    eerste = scherm.get_by_role("group", name="Is de inwoner in de afgelopen 12 maanden gevallen?")
    eerste.get_by_label("Ja").check()
    extra.get_by_label("Letsel door een val").check()
    eerste.get_by_label("Nee").check()
    expect(extra).to_be_hidden()
    assert scherm.evaluate("new FormData(document.querySelector('form.form')).has('ernst')") is False


def test_alles_kiezen_kiest_en_telt(scherm: Page) -> None:
    scherm.goto("/borne/")
    alles = scherm.get_by_label("Kies alles op deze bladzijde")
    alles.check()
    expect(scherm.locator(".bulk output")).to_have_text("5 gekozen")
    scherm.get_by_label("Kies 7K4M-1XQ2").uncheck()
    expect(scherm.locator(".bulk output")).to_have_text("4 gekozen")
    assert alles.evaluate("el => el.indeterminate")


def test_regel_kopieren_zegt_dat_het_lukte(scherm: Page) -> None:
    scherm.goto("/borne/traject")
    scherm.context.grant_permissions(["clipboard-read", "clipboard-write"])
    scherm.get_by_role("button", name="Kopieer de regel").click()
    expect(scherm.get_by_role("status")).to_contain_text("Gekopieerd")
    assert scherm.evaluate("navigator.clipboard.readText()").startswith("Verwezen naar valpreventie")


def test_print_laat_alleen_de_inhoud_zien(scherm: Page) -> None:
    scherm.goto("/borne/traject")
    scherm.emulate_media(media="print")
    for deel in (".header", ".nav", ".titlebar .actions"):
        expect(scherm.locator(deel)).to_be_hidden()
    expect(scherm.get_by_role("heading", level=1)).to_be_visible()


def test_menu_vouwt_op_een_telefoon_zonder_script(scherm: Page) -> None:
    context = scherm.context.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    pagina = context.new_page()
    scherm.goto("/borne/verwijzing")
    pagina.goto(scherm.url)
    werk = pagina.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Werkvoorraad")
    expect(werk).to_be_hidden()
    pagina.get_by_text("Menu", exact=True).click()
    expect(werk).to_be_visible()
    expect(pagina.get_by_text("Letsel door een val")).to_be_visible()
    context.close()
