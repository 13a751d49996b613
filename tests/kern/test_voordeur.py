"""The front door from outside: a real gunicorn, raw requests, and what it says of itself."""

import re
import socket
import threading
from contextlib import closing

import pytest

from bench.webserver import gunicorn
from tests import wereld
from tests.klant import Klant
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


@pytest.fixture(scope="module")
def deur(bron, tmp_path_factory):
    """A server over the world of the tests, behind one proxy; its port and its log."""
    bron.ververs()
    wereld.nu_gezien(bron.app)
    logboek = tmp_path_factory.mktemp("deur") / "log"
    omgeving = {**bron.omgeving, "KETENS_PROXIES": "1", "GUNICORN_CMD_ARGS": "--access-logfile -"}
    with gunicorn("wsgi:app", omgeving, logboek) as server:
        yield server.poort, logboek


def vraag(poort: int, regel: str, koppen: dict[str, str] | None = None, lichaam: bytes = b"") -> tuple[int, str]:
    """Send this, whatever it is, and return the status and the whole answer."""
    koppen = {"Host": "localhost", "Connection": "close", **(koppen or {})}
    kop = "".join(f"{naam}: {waarde}\r\n" for naam, waarde in koppen.items())
    with closing(socket.create_connection(("127.0.0.1", poort), timeout=30)) as lijn:
        # Sending and reading at once: a server may answer before it has heard everything.
        verzonden = threading.Thread(target=_stuur, args=(lijn, f"{regel} HTTP/1.1\r\n{kop}\r\n".encode() + lichaam))
        verzonden.start()
        stukken = []
        while stuk := lijn.recv(65536):
            stukken.append(stuk)
        verzonden.join()
    antwoord = b"".join(stukken).decode("utf-8", "replace")
    return int(antwoord.split(" ", 2)[1]), antwoord


def _stuur(lijn: socket.socket, inhoud: bytes) -> None:
    lijn.sendall(inhoud)


def post(poort: int, pad: str, lichaam: bytes) -> tuple[int, str]:
    soort = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(lichaam))}
    return vraag(poort, f"POST {pad}", soort, lichaam)


def test_de_server_zegt_niet_wat_hij_is(deur):
    _, antwoord = vraag(deur[0], "GET /inloggen")
    assert "Server: ketens\r\n" in antwoord
    assert not re.search(r"gunicorn|werkzeug|python|flask", antwoord.split("\r\n\r\n")[0], re.IGNORECASE)


@pytest.mark.parametrize("host", ["kwaad.example", "localhost.kwaad.example", "localhost@kwaad.example", ""])
def test_een_vreemde_naam_krijgt_een_gewone_pagina_zonder_die_naam(deur, host):
    status, antwoord = vraag(deur[0], "GET /borne/verwijzingen", {"Host": host})
    assert status == 400
    assert "Dit adres klopt niet" in antwoord
    assert "kwaad" not in antwoord


def test_wie_van_verder_komt_heet_in_het_logboek_zoals_de_proxy_hem_zag(deur):
    poort, logboek = deur
    vraag(poort, "GET /inloggen?wie=iemand", {"X-Forwarded-For": "203.0.113.9, 198.51.100.23"})
    regel = next(regel for regel in logboek.read_text().splitlines() if "198.51.100.23" in regel)
    assert regel.startswith("198.51.100.23 [")
    assert '"GET /inloggen" 200' in regel
    assert "iemand" not in regel


def test_wat_een_bladzijde_zonder_account_opent_staat_niet_in_het_logboek(deur):
    poort, logboek = deur
    for pad in ("/status/geheim-woord", "/borne/aanmelden/ontvangen/geheim-woord"):
        vraag(poort, f"GET {pad}")
    regels = logboek.read_text()
    assert '"GET /status/..." 404' in regels
    assert '"GET /borne/aanmelden/ontvangen/..." 404' in regels
    assert "geheim-woord" not in regels


def test_een_kop_van_een_vreemde_verandert_pad_en_https_niet(deur):
    koppen = {"SCRIPT_NAME": "/kwaad", "PATH_INFO": "/kwaad", "X-Forwarded-Ssl": "on", "X-Forwarded-Protocol": "ssl"}
    status, antwoord = vraag(deur[0], "GET /", koppen)
    assert status in (303, 400)
    assert "kwaad" not in antwoord


@pytest.mark.parametrize(
    ("adres", "status"),
    [
        ("/" + "a" * 3000, 414),
        ("/inloggen?" + "a=1&" * 1500, 414),
        ("/inloggen?" + "a[b]" * 1000, 414),
        ("/" + "a" * 9000, 400),
    ],
    ids=["lang pad", "veel vragen", "diepe vraag", "langer dan de server leest"],
)
def test_een_te_lang_adres_wordt_geweigerd(deur, adres, status):
    assert vraag(deur[0], f"GET {adres}")[0] in (status, 414)


@pytest.mark.parametrize(
    ("lichaam", "status"),
    [
        (b"email=" + b"x" * 900_000, 422),
        (b"email=" + b"x" * 1024 * 1024, 413),
        (b"email=" + b"x" * 8 * 1024 * 1024, 413),
        (b"&".join(b"v%d=1" % nr for nr in range(10_000)), 413),
        (b"email=a&" * 10_000, 413),
    ],
    ids=["bijna 1 MB", "1 MB", "8 MB", "10.000 velden", "10.000 keer hetzelfde veld"],
)
def test_wat_te_groot_is_krijgt_een_pagina_van_het_huis(deur, lichaam, status):
    gekregen, antwoord = post(deur[0], "/inloggen", lichaam)
    assert gekregen == status
    assert "Content-Security-Policy" in antwoord
    assert "</html>" in antwoord


@pytest.mark.parametrize(
    "regel", ["GET /static/..%2f..%2fwsgi.py", "GET /.git/config", "TRACE /inloggen", "GET /%00", "OPTIONS *"]
)
def test_wat_een_inbreker_probeert_levert_niets_op(deur, regel):
    status, antwoord = vraag(deur[0], regel)
    assert status == 308 or 400 <= status < 500
    assert "create_app" not in antwoord


def test_een_regeleinde_in_een_adres_schrijft_geen_regel_in_het_logboek(deur):
    poort, logboek = deur
    vraag(poort, 'GET /x%0a127.0.0.1 [verzonnen] "GET /borne/"'.replace(" [", "%20[").replace(' "', "%20%22"))
    assert not [regel for regel in logboek.read_text().splitlines() if regel.startswith("127.0.0.1 [verzonnen]")]


def test_zoeken_houdt_in_het_echt_ook_op(bron, deur):
    """The limits of the tests are wide; here they are as they are for everyone."""
    omgeving = {**bron.omgeving, "KETENS_LIMIETEN": "normaal"}
    with gunicorn("wsgi:app", omgeving, deur[1].with_suffix(".twee")) as server:
        klant = Klant(bron.app, "coordinator")
        token = klant.token
        koekje = klant.browser.get_cookie("ketens").value
        lichaam = f"csrf_token={token}&zoek=Bestaat-niet".encode()
        koppen = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(lichaam)),
            "Cookie": f"ketens={koekje}",
        }
        uitkomsten = [vraag(server.poort, "POST /borne/inwoners/", koppen, lichaam) for _ in range(125)]
    statussen = [status for status, _ in uitkomsten]
    # At most one minute ends during this run.
    assert 60 <= statussen.count(200) <= 120
    assert statussen.count(429) == 125 - statussen.count(200)
    geweigerd = next(antwoord for status, antwoord in uitkomsten if status == 429)
    assert re.search(r"Retry-After: \d+\r\n", geweigerd)
    assert 'name="zoek" value="Bestaat-niet"' in geweigerd
