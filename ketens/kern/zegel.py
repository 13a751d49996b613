"""Text that goes out and comes back: anyone can read it, only this app can make it. Each purpose has its own key."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer


def verzegel(doel: str, inhoud: list[Any]) -> str:
    """Return a list of plain values as one signed word, fit for an address or a hidden field."""
    return str(_schrijver(doel, _geheimen()).dumps(inhoud))


def lees_zegel(doel: str, tekst: str | None, lengte: int) -> list[Any] | None:
    """Return what was sealed for this purpose, `lengte` values, or None: not made here, or for something else.

    Base64 forgives another last letter; whatever is not the very word that was given out was altered.
    """
    try:
        inhoud = _schrijver(doel, _geheimen()).loads(tekst or "")
    except BadData:
        return None
    klopt = isinstance(inhoud, list) and len(inhoud) == lengte
    if not klopt or all(_schrijver(doel, [geheim]).dumps(inhoud) != tekst for geheim in _geheimen()):
        return None
    return inhoud


def _geheimen() -> list[str]:
    """Return the secrets under which a seal is believed; the last makes new ones."""
    return [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), str(current_app.secret_key)]


def _schrijver(doel: str, geheimen: Sequence[str]) -> URLSafeSerializer:
    return URLSafeSerializer(geheimen, salt=f"ketens.{doel}", signer_kwargs={"digest_method": sha256})
