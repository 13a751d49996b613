"""Security headers on every answer: pages, fragments, refusals, failures and files (ASVS 3.4)."""

import pytest
from flask import Response

from ketens.gebruikers import sessies
from ketens.kern.db import db
from ketens.kern.pagina import bestand
from ketens.rechten import Rol
from tests import wereld
from tests.bron import maak_app, sluit
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

VAST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
WIST = '"cache", "storage"'


@pytest.fixture
def brekende_app(bron, app):
    """The house with one page that breaks, over the same database."""
    from ketens.kern.poort import OPENBAAR, vereist

    stuk = maak_app(bron.omgeving)
    stuk.testing = False
    stuk.config["PROPAGATE_EXCEPTIONS"] = False

    @stuk.get("/stuk")
    @vereist(OPENBAAR)
    def stuk_() -> str:
        raise ZeroDivisionError("geheim-uit-de-melding")

    @stuk.get("/bijlage")
    @vereist(OPENBAAR)
    def bijlage() -> Response:
        return bestand(b"a;b", naam='../a b"\r\n.csv', soort="text/csv")

    yield stuk
    sluit(stuk)


def keur_koppen(antwoord):
    beleid = dict(deel.strip().split(" ", 1) for deel in antwoord.headers["Content-Security-Policy"].split(";"))
    assert beleid["default-src"] == "'none'"
    assert beleid["script-src"] == beleid["style-src"] == "'self'"
    assert beleid["frame-ancestors"] == beleid["base-uri"] == beleid["object-src"] == "'none'"
    assert "unsafe" not in antwoord.headers["Content-Security-Policy"]
    for naam, waarde in VAST.items():
        assert antwoord.headers[naam] == waarde
    leent = dict(deel.strip().split("=") for deel in antwoord.headers["Permissions-Policy"].split(","))
    assert {"camera", "microphone", "geolocation", "payment", "usb", "display-capture"} <= set(leent)
    # Passkeys, on the pages where somebody signs in or makes one, and for this site alone.
    sleutels = {leent.pop("publickey-credentials-create"), leent.pop("publickey-credentials-get")}
    assert sleutels in ({"()"}, {"(self)"})
    assert set(leent.values()) == {"()"}
    assert "Access-Control-Allow-Origin" not in antwoord.headers
    assert "X-Powered-By" not in antwoord.headers
    assert "Werkzeug" not in antwoord.headers.get("Server", "")


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("/inloggen", 200),
        ("/borne/", 200),
        ("/borne/beheer/accounts", 403),
        ("/bestaat/hier/niet", 404),
        ("/atlantis/", 404),
        ("/borne/groepen/00000000-0000-0000-0000-000000000000", 404),
        ("/pet/", 404),
        ("/static/app.css", 200),
        ("/static/app.js", 200),
        ("/static/../ketens/config.py", 404),
        ("/", 303),
    ],
)
def test_elk_antwoord_draagt_de_koppen(als, pad, status):
    with als(Rol.COORDINATOR).browser.get(pad) as antwoord:
        assert antwoord.status_code == status
        keur_koppen(antwoord)
        assert "charset=utf-8" in antwoord.headers["Content-Type"]


def test_ook_een_storing_draagt_de_koppen_en_verraadt_niets(brekende_app, caplog):
    antwoord = brekende_app.test_client().get("/stuk")
    assert antwoord.status_code == 500
    keur_koppen(antwoord)
    tekst = antwoord.get_data(as_text=True)
    assert "geheim-uit-de-melding" not in tekst
    assert "Traceback" not in tekst
    kenmerk = next(woord for regel in caplog.messages if regel.startswith("storing") for woord in [regel.split()[1]])
    assert kenmerk in tekst, "de pagina noemt het kenmerk waaronder de storing is te vinden"


def test_ook_een_weigering_van_een_verzoek_draagt_de_koppen(als):
    klant = als(Rol.COORDINATOR)
    for antwoord in (
        klant.browser.post("/inloggen", data={}),
        klant.browser.open("/inloggen", method="TRACE"),
        klant.browser.post("/inloggen", data={"email": "x" * 3_000_000}),
        klant.browser.get("/inloggen", headers={"Host": "kwaad.example"}),
        klant.browser.get("/borne/", headers={"HX-Request": "true", "HX-Target": "main#inhoud"}),
        als(None).browser.get("/borne/", headers={"HX-Request": "true"}),
    ):
        keur_koppen(antwoord)


def test_wat_een_persoon_toont_wordt_nergens_bewaard(als):
    assert als(Rol.COORDINATOR).browser.get("/borne/").headers["Cache-Control"] == "no-store"
    assert als(None).browser.get("/inloggen").headers["Cache-Control"] == "no-store"


def test_een_fragment_en_een_pagina_worden_uit_elkaar_gehouden(als):
    vary = als(Rol.COORDINATOR).browser.get("/borne/").headers["Vary"]
    assert {"HX-Request", "HX-Target", "Cookie"} <= {deel.strip() for deel in vary.split(",")}


def test_bij_uitloggen_vergeet_de_browser_wat_hij_zag(als):
    klant = als(Rol.COORDINATOR)
    assert "Clear-Site-Data" not in klant.get("rapportage.start").antwoord.headers
    assert klant.post("gebruikers.uitloggen").antwoord.headers["Clear-Site-Data"] == WIST
    assert "Clear-Site-Data" not in klant.get("gebruikers.inloggen").antwoord.headers


def test_een_sessie_die_voorbij_bleek_wordt_ook_vergeten(als, app):
    klant = als(Rol.COORDINATOR)
    klant.get("rapportage.start")
    with app.app_context():
        sessies.eindig_alle(wereld.id_van("coordinator"))
        db.session.commit()
    for htmx in (None, "inhoud"):
        assert klant.get("rapportage.start", htmx=htmx).antwoord.headers["Clear-Site-Data"] == WIST
    assert "Clear-Site-Data" not in als(None).get("rapportage.start").antwoord.headers


def test_een_bestand_komt_als_bijlage_en_voert_niets_uit(brekende_app):
    antwoord = brekende_app.test_client().get("/bijlage")
    assert antwoord.headers["Content-Disposition"] == "attachment; filename=a_b_.csv"
    assert antwoord.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert antwoord.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord.headers["Cache-Control"] == "no-store"


def test_elk_antwoord_over_https_zegt_dat_het_zo_blijft(bron, app):
    veilig = maak_app({**bron.omgeving, "KETENS_ONVEILIG_HTTP": ""})
    for pad in ("/inloggen", "/static/app.css", "/bestaat/niet", "/borne/"):
        with veilig.test_client().get(pad, base_url="https://localhost") as antwoord:
            assert "max-age=63072000" in antwoord.headers["Strict-Transport-Security"], pad
    sluit(veilig)


def test_over_https_is_het_altijd_https_en_heet_de_cookie_naar_deze_host(bron, app):
    veilig = maak_app({**bron.omgeving, "KETENS_ONVEILIG_HTTP": ""})
    antwoord = veilig.test_client().get("/inloggen", base_url="https://localhost")
    assert antwoord.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    cookie = antwoord.headers["Set-Cookie"]
    assert cookie.startswith("__Host-ketens=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {deel.strip() for deel in cookie.split(";")}
    assert "Domain" not in cookie
    sluit(veilig)
