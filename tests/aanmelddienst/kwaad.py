"""A provider that does what no honest one does; each test says how far it goes."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

SLEUTEL = RSAKey.generate_key(2048, {"kid": "echt"})
VREEMDE_SLEUTEL = RSAKey.generate_key(2048, {"kid": "echt"})


class Kwaad:
    """Answers as an honest provider would, until told otherwise."""

    def __init__(self) -> None:
        self.url = ""
        self.nonce = ""
        self.gevraagd: list[str] = []
        # What is said else: claims, or a whole answer per path.
        self.claims: dict[str, Any] = {}
        self.anders: dict[str, Response] = {}
        self.zelf: dict[str, Any] = {}
        self.onderteken: Callable[[dict[str, Any]], str] = self.goed
        # What happens while ketens waits for its tokens; and whether the code it hands in is its nonce.
        self.bij_token: Callable[[], None] = lambda: None
        self.per_code = False

    def goed(self, claims: dict[str, Any]) -> str:
        """Sign as one should."""
        return jwt.encode({"alg": "RS256", "kid": "echt"}, claims, SLEUTEL)

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/inloggen",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/sleutels",
            "userinfo_endpoint": f"{self.url}/wie",
            **self.zelf,
        }

    def token(self, code: str = "") -> dict[str, Any]:
        """What it gives for a code."""
        self.bij_token()
        nu = int(time.time())
        nonce = code if self.per_code else self.nonce
        claims = {
            "iss": self.url, "sub": "kwaad", "aud": "ketens", "exp": nu + 300, "iat": nu, "nonce": nonce,
            "name": "Kwade Karel", "email": "karel@borne.example", "groups": ["coordinatie"], **self.claims,
        }  # fmt: skip
        claims = {naam: waarde for naam, waarde in claims.items() if waarde is not None}
        return {"access_token": "t", "token_type": "Bearer", "id_token": self.onderteken(claims)}

    def __call__(self, omgeving: Any, begin: Any) -> Any:
        vraag = Request(omgeving)
        self.gevraagd.append(vraag.path)
        wegen = {
            "/.well-known/openid-configuration": self.metadata,
            "/token": lambda: self.token(vraag.form.get("code", "")),
            "/sleutels": lambda: {"keys": [SLEUTEL.as_dict(private=False)]},
            "/wie": lambda: {"sub": "kwaad"},
        }
        antwoord = self.anders.get(vraag.path)
        if antwoord is None:
            antwoord = Response(json.dumps(wegen[vraag.path]()), mimetype="application/json")
        return antwoord(omgeving, begin)


def zonder_handtekening(claims: dict[str, Any]) -> str:
    """A token that nobody signed."""
    kop = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("x" * 40)).split(".")
    return f"eyJhbGciOiJub25lIn0.{kop[1]}."


def met_de_openbare_sleutel(claims: dict[str, Any]) -> str:
    """Signed with what everyone may know, as if it were a secret."""
    return jwt.encode({"alg": "HS256", "kid": "echt"}, claims, OctKey.import_key(SLEUTEL.as_pem(private=False).hex()))


def met_een_andere_sleutel(claims: dict[str, Any]) -> str:
    """Signed by somebody else who says to be it."""
    return jwt.encode({"alg": "RS256", "kid": "echt"}, claims, VREEMDE_SLEUTEL)


def vervalst(claims: dict[str, Any]) -> str:
    """Signed, and altered after that."""
    kop, _, eind = jwt.encode({"alg": "RS256", "kid": "echt"}, claims, SLEUTEL).split(".")
    ander = jwt.encode({"alg": "RS256", "kid": "echt"}, {**claims, "sub": "iemand-anders"}, SLEUTEL).split(".")[1]
    return f"{kop}.{ander}.{eind}"


@contextmanager
def luister() -> Iterator[Kwaad]:
    """Let it listen on a port of its own."""
    kwaad = Kwaad()
    server = make_server("127.0.0.1", 0, kwaad, threaded=True)
    kwaad.url = f"http://127.0.0.1:{server.port}"
    draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    draad.start()
    try:
        yield kwaad
    finally:
        server.shutdown()
        draad.join()
        server.server_close()
