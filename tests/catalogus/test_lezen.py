from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal
from typing import Literal

import pytest

from ketens.catalogus import Catalogusfout
from ketens.catalogus.lezen import Code, Pin, Plek, lees_tabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    code: Code
    getal: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Geheel:
    naam: str
    aantal: int = 0
    aan: bool = False
    kleur: Literal["rood", "groen"] = "rood"
    pin: Pin | None = None
    vrij: Mapping[str, object] | None = None
    delen: tuple[Deel, ...] = ()


def lees(**tabel):
    return lees_tabel(Geheel, tabel, Plek("proef-1.toml"))


def test_een_goede_tabel_wordt_een_bevroren_geheel():
    geheel = lees(naam="Proef", pin="a_b@12", vrij={"x": 1}, delen=[{"code": "een", "getal": 3}])
    assert geheel.delen == (Deel(code=Code("een"), getal=Decimal(3)),)
    assert (geheel.aantal, geheel.pin, geheel.vrij["x"]) == (0, "a_b@12", 1)
    with pytest.raises(FrozenInstanceError):
        geheel.naam = "Anders"
    with pytest.raises(TypeError):
        geheel.vrij["x"] = 2


@pytest.mark.parametrize(
    ("tabel", "sleutel", "zin"),
    [
        ({}, "naam", "deze sleutel ontbreekt; verwacht een tekst die niet leeg is"),
        ({"naam": " "}, "naam", 'verwacht een tekst die niet leeg is, gevonden: " "'),
        ({"naam": "x", "aantl": 1}, "aantl", "deze sleutel is niet bekend. Bedoelt u 'aantal'?"),
        ({"naam": "x", "zzz": 1}, "zzz", "Mogelijk zijn: naam, aantal, aan, kleur, pin, vrij, delen."),
        ({"naam": "x", "aantal": "5"}, "aantal", 'verwacht een geheel getal van 0 of meer, gevonden: "5"'),
        ({"naam": "x", "aantal": -1}, "aantal", "gevonden: -1"),
        ({"naam": "x", "aantal": True}, "aantal", "gevonden: true"),
        ({"naam": "x", "aan": "ja"}, "aan", "verwacht true of false"),
        ({"naam": "x", "kleur": "rod"}, "kleur", "verwacht een van: rood, groen, gevonden: \"rod\". Bedoelt u 'rood'?"),
        ({"naam": "x", "pin": "los"}, "pin", "een code met versie, zoals naam@1"),
        ({"naam": "x", "pin": "los@0"}, "pin", "een code met versie"),
        ({"naam": "x", "vrij": []}, "vrij", "verwacht een tabel met sleutels, gevonden: een lijst"),
        ({"naam": "x", "delen": {}}, "delen", "verwacht een lijst, gevonden: een tabel"),
        ({"naam": "x", "delen": [{"code": "een"}, 3]}, "delen[1]", "verwacht een tabel met sleutels, gevonden: 3"),
        ({"naam": "x", "delen": [{"code": "Eén"}]}, "delen[0].code", "een code in kleine letters"),
        ({"naam": "x", "delen": [{"code": "a", "getal": False}]}, "delen[0].getal", "verwacht een getal"),
        ({"naam": "x", "delen": [{"code": "a", "getal": Decimal("NaN")}]}, "delen[0].getal", "verwacht een getal"),
        ({"naam": "x", "delen": [{}]}, "delen[0].code", "ontbreekt"),
    ],
)
def test_een_fout_noemt_bestand_sleutel_en_wat_verwacht_is(tabel, sleutel, zin):
    with pytest.raises(Catalogusfout) as gevangen:
        lees(**tabel)
    assert (gevangen.value.bestand, gevangen.value.sleutel) == ("proef-1.toml", sleutel)
    assert zin in gevangen.value.verwacht
    assert str(gevangen.value).startswith(f"proef-1.toml: {sleutel}: ")
