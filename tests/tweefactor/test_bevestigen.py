"""Being asked again: who did not show lately who they are does so before what weighs much (ASVS 7.5.1, 7.2.4)."""

from datetime import timedelta

import pytest

from ketens.kern import klok
from ketens.kern.zegel import verzegel
from ketens.rechten import Rol
from tests import wereld
from tests.bouwkunde.routes import wegen
from tests.tweefactor.conftest import code

LATER = timedelta(minutes=16)
# Each with the hat that may: what is asked again of whom (contract of besluit 0043).
WEEGT = {
    "toezicht.lijst": Rol.FG, "toezicht.inwoners": Rol.FG, "toezicht.opvallend": Rol.FG,
    "toezicht.bestand_nen7513": Rol.FG, "toezicht.noodtoegangen": Rol.FG,
    "verwijzingen.maandbestand": Rol.VERWIJZER, "beheer.nieuw_account": Rol.BEHEERDER,
    "gebruikers.wachtwoord": Rol.COORDINATOR, "tweefactor.nieuwe_codeapp": Rol.COORDINATOR,
    "tweefactor.nieuwe_sleutel": Rol.COORDINATOR, "tweefactor.codes": Rol.COORDINATOR,
}  # fmt: skip


@pytest.mark.parametrize(("endpoint", "rol"), WEEGT.items())
def test_na_een_kwartier_vraagt_wat_zwaar_weegt_wie_u_bent(als, endpoint, rol):
    klant = als(rol)
    assert klant.get(endpoint).status in (200, 303)
    with klok.zet_klok(klok.nu() + LATER):
        pagina = klant.get(endpoint)
        assert pagina.status == 303
        assert pagina.naar.startswith("/bevestigen?next=")
        assert klant.get("rapportage.start").status == 200, "al het andere gaat gewoon door"


def test_de_lijst_van_wat_zwaar_weegt_verandert_niet_ongezien(app):
    """Every way to the log, to a file with names, to a right that is given, to one's own keys."""
    zwaar = {w.endpoint for w in wegen(app) if getattr(app.view_functions[w.endpoint], "vers", False)}
    log = {w.endpoint for w in wegen(app) if w.endpoint.startswith("toezicht.")}
    rechten = {"beheer.lidmaatschap", "beheer.einde_lidmaatschap", "beheer.regio", "beheer.opheffing"}
    uitvoer = {"uitvoer.nieuw", "uitvoer.ophalen", "uitvoer.herkansing", "invoer.fouten"}
    eigen = {"tweefactor.naam", "tweefactor.einde", "tweefactor.tweede_stap"}
    assert zwaar >= log | rechten | uitvoer | eigen | WEEGT.keys()


def test_na_een_code_komt_u_waar_u_heen_wilde(als, met_app):
    met_app("fg")
    klant = als(Rol.FG)
    with klok.zet_klok(klok.nu() + LATER):
        doel = f"{klant.url('toezicht.noodtoegangen')}?a=1"
        vraag = klant.haal(doel).volg()
        assert vraag.kop == "Laat zien dat u het bent"
        terug = klant.post("tweefactor.bevestigen", {"code": code(), "next": vraag.waarde("next")})
        assert terug.naar == doel
        assert terug.volg().status == 200
    with klok.zet_klok(klok.nu() + LATER + LATER):
        assert klant.get("toezicht.lijst").status == 303, "en na weer een kwartier opnieuw"


def test_een_nieuw_token_na_bevestigen_en_de_oude_cookie_opent_niets(als, met_app):
    met_app("fg")
    klant, kopie = als(Rol.FG), als(Rol.FG)
    assert kopie.get("rapportage.start").status == 200
    assert klant.post("tweefactor.bevestigen", {"code": code()}).status == 303
    assert klant.get("rapportage.start").status == 200
    assert kopie.get("rapportage.start").status == 303


def test_een_gebruikte_code_bevestigt_niets(als, met_app):
    met_app("fg")
    klant = als(Rol.FG)
    assert klant.post("tweefactor.bevestigen", {"code": code()}).status == 303
    assert klant.post("tweefactor.bevestigen", {"code": code()}).status == 422


def test_wie_een_bestand_vraagt_komt_terug_op_de_pagina_met_de_knop(als, met_app):
    met_app("fg")
    klant = als(Rol.FG)
    hier = klant.url("toezicht.lijst")
    klant.get("toezicht.lijst")
    with klok.zet_klok(klok.nu() + LATER):
        kop = {"Referer": f"http://localhost{hier}"}
        antwoord = klant.browser.get(klant.url("toezicht.bestand_nen7513"), headers=kop)
        assert antwoord.status_code == 303
        vraag = klant.haal(antwoord.headers["Location"])
        terug = klant.post("tweefactor.bevestigen", {"code": code(), "next": vraag.waarde("next")})
        assert terug.naar == hier
        assert "Doe nu nog een keer wat u wilde doen." in terug.volg().tekst


def test_htmx_gaat_met_de_hele_pagina_naar_bevestigen(als):
    klant = als(Rol.FG)
    with klok.zet_klok(klok.nu() + LATER):
        pagina = klant.get("toezicht.lijst", htmx="regels")
        assert pagina.status == 204
        assert pagina.naar.startswith("/bevestigen?next=")


@pytest.mark.parametrize("doel", ["https://kwaad.example/", "//kwaad.example", "/borne/", "", "\x00"])
def test_een_doel_dat_ketens_niet_zelf_maakte_leidt_nergens_heen(als, met_app, doel):
    met_app("fg")
    assert als(Rol.FG).post("tweefactor.bevestigen", {"code": code(), "next": doel}).naar == "/"


def test_ook_een_verzegeld_doel_blijft_op_deze_site(als, met_app, app):
    met_app("fg")
    with app.app_context():
        doel = verzegel("bevestigen", ["//kwaad.example/", False])
    assert als(Rol.FG).post("tweefactor.bevestigen", {"code": code(), "next": doel}).naar == "/"


def test_wie_alleen_een_wachtwoord_heeft_geeft_dat_nog_een_keer(als):
    klant = als(Rol.FG)
    with klok.zet_klok(klok.nu() + LATER):
        assert klant.post("tweefactor.bevestigen", {"wachtwoord": "verkeerd"}).status == 422
        assert klant.get("toezicht.lijst").status == 303
        assert klant.post("tweefactor.bevestigen", {"wachtwoord": wereld.WACHTWOORD}).status == 303
        assert klant.get("toezicht.lijst").status == 200


def test_wie_een_tweede_stap_heeft_komt_er_niet_met_het_wachtwoord(als, met_app):
    met_app("fg")
    klant = als(Rol.FG)
    with klok.zet_klok(klok.nu() + LATER):
        assert klant.post("tweefactor.bevestigen", {"wachtwoord": wereld.WACHTWOORD}).status == 422
        assert klant.get("toezicht.lijst").status == 303
