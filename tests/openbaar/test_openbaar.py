"""What anyone may read without an account: where to report a leak, how accessible the site is."""

from datetime import UTC, datetime, timedelta

import pytest

from ketens.kern import klok
from ketens.openbaar.routes import GELDIG_TOT
from ketens.rechten import Rol
from tests.bron import maak_app, sluit


@pytest.fixture
def met_meldpunt(bron, app):
    """The house with an address and somewhere to report to."""
    omgeving = {"KETENS_MELDPUNT": "mailto:lek@ketens.example", "KETENS_ADRES": "https://ketens.example"}
    huis = maak_app({**bron.omgeving, **omgeving})
    yield huis.test_client()
    sluit(huis)


def test_een_lek_is_ergens_te_melden(met_meldpunt):
    antwoord = met_meldpunt.get("/.well-known/security.txt")
    assert antwoord.headers["Content-Type"] == "text/plain; charset=utf-8"
    velden = dict(regel.split(": ", 1) for regel in antwoord.text.splitlines())
    assert velden["Contact"] == "mailto:lek@ketens.example"
    assert velden["Preferred-Languages"] == "nl"
    assert velden["Canonical"] == "https://ketens.example/.well-known/security.txt"
    verloopt = datetime.strptime(velden["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < verloopt - klok.nu() < timedelta(days=365)


def test_de_vervaldag_schuift_mee(met_meldpunt):
    with klok.zet_klok(klok.nu() + timedelta(days=400)):
        assert (
            f"Expires: {klok.nu() + timedelta(days=180):%Y-%m-%d}" in met_meldpunt.get("/.well-known/security.txt").text
        )


def test_zonder_meldpunt_is_er_geen_bestand(als):
    assert als(None).haal("/.well-known/security.txt").status == 404


def test_een_uitgelogde_bezoeker_leest_hoe_toegankelijk_het_is(als):
    pagina = als(None).get("openbaar.toegankelijkheid")
    assert pagina.status == 200
    assert pagina.kop == "Toegankelijkheid"
    assert "EN 301 549" in pagina.tekst
    assert "onafhankelijk bureau" in pagina.tekst


def test_de_verklaring_is_niet_ouder_dan_36_maanden():
    assert klok.vandaag() < GELDIG_TOT, "onderzoek opnieuw en schrijf op wat er uitkwam"


def gelijk_voor_iedereen(antwoord) -> None:
    assert antwoord.status_code == 200
    assert "public" in antwoord.headers["Cache-Control"]
    assert "Cora" not in antwoord.text
    assert "Set-Cookie" not in antwoord.headers


def test_deze_paginas_zijn_voor_iedereen_hetzelfde_en_mogen_bewaard_blijven(met_meldpunt, als):
    gelijk_voor_iedereen(met_meldpunt.get("/.well-known/security.txt"))
    for wie in (None, Rol.COORDINATOR):
        gelijk_voor_iedereen(als(wie).browser.get("/toegankelijkheid"))


def test_elke_pagina_wijst_naar_de_verklaring(als):
    for klant, pad in ((als(None), "/inloggen"), (als(Rol.COORDINATOR), "/borne/"), (als(None), "/bestaat/hier/niet")):
        assert 'href="/toegankelijkheid"' in klant.haal(pad).html
