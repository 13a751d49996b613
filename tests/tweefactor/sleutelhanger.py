"""A passkey made of software: what a browser and its key would answer, and what a thief would make of it."""

import hashlib
import json
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

BRON, HUIS = "http://localhost", "localhost"
AANWEZIG, BEWEZEN, NIEUW = 0x01, 0x04, 0x40


class Sleutelhanger:
    """One key for one site. `teller` is what it counts, `vlaggen` what it says of the person."""

    def __init__(self, kenmerk: bytes = b"sleutel-1", *, teller: int = 1, bron: str = BRON) -> None:
        self.kenmerk, self.teller, self.bron = kenmerk, teller, bron
        self.houder: bytes | None = None
        self.vlaggen = AANWEZIG | BEWEZEN
        self._geheim = ec.generate_private_key(ec.SECP256R1())

    def maak(self, opties: dict[str, Any]) -> str:
        """Answer what is asked to make a key."""
        self.houder = base64url_to_bytes(opties["user"]["id"])
        punt = self._geheim.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: punt.x.to_bytes(32, "big"), -3: punt.y.to_bytes(32, "big")}
        lengte = len(self.kenmerk).to_bytes(2, "big")
        bij = self._kop(NIEUW) + bytes(16) + lengte + self.kenmerk + cbor2.dumps(cose)
        bewijs = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": bij})
        return self._antwoord("webauthn.create", opties, attestationObject=bewijs)

    def teken(self, opties: dict[str, Any]) -> str:
        """Answer what is asked to sign."""
        self.teller += 1 if self.teller else 0
        kop, gegeven = self._kop(), self._gegeven("webauthn.get", opties)
        handtekening = self._geheim.sign(kop + hashlib.sha256(gegeven).digest(), ec.ECDSA(hashes.SHA256()))
        deel = {"authenticatorData": kop, "signature": handtekening}
        return self._antwoord("webauthn.get", opties, **deel, **({"userHandle": self.houder} if self.houder else {}))

    def _kop(self, extra: int = 0) -> bytes:
        stand = self.teller.to_bytes(4, "big")
        return hashlib.sha256(HUIS.encode()).digest() + bytes([self.vlaggen | extra]) + stand

    def _gegeven(self, soort: str, opties: dict[str, Any]) -> bytes:
        return json.dumps({"type": soort, "challenge": opties["challenge"], "origin": self.bron}).encode()

    def _antwoord(self, soort: str, opties: dict[str, Any], **deel: bytes) -> str:
        delen = {"clientDataJSON": self._gegeven(soort, opties), **deel}
        naam = bytes_to_base64url(self.kenmerk)
        antwoord = {naam_: bytes_to_base64url(waarde) for naam_, waarde in delen.items()}
        return json.dumps({"id": naam, "rawId": naam, "type": "public-key", "response": antwoord})
