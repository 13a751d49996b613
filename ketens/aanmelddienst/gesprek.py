"""The conversation with a service: code flow with PKCE, state and nonce; who it says that came (besluit 0045).

Nothing of the database here: no transaction is open while ketens waits for another machine.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from authlib.common.errors import AuthlibBaseError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from ketens.aanmelddienst import bekend, beweringen, buiten
from ketens.aanmelddienst.bekend import Metadata
from ketens.aanmelddienst.beweringen import Persoon
from ketens.aanmelddienst.buiten import Lijn, Onbereikbaar
from ketens.aanmelddienst.models import Aanmelddienst, TweedeStap
from ketens.kern import klok
from ketens.kern.fouten import Domeinfout

# Public keys only: with a shared secret, whoever knows it could sign as the service.
HANDTEKENINGEN = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# Clocks that differ, in seconds.
SPELING = 60
LANGSTE_TOKEN = 64 * 1024
# What reading something that is no honest answer may raise.
VREEMD: tuple[type[Exception], ...] = (
    AuthlibBaseError, JoseError, RequestException, HTTPError, ValueError, TypeError, KeyError, AttributeError,
    RecursionError, OverflowError,
)  # fmt: skip


class Weigering(Exception):
    """Nobody comes in this way, this time. `code` is for the log, `zin` for the screen; `eerst` where it is mended."""

    def __init__(self, code: str, zin: str, account_id: UUID | None = None, *, eerst: str = "") -> None:
        super().__init__(code)
        self.code, self.zin, self.account_id, self.eerst = code, zin, account_id, eerst


@dataclass(frozen=True, slots=True)
class Dienst:
    """The settings of a service, loose of the database."""

    id: UUID
    gemeente_id: UUID
    naam: str
    issuer: str
    client_id: str
    geheim: str = field(repr=False)
    scopes: str
    groepen_claim: str
    tweede_stap: TweedeStap
    tweede_waarden: tuple[str, ...]

    @classmethod
    def van(cls, rij: Aanmelddienst) -> "Dienst":
        """Read them from the row, once."""
        return cls(
            rij.id, rij.gemeente_id, rij.naam, rij.issuer, rij.client_id, rij.geheim or "", rij.scopes,
            rij.groepen_claim, rij.tweede_stap, tuple(rij.tweede_waarden.split()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vraag:
    """What was asked, kept in the browser until it comes back."""

    state: str
    nonce: str
    controle: str
    url: str = ""


def vraag(dienst: Dienst, terug: str, *, opnieuw: bool = False) -> Vraag:
    """Return where to send somebody; `opnieuw` asks them to sign in there again, now. Raises `Weigering`."""
    meta = _metadata(dienst)
    nieuw = Vraag(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    # Asked for an age, a service must say when somebody signed in (OpenID Connect Core, 3.1.2.1).
    extra = {"prompt": "login", "max_age": "60"} if opnieuw else {}
    with _lijn(dienst, meta, terug) as lijn:
        url, _state = lijn.create_authorization_url(
            meta.inloggen, state=nieuw.state, code_verifier=nieuw.controle, nonce=nieuw.nonce, **extra
        )
    return Vraag(nieuw.state, nieuw.nonce, nieuw.controle, str(url))


def lees_antwoord(dienst: Dienst, gesteld: Vraag, antwoord: Mapping[str, str], terug: str) -> Persoon:
    """Return who the service says that came, or raise `Weigering`; never anything else."""
    meta = _metadata(dienst)
    _eis_afzender(dienst, meta, antwoord)
    if gemeld := antwoord.get("error"):
        raise _geweigerd(dienst, gemeld)
    try:
        tokens = _ruil(dienst, meta, gesteld, antwoord.get("code") or "", terug)
        claims = _controleer(dienst, meta, gesteld, tokens)
        return beweringen.lees(claims, _vul_aan(meta, tokens, claims, dienst), dienst)
    except ExpiredTokenError as fout:
        zin = f"Het antwoord van {dienst.naam} was verlopen. Probeer het nog een keer."
        raise Weigering("id-token verlopen", zin) from fout
    except Onbereikbaar as fout:
        raise _storing(dienst) from fout
    except VREEMD as fout:
        raise Weigering(f"antwoord klopt niet: {type(fout).__name__}", _vreemd(dienst)) from fout


def uitlogadres(dienst: Dienst, terug: str) -> str | None:
    """Return where somebody signs out at the service as well, or None when it has no such page or is away."""
    try:
        meta = bekend.metadata(dienst.issuer)
    except Onbereikbaar:
        return None
    if meta.uitloggen is None:
        return None
    deel = "&" if "?" in meta.uitloggen else "?"
    velden = {"client_id": dienst.client_id, "post_logout_redirect_uri": terug}
    return f"{meta.uitloggen}{deel}{urlencode(velden)}"


def _metadata(dienst: Dienst) -> Metadata:
    try:
        return bekend.metadata(dienst.issuer)
    except Onbereikbaar as fout:
        raise _storing(dienst) from fout


def _lijn(dienst: Dienst, meta: Metadata, terug: str) -> Lijn:
    wijzen = meta.token_wijzen
    in_formulier = "client_secret_post" in wijzen and "client_secret_basic" not in wijzen
    return Lijn(
        client_id=dienst.client_id,
        client_secret=dienst.geheim,
        token_endpoint_auth_method="client_secret_post" if in_formulier else "client_secret_basic",
        scope=dienst.scopes,
        redirect_uri=terug,
        code_challenge_method="S256",
    )


def _eis_afzender(dienst: Dienst, meta: Metadata, antwoord: Mapping[str, str]) -> None:
    """Refuse an answer of another service than the one that was asked (RFC 9207)."""
    zegt = antwoord.get("iss")
    if zegt != meta.issuer and (zegt is not None or meta.noemt_zich):
        raise Weigering("andere afzender", _vreemd(dienst))


def ruil(dienst: Dienst, meta: Metadata, code: str, controle: str, terug: str) -> dict[str, Any]:
    """Hand in a code for tokens; raises what Authlib, requests and the judge of addresses raise."""
    with _lijn(dienst, meta, terug) as lijn:
        tokens: dict[str, Any] = lijn.fetch_token(
            meta.token, grant_type="authorization_code", code=code, code_verifier=controle
        )
    return tokens


def _ruil(dienst: Dienst, meta: Metadata, gesteld: Vraag, code: str, terug: str) -> dict[str, Any]:
    if not code or len(code) > 4096:
        raise Weigering("geen code", _vreemd(dienst))
    try:
        return ruil(dienst, meta, code, gesteld.controle, terug)
    except AuthlibBaseError as fout:
        raise _token_geweigerd(dienst, str(fout.error or "")) from fout
    except (RequestException, HTTPError, Domeinfout) as fout:
        raise Onbereikbaar(str(fout)) from fout


def _controleer(dienst: Dienst, meta: Metadata, gesteld: Vraag, tokens: dict[str, Any]) -> dict[str, Any]:
    """Check signature, issuer, audience, times and nonce of the ID token; return what it claims."""
    ruw = tokens.get("id_token")
    if not isinstance(ruw, str) or len(ruw) > LANGSTE_TOKEN:
        raise ValueError("geen id_token")
    regels = JWSRegistry(algorithms=list(HANDTEKENINGEN), strict_check_header=False)
    try:
        token = jwt.decode(ruw, bekend.sleutels(meta), registry=regels)
    except InvalidKeyIdError:
        token = jwt.decode(ruw, bekend.sleutels(meta, opnieuw=True), registry=regels)
    eisen: dict[str, Any] = {
        "iss": {"essential": True, "value": meta.issuer},
        "aud": {"essential": True, "value": dienst.client_id},
        "nonce": {"essential": True, "value": gesteld.nonce},
    }
    extra = {"nonce": gesteld.nonce, "client_id": dienst.client_id, "access_token": tokens.get("access_token")}
    claims = CodeIDToken(token.claims, token.header, eisen, extra)
    claims.validate(now=int(klok.nu().timestamp()), leeway=SPELING)
    return dict(claims)


def _vul_aan(meta: Metadata, tokens: dict[str, Any], claims: dict[str, Any], dienst: Dienst) -> dict[str, Any]:
    """Ask what the ID token left out: groups or a name. What is about somebody else is not listened to."""
    toegang = tokens.get("access_token")
    compleet = beweringen.heeft_groepen(claims, dienst) and claims.get("name") and claims.get("email")
    if compleet or meta.userinfo is None or not isinstance(toegang, str):
        return {}
    try:
        meer = buiten.haal(meta.userinfo, token=toegang)
    except Onbereikbaar:
        return {}
    return meer if meer.get("sub") == claims.get("sub") else {}


def _storing(dienst: Dienst) -> Weigering:
    zin = f"{dienst.naam} is nu niet bereikbaar. Probeer het straks nog een keer"
    return Weigering("dienst niet bereikbaar", f"{zin}, of log in met uw wachtwoord.")


def _geweigerd(dienst: Dienst, fout: str) -> Weigering:
    if fout == "access_denied":
        return Weigering("geweigerd bij de dienst", f"U bent niet ingelogd: bij {dienst.naam} is dat niet toegestaan.")
    code = fout if fout.isascii() and fout.replace("_", "").isalpha() and len(fout) <= 40 else "onbekend"
    return Weigering(f"fout van de dienst: {code}", f"{dienst.naam} kon u niet inloggen. Vraag het uw beheerder.")


def _token_geweigerd(dienst: Dienst, fout: str) -> Weigering:
    if fout in ("invalid_client", "unauthorized_client"):
        zin = f"{dienst.naam} herkent ketens niet. Vraag uw beheerder om de instellingen na te kijken."
        return Weigering("client of geheim onjuist", zin)
    zin = "Deze aanmelding is al gebruikt of duurde te lang. Probeer het nog een keer."
    return Weigering("code geweigerd", zin)


def _vreemd(dienst: Dienst) -> str:
    return f"Het antwoord van {dienst.naam} klopt niet. U bent niet ingelogd. Probeer het nog een keer."
