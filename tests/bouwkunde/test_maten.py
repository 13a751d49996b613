"""Sizes. A file that outgrows them holds two nouns: split the noun (ontwerp, section 3)."""

import ast
import re

from tests.bouwkunde.broncode import WORTEL, is_route, lengte, lijflengte, sjablonen

BESTAND, BESTAND_HOOGSTENS = 250, 320
FUNCTIE, LIJF_VAN_ROUTE, SJABLOON = 40, 12, 100
# One script for all pages; the test of a valrisicodag works without a connection, and that takes one.
SCRIPTS = {
    "app.js": 100,
    "valrisicodag.js": 250,
    "valrisicodag-wachtrij.js": 130,
    "valrisicodag-bewaker.js": 40,
    "aanwezigheid.js": 150,
    "aanwezigheid-wachtrij.js": 70,
    "toegangssleutel.js": 80,
}
# Longer than 250 lines, each with its reason.
LANGER: dict[str, str] = {}


def test_python_bestanden_zijn_kort(code):
    assert [(b.naam, b.regels) for b in code if b.regels > BESTAND_HOOGSTENS] == []
    assert [(b.naam, b.regels) for b in code if b.regels > BESTAND and b.naam not in LANGER] == []


def test_wie_langer_mag_zijn_is_ook_langer(code):
    """An exception that is no longer needed goes."""
    assert {b.naam for b in code if b.regels > BESTAND} >= set(LANGER)


def test_functies_zijn_kort(code):
    lang = [(f"{b.naam}:{f.name}", lengte(f)) for b in code for f in b.functies() if lengte(f) > FUNCTIE]
    assert lang == []


def test_een_route_is_vinden_proberen_gaan_of_tonen(code):
    lang = [
        (f"{b.naam}:{f.name}", lijflengte(f))
        for b in code
        for f in b.functies()
        if is_route(f) and lijflengte(f) > LIJF_VAN_ROUTE
    ]
    assert lang == []


def test_sjablonen_zijn_kort():
    assert [(naam, n) for naam, tekst in sjablonen().items() if (n := len(tekst.splitlines())) > SJABLOON] == []


def test_er_is_een_klein_script():
    eigen = [pad for pad in (WORTEL / "static").rglob("*.js") if "vendor" not in pad.parts]
    assert {pad.name for pad in eigen} == SCRIPTS.keys()
    for pad in eigen:
        assert len(pad.read_text(encoding="utf-8").splitlines()) <= SCRIPTS[pad.name], pad.name


def test_de_start_van_de_app_past_op_een_scherm(code):
    app = next(bestand for bestand in code if bestand.naam == "ketens/app.py")
    assert app.regels <= 60


def test_geen_laden_vol_rommel(code):
    rommel = re.compile(r"(^|/)(utils?|common|helpers?|services?|managers?|misc)(/|\.py$)")
    assert [b.naam for b in code if rommel.search(b.naam)] == []


def test_elk_pakket_zegt_wat_het_bezit(code):
    stil = []
    for bestand in code:
        delen = bestand.naam.split("/")
        if delen[-1] != "__init__.py" or len(delen) != 3 or delen[1] == "catalogus":
            continue
        uitleg = ast.get_docstring(bestand.boom) or ""
        if "Bezit:" not in uitleg or "Kent" not in uitleg:
            stil.append(bestand.naam)
    assert stil == []
