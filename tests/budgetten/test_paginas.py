"""The pages of the projectleider, from an empty year to a corrected invoice."""

from datetime import date

import pytest
from sqlalchemy import select

from ketens.budgetten.models import Begrotingspost, Kost, Toekenning, Verplichting
from ketens.budgetten.overzichten import geldstand
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE

JAAR = vandaag().year
PLEK = {"onderdeel": "valpreventie", "bron": "gemeente_eigen"}
KOST = {
    **PLEK,
    "datum": f"03-03-{JAAR}",
    "bedrag": "1.234,56",
    "btw_compensabel": "259,26",
    "kostensoort": "inkoop_interventie",
    "leverancier": "Fysio Proef",
    "factuurnummer": "F-1",
}


@pytest.fixture
def lead(als):
    return als(Rol.PROJECTLEIDER)


def test_een_leeg_jaar_zegt_wat_er_te_doen_is(lead):
    pagina = lead.get("budgetten.overzicht", jaar=JAAR)
    assert pagina.status == 200
    assert "nog niets ingevuld" in pagina.tekst
    for endpoint in ("kosten", "regels", "sisa", "eindafrekening", "grootboek"):
        assert lead.get(f"budgetten.{endpoint}").status == 200
    assert lead.get("budgetten.onderdeel", onderdeel="valpreventie").status == 200


def test_van_begroting_tot_gecorrigeerde_factuur(lead, in_borne):
    jaar = {"jaar": str(JAAR)}
    assert lead.post("budgetten.begroting_nieuw", {**PLEK, **jaar, "bedrag": "€ 52.212", "plaatsen": "88",
                     **_id(lead, "begroting_nieuw")}).status == 303  # fmt: skip
    assert lead.post("budgetten.toekenning_nieuw", {**PLEK, **jaar, "bedrag": "52212,00", "datum": f"05-01-{JAAR}",
                     **_id(lead, "toekenning_nieuw")}).status == 303  # fmt: skip
    assert lead.post("budgetten.verplichting_nieuw", {**PLEK, **jaar, "bedrag": "6.526,50", "kostensoort": "personeel",
                     "datum": f"05-01-{JAAR}", "leverancier": "Fysio Proef",
                     **_id(lead, "verplichting_nieuw")}).status == 303  # fmt: skip
    pagina = lead.post("budgetten.kost_nieuw", {**KOST, **_id(lead, "kost_nieuw")}).volg()
    assert "De kosten zijn geboekt." in pagina.tekst
    assert "€ 1.234,56" in pagina.tekst
    assert "€ 593,32" in pagina.tekst
    with in_borne():
        kost_id = db.session.scalars(select(Kost.id)).one()
    scherm = lead.get("budgetten.kost", kost_id=kost_id)
    assert scherm.waarde("bedrag") == "1.234,56"
    anders = {**KOST, "bedrag": "1.000", "versie": scherm.waarde("versie")}
    assert "gewijzigd" in lead.post("budgetten.kost", anders, kost_id=kost_id).volg().tekst
    with in_borne():
        stand = geldstand("valpreventie", JAAR)
        assert (stand.begroot, stand.gerealiseerd, stand.verplicht) == (5_221_200, 100_000, 652_650)
        oud, nieuw = db.session.scalars(select(Kost).order_by(Kost.bedrag.desc()))
        assert (oud.vervallen_reden, nieuw.vervangt_id) == ("Gewijzigd", oud.id)
    overzicht = lead.get("budgetten.overzicht", jaar=JAAR)
    assert "€ 44.685,50" in overzicht.tekst
    assert "Wat er" not in overzicht.tekst


@pytest.mark.parametrize("datum", ["31-12-2030", "01-01-2020"])
def test_kosten_in_een_jaar_zonder_pagina_worden_niet_geboekt(lead, in_borne, datum):
    pagina = lead.post("budgetten.kost_nieuw", {**KOST, "datum": datum, **_id(lead, "kost_nieuw")})
    assert pagina.status == 422
    assert "Datum: Vul een datum in van 2023 tot en met" in pagina.fouten[0]
    assert (pagina.waarde("datum"), pagina.waarde("bedrag")) == (datum, "1.234,56")
    with in_borne():
        assert not db.session.scalars(select(Kost)).all()


@pytest.mark.parametrize("endpoint", ["begroting_nieuw", "toekenning_nieuw", "verplichting_nieuw"])
def test_een_jaar_zonder_pagina_wordt_geweigerd(lead, endpoint):
    velden = {**KOST, "jaar": "2035", "bedrag": "10", **_id(lead, endpoint)}
    pagina = lead.post(f"budgetten.{endpoint}", velden)
    assert pagina.status == 422
    assert "Jaar: Vul een jaar in van 2023 tot en met" in pagina.fouten[0]


def test_een_leeg_bedrag_staat_bij_de_andere_fouten(lead):
    pagina = lead.post("budgetten.kost_nieuw", {"datum": KOST["datum"], **_id(lead, "kost_nieuw")})
    assert len(pagina.fouten) == 4
    assert pagina.fouten[0].endswith("Vul een bedrag in.")


def test_twee_keer_verstuurd_is_een_keer_geboekt(lead, in_borne):
    zelfde = {**KOST, **_id(lead, "kost_nieuw")}
    for _ in range(2):
        assert lead.post("budgetten.kost_nieuw", zelfde).status == 303
    with in_borne():
        assert len(db.session.scalars(select(Kost)).all()) == 1


def test_dezelfde_factuur_van_dezelfde_leverancier_waarschuwt_en_kan_toch(lead, in_borne):
    assert lead.post("budgetten.kost_nieuw", {**KOST, **_id(lead, "kost_nieuw")}).status == 303
    nog_eens = {**KOST, "factuurnummer": "f - 1", "leverancier": "FYSIO proef", **_id(lead, "kost_nieuw")}
    pagina = lead.post("budgetten.kost_nieuw", nog_eens)
    assert pagina.status == 422
    assert "staat er al" in pagina.tekst
    assert lead.post("budgetten.kost_nieuw", {**nog_eens, "toch": "y"}).status == 303
    with in_borne():
        assert len(db.session.scalars(select(Kost)).all()) == 2


@pytest.mark.parametrize("bedrag", ["198,999", "veel", "", "0"])
def test_een_bedrag_dat_niet_te_lezen_is_wordt_niet_geboekt(lead, in_borne, bedrag):
    pagina = lead.post(
        "budgetten.kost_nieuw", {**KOST, "btw_compensabel": "", "bedrag": bedrag, **_id(lead, "kost_nieuw")}
    )
    assert pagina.status == 422
    assert pagina.fouten
    with in_borne():
        assert db.session.scalars(select(Kost)).all() == []


def test_intrekken_vraagt_een_reden_en_laat_de_regel_staan(lead, maak, in_borne):
    lead.post("budgetten.kost_nieuw", {**KOST, **_id(lead, "kost_nieuw")})
    with in_borne():
        kost_id = db.session.scalars(select(Kost.id)).one()
    assert lead.post("budgetten.kost_intrekking", {"reden": ""}, kost_id=kost_id).status == 422
    pagina = lead.post("budgetten.kost_intrekking", {"reden": "Dubbel geboekt"}, kost_id=kost_id).volg()
    assert "Dubbel geboekt" in pagina.tekst
    with in_borne():
        assert geldstand("valpreventie", JAAR).gerealiseerd == 0


def test_wie_een_ouder_scherm_open_had_overschrijft_niets(lead, in_borne):
    jaar = {"jaar": str(JAAR), "bedrag": "100"}
    lead.post("budgetten.begroting_nieuw", {**PLEK, **jaar, **_id(lead, "begroting_nieuw")})
    with in_borne():
        begrotingspost_id = db.session.scalars(select(Begrotingspost.id)).one()
    oud = {**PLEK, **jaar, "bedrag": "200", "versie": "1"}
    assert lead.post("budgetten.begroting", oud, begrotingspost_id=begrotingspost_id).status == 303
    pagina = lead.post("budgetten.begroting", {**oud, "bedrag": "300"}, begrotingspost_id=begrotingspost_id)
    assert pagina.status == 422
    assert "heeft dit intussen gewijzigd" in pagina.tekst


def test_een_verplichting_waarop_betaald_is_wordt_afgesloten_en_niet_ingetrokken(lead, in_borne):
    velden = {**PLEK, "jaar": str(JAAR), "bedrag": "500", "kostensoort": "personeel", "datum": f"05-01-{JAAR}"}
    lead.post("budgetten.verplichting_nieuw", {**velden, **_id(lead, "verplichting_nieuw")})
    with in_borne():
        rij_id = db.session.scalars(select(Verplichting.id)).one()
    kost = {**KOST, "verplichting_id": str(rij_id), "bedrag": "200", **_id(lead, "kost_nieuw")}
    assert lead.post("budgetten.kost_nieuw", kost).status == 303
    with in_borne():
        assert geldstand("valpreventie", JAAR).verplicht == 30_000
    assert lead.post("budgetten.verplichting_intrekking", {"reden": "x"}, verplichting_id=rij_id).status == 422
    assert lead.post("budgetten.verplichting_afsluiting", {}, verplichting_id=rij_id).status == 303
    with in_borne():
        assert geldstand("valpreventie", JAAR).verplicht == 0


def test_een_onderdeel_van_een_andere_keten_toont_bedragen_maar_geen_regels(lead, in_borne):
    with in_borne():
        vreemd = Kost(datum=date(JAAR, 1, 5), onderdeel="welzijn_op_recept", bron="gemeente_eigen",
                      kostensoort="personeel", bedrag=777_77, leverancier="Wijkgeheim")  # fmt: skip
        vrij = Kost(datum=date(JAAR, 1, 5), onderdeel="mentaal", bron="gemeente_eigen", kostensoort="personeel",
                    bedrag=100, leverancier="Zonder Keten")  # fmt: skip
        db.session.add_all([vreemd, vrij])
        db.session.commit()
        vreemd_id, vrij_id = vreemd.id, vrij.id
    overzicht = lead.get("budgetten.overzicht", jaar=JAAR)
    assert "€ 777,77" in overzicht.tekst
    lijst = lead.get("budgetten.kosten", jaar=JAAR)
    assert "Wijkgeheim" not in lijst.tekst
    assert "Zonder Keten" in lijst.tekst
    assert lead.get("budgetten.onderdeel", onderdeel="welzijn_op_recept").status == 404
    assert lead.get("budgetten.kost", kost_id=vreemd_id).status == 404
    assert lead.get("budgetten.kost", kost_id=vrij_id).status == 200
    stiekem = {**KOST, "onderdeel": "welzijn_op_recept", **_id(lead, "kost_nieuw")}
    assert lead.post("budgetten.kost_nieuw", stiekem).status == 422


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.WELZIJNSCOACH, Rol.BEHEERDER])
def test_alleen_de_projectleider_ziet_het_budget(als, rol):
    assert als(rol).get("budgetten.overzicht").status == 403


def test_een_percentage_dat_niemand_wist_wordt_ingevuld_met_de_bron(lead, in_borne):
    with in_borne():
        db.session.add(Toekenning(jaar=2025, bedrag=10_000_00, datum=date(2025, 1, 1), onderdeel="valpreventie",
                                  bron="spuk_gala"))  # fmt: skip
        db.session.commit()
    assert "niet ingevuld" in lead.get("budgetten.overzicht", jaar=2026).tekst
    assert (
        lead.post("budgetten.regel", {"waarde": "12,5%", "bron": "", "versie": "0"}, code="meenemen_2025").status == 422
    )
    goed = {"waarde": "12,5%", "bron": "Brief DUS-I", "versie": "0"}
    assert lead.post("budgetten.regel", goed, code="meenemen_2025").status == 303
    pagina = lead.get("budgetten.overzicht", jaar=2026)
    assert "€ 1.250,00" in pagina.tekst
    assert "Brief DUS-I" in pagina.tekst
    assert lead.post("budgetten.regel", goed, code="meenemen_2025").status == 422
    assert lead.post("budgetten.regel", {**goed, "waarde": "101"}, code="meenemen_2025").status == 422
    sisa = {"code": "H99", "bron": "BZK", "versie": "0"}
    assert lead.post("budgetten.regel", sisa, code="sisa_code").status == 303
    assert "H99" in lead.get("budgetten.sisa", jaar=2025).tekst
    assert lead.get("budgetten.regel", code="schotten_weg").status == 404


def _id(lead, endpoint):
    return {"formulier_id": lead.get(f"budgetten.{endpoint}").waarde("formulier_id")}
