"""A name that was sealed on a tablet opens here, for its own test and its own day, and nowhere else."""

import json
import os
from base64 import b64decode, b64encode
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ketens.valrisicodagen.sleutelpaar import Onleesbaar, maak_sleutel, open_envelop, publiek


def verzegel(tekst: str, publieke_helft: str, test) -> dict[str, str]:
    """What the browser does, as in valrisicodag-wachtrij.js."""
    ander = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b64decode(publieke_helft))
    eigen, nonce = ec.generate_private_key(ec.SECP256R1()), os.urandom(12)
    sleutel = HKDF(SHA256(), 32, None, b"ketens.valrisicodag").derive(eigen.exchange(ec.ECDH(), ander))
    delen = {
        "e": eigen.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        "n": nonce,
        "c": AESGCM(sleutel).encrypt(nonce, tekst.encode(), str(test).encode()),
    }
    return {naam: b64encode(deel).decode() for naam, deel in delen.items()}


def test_wat_voor_deze_test_verzegeld_is_gaat_open():
    sleutel, test = maak_sleutel(), uuid4()
    assert open_envelop(sleutel, verzegel('{"voornaam": "Riet"}', publiek(sleutel), test), test) == {"voornaam": "Riet"}


def test_voor_een_andere_test_of_dag_blijft_het_dicht():
    sleutel, test = maak_sleutel(), uuid4()
    envelop = verzegel("{}", publiek(sleutel), test)
    for andere_sleutel, andere_test in ((sleutel, uuid4()), (maak_sleutel(), test), ("", test)):
        with pytest.raises(Onleesbaar):
            open_envelop(andere_sleutel, envelop, andere_test)


@pytest.mark.parametrize("wat", [None, 3, "x", [], {}, {"e": 1, "n": 2, "c": 3}, {"e": "", "n": "", "c": ""}])
def test_onzin_gaat_niet_open_en_valt_niet_om(wat):
    with pytest.raises(Onleesbaar):
        open_envelop(maak_sleutel(), wat, uuid4())


@pytest.mark.parametrize("deel", ["e", "n", "c"])
def test_een_beschadigde_envelop_gaat_niet_open(deel):
    sleutel, test = maak_sleutel(), uuid4()
    envelop = verzegel("{}", publiek(sleutel), test)
    for stuk in ("AAAA", envelop[deel][:-8] + "AAAAAAA=", "geen base64", envelop[deel] * 2):
        with pytest.raises(Onleesbaar):
            open_envelop(sleutel, {**envelop, deel: stuk}, test)


@pytest.mark.parametrize("inhoud", ["[]", "3", "geen json", json.dumps("x")])
def test_wat_geen_gegevens_zijn_gaat_niet_door(inhoud):
    sleutel, test = maak_sleutel(), uuid4()
    with pytest.raises(Onleesbaar):
        open_envelop(sleutel, verzegel(inhoud, publiek(sleutel), test), test)
