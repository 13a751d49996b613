"""Templates: each is used, each that is used exists, each building block is a macro of its own name."""

import ast
import re

from tests.bouwkunde.broncode import sjablonen

FOUTEN = re.compile(r"fouten/(\d{3}|fout)\.html")


def genoemd(code) -> set[str]:
    """Every template that Python or another template names."""
    namen = {
        knoop.value
        for bestand in code
        for knoop in ast.walk(bestand.boom)
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) and knoop.value.endswith(".html")
    }
    for tekst in sjablonen().values():
        namen |= set(re.findall(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""", tekst))
    return namen


def test_elk_genoemd_sjabloon_bestaat(code):
    bestaat = sjablonen()
    assert sorted(naam for naam in genoemd(code) if naam not in bestaat and "/" in naam and "{" not in naam) == []


def test_elk_sjabloon_wordt_gebruikt(code):
    gebruikt = genoemd(code)
    los = [
        naam
        for naam in sjablonen()
        if naam not in gebruikt and not naam.startswith("bouwstenen/") and not FOUTEN.fullmatch(naam)
    ]
    assert los == []


def test_elke_bouwsteen_is_een_macro_met_zijn_eigen_naam():
    fout = []
    for naam, tekst in sjablonen().items():
        if naam.startswith("bouwstenen/"):
            eigen = naam.removeprefix("bouwstenen/").removesuffix(".html")
            fout += [naam] if re.findall(r"\{%-?\s*macro\s+(\w+)", tekst) != [eigen] else []
    assert fout == []


def test_elke_bouwsteen_die_wordt_gevraagd_bestaat():
    gevraagd = {naam for tekst in sjablonen().values() for naam in re.findall(r"\bui\.([a-z_]+)\(", tekst)}
    assert {naam for naam in gevraagd if f"bouwstenen/{naam}.html" not in sjablonen()} == set()


def test_geen_sjabloon_haalt_bouwstenen_op_een_andere_manier_binnen():
    assert [naam for naam, tekst in sjablonen().items() if re.search(r"\{%-?\s*(import|from)\s", tekst)] == []


def test_elke_pagina_staat_in_het_raam_en_zegt_waar_u_bent():
    fout = []
    for naam, tekst in sjablonen().items():
        if naam == "basis.html" or naam.startswith("bouwstenen/") or not tekst.lstrip().startswith("{% extends"):
            continue
        if "block titel" not in tekst and not naam.startswith("fouten/"):
            fout.append(naam)
    assert fout == []


def test_elk_formulier_dat_iets_verstuurt_draagt_het_token():
    fout = []
    for naam, tekst in sjablonen().items():
        formulieren = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", tekst, re.DOTALL)
        fout += [naam for formulier in formulieren if not re.search(r"csrf_token|ui\.verborgen\(", formulier)]
    assert fout == []


def test_elke_link_gaat_naar_een_route_die_er_is(huis):
    gevraagd = {
        (naam, endpoint)
        for naam, tekst in sjablonen().items()
        for endpoint in re.findall(r"url_for\(\s*['\"]([\w.]+)['\"]", tekst)
    }
    assert {paar for paar in gevraagd if paar[1] not in huis.view_functions} == set()
