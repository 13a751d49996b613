"""The way to the service of a gemeente: short, bounded, to the very address that was judged, and never redirected."""

import socket
import ssl
import time
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as Verbindingsfout
from requests.exceptions import RequestException
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from ketens.aanmelddienst import adressen
from ketens.kern.fouten import Domeinfout

VERBIND, LEES, SAMEN = 3.0, 5.0, 10.0
GROOTST = 256 * 1024


class Onbereikbaar(Exception):
    """The service did not answer, or not as one does. Its text is for the beheerder, and holds nothing it sent."""


class Doorgang(HTTPAdapter):
    """Connects to an address only after judging it: the name is looked up once, so it can't turn into another."""

    def __init__(self) -> None:
        self._vijvers: list[HTTPConnectionPool] = []
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        """Return the way to the address that was judged; the certificate is checked against the name."""
        delen = urlsplit(request.url)
        host = adressen.keur(request.url)
        poort = delen.port or (443 if delen.scheme == "https" else 80)
        ip = _zoek_op(host, poort)
        request.headers["Host"], request.headers["Connection"] = delen.netloc, "close"
        if delen.scheme == "https":
            tls = ssl.create_default_context()
            vijver: HTTPConnectionPool = HTTPSConnectionPool(
                ip, poort, server_hostname=host, assert_hostname=host, ssl_context=tls
            )
        else:
            vijver = HTTPConnectionPool(ip, poort)
        self._vijvers.append(vijver)
        return vijver

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave it to the context: the authorities that this machine trusts, with the gemeente's own if it has one."""

    def send(self, request: Any, *_: Any, **__: Any) -> requests.Response:
        """Send, and read the answer here: no more than so much, in no longer than so long."""
        einde = time.monotonic() + SAMEN
        antwoord = super().send(request, stream=True, timeout=(VERBIND, LEES), verify=True)
        inhoud = BytesIO()
        try:
            while stuk := antwoord.raw.read(16384, decode_content=True):
                inhoud.write(stuk)
                if inhoud.tell() > GROOTST or time.monotonic() > einde:
                    raise Verbindingsfout("te groot of te traag", request=request)
        except HTTPError as fout:
            raise Verbindingsfout("afgebroken", request=request) from fout
        finally:
            antwoord.raw.close()
        inhoud.seek(0)
        antwoord.raw = inhoud
        return antwoord

    def close(self) -> None:
        """Let go of what was opened."""
        for vijver in self._vijvers:
            vijver.close()
        super().close()


class Lijn(OAuth2Session):
    """A session of Authlib that goes through `Doorgang`, follows nothing and takes nothing from the environment."""

    def __init__(self, **kenmerken: Any) -> None:
        super().__init__(**kenmerken)
        self.trust_env = False
        self.max_redirects = 0
        for soort in ("https://", "http://"):
            self.mount(soort, Doorgang())

    def request(self, method: str, url: str, *rest: Any, **meer: Any) -> requests.Response:
        """Ask; whoever answers with another address is not followed there."""
        antwoord: requests.Response = super().request(method, url, *rest, **{**meer, "allow_redirects": False})
        if antwoord.is_redirect:
            raise Verbindingsfout("verwijst door")
        return antwoord


def haal(url: str, *, token: str | None = None) -> dict[str, Any]:
    """GET a JSON object, or raise `Onbereikbaar` with a Dutch sentence."""
    kop = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with Lijn() as lijn:
            antwoord = lijn.request("GET", url, withhold_token=True, headers=kop)
        inhoud = antwoord.json() if antwoord.status_code == 200 else None
    except Domeinfout as fout:
        raise Onbereikbaar(fout.zin) from fout
    except (RequestException, HTTPError, ValueError, RecursionError) as fout:
        raise Onbereikbaar(waarom(fout)) from fout
    if antwoord.status_code != 200:
        raise Onbereikbaar(f"De dienst antwoordt met fout {antwoord.status_code} op dit adres.")
    if not isinstance(inhoud, dict):
        raise Onbereikbaar("De dienst antwoordt, maar niet in de vorm die OpenID Connect voorschrijft.")
    return inhoud


def waarom(fout: BaseException) -> str:
    """Say in Dutch what went wrong on the way."""
    if isinstance(fout, requests.exceptions.SSLError):
        return "Het certificaat van de dienst klopt niet, of deze server vertrouwt het niet."
    if isinstance(fout, requests.exceptions.Timeout):
        return "De dienst antwoordt niet op tijd."
    if isinstance(fout, RequestException) and "verwijst door" in str(fout):
        return "Dit adres verwijst door naar een ander adres. Vul het adres in waar het naartoe gaat."
    if isinstance(fout, ValueError | RecursionError) and not isinstance(fout, requests.exceptions.ConnectionError):
        return "De dienst antwoordt, maar niet in de vorm die OpenID Connect voorschrijft."
    return "Er is geen verbinding met de dienst. Controleer het adres."


def _zoek_op(host: str, poort: int) -> str:
    try:
        gevonden = [str(plek[4][0]) for plek in socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as fout:
        raise Verbindingsfout("onbekende naam") from fout
    if host not in adressen.binnen() and not all(map(adressen.is_openbaar, gevonden)):
        raise Domeinfout("Dit adres ligt in een intern netwerk. ketens gaat daar niet heen.")
    return gevonden[0]
