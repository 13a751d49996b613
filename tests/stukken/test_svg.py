"""A chart is an image with a name that anyone can read, and it asks nothing that the CSP forbids."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib
import pytest

from ketens.stukken.cel import Soort, Teken
from ketens.stukken.doek import BREED, breedte
from ketens.stukken.stuk import Grafiek, Kolom, Tabel, Verwacht
from ketens.stukken.svg import teken
from ketens.stukken.trechter import verschil
from tests.stukken import voorbeeld

S = "{http://www.w3.org/2000/svg}"
VORMEN = {f"{S}{naam}" for naam in ("svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text")}
EIGENSCHAPPEN = {
    "viewBox", "width", "height", "role", "aria-labelledby", "font-family", "font-size", "font-weight", "text-anchor",
    "id", "class", "x", "y", "cx", "cy", "r", "d", "fill", "stroke", "stroke-width", "stroke-linejoin",
    "stroke-dasharray", "patternUnits",
}  # fmt: skip


def boom(grafiek: Grafiek) -> ET.Element:
    return ET.fromstring(teken(grafiek))


def teksten(grafiek: Grafiek) -> list[str]:
    return [el.text or "" for el in boom(grafiek).iter(f"{S}text")]


@pytest.mark.parametrize("grafiek", voorbeeld.GRAFIEKEN, ids=lambda een: een.code)
def test_een_grafiek_is_een_beeld_met_een_naam_en_niets_dat_de_csp_verbiedt(grafiek):
    wortel = boom(grafiek)
    assert {el.tag for el in wortel.iter()} <= VORMEN
    assert {naam for el in wortel.iter() for naam in el.attrib} <= EIGENSCHAPPEN
    assert wortel.get("role") == "img"
    titel, tekst = wortel.find(f"{S}title"), wortel.find(f"{S}desc")
    assert wortel.get("aria-labelledby") == f"{titel.get('id')} {tekst.get('id')}"
    assert titel.text == grafiek.titel
    verwijst = set(re.findall(r"url\(#([^)]+)\)", teken(grafiek)))
    assert verwijst == {el.get("id") for el in wortel.iter(f"{S}pattern")}
    assert "nan" not in teken(grafiek)
    assert "inf" not in teken(grafiek)


@pytest.mark.parametrize("grafiek", voorbeeld.GRAFIEKEN, ids=lambda een: een.code)
def test_wat_getekend_is_valt_binnen_het_beeld_en_is_groot_genoeg_om_te_lezen(grafiek):
    wortel = boom(grafiek)
    _, _, breed, hoog = map(float, wortel.get("viewBox").split())
    assert breed == BREED
    for el in wortel.iter(f"{S}rect"):
        if el.get("y"):
            assert float(el.get("x")) >= 0
            assert float(el.get("x")) + float(el.get("width")) <= breed + 1
            assert float(el.get("y")) + float(el.get("height")) <= hoog
    for el in wortel.iter(f"{S}text"):
        assert float(el.get("font-size")) >= 11
        x, lang = float(el.get("x")), breedte(el.text or "", float(el.get("font-size")))
        begin = x - {"start": 0, "middle": lang / 2, "end": lang}[el.get("text-anchor", "start")]
        assert begin > -8
        assert begin + lang < breed + 8, el.text
        assert 0 < float(el.get("y")) <= hoog


def test_ids_verschillen_tussen_de_grafieken_van_een_pagina():
    html = "".join(map(teken, voorbeeld.GRAFIEKEN))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>x</title>{html}")


@pytest.mark.parametrize("soort", ["staven", "gestapeld", "trechter", "lijn"])
def test_een_verborgen_waarde_staat_niet_in_de_tekening_ook_niet_als_lengte(soort):
    """The drawing is the same whatever the value is: it is made of what may be seen, and of nothing else."""
    kolommen = (Kolom("Wijk"), Kolom("2026", Soort.AANTAL))

    def met(*waarden):
        rijen = tuple((f"wijk {nr}", waarde) for nr, waarde in enumerate(waarden))
        return Grafiek("x", soort, "X", "", Tabel("x", "X", kolommen, rijen))

    beeld = teken(met(20, Teken.VERBORGEN, 31))
    assert "rx" in beeld or soort == "lijn"
    assert beeld != teken(met(20, Teken.NIET_INGEVULD, 31)) or soort == "lijn"
    if soort == "staven":
        assert "verborgen" in teksten(met(20, Teken.VERBORGEN, 31))
        assert "niet ingevuld" in teksten(met(20, Teken.NIET_INGEVULD, 31))
    vakken = [el.get("width") for el in ET.fromstring(beeld).iter(f"{S}rect") if el.get("stroke-dasharray")]
    ander = [
        el.get("width") for el in boom(met(900, Teken.VERBORGEN, 31)).iter(f"{S}rect") if el.get("stroke-dasharray")
    ]
    assert vakken == ander


def test_een_trechter_zegt_wat_er_tussen_twee_stappen_verloren_gaat():
    assert verschil(148, 72) == "↓ 76 minder (51,4%)"
    assert verschil(11, 41) == "↑ 30 meer"
    assert verschil(8, 8) == "↓ 0 minder"
    assert verschil(0, 0) == "↓ 0 minder"
    assert verschil(Teken.VERBORGEN, 5) == "↓ verschil niet bekend"
    assert "↓ 76 minder (51,4%)" in teksten(voorbeeld.GRAFIEKEN[0])


def test_een_stap_die_niet_iedereen_zet_verliest_niemand():
    woorden = teksten(replace(voorbeeld.GRAFIEKEN[0], zijstappen=(2,)))
    assert [een for een in woorden if een.endswith(("%)", "meer"))] == [
        "↓ 76 minder (51,4%)", "↓ 31 minder (43,1%)", "↓ 29 minder (70,7%)",
    ]  # fmt: skip


def test_getallen_boven_staven_staan_er_allemaal_of_geen():
    kolommen = (Kolom("Maand"), *(Kolom(str(jaar), Soort.AANTAL) for jaar in range(2023, 2027)))
    rijen = tuple((maand, nr, 7, 1042, Teken.VERBORGEN) for nr, maand in enumerate("abcdefghijkl"))
    woorden = teksten(Grafiek("t", "staven", "T", "", Tabel("t", "T", kolommen, rijen), staand=True))
    assert "7" not in woorden
    assert woorden.count("?") == 12


def test_een_lijn_noemt_doel_stand_en_verwachting_aan_haar_eind():
    woorden = teksten(voorbeeld.GRAFIEKEN[4])
    assert {"doel 88", "verwacht 72", "2026: 57", "2025: 57"} <= set(woorden)


def test_een_jaar_dat_om_is_verwacht_niets_meer():
    vol = replace(
        voorbeeld.tot_nu, rijen=tuple((maand, nr, nr) for maand, nr, _ in ((m, 3, 0) for m in voorbeeld.MAANDEN))
    )
    grafiek = Grafiek("vol", "lijn", "Vol", "", vol, verwacht=Verwacht(3, 3, 3))
    assert not [een for een in teksten(grafiek) if een.startswith("verwacht")]


def test_een_stapel_met_een_verborgen_deel_noemt_geen_som():
    grafiek = next(een for een in voorbeeld.GRAFIEKEN if een.code == "stapel wijken")
    woorden = teksten(grafiek)
    assert "12" not in woorden
    assert woorden.count("?") == 2
    assert "? = met een getal dat niet ingevuld of verborgen is" in woorden


def test_bedragen_staan_in_hele_euros_en_namen_worden_tekst():
    assert {"€ 52.212", "€ 30.000", "€ 0"} <= set(teksten(voorbeeld.GRAFIEKEN[5]))
    assert "<script>" not in teken(next(een for een in voorbeeld.GRAFIEKEN if een.code == "vijandig"))


@pytest.mark.parametrize("naam", ["Bereik", "Bereik van de groepen", "Bereik van de valrisicotest"])
def test_de_namen_onder_een_lijn_raken_elkaar_niet(naam):
    kolommen = (Kolom("Maand"), Kolom(naam, Soort.PROCENT))
    tabel = Tabel("t", "T", kolommen, tuple((maand, nr) for nr, maand in enumerate(voorbeeld.MAANDEN)))
    alle = boom(Grafiek("t", "lijn", "T", "", tabel)).iter(f"{S}text")
    onder = [(float(el.get("x")), breedte(el.text, 12)) for el in alle if el.text in voorbeeld.MAANDEN]
    assert len(onder) >= 6
    for (x, links), (volgende, rechts) in pairwise(onder):
        assert volgende - rechts / 2 - (x + links / 2) >= 4
