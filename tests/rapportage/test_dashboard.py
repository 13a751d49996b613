"""A keten and year on one page: what stands there, what each number opens, and who sees what."""

import re
from datetime import date

import pytest

from ketens.indicatoren.models import Doelgroepcijfer
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag
from ketens.rapportage.rijenlijst import Plek, zoek
from ketens.rechten import Rol
from ketens.verslagen.deel import GELD
from ketens.verslagen.delen import delen
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.klant import Pagina, X
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def open_(als, jaar, wie=Rol.PROJECTLEIDER, **anders) -> Pagina:
    return als(wie).get("rapportage.dashboard", keten_code=wereld.KETEN, jaar=jaar.jaar, **anders)


def test_wat_er_gebeurde_staat_er_met_het_jaar_ervoor(als, jaar):
    tekst = open_(als, jaar).tekst
    assert f"Unieke deelnemers 3 {jaar.jaar - 1}:" in tekst
    assert "Gestarte deelnames 4" in tekst
    assert "Uitgegeven € 10.333,34" in tekst
    assert "intern" in tekst


def test_elk_cijfer_zegt_wat_het_telt(als, jaar, in_borne):
    tekst = open_(als, jaar).tekst
    with in_borne():
        stand = tel(wereld.KETEN, jaar.jaar)
    for code in stand.codes:
        assert stand.indicator(code).definitie in tekst, code


def test_elk_getal_opent_zo_veel_rijen_als_het_zegt(in_borne, jaar):
    gehad = set()
    with in_borne():
        wie = wereld.wie("projectleider")
        for deel in delen(verslag(wereld.KETEN, jaar.jaar)):
            tabellen = {tabel.code: list(tabel.alle_rijen) for blok in deel.blokken if (tabel := van(blok))}
            for (code, rij, kolom), opent in deel.opent.items():
                getal, soort = tabellen[code][rij][kolom], (opent.indicator, opent.splitsing)
                # A share, a median and a mean open what they rest on; one part of each split says it for all.
                if (
                    opent.indicator == GELD
                    or soort in gehad
                    or not isinstance(getal, int)
                    or "wachttijd" in opent.indicator
                ):
                    continue
                gehad.add(soort)
                plek = Plek(wereld.KETEN, opent.jaar or jaar.jaar, opent.indicator, als_deel(opent))
                rijen = zoek(wie, plek, per=1)
                assert getal in (rijen.totaal, rijen.som), (deel.code, opent, getal)
    assert len(gehad) > 40


def van(blok):
    return getattr(blok, "tabel", blok) if hasattr(blok, "tabel") or hasattr(blok, "rijen") else None


def als_deel(opent):
    return f"{opent.splitsing}:{opent.waarde}" if opent.splitsing else ""


def test_de_links_van_de_pagina_bestaan(als, jaar):
    """One of each kind: a tile, a month, a wijk, an organisatie, a figure of the year before."""
    klant, gezien = als(Rol.PROJECTLEIDER), {}
    for el in open_(als, jaar).boom.iter(f"{X}a"):
        if gevonden := re.search(rf"/{wereld.KETEN}/(\d+)/[a-z_0-9]+(?:\?deel=([a-z_]+))?", el.get("href", "")):
            gezien.setdefault(gevonden.groups(), el.get("href"))
    assert len(gezien) > 6
    assert {adres: klant.haal(adres).status for adres in gezien.values()} == dict.fromkeys(gezien.values(), 200)


def test_wat_niemand_invulde_is_geen_nul(als):
    """Nobody counted the people over 65 of last year."""
    pagina = als(Rol.PROJECTLEIDER).get("rapportage.dashboard", keten_code=wereld.KETEN, jaar=vandaag().year)
    assert "Bereik van de valrisicotest – niet ingevuld" in pagina.tekst
    assert "is geen begroting ingevuld en zijn er geen kosten geboekt" in pagina.tekst


def test_een_lopend_jaar_zegt_waar_het_op_uitkomt(als, jaar, in_borne, maak):
    nu = vandaag().year
    maak.traject("Getest")
    with in_borne():
        groep = {"groep_code": "thuiswonende_65plus", "aantal": 100, "bron": "CBS"}
        db.session.add(Doelgroepcijfer(jaar=nu, peildatum=date(nu, 1, 1), **groep))
        db.session.commit()
    assert "In dit tempo eindigt u het jaar op" in als(Rol.PROJECTLEIDER).get("rapportage.overzicht").tekst
    assert "In dit tempo" not in open_(als, jaar).tekst


@pytest.mark.parametrize(
    "pad", ["welzijn_op_recept/2025", "onzin/2025", f"{wereld.KETEN}/1899", f"{wereld.KETEN}/2025/onzin"]
)
def test_wat_niet_van_mij_is_of_niet_bestaat_is_er_niet(als, pad):
    assert als(Rol.PROJECTLEIDER).haal(f"/borne/rapportage/{pad}").status == 404


def test_een_coordinator_ziet_geen_geld(als, jaar):
    tekst = open_(als, jaar, Rol.COORDINATOR).tekst
    assert "Gestarte deelnames 4" in tekst
    assert "€" not in tekst
    assert "Kosten per" not in tekst


def test_alles_open_is_dezelfde_pagina_zonder_script(als, jaar):
    dicht, alles = open_(als, jaar).html, open_(als, jaar, alles="ja").html
    assert dicht.count('<details class="panel vouw"') == alles.count('<details class="panel vouw"') > 5
    assert alles.count("open><summary><h2>") == alles.count('<details class="panel vouw"')


def test_over_de_jaren_staan_de_jaren_naast_elkaar(als, jaar):
    pagina = als(Rol.PROJECTLEIDER).get("rapportage.jaren", keten_code=wereld.KETEN)
    rij = next(tr for tr in pagina.boom.iter(f"{X}tr") if "Gestarte deelnames" in "".join(tr.itertext()))
    per_jaar = {td.get("data-label"): "".join(td.itertext()) for td in rij.iter(f"{X}td")}
    assert per_jaar[str(jaar.jaar)] == "4"


def test_een_jaar_dat_nog_komt_loopt_niet(als, jaar):
    klant = als(Rol.PROJECTLEIDER)
    straks = klant.get("rapportage.dashboard", keten_code=wereld.KETEN, jaar=jaar.jaar + 2).tekst
    assert "moet nog beginnen" in straks
    assert "loopt nog" not in straks
    assert "loopt nog" in klant.get("rapportage.dashboard", keten_code=wereld.KETEN, jaar=jaar.jaar + 1).tekst


def test_elk_deel_van_de_pagina_is_op_te_halen(als, jaar):
    pagina = als(Rol.PROJECTLEIDER).get("rapportage.dashboard", keten_code=wereld.KETEN, jaar=jaar.jaar)
    velden = {veld.get("value") for veld in pagina.boom.iter(f"{X}input") if veld.get("name") == "deel"}
    assert {"trechter", "doelen", "geld", "maanden", "cijfers_testen", "cijfers_geld"} <= velden


def test_het_bestand_over_de_jaren_heeft_wie_blijft_bewegen(als, jaar):
    velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "soort": "jaren", "formaat": "csv"}
    tekst = als(Rol.PROJECTLEIDER).post("uitvoer.nieuw", velden).antwoord.get_data(as_text=True)
    assert "Blijven bewegen na een groep" in tekst
    assert f"Alle groepen samen;{jaar.jaar};bij het einde;3;0;0;0;0;0;3;" in tekst


def test_meer_mensen_zijn_niet_meer_vragen(als, jaar, maak, tel_vragen):
    klant = als(Rol.PROJECTLEIDER)
    adres = {"keten_code": wereld.KETEN, "jaar": jaar.jaar}
    klant.get("rapportage.dashboard", **adres)  # the addresses of the gemeenten are looked up once
    with tel_vragen() as weinig:
        klant.get("rapportage.dashboard", **adres)
    maak.testen(40, jaar=jaar.jaar, organisatie_id=wereld.id_van("fleming"), pc4="7623")
    with tel_vragen() as veel:
        klant.get("rapportage.dashboard", **adres)
    assert len(veel) == len(weinig) <= 26


def test_een_grafiek_heeft_een_naam_en_zijn_tabel(als, jaar):
    pagina = open_(als, jaar)
    beelden = [el for el in pagina.boom.iter() if el.get("role") == "img"]
    assert len(beelden) >= 4
    for figuur in (el for el in pagina.boom.iter() if el.tag == f"{X}figure"):
        assert len(list(figuur.iter(f"{X}table"))) == 1
    assert all(el.get("aria-labelledby") or el.get("aria-label") for el in beelden)
