"""Where ketens goes for a beheerder: to the open internet over https, and nowhere inside."""

import socket

import pytest
from requests.exceptions import ConnectionError as Verbindingsfout

from ketens.aanmelddienst import adressen, buiten
from ketens.aanmelddienst.buiten import Onbereikbaar
from tests.aanmelddienst import kwaad as slecht
from tests.merken import OP_SQLITE


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.7", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_binnen_is_niet_openbaar(ip):
    assert not adressen.is_openbaar(ip)


@pytest.mark.parametrize("ip", ["20.190.128.1", "1.1.1.1", "2603:1006:2000::1", "::ffff:20.190.128.1"])
def test_buiten_is_openbaar(ip):
    assert adressen.is_openbaar(ip)


def wijs_naar(monkeypatch, *ips):
    """Let every name lead to these addresses, and count how often it is looked up."""
    gezocht = []

    def zoek(host, poort, **_):
        gezocht.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, poort)) for ip in ips]

    monkeypatch.setattr(buiten.socket, "getaddrinfo", zoek)
    return gezocht


@OP_SQLITE
@pytest.mark.parametrize("ips", [["10.0.0.7"], ["20.190.128.1", "169.254.169.254"]])
def test_een_naam_die_naar_binnen_wijst_wordt_niet_gebeld(app, monkeypatch, ips):
    gezocht = wijs_naar(monkeypatch, *ips)
    with app.app_context(), pytest.raises(Onbereikbaar, match="intern netwerk"):
        buiten.haal("https://aanmelden.example/x")
    assert gezocht == ["aanmelden.example"], "een keer opzoeken: daarna kan de naam niet meer van adres wisselen"


@OP_SQLITE
def test_een_getal_als_naam_wijst_ook_naar_binnen(app):
    with app.app_context():
        for url in ("https://2130706433/", "https://0x7f000001/", "https://[::1]/", "https://127.1/"):
            with pytest.raises(Onbereikbaar):
                buiten.haal(url)


@OP_SQLITE
def test_alleen_wie_genoemd_is_mag_binnen_zijn(app):
    with slecht.luister() as kwaad, app.app_context():
        assert buiten.haal(f"{kwaad.url}/wie") == {"sub": "kwaad"}
        with pytest.raises(Onbereikbaar, match="https"):
            buiten.haal(kwaad.url.replace("127.0.0.1", "localhost") + "/wie")


@OP_SQLITE
def test_een_omleiding_in_de_omgeving_telt_niet(app, monkeypatch):
    """A proxy in the environment would make every judgement of an address void."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with slecht.luister() as kwaad, app.app_context():
        assert buiten.haal(f"{kwaad.url}/wie") == {"sub": "kwaad"}


@OP_SQLITE
def test_een_naam_die_niet_bestaat_is_geen_storing(app, monkeypatch):
    def nergens(*_, **__):
        raise socket.gaierror(-2, "onbekend")

    monkeypatch.setattr(buiten.socket, "getaddrinfo", nergens)
    with app.app_context():
        with pytest.raises(Onbereikbaar, match="geen verbinding"):
            buiten.haal("https://aanmelden.example")
        assert buiten.waarom(Verbindingsfout("x")).startswith("Er is geen verbinding")
