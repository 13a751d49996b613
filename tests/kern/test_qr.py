"""The QR code that is drawn is the one that was made: every dark module stands in the path, and no other."""

import re

import segno

from ketens.kern.qr import RAND, qr

ADRES = "https://ketens.example/borne/valrisicodag/code/48271935"


def test_het_pad_tekent_precies_de_donkere_vakjes():
    code, rijen = qr(ADRES), [list(rij) for rij in segno.make_qr(ADRES, error="m").matrix]
    getekend = set()
    for x, y, breed in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.pad):
        getekend |= {(int(x) + erbij - RAND, int(y) - RAND) for erbij in range(int(breed))}
    assert getekend == {(x, y) for y, rij in enumerate(rijen) for x, donker in enumerate(rij) if donker}
    assert code.zijde == len(rijen) + 2 * RAND
