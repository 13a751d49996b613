"""A year is fixed once, with its fingerprint; what differs later is shown, with a reason or without, never silently."""

from copy import deepcopy
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from ketens.audit.models import Logregel
from ketens.budgetten.handelingen import ken_toe, leg_begroting_vast
from ketens.indicatoren.models import Doelgroepcijfer
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.rechten import Rol
from ketens.vaststellingen.cijfers import neem_op
from ketens.vaststellingen.controle import controleer
from ketens.vaststellingen.handelingen import stel_vast
from ketens.vaststellingen.models import Vaststelling, Verschilreden
from ketens.vaststellingen.overzichten import klopt, stand_van, vaststelling, verschillen
from ketens.vaststellingen.stand import verschillen_met
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.klant import X
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
KETEN, JAAR = wereld.KETEN, vandaag().year - 1
ADRES = {"keten_code": KETEN, "jaar": JAAR}


@pytest.fixture
def lead(als, maak):
    """The projectleider, of a gemeente where twelve tests were taken last year."""
    maak.testen(12, jaar=JAAR)
    return als(Rol.PROJECTLEIDER)


def velden(pagina, **anders):
    return {"formulier_id": pagina.waarde("formulier_id"), "gezien": pagina.waarde("gezien"), **anders}


def stel(klant, **anders):
    pagina = klant.get("vaststellingen.jaar", **ADRES)
    return klant.post("vaststellingen.jaar", velden(pagina, toelichting="Nagekeken.") | anders, **ADRES)


def redenvelden(klant, **anders):
    """What the form for a reason sends, as the page of this moment has it."""
    stand = klant.get("vaststellingen.jaar", **ADRES).waarde("stand")
    return {"formulier_id": str(uuid4()), "stand": stand, **anders}


def alle(in_borne):
    with in_borne():
        rijen = db.session.scalars(select(Vaststelling).order_by(Vaststelling.nr)).all()
        db.session.expunge_all()
        return rijen


def test_een_jaar_wordt_vastgesteld_met_cijfers_versies_en_vingerafdruk(lead, in_borne):
    pagina = stel(lead).volg()
    assert f"De cijfers van {JAAR} zijn vastgesteld." in pagina.tekst
    assert "De vingerafdruk past nog bij de cijfers." in pagina.tekst
    (vast,) = alle(in_borne)
    assert (vast.nr, vast.van, vast.tot, vast.toelichting) == (1, date(JAAR, 1, 1), date(JAAR, 12, 31), "Nagekeken.")
    per_code = {deel["code"]: deel for deel in vast.cijfers["indicatoren"]}
    assert per_code["aantal_vrt"]["waarde"] == 12
    assert per_code["aantal_vrt"]["definitie"]
    wijk = next(s for s in per_code["aantal_vrt"]["splitsingen"] if s["code"] == "wijk")
    assert [deel[::2] for deel in wijk["delen"]] == [["7621", 12]]
    assert vast.catalogus["indicatoren"].startswith("valpreventie@")
    assert {regel["code"] for regel in vast.cijfers["geld"]} >= {"totaal|begroot", "kosten_per_gestart"}
    with in_borne():
        assert klopt(db.session.get_one(Vaststelling, vast.id))
        assert stand_van(KETEN, JAAR, verslag(KETEN, JAAR)).woorden == f"vastgesteld op {datum(vast.op)}"


def test_wie_twee_keer_verstuurt_stelt_een_keer_vast(lead, in_borne):
    data = velden(lead.get("vaststellingen.jaar", **ADRES))
    assert [lead.post("vaststellingen.jaar", data, **ADRES).status for _ in range(2)] == [303, 303]
    assert len(alle(in_borne)) == 1


def test_van_twee_die_tegelijk_vaststellen_wint_de_eerste(lead, in_borne):
    een, ander = (velden(lead.get("vaststellingen.jaar", **ADRES)) for _ in range(2))
    assert lead.post("vaststellingen.jaar", een, **ADRES).status == 303
    pagina = lead.post("vaststellingen.jaar", ander, **ADRES)
    assert pagina.status == 422
    assert "veranderd of vastgesteld terwijl u keek" in " ".join(pagina.fouten)
    assert len(alle(in_borne)) == 1


def test_wie_vaststelt_zag_de_cijfers_die_er_zijn(lead, in_borne, maak):
    data = velden(lead.get("vaststellingen.jaar", **ADRES))
    maak.testen(1, jaar=JAAR)
    assert lead.post("vaststellingen.jaar", data, **ADRES).status == 422
    assert alle(in_borne) == []


@pytest.mark.parametrize("jaar", [vandaag().year, vandaag().year + 1])
def test_een_jaar_dat_loopt_wordt_niet_vastgesteld(lead, in_borne, jaar):
    adres = ADRES | {"jaar": jaar}
    pagina = lead.get("vaststellingen.jaar", **adres)
    assert f"{jaar} is nog niet voorbij. U kunt de cijfers vaststellen vanaf 01-01-{jaar + 1}." in pagina.tekst
    assert lead.post("vaststellingen.jaar", {"formulier_id": uuid4(), "gezien": ""}, **adres).status == 422
    assert alle(in_borne) == []


def test_een_jaar_waarin_niets_is_geteld_wordt_niet_vastgesteld(lead):
    pagina = lead.get("vaststellingen.jaar", keten_code=KETEN, jaar=2021)
    assert "Over 2021 is niets geteld." in pagina.tekst


def test_een_correctie_staat_er_als_verschil_zonder_reden_tot_iemand_haar_uitlegt(lead, in_borne, maak):
    stel(lead)
    maak.testen(2, jaar=JAAR)
    with in_borne():
        anders = verschillen(vaststelling(KETEN, JAAR), verslag(KETEN, JAAR))
        stand = stand_van(KETEN, JAAR, verslag(KETEN, JAAR))
        assert f"wijkt af ({len(anders)})" in stand.woorden
    assert {(v.sleutel, v.was, v.werd) for v in anders} >= {
        ("aantal_vrt", "12", "14"), ("aantal_vrt|wijk=7621", "12", "14"),
    }  # fmt: skip
    assert stand.zonder_reden == len(anders)
    pagina = lead.get("vaststellingen.jaar", **ADRES)
    assert "niemand heeft gezegd waarom" in pagina.tekst

    sleutels = [v.sleutel for v in anders]
    reden = redenvelden(lead, figuren=sleutels, reden="Twee tests kwamen later binnen.")
    pagina = lead.post("vaststellingen.redenen", reden, **ADRES).volg()
    assert "niemand heeft gezegd waarom" not in pagina.tekst
    assert "Twee tests kwamen later binnen." in pagina.tekst
    assert lead.post("vaststellingen.redenen", reden, **ADRES).status in (303, 422)
    with in_borne():
        assert db.session.scalar(select(func.count(Verschilreden.id))) == len(anders)
        assert stand_van(KETEN, JAAR, verslag(KETEN, JAAR)).zonder_reden == 0
    maak.testen(1, jaar=JAAR)
    with in_borne():
        opnieuw = stand_van(KETEN, JAAR, verslag(KETEN, JAAR))
    assert opnieuw.zonder_reden > 0, "de reden gold voor het getal van toen"


def test_een_reden_zonder_cijfer_of_zonder_woorden_wordt_geweigerd(lead, in_borne, maak):
    stel(lead)
    maak.testen(1, jaar=JAAR)
    leeg = lead.post("vaststellingen.redenen", redenvelden(lead, reden="Zo maar."), **ADRES)
    zonder = lead.post("vaststellingen.redenen", redenvelden(lead, figuren=["aantal_vrt"]), **ADRES)
    assert "Kies ten minste één cijfer." in " ".join(leeg.fouten)
    assert "Vul in waarom dit cijfer anders is." in " ".join(zonder.fouten)


@pytest.mark.parametrize("keuze", [{"figuren": ["aantal_vrt"]}, {"alle": "y"}])
def test_een_reden_geldt_niet_voor_een_getal_dat_niemand_zag(lead, in_borne, maak, keuze):
    stel(lead)
    maak.testen(1, jaar=JAAR)
    data = redenvelden(lead, reden="Een test kwam later binnen.", **keuze)
    maak.testen(5, jaar=JAAR)
    geweigerd = lead.post("vaststellingen.redenen", data, **ADRES)
    assert geweigerd.status == 422
    assert "De cijfers zijn veranderd terwijl u keek." in " ".join(geweigerd.fouten)
    assert "12 werd 18" in geweigerd.tekst
    with in_borne():
        assert db.session.scalar(select(func.count(Verschilreden.id))) == 0


def test_een_andere_bron_of_peildatum_is_een_verschil(lead, in_borne):
    with in_borne():
        db.session.add(
            Doelgroepcijfer(
                groep_code="thuiswonende_65plus", peildatum=date(JAAR, 1, 1), bron="CBS", aantal=4000, jaar=JAAR
            )
        )
        db.session.commit()
    stel(lead)
    anders = "Een schatting van de projectleider, omdat het CBS dit jaar niet telde"
    with in_borne():
        db.session.execute(update(Doelgroepcijfer).values(bron=anders, peildatum=date(JAAR - 1, 1, 1)))
        db.session.commit()
        gevonden = verschillen(vaststelling(KETEN, JAAR), verslag(KETEN, JAAR))
        assert {verschil.sleutel.partition("|")[0] for verschil in gevonden} == {"bron", "peildatum"}
        assert {verschil.werd for verschil in gevonden} == {anders, f"{JAAR - 1}-01-01"}
        assert all(len(verschil.waarde_nu) <= 40 for verschil in gevonden)
    data = redenvelden(lead, alle="y", reden="Het CBS telde niet.")
    assert lead.post("vaststellingen.redenen", data, **ADRES).status == 303
    with in_borne():
        assert stand_van(KETEN, JAAR, verslag(KETEN, JAAR)).zonder_reden == 0
        assert stel_vast(verslag(KETEN, JAAR), door=None).nr == 2


def test_een_andere_definitie_of_eenheid_is_een_verschil(lead, in_borne):
    stel(lead)
    with in_borne():
        vast = vaststelling(KETEN, JAAR)
        cijfers = neem_op(verslag(KETEN, JAAR))
        eerste = cijfers["indicatoren"][0]
        eerste["definitie"], eerste["eenheid"] = "Iets anders.", "konijnen"
        assert [verschil.werd for verschil in verschillen_met(vast, cijfers, {})] == ["Iets anders.", "konijnen"]


def test_wat_later_wordt_toegekend_is_een_verschil(lead, in_borne):
    with in_borne():
        door = wereld.wie("projectleider")
        post = {"jaar": JAAR, "onderdeel": "valpreventie", "bron": "spuk_gala", "bedrag": 5221200}
        leg_begroting_vast(**post, door=door)
        db.session.commit()
    stel(lead)
    with in_borne():
        ken_toe(**post | {"bedrag": 100000}, datum=date(JAAR, 1, 1), door=wereld.wie("projectleider"))
        db.session.commit()
        gevonden = verschillen(vaststelling(KETEN, JAAR), verslag(KETEN, JAAR))
        assert {(v.sleutel, v.was, v.werd) for v in gevonden} == {
            ("geld|totaal|toegekend", "niet ingevuld", "€ 1.000,00"),
            ("geld|spuk_gala|toegekend", "niet ingevuld", "€ 1.000,00"),
        }


def test_wie_vaststelt_ziet_het_geld_dat_hij_vaststelt(lead, in_borne):
    with in_borne():
        post = {"jaar": JAAR, "onderdeel": "valpreventie", "bron": "spuk_gala", "bedrag": 5221200}
        leg_begroting_vast(**post, door=wereld.wie("projectleider"))
        db.session.commit()
    assert "Begroot: SPUK GALA € 52.212,00" in lead.get("vaststellingen.jaar", **ADRES).tekst


def test_wat_een_deelname_kost_is_een_verschil_en_niet_twee(lead, in_borne):
    stel(lead)
    with in_borne():
        vast = vaststelling(KETEN, JAAR)
        anders = deepcopy(vast.cijfers)
        kosten = next(deel for deel in anders["indicatoren"] if deel["naam"] == "Kosten per gestarte deelname")
        kosten["waarde"] = 100_00
        next(deel for deel in anders["geld"] if deel["naam"] == kosten["naam"])["bedrag"] = 100_00
        gevonden = verschillen_met(vast, anders, {})
        assert [(v.sleutel, v.naam) for v in gevonden] == [(kosten["code"], kosten["naam"])]


def test_een_reden_kan_voor_alle_verschillen_tegelijk_gelden(lead, in_borne, maak):
    stel(lead)
    maak.testen(1, jaar=JAAR)
    data = redenvelden(lead, alle="y", reden="Een test kwam later binnen.")
    assert lead.post("vaststellingen.redenen", data, **ADRES).status == 303
    with in_borne():
        assert stand_van(KETEN, JAAR, verslag(KETEN, JAAR)).zonder_reden == 0


def test_opnieuw_vaststellen_maakt_nummer_twee_en_laat_nummer_een_staan(lead, in_borne, maak):
    stel(lead)
    assert "hoeft ze niet opnieuw vast te stellen" in lead.get("vaststellingen.jaar", **ADRES).tekst
    maak.testen(3, jaar=JAAR)
    pagina = stel(lead).volg()
    een, twee = alle(in_borne)
    assert (twee.nr, twee.vervangt_id) == (2, een.id)
    assert een.cijfers["samen"]["aantallen"]["aantal_vrt"]["waarde"] == 12
    assert twee.cijfers["samen"]["aantallen"]["aantal_vrt"]["waarde"] == 15
    geschiedenis = next(el for el in pagina.boom.iter(f"{X}section") if el.get("id") == "geschiedenis")
    assert len(list(geschiedenis.iter(f"{X}tr"))) == 3


def test_wie_de_cijfers_achteraf_wijzigt_valt_op(lead, in_borne):
    stel(lead)
    with in_borne():
        (vast,) = db.session.scalars(select(Vaststelling))
        anders = {**vast.cijfers, "samen": {}}
        db.session.execute(update(Vaststelling).values(cijfers=anders))
        db.session.commit()
    assert "Deze cijfers zijn na het vaststellen gewijzigd" in lead.get("vaststellingen.jaar", **ADRES).tekst
    with in_borne():
        oordelen = {oordeel.gemeente: oordeel for oordeel in controleer()}
    assert "gewijzigd nadat ze zijn vastgesteld" in oordelen["Borne"].fouten[0]
    assert oordelen["Tubbergen"].fouten == ()


def test_ook_met_een_nieuwe_vingerafdruk_valt_het_op_naast_het_logboek(lead, in_borne):
    stel(lead)
    with in_borne():
        assert [oordeel.fouten for oordeel in controleer()] == [(), ()]
        reden = db.session.scalars(select(Logregel.reden).where(Logregel.reden.startswith("vingerafdruk "))).one()
        assert reden == f"vingerafdruk {db.session.scalars(select(Vaststelling.vingerafdruk)).one()}"
        db.session.execute(update(Vaststelling).values(vingerafdruk="0" * 64))
        db.session.commit()
        fouten = next(oordeel.fouten for oordeel in controleer() if oordeel.gemeente == "Borne")
    assert any("hoort bij niets wat er nu is" in zin for zin in fouten)
    assert any("het logboek weet niet dat dit is vastgesteld" in zin for zin in fouten)


def test_het_vastgestelde_stuk_komt_uit_wat_is_bewaard_en_niet_uit_de_rijen_van_nu(lead, in_borne, maak):
    stel(lead)
    maak.testen(30, jaar=JAAR)
    (vast,) = alle(in_borne)
    pagina = lead.get("vaststellingen.detail", vaststelling_id=vast.id)
    assert f"vingerafdruk {vast.vingerafdruk[:12]}" in pagina.tekst
    csv = lead.get("vaststellingen.uitvoer", vaststelling_id=vast.id, formaat="csv")
    assert csv.status == 200
    tekst = csv.antwoord.get_data(as_text=True)
    assert vast.vingerafdruk in tekst
    assert "Valrisicotests;12;" in tekst
    assert "42" not in [cel for regel in tekst.splitlines() for cel in regel.split(";")]
    assert lead.get("vaststellingen.uitvoer", vaststelling_id=vast.id, formaat="exe").status == 404


def test_alleen_een_projectleider_van_de_keten_stelt_vast(lead, als, in_borne):
    stel(lead)
    (vast,) = alle(in_borne)
    assert als(Rol.COORDINATOR).get("vaststellingen.jaar", **ADRES).status == 403
    assert lead.get("vaststellingen.jaar", keten_code="welzijn_op_recept", jaar=JAAR).status == 404
    assert lead.get("vaststellingen.jaar", keten_code="bestaat_niet", jaar=JAAR).status == 404
    assert lead.get("vaststellingen.jaar", keten_code=KETEN, jaar=1850).status == 404
    with in_borne("tubbergen"):
        assert db.session.get(Vaststelling, vast.id) is None


def test_de_demo_en_een_opdracht_stellen_vast_zonder_dat_iemand_keek(in_borne, maak):
    maak.testen(4, jaar=JAAR)
    with in_borne():
        een = stel_vast(verslag(KETEN, JAAR), door=None)
        assert een.nr == 1
        db.session.rollback()
