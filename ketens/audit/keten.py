"""The chain: a row carries a MAC over its own text and the MAC before it, under a key kept outside the database."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

BEGIN = b"\x00" * 32
VELDEN = (
    "keten_id",
    "nr",
    "op",
    "actie",
    "doel",
    "route",
    "object_id",
    "uitkomst",
    "account_id",
    "lidmaatschap_id",
    "organisatie_id",
    "rol",
    "adres",
    "reden",
    "sleutel",
)


def tekst(velden: Mapping[str, Any], inwoners: Iterable[UUID]) -> bytes:
    """Return the canonical text of a row: sorted JSON, ids as hex, residents in order."""
    inhoud = {naam: waarde.hex if isinstance(waarde := velden.get(naam), UUID) else waarde for naam in VELDEN}
    inhoud["inwoners"] = sorted(inwoner.hex for inwoner in inwoners)
    return json.dumps(inhoud, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def mac(sleutel: bytes, vorige: bytes, velden: Mapping[str, Any], inwoners: Iterable[UUID]) -> bytes:
    """Return the MAC (32 bytes) of a row that follows `vorige`."""
    return hmac.digest(sleutel, vorige + tekst(velden, inwoners), hashlib.sha256)
