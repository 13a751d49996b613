"""What counts are measured against: filled in by the projectleider, by year, and never nought by itself."""

from datetime import date
from decimal import Decimal

import pytest

from ketens.indicatoren.models import Doel, Doelgroepcijfer, Gebied
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
JAAR = vandaag().year
GROEP = {"jaar": JAAR, "groep_code": "thuiswonende_65plus"}
GOED = {"aantal": "5.300", "peildatum": f"1-1-{JAAR}", "bron": "CBS StatLine"}


def test_een_jaar_zonder_aantallen_is_niet_ingevuld(als):
    pagina = als(Rol.PROJECTLEIDER).get("indicatoren.doelgroepen")
    assert pagina.kop == f"Doelgroepen, doelen en wijken {JAAR}"
    assert "niet ingevuld" in pagina.tekst
    assert "Er is nog geen postcode van een inwoner bekend." in pagina.tekst


def test_de_projectleider_vult_het_aantal_in_met_bron_en_peildatum(als, in_borne):
    projectleider = als(Rol.PROJECTLEIDER)
    projectleider.get("indicatoren.doelgroep", **GROEP)
    pagina = projectleider.post("indicatoren.doelgroep", GOED, **GROEP).volg()
    assert "5.300" in pagina.tekst
    with in_borne():
        assert tel("valpreventie", JAAR).noemer("pct_bereik_vrt").aantal == 5300
    leeg = {"aantal": "", "peildatum": "", "bron": "", "versie": "1"}
    pagina = projectleider.post("indicatoren.doelgroep", leeg, **GROEP).volg()
    with in_borne():
        assert tel("valpreventie", JAAR).noemer("pct_bereik_vrt").aantal is None


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"aantal": "veel"}, "Vul een heel getal in"),
        ({"aantal": "0"}, "Vul een aantal van 1 of meer in"),
        ({"peildatum": f"1-1-{JAAR + 1}"}, f"Kies een dag in {JAAR}"),
        ({"peildatum": ""}, "Vul in op welke dag dit zo was."),
        ({"bron": ""}, "Vul in waar het aantal vandaan komt."),
    ],
)
def test_een_fout_is_een_zin_bij_het_veld(als, anders, zin):
    projectleider = als(Rol.PROJECTLEIDER)
    projectleider.get("indicatoren.doelgroep", **GROEP)
    antwoord = projectleider.post("indicatoren.doelgroep", GOED | anders, **GROEP)
    assert antwoord.status == 422
    assert zin in antwoord.tekst


def test_twee_die_hetzelfde_aantal_wijzigen_merken_elkaar_op(als, in_borne):
    een, ander = als(Rol.PROJECTLEIDER), als(Rol.PROJECTLEIDER)
    een.post("indicatoren.doelgroep", GOED, **GROEP)
    assert een.post("indicatoren.doelgroep", GOED | {"aantal": "5400", "versie": "1"}, **GROEP).status == 303
    botsing = ander.post("indicatoren.doelgroep", GOED | {"aantal": "5500", "versie": "1"}, **GROEP)
    assert botsing.status == 422
    assert "Petra Projectleider" in botsing.tekst
    with in_borne():
        assert db.session.query(Doelgroepcijfer).one().aantal == 5400


def test_een_doel_van_de_gemeente_gaat_voor_dat_van_de_catalogus(als, in_borne):
    projectleider = als(Rol.PROJECTLEIDER)
    plek = {"jaar": JAAR, "keten_code": "valpreventie", "indicator_code": "pct_bereik_vrt"}
    assert "14%" in projectleider.get("indicatoren.doel", **plek).tekst
    pagina = projectleider.post("indicatoren.doel", {"waarde": "12,5"}, **plek).volg()
    assert "12,5%" in pagina.tekst
    with in_borne():
        assert tel("valpreventie", JAAR).doel("pct_bereik_vrt") == Decimal("12.5")
        assert tel("valpreventie", JAAR - 1).doel("pct_bereik_vrt") == 14
    projectleider.post("indicatoren.doel", {"waarde": "", "versie": "1"}, **plek)
    with in_borne():
        assert db.session.query(Doel).count() == 0


def test_alleen_de_eigen_ketens_en_jaren_hebben_een_doel(als):
    projectleider = als(Rol.PROJECTLEIDER)
    for keten, code in (("welzijn_op_recept", "pct_verwezen"), ("valpreventie", "effect_tug")):
        assert projectleider.get("indicatoren.doel", jaar=JAAR, keten_code=keten, indicator_code=code).status == 404
    assert projectleider.get("indicatoren.doelgroep", jaar=1999, groep_code="inwoners").status == 404


def test_een_postcodegebied_krijgt_een_wijk_en_raakt_die_weer_kwijt(als, maak, in_borne):
    maak.inwoner(postcode="7626AB")
    projectleider = als(Rol.PROJECTLEIDER)
    assert "7626" in projectleider.get("indicatoren.doelgroepen").tekst
    projectleider.post("indicatoren.gebied", {"wijk": "Hertme"}, pc4="7626")
    assert "Hertme" in projectleider.get("indicatoren.doelgroepen").tekst
    projectleider.post("indicatoren.nieuw_gebied", {"pc4": "7625", "wijk": "Zenderen"})
    assert "Vul de vier cijfers" in projectleider.post("indicatoren.nieuw_gebied", {"pc4": "76", "wijk": "X"}).tekst
    projectleider.post("indicatoren.gebied", {"wijk": ""}, pc4="7626")
    with in_borne():
        assert [(rij.pc4, rij.wijk) for rij in db.session.query(Gebied)] == [("7625", "Zenderen")]


def test_een_peildatum_mag_de_laatste_dag_van_het_jaar_ervoor_zijn(als, in_borne):
    als(Rol.PROJECTLEIDER).post("indicatoren.doelgroep", GOED | {"peildatum": f"31-12-{JAAR - 1}"}, **GROEP)
    with in_borne():
        assert db.session.query(Doelgroepcijfer).one().peildatum == date(JAAR - 1, 12, 31)


def test_een_wijk_heet_niet_als_wie_geen_postcode_heeft(als):
    velden = {"pc4": "7625", "wijk": " onbekend"}
    geweigerd = als(Rol.PROJECTLEIDER).post("indicatoren.nieuw_gebied", velden)
    assert geweigerd.status == 422
    assert any("Kies een andere naam." in fout for fout in geweigerd.fouten)


@pytest.mark.parametrize("jaar", ["9" * 30, "3000000000", "0"])
@pytest.mark.parametrize("soort", ["doelgroepen/{}/thuiswonende_65plus", "doelen/{}/valpreventie/aantal_vrt"])
def test_een_jaar_dat_niet_bestaat_is_er_niet(als, soort, jaar):
    assert als(Rol.PROJECTLEIDER).haal("/borne/rapportage/" + soort.format(jaar)).status == 404
