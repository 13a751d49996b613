"""A real browser from the front door of ketens to the provider and back, and out again at both.

ketens stands at another name than the provider, as in real life: a cookie that is not sent along would show here.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from ketens.rechten import Rol
from tests.aanmelddienst.canaille_proces import WACHTWOORD
from tests.aanmelddienst.conftest import DIENST, GEHEIM
from tests.merken import EERST_MET_SCRIPT, OP_SQLITE

pytestmark = [OP_SQLITE, EERST_MET_SCRIPT, pytest.mark.reis]


@pytest.fixture
def pagina(browser, site, script):
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), java_script_enabled=script)
    context.set_default_timeout(10_000)
    nieuw = context.new_page()
    nieuw.geklaagd = []
    nieuw.on("console", lambda regel: nieuw.geklaagd.append(regel.text) if regel.type == "error" else None)
    yield nieuw
    context.close()


def log_in_bij_de_dienst(pagina: Page, naam: str) -> None:
    pagina.fill("input[name=login]", naam)
    pagina.press("input[name=login]", "Enter")
    pagina.fill("input[name=password]", WACHTWOORD)
    pagina.press("input[name=password]", "Enter")
    pagina.click("button[name=answer][value=accept]")


def test_een_medewerker_logt_in_met_het_account_van_de_gemeente(pagina, dienst, geef_groep, site, script):
    eigen, provider = site.replace("127.0.0.1", "localhost"), dienst.provider
    terug = f"{eigen}/inloggen/aanmelddienst/{DIENST}/terugkeer"
    provider.zeg("client", client_id="ketens", geheim=GEHEIM, terug=[terug])
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("mia-met" if script else "mia-zonder", "coordinatie", voluit="Mia Medewerker")
    pagina.goto("/borne/groepen/")
    expect(pagina).to_have_url(re.compile(r"/inloggen\?next="))
    pagina.fill("input[name=email]", "mia@borne.example")
    pagina.press("input[name=email]", "Enter")
    expect(pagina.get_by_role("alert").first).to_contain_text("Vul uw wachtwoord in.")
    pagina.get_by_role("button", name="Inloggen met Werkaccount Borne").click()
    expect(pagina).to_have_url(re.compile(re.escape(provider.url)))
    log_in_bij_de_dienst(pagina, "mia-met" if script else "mia-zonder")
    expect(pagina).to_have_url(f"{eigen}/borne/groepen/")
    expect(pagina.locator("header")).to_contain_text("Mia Medewerker")
    pagina.locator("summary", has_text="Mia Medewerker").click()
    pagina.get_by_role("button", name="Uitloggen").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("U bent uitgelogd bij ketens")
    pagina.get_by_role("link", name="Log uit bij Werkaccount Borne").click()
    expect(pagina).to_have_url(re.compile(re.escape(f"{provider.url}/oauth/end_session")))
    pagina.goto("/borne/groepen/")
    expect(pagina).to_have_url(re.compile(r"/inloggen\?next="))
    assert not [klacht for klacht in pagina.geklaagd if "Content Security Policy" in klacht and eigen in klacht]
