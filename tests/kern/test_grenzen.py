"""What is too long, too much or called by another name is refused with a page of the house, and never breaks."""

import pytest

from ketens.config import Instelfout, Instellingen
from ketens.rechten import Rol
from tests.bron import maak_app, sluit

VREEMD = [
    "kwaad.example", "localhost.kwaad.example", "kwaad.example:80", "localhost@kwaad.example", "localhost:99999",
    "localhost:" + "9" * 5000, "", " ", "[::1", "127.0.0.1.kwaad.example", "lőcalhost", "localhost/../kwaad", "a b",
]  # fmt: skip


@pytest.mark.parametrize("host", VREEMD)
@pytest.mark.parametrize("pad", ["/inloggen", "/borne/verwijzingen", "/bestaat-niet", "/static/app.css"])
def test_een_vreemde_naam_wordt_geweigerd_en_niet_herhaald(als, host, pad):
    antwoord = als(Rol.COORDINATOR).browser.get(pad, headers={"Host": host})
    assert antwoord.status_code == 400
    tekst = antwoord.get_data(as_text=True)
    assert "Dit adres klopt niet" in tekst
    assert "kwaad" not in tekst + str(antwoord.headers)
    assert "Location" not in antwoord.headers
    assert "Set-Cookie" not in antwoord.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1234"])
def test_op_de_eigen_machine_heet_zij_localhost(als, host):
    assert als(Rol.COORDINATOR).browser.get("/inloggen", headers={"Host": host}).status_code == 200


def test_in_het_echt_telt_alleen_het_eigen_adres(bron, app):
    echt = maak_app({**bron.omgeving, "KETENS_ONVEILIG_HTTP": "", "KETENS_ADRES": "https://ketens.example:8443/"})
    bezoeker = echt.test_client()
    assert bezoeker.get("/inloggen", base_url="https://ketens.example").status_code == 200
    assert bezoeker.get("/inloggen", base_url="https://localhost").status_code == 400
    assert bezoeker.get("/inloggen", base_url="https://x.ketens.example").status_code == 400
    sluit(echt)


@pytest.mark.parametrize(
    "adres", ["ketens.example", "ftp://ketens.example", "https://", "https://[x", "https://.", "x\n"]
)
def test_een_adres_dat_geen_webadres_is_houdt_de_app_tegen(omgeving, adres):
    with pytest.raises(Instelfout, match="KETENS_ADRES moet een webadres zijn"):
        Instellingen.uit({**omgeving, "KETENS_ADRES": adres})


@pytest.fixture
def achter(bron, app):
    """`achter(2)` is the house behind two proxies; returns what address it saw of a request."""
    huizen = []

    def maak(proxies):
        from flask import request

        from ketens.kern.poort import OPENBAAR, vereist

        huis = maak_app({**bron.omgeving, "KETENS_PROXIES": str(proxies)})
        huizen.append(huis)

        @huis.get("/wie")
        @vereist(OPENBAAR)
        def wie_() -> str:
            return f"{request.remote_addr} {request.scheme} {request.host}"

        return huis.test_client()

    yield maak
    for huis in huizen:
        sluit(huis)


DOORGESTUURD = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.1, 192.0.2.44",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "127.0.0.1",
    "X-Forwarded-Prefix": "/kwaad",
    "Forwarded": "for=203.0.113.9;host=kwaad.example;proto=https",
    "X-Real-Ip": "203.0.113.9",
}


@pytest.mark.parametrize(
    ("proxies", "gezien"),
    [(0, "127.0.0.1 http localhost"), (1, "192.0.2.44 https 127.0.0.1"), (2, "198.51.100.1 http localhost")],
)
def test_wat_een_proxy_zegt_telt_alleen_voor_zoveel_proxies_als_er_zijn(achter, proxies, gezien):
    assert achter(proxies).get("/wie", headers=DOORGESTUURD).get_data(as_text=True) == gezien


def test_ook_achter_een_proxy_telt_alleen_de_eigen_naam(achter):
    assert achter(1).get("/wie", headers={"X-Forwarded-Host": "kwaad.example"}).status_code == 400


def test_een_te_lang_adres_is_een_gewone_weigering(als):
    klant = als(Rol.COORDINATOR)
    for pad in ("/borne/?" + "a" * 3000, "/borne/?" + "a=1&" * 800, "/" + "a" * 3000, "/borne/?" + "a[b]" * 700):
        antwoord = klant.browser.get(pad)
        assert antwoord.status_code == 414
        assert "Deze aanvraag klopt niet" in antwoord.get_data(as_text=True)


def verstuur(klant, velden: str | bytes, soort="application/x-www-form-urlencoded"):
    return klant.browser.post("/borne/inwoners/", data=velden, content_type=soort)


@pytest.mark.parametrize("bytes_", [1024 * 1024, 2 * 1024 * 1024])
def test_een_veld_van_een_mb_is_te_groot(als, bytes_):
    antwoord = verstuur(als(Rol.COORDINATOR), "zoek=" + "x" * bytes_)
    assert antwoord.status_code == 413
    assert "Dit is te groot om te versturen" in antwoord.get_data(as_text=True)


def test_een_groot_veld_dat_nog_past_wordt_gewoon_gekeurd(als):
    klant = als(Rol.COORDINATOR)
    assert verstuur(klant, f"csrf_token={klant.token}&zoek=" + "x" * 900_000).status_code == 422


@pytest.mark.parametrize(
    "velden", ["&".join(f"v{nr}=1" for nr in range(10_000)), "zoek=a&" * 10_000, "&" * 1000 + "a=1&" * 501]
)
def test_tienduizend_velden_zijn_er_te_veel(als, velden):
    assert verstuur(als(Rol.COORDINATOR), velden).status_code == 413


def test_tienduizend_delen_zijn_er_ook_te_veel(als):
    deel = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    antwoord = verstuur(als(Rol.COORDINATOR), deel * 10_000 + b"--x--\r\n", "multipart/form-data; boundary=x")
    assert antwoord.status_code == 413


@pytest.mark.parametrize(
    "soort", ["multipart/form-data", "multipart/form-data; boundary=", "a/b/c", "\x00", "text/html; charset=\ud800"]
)
def test_een_rare_soort_bericht_valt_niet_om(als, soort):
    assert verstuur(
        als(Rol.COORDINATOR), b"--x\r\n", soort.encode("utf-8", "replace").decode("latin-1")
    ).status_code in (400, 422)


def test_wie_te_veel_stuurt_hoort_dat_wanneer_hij_is_uitgesproken(als):
    """Until it is read, a sender that is still sending is cut off, and never sees why."""
    from io import BytesIO

    stroom = BytesIO(b"x" * 3_000_000)
    klant = als(Rol.COORDINATOR)
    antwoord = klant.browser.post(
        "/borne/inwoners/",
        input_stream=stroom,
        content_length=3_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert antwoord.status_code == 413
    assert stroom.tell() == 3_000_000
