"""The page decides nothing: every outcome it can look up is what the rule of the catalogue says."""

import json
from decimal import Decimal
from itertools import product

import pytest

from ketens.catalogus import catalogus
from ketens.valrisicodagen.uitslagtabel import uitslagtabel

PIN = "valrisicotest@1"
TABEL = json.loads(json.dumps(uitslagtabel(PIN).als_json))
INSTRUMENT = catalogus().instrument(PIN)
WAARDE = {"j": True, "n": False, "?": None}
# Seconds as they are typed, and the letter that the page gives them beside the boundary.
SECONDEN = {"<": ("1", "3,9", "3.99"), "=": ("4", "4,0"), ">": ("4,01", "4.1", "60"), "?": (None,)}


def zoek_op(woord, letters):
    """What the script does: walk down the table with one letter per question."""
    vervolg = TABEL["vervolg"][woord]
    van, breed = 0, len(vervolg["tabel"])
    for vraag, letter in zip(vervolg["vragen"], letters, strict=True):
        cijfers = TABEL["cijfers"]["getal" if vraag == "looptest_s" else "ja_nee"]
        breed //= len(cijfers)
        van += breed * cijfers.index(letter)
    assert breed == 1
    return TABEL["letters"][vervolg["tabel"][van]]


def combinaties():
    for woord in TABEL["vervolg"]:
        for letters in product(*("<=>?" if v == "looptest_s" else "jn?" for v in TABEL["vervolg"][woord]["vragen"])):
            yield woord, letters


def gegeven(woord, letters):
    antwoorden = {vraag: WAARDE[letter] for vraag, letter in zip(TABEL["eerste"], woord, strict=True)}
    looptest = [None]
    for vraag, letter in zip(TABEL["vervolg"][woord]["vragen"], letters, strict=True):
        if vraag == "looptest_s":
            looptest = SECONDEN[letter]
        else:
            antwoorden[vraag] = WAARDE[letter]
    return {k: v for k, v in antwoorden.items() if v is not None}, looptest


def test_elke_combinatie_van_antwoorden_geeft_wat_de_regel_zegt():
    aantal = 0
    for woord, letters in combinaties():
        antwoorden, looptest = gegeven(woord, letters)
        for seconden in looptest:
            erbij = {"looptest_s": seconden} if seconden else {}
            aantal += 1
            assert zoek_op(woord, letters) == INSTRUMENT.bepaal({**antwoorden, **erbij}).uitslag, (woord, letters)
    assert aantal > 3900
    assert len(TABEL["vervolg"]) == 8


def test_de_tabel_stelt_de_vragen_die_het_instrument_stelt():
    for woord in TABEL["vervolg"]:
        antwoorden = {vraag: WAARDE[letter] for vraag, letter in zip(TABEL["eerste"], woord, strict=True)}
        zichtbaar = [v.sleutel for v in INSTRUMENT.alle_vragen if not v.verplicht and v.is_zichtbaar(antwoorden)]
        assert TABEL["vervolg"][woord]["vragen"] == zichtbaar


# The page asks the first questions always, all of them.
VOORBEELDEN = [v for v in INSTRUMENT.voorbeelden if set(TABEL["eerste"]) <= v.antwoorden.keys()]


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_de_voorbeelden_van_het_instrument_komen_uit_de_tabel(voorbeeld):
    antwoorden = voorbeeld.antwoorden
    woord = "".join({True: "j", False: "n"}.get(antwoorden.get(vraag), "") for vraag in TABEL["eerste"])
    letters = []
    for vraag in TABEL["vervolg"][woord]["vragen"]:
        waarde = antwoorden.get(vraag)
        if vraag == "looptest_s" and waarde is not None:
            grens = Decimal(str(TABEL["grens"]))
            seconden = Decimal(str(waarde))
            letters.append("<" if seconden < grens else ">" if seconden > grens else "=")
        else:
            letters.append({True: "j", False: "n"}.get(waarde, "?"))
    assert zoek_op(woord, letters) == voorbeeld.uitslag
