"""The key pair of a day: a tablet without a connection seals a name with the public half; only we can open it.

ECDH over P-256 with a fresh key of the browser, HKDF-SHA256, AES-256-GCM; what WebCrypto and `cryptography` both have.
The id of the test is bound in, so that a name can't be moved to another test.
"""

import json
from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

DOEL = b"ketens.valrisicodag"
NONCE = 12


class Onleesbaar(ValueError):
    """An envelope does not open: for another day or test, damaged, or the key is gone."""


def maak_sleutel() -> str:
    """Return a new private half, as text."""
    sleutel = ec.generate_private_key(ec.SECP256R1())
    return b64encode(sleutel.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())).decode()


def publiek(sleutel: str) -> str:
    """Return the public half as WebCrypto imports it: an uncompressed point, base64."""
    punt = _lees(sleutel).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return b64encode(punt).decode()


def open_envelop(sleutel: str, envelop: object, test: UUID) -> dict[str, Any]:
    """Return what the browser sealed for this test. `envelop`: base64 of its point, nonce and ciphertext (e, n, c)."""
    try:
        punt, nonce, inhoud = (b64decode(envelop[deel], validate=True) for deel in "enc")  # type: ignore[index]
        ander = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), punt)
        geheim = _lees(sleutel).exchange(ec.ECDH(), ander)
        tekst = AESGCM(_afgeleid(geheim)).decrypt(nonce, inhoud, str(test).encode())
        gelezen = json.loads(tekst)
    except (InvalidTag, KeyError, TypeError, ValueError, RecursionError) as fout:
        raise Onleesbaar from fout
    if not isinstance(gelezen, dict):
        raise Onleesbaar
    return gelezen


def _afgeleid(geheim: bytes) -> bytes:
    # Each envelope has a key of its own (the browser's half is fresh), so the salt may be empty.
    return HKDF(algorithm=SHA256(), length=32, salt=b"", info=DOEL).derive(geheim)


def _lees(sleutel: str) -> ec.EllipticCurvePrivateKey:
    gelezen = load_der_private_key(b64decode(sleutel), password=None)
    if not isinstance(gelezen, ec.EllipticCurvePrivateKey):
        raise Onleesbaar
    return gelezen
