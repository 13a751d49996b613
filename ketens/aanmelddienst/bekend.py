"""What a service says of itself, and its keys: fetched once, kept for an hour in this process, within bounds."""

import time
from dataclasses import dataclass
from typing import Any

from flask import current_app
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from ketens.aanmelddienst import adressen, buiten
from ketens.aanmelddienst.buiten import Onbereikbaar
from ketens.kern.fouten import Domeinfout

HOUDBAAR = 3600.0
# After a failure, and between two times that a key is unknown: who asks meanwhile makes no call of their own.
RUST = 20.0
MEESTE, MEESTE_SLEUTELS = 100, 50
PAD = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses of a service, judged."""

    issuer: str
    inloggen: str
    token: str
    sleutels: str
    userinfo: str | None
    uitloggen: str | None
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    token_wijzen: tuple[str, ...]
    # Whether it says who it is when it sends somebody back (RFC 9207).
    noemt_zich: bool
    pkce: tuple[str, ...]


@dataclass(slots=True)
class _Bewaard:
    op: float
    waarde: Any
    opnieuw: float = -RUST


def metadata(issuer: str, *, vers: bool = False) -> Metadata:
    """Return what the service says of itself; `vers`: ask it now."""
    bewaard = _kast().get(("zelf", issuer))
    if bewaard is not None and not vers:
        leeftijd = time.monotonic() - bewaard.op
        if isinstance(bewaard.waarde, Metadata) and leeftijd < HOUDBAAR:
            return bewaard.waarde
        if isinstance(bewaard.waarde, Onbereikbaar) and leeftijd < RUST:
            raise Onbereikbaar(str(bewaard.waarde))
    try:
        waarde = _lees(issuer, buiten.haal(issuer.rstrip("/") + PAD))
    except Onbereikbaar as fout:
        _leg_weg(("zelf", issuer), fout)
        raise
    _leg_weg(("zelf", issuer), waarde)
    return waarde


def sleutels(meta: Metadata, *, opnieuw: bool = False) -> KeySet:
    """Return the public keys of the service; `opnieuw` when one was not among them, at most once in a while."""
    plek = ("sleutels", meta.sleutels)
    bewaard, nu = _kast().get(plek), time.monotonic()
    if bewaard is not None and nu - bewaard.op < HOUDBAAR and (not opnieuw or nu - bewaard.opnieuw < RUST):
        bekend: KeySet = bewaard.waarde
        return bekend
    gelezen = _sleutelbos(buiten.haal(meta.sleutels))
    _leg_weg(plek, gelezen, nu if opnieuw else -RUST)
    return gelezen


def vergeet(issuer: str) -> None:
    """Forget what was kept of this service: its settings changed."""
    _kast().pop(("zelf", issuer), None)


def _lees(issuer: str, wat: dict[str, Any]) -> Metadata:
    gezegd = wat.get("issuer")
    if not isinstance(gezegd, str) or gezegd.rstrip("/") != issuer.rstrip("/"):
        raise Onbereikbaar("De dienst noemt zichzelf anders dan het adres dat u invulde. Neem de issuer precies over.")
    return Metadata(
        issuer=gezegd,
        inloggen=_adres(wat, "authorization_endpoint"),
        token=_adres(wat, "token_endpoint"),
        sleutels=_adres(wat, "jwks_uri"),
        userinfo=_misschien(wat, "userinfo_endpoint"),
        uitloggen=_misschien(wat, "end_session_endpoint"),
        scopes=_woorden(wat, "scopes_supported"),
        claims=_woorden(wat, "claims_supported"),
        token_wijzen=_woorden(wat, "token_endpoint_auth_methods_supported"),
        noemt_zich=wat.get("authorization_response_iss_parameter_supported") is True,
        pkce=_woorden(wat, "code_challenge_methods_supported"),
    )


def _adres(wat: dict[str, Any], naam: str) -> str:
    url = wat.get(naam)
    if not isinstance(url, str):
        raise Onbereikbaar(f"De dienst zegt niet waar {naam} is.")
    try:
        adressen.keur(url)
    except Domeinfout as fout:
        raise Onbereikbaar(f"Het adres dat de dienst noemt bij {naam} is geen https-adres.") from fout
    return url


def _misschien(wat: dict[str, Any], naam: str) -> str | None:
    return _adres(wat, naam) if wat.get(naam) else None


def _woorden(wat: dict[str, Any], naam: str) -> tuple[str, ...]:
    lijst = wat.get(naam)
    return tuple(woord for woord in lijst if isinstance(woord, str)) if isinstance(lijst, list) else ()


def _sleutelbos(wat: dict[str, Any]) -> KeySet:
    """Read the keys that sign; what is unknown, secret or for something else is passed over."""
    lijst = wat.get("keys")
    gelezen: list[Key] = []
    for ruw in lijst[:MEESTE_SLEUTELS] if isinstance(lijst, list) else ():
        if isinstance(ruw, dict) and ruw.get("kty") in ("RSA", "EC", "OKP") and ruw.get("use", "sig") == "sig":
            try:
                gelezen.append(JWKRegistry.import_key(ruw))
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    if not gelezen:
        raise Onbereikbaar("De dienst geeft geen sleutels waarmee zijn handtekening te controleren is.")
    return KeySet(gelezen)


def _leg_weg(plek: tuple[str, str], waarde: Any, opnieuw: float = -RUST) -> None:
    kast = _kast()
    if len(kast) >= MEESTE:
        kast.clear()
    kast[plek] = _Bewaard(time.monotonic(), waarde, opnieuw)


def _kast() -> dict[tuple[str, str], _Bewaard]:
    kast: dict[tuple[str, str], _Bewaard] = current_app.extensions.setdefault("ketens.aanmelddienst", {})
    return kast
