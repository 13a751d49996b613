"""The ledger: read, mapped, booked once, taken back; whatever comes in again."""

import io
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select, text

from ketens.budgetten import handelingen, inboeken
from ketens.budgetten.grootboek import HOORT_NIET, KOSTENPLAATS, REKENING, Lot, beproef
from ketens.budgetten.models import Grootboekinvoer, Grootboekkoppeling, Kost
from ketens.budgetten.overzichten import geldstand
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, zet_klok
from ketens.kern.rekenblad import lees_bestand
from ketens.opdrachten.handelingen import WERK
from ketens.rechten import Rol
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE

KOP = (
    "Boekdatum;Bedrag;BTW;Grootboekrekening;Kostenplaats;Omschrijving;Crediteur;Factuurnummer;Boekstuknummer;"
    "Regelnummer"
)
ZAAL = "03-02-2026;1.234,56;;438010;671001;Zaalhuur;Kulturhus;K-1;2026-100;1"
FYSIO = "10-02-2026;6526,50;1.370,57;435210;671001;In Balans;Fysio;F-9;2026-101;1"
CREDIT = "11-02-2026;-26,50;;435210;671001;Correctie;Fysio;F-9C;2026-102;1"
LOON = "28-02-2026;99.999,00;;411000;900000;Salarissen;;;2026-103;1"
VAL = {"onderdeel": "valpreventie", "bron": "spuk_gala"}


def bestand(*regels: str) -> bytes:
    return "\n".join((KOP, *regels)).encode()


def breng(ruw: bytes, naam: str = "grootboek.csv", id_: UUID | None = None) -> Grootboekinvoer:
    return inboeken.breng(
        formulier_id=id_ or uuid4(), bestandsnaam=naam, blad=lees_bestand(ruw), door=wereld.wie("projectleider")
    )


def koppel() -> None:
    door = wereld.wie("projectleider")
    inboeken.koppel(KOSTENPLAATS, {"671001": VAL, "900000": {"onderdeel": HOORT_NIET}}, door=door)
    inboeken.koppel(
        REKENING,
        {"438010": {"kostensoort": "locatie_materiaal"}, "435210": {"kostensoort": "inkoop_interventie"}},
        door=door,
    )


def boek(invoer: Grootboekinvoer, **anders: bool) -> int:
    keuzes = {"zonder_fouten": False, "ook_twijfel": False, **anders}
    return inboeken.boek(invoer, door=wereld.wie("projectleider"), **keuzes)


def loten(invoer: Grootboekinvoer) -> dict[str, int]:
    return {str(lot): aantal for lot, aantal, _ in beproef(invoer, wereld.wie("projectleider")).tellingen}


def geboekt() -> int:
    return db.session.scalar(select(func.sum(Kost.bedrag)).where(Kost.vervallen_op.is_(None))) or 0


@pytest.fixture
def hier(in_borne):
    with in_borne():
        yield


def test_eerst_wordt_er_niets_geboekt_en_moet_alles_gekoppeld_zijn(hier):
    invoer = breng(bestand(ZAAL, FYSIO, LOON))
    assert loten(invoer) == {"nog te koppelen": 3}
    with pytest.raises(Domeinfout, match="goed of gekoppeld"):
        boek(invoer)
    koppel()
    assert loten(invoer) == {"nieuw": 2, "hoort er niet bij": 1}
    sommen = beproef(invoer, wereld.wie("projectleider")).sommen(Lot.NIEUW)
    assert sommen == [(2026, "valpreventie", "spuk_gala", 2, 776_106)]
    assert geboekt() == 0
    assert boek(invoer) == 2
    zaal, fysio = db.session.scalars(select(Kost).order_by(Kost.datum))
    assert (zaal.bedrag, zaal.kostensoort, zaal.leverancier, zaal.invoerregel) == (
        123_456,
        "locatie_materiaal",
        "Kulturhus",
        2,
    )
    assert (fysio.bedrag, fysio.btw_compensabel, fysio.factuurnummer) == (652_650, 137_057, "F-9")
    assert invoer.regels["rijen"] == []


def test_een_nieuwer_bestand_met_oude_regels_boekt_alleen_wat_nieuw_is(hier):
    koppel()
    boek(breng(bestand(ZAAL, FYSIO)))
    # The ledger writes the name of the supplier otherwise since: it is the same booking.
    tweede = breng(bestand(ZAAL.replace("Kulturhus", "Stichting Kulturhus"), FYSIO, CREDIT))
    assert loten(tweede) == {"al geboekt": 2, "nieuw": 1}
    assert boek(tweede) == 1
    assert geboekt() == 123_456 + 652_650 - 2_650
    zelfde = breng(bestand(ZAAL, FYSIO, CREDIT))
    with pytest.raises(Domeinfout, match="niets om te boeken"):
        boek(zelfde)


def test_als_xlsx_is_het_dezelfde_boeking(hier):
    koppel()
    boek(breng(bestand(ZAAL, FYSIO)))
    boekje = Workbook()
    boekje.active.append(KOP.split(";"))
    boekje.active.append(
        [date(2026, 2, 3), 1234.56, None, 438010, 671001, "Zaalhuur", "Kulturhus", "K-1", "2026-100", 1]
    )
    boekje.active.append(
        ["10-2-2026", 6526.5, 1370.57, "435210", "671001", "In Balans", "Fysio", "F-9", "2026-101", "1"]
    )
    uit = io.BytesIO()
    boekje.save(uit)
    assert loten(breng(uit.getvalue(), "grootboek.xlsx")) == {"al geboekt": 2}


def test_zonder_boekstuk_zijn_twee_gelijke_regels_twee_boekingen_en_blijven_dat(hier):
    koppel()
    kaal = ";".join(ZAAL.split(";")[:8]) + ";;"
    boek(breng(bestand(kaal, kaal)))
    assert geboekt() == 2 * 123_456
    assert loten(breng(bestand(kaal, kaal, kaal))) == {"al geboekt": 2, "nieuw": 1}


def test_een_genummerde_regel_die_er_twee_keer_in_staat_is_er_een(hier):
    koppel()
    assert loten(breng(bestand(ZAAL, ZAAL))) == {"nieuw": 1, "al geboekt": 1}


def test_fouten_staan_bij_hun_regel_en_houden_de_rest_niet_tegen_als_u_dat_zegt(hier):
    koppel()
    fout = "31-02-2026;1,234;;438010;671001;Zaal;;;2026-110;1"
    invoer = breng(bestand(fout, ZAAL))
    (rij,) = beproef(invoer, wereld.wie("projectleider")).van(Lot.FOUT)
    assert rij.regel.nr == 2
    assert {kolom for kolom, _ in rij.fouten} == {"Datum", "Bedrag"}
    with pytest.raises(Domeinfout):
        boek(invoer)
    assert geboekt() == 0
    assert boek(invoer, zonder_fouten=True) == 1


def test_wat_al_met_de_hand_geboekt_was_wordt_niet_nog_eens_geboekt(hier):
    koppel()
    handelingen.boek(
        datum=date(2026, 2, 1), kostensoort="locatie_materiaal", bedrag=123_456, leverancier="Het Kulturhus",
        factuurnummer="k 1".replace(" ", "-"), door=wereld.wie("projectleider"), **VAL,
    )  # fmt: skip
    db.session.flush()
    invoer = breng(bestand(ZAAL, FYSIO))
    assert loten(invoer) == {"nieuw": 1, "lijkt op een boeking": 1}
    assert boek(invoer) == 1
    assert geboekt() == 123_456 + 652_650


def test_een_geboekte_regel_met_een_ander_bedrag_wordt_alleen_op_verzoek_geboekt(hier):
    koppel()
    boek(breng(bestand(ZAAL)))
    duurder = ZAAL.replace("1.234,56", "1.493,82")
    invoer = breng(bestand(duurder))
    (rij,) = beproef(invoer, wereld.wie("projectleider")).van(Lot.TWIJFEL)
    assert rij.lijkt_op == "03-02-2026, € 1.234,56 van Kulturhus"
    with pytest.raises(Domeinfout, match="niets om te boeken"):
        boek(invoer)
    assert boek(invoer, ook_twijfel=True) == 1
    assert geboekt() == 123_456 + 149_382
    assert loten(breng(bestand(ZAAL, duurder))) == {"al geboekt": 2}
    # Within one file the second is held against the first.
    los = FYSIO.replace("6526,50", "6000,00")
    (rij,) = beproef(breng(bestand(FYSIO, los)), wereld.wie("projectleider")).van(Lot.TWIJFEL)
    assert rij.lijkt_op == "regel 2 van dit bestand"


@pytest.mark.parametrize("factuur", ["K-1", ""])
def test_andere_kolommen_boeken_niet_nog_eens(hier, factuur):
    koppel()
    regel, door = ZAAL.replace("K-1", factuur), wereld.wie("projectleider")
    eerste = breng(bestand(regel))
    zonder = {nummer: veld for nummer, veld in eerste.koppeling["kolommen"].items() if veld != "regel"}
    inboeken.kies_kolommen(eerste, zonder, door=door)
    boek(eerste)
    tweede = breng(bestand(regel, FYSIO))
    inboeken.kies_kolommen(tweede, {**zonder, "9": "regel"}, door=door)
    assert loten(tweede) == {"nieuw": 1, "lijkt op een boeking": 1}
    duurder = breng(bestand(regel.replace("1.234,56", "1.493,82")))
    assert loten(duurder) == {"lijkt op een boeking" if factuur else "nieuw": 1}


def test_een_regel_die_hier_gecorrigeerd_is_blijft_geboekt(hier):
    koppel()
    boek(breng(bestand(ZAAL)))
    zaal = db.session.scalars(select(Kost)).one()
    handelingen.corrigeer(zaal, bedrag=100_000, door=wereld.wie("projectleider"))
    db.session.flush()
    assert loten(breng(bestand(ZAAL))) == {"al geboekt": 1}


def test_een_ingetrokken_regel_komt_niet_vanzelf_terug(hier):
    koppel()
    boek(breng(bestand(ZAAL, FYSIO)))
    zaal = db.session.scalars(select(Kost).where(Kost.bedrag == 123_456)).one()
    handelingen.trek_in(zaal, reden="Niet van ons", door=wereld.wie("projectleider"))
    db.session.flush()
    opnieuw = breng(bestand(ZAAL, FYSIO))
    assert loten(opnieuw) == {"al geboekt": 1, "eerder ingetrokken": 1}
    assert boek(opnieuw, ook_twijfel=True) == 1


def test_terugdraaien_trekt_alles_in_ook_wat_gewijzigd_is_en_daarna_mag_het_opnieuw(hier):
    koppel()
    invoer, door = breng(bestand(ZAAL, FYSIO)), wereld.wie("projectleider")
    boek(invoer)
    zaal = db.session.scalars(select(Kost).where(Kost.bedrag == 123_456)).one()
    nieuw = handelingen.corrigeer(zaal, bedrag=100_000, door=door)
    db.session.flush()
    assert nieuw.boeking == zaal.boeking
    with pytest.raises(Domeinfout, match="waarom"):
        inboeken.draai_terug(invoer, reden=" ", door=door)
    assert inboeken.draai_terug(invoer, reden="Verkeerde maand", door=door) == 2
    assert geboekt() == 0
    with pytest.raises(Domeinfout, match="al teruggedraaid"):
        inboeken.draai_terug(invoer, reden="nog eens", door=door)
    weer = breng(bestand(ZAAL, FYSIO))
    assert loten(weer) == {"nieuw": 2}
    assert boek(weer) == 2


def test_kolommen_en_koppeling_worden_onthouden(hier):
    eigen = b"Wanneer;Plus;Min;Plek;BSN\n3-2-2026;10,00;;X;123456782\n4-2-2026;;2,00;X;\n"
    eerste, door = breng(eigen), wereld.wie("projectleider")
    assert eerste.koppeling["kolommen"] == {}
    assert "123456782" not in str(eerste.regels)
    with pytest.raises(Domeinfout, match="datum"):
        inboeken.kies_kolommen(eerste, {"1": "bedrag"}, door=door)
    with pytest.raises(Domeinfout, match="twee keer"):
        inboeken.kies_kolommen(eerste, {"0": "datum", "1": "bedrag", "2": "bedrag"}, door=door)
    with pytest.raises(Domeinfout, match="Niet allebei"):
        inboeken.kies_kolommen(eerste, {"0": "datum", "1": "bedrag", "2": "credit"}, door=door)
    inboeken.kies_kolommen(eerste, {"0": "datum", "1": "debet", "2": "credit", "3": "kostenplaats"}, door=door)
    inboeken.koppel(KOSTENPLAATS, {"X": {**VAL, "kostensoort": "overhead"}}, door=door)
    boek(eerste)
    assert geboekt() == 800
    db.session.flush()
    tweede = breng(eigen.replace(b"10,00", b"11,00"))
    assert tweede.koppeling["kolommen"] == {"0": "datum", "1": "debet", "2": "credit", "3": "kostenplaats"}
    assert loten(tweede) == {"nieuw": 1, "al geboekt": 1}


def test_regels_van_een_andere_keten_blijven_van_die_keten(hier):
    koppel()
    db.session.add(
        Grootboekkoppeling(
            soort=KOSTENPLAATS,
            van="662002",
            naar={"onderdeel": "welzijn_op_recept", "bron": "spuk_gala", "kostensoort": "personeel"},
        )
    )
    db.session.flush()
    invoer, door = breng(bestand(ZAAL, FYSIO.replace("671001", "662002"))), wereld.wie("projectleider")
    assert loten(invoer) == {"nieuw": 1, "van een andere keten": 1}
    with pytest.raises(Domeinfout, match="van iemand anders"):
        inboeken.koppel(KOSTENPLAATS, {"662002": VAL}, door=door)
    with pytest.raises(Domeinfout, match="van iemand anders"):
        inboeken.koppel(KOSTENPLAATS, {"1": {"onderdeel": "welzijn_op_recept"}}, door=door)


def test_een_onderdeel_dat_in_dat_jaar_niet_bestaat_is_een_fout(hier):
    koppel()
    inboeken.koppel(KOSTENPLAATS, {"671001": {**VAL, "onderdeel": "gezinspoli"}}, door=wereld.wie("projectleider"))
    assert loten(breng(bestand(ZAAL))) == {"fout": 1}


def test_op_het_scherm_van_bestand_tot_boeking_en_terug(als, in_borne):
    lead = als(Rol.PROJECTLEIDER)
    velden = {"formulier_id": str(uuid4()), "bestand": (io.BytesIO(bestand(ZAAL, LOON)), "jan.csv")}
    pagina = lead.post("budgetten.grootboek", velden).volg()
    assert "Er is nog niets geboekt" in pagina.tekst
    with in_borne():
        id_ = db.session.scalars(select(Grootboekinvoer.id)).one()
    assert lead.get("budgetten.invoer_kolommen", grootboekinvoer_id=id_).waarde("kolom_0") is None
    scherm = lead.get("budgetten.invoer_koppeling", grootboekinvoer_id=id_)
    assert "Kostenplaats 900000" in scherm.tekst
    keuzes = {
        "onderdeel_0": HOORT_NIET,
        "onderdeel_1": "valpreventie",
        "bron_1": "spuk_gala",
        "kostensoort_3": "overhead",
    }
    pagina = lead.post("budgetten.invoer_koppeling", keuzes, grootboekinvoer_id=id_).volg()
    assert "€ 1.234,56" in pagina.tekst
    pagina = lead.post("budgetten.invoer_boeking", {}, grootboekinvoer_id=id_).volg()
    assert "1 regel is geboekt." in pagina.tekst
    assert lead.post("budgetten.invoer_boeking", {}, grootboekinvoer_id=id_).status == 422
    assert "Kulturhus" in lead.get("budgetten.kosten", jaar=2026, invoer=str(id_)).tekst
    assert lead.post("budgetten.invoer_terug", {"reden": ""}, grootboekinvoer_id=id_).status == 422
    pagina = lead.post("budgetten.invoer_terug", {"reden": "Foute maand"}, grootboekinvoer_id=id_).volg()
    assert "Foute maand" in pagina.tekst
    assert "jan.csv" in lead.get("budgetten.grootboek").tekst


@pytest.mark.parametrize("inhoud", [b"PK\x03\x04kapot", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"])
def test_een_bestand_dat_geen_rekenblad_is_wordt_geweigerd(als, inhoud):
    lead = als(Rol.PROJECTLEIDER)
    velden = {"formulier_id": str(uuid4()), "bestand": (io.BytesIO(inhoud), "x.xlsx")}
    assert "niet te lezen" in lead.post("budgetten.grootboek", velden).tekst


def test_het_kenmerk_in_het_bestand_boekt_op_de_verplichting(hier):
    koppel()
    order = handelingen.verplicht(
        jaar=2026, kostensoort="locatie_materiaal", bedrag=200_000, datum=date(2026, 1, 5), leverancier="Kulturhus",
        kenmerk="I 26-001", door=wereld.wie("projectleider"), **VAL,
    )  # fmt: skip
    db.session.flush()
    regels = "\n".join((f"{KOP};Bestelnummer", f"{ZAAL};i26-001", f"{FYSIO};I 26-002"))
    boek(breng(regels.encode()))
    op = dict(db.session.execute(select(Kost.bedrag, Kost.verplichting_id)).all())
    assert op == {123_456: order.id, 652_650: None}
    stand = geldstand("valpreventie", 2026)
    assert stand.verplicht == 200_000 - 123_456
    assert not any("zonder verplichting" in zin for zin in stand.waarschuwingen)


def test_een_factuur_los_van_een_open_verplichting_van_die_leverancier_wordt_genoemd(hier):
    koppel()
    handelingen.verplicht(
        jaar=2026, kostensoort="locatie_materiaal", bedrag=200_000, datum=date(2026, 1, 5), leverancier="KULTURHUS",
        door=wereld.wie("projectleider"), **VAL,
    )  # fmt: skip
    boek(breng(bestand(ZAAL)))
    zinnen = " ".join(geldstand("valpreventie", 2026).waarschuwingen)
    assert "Er zijn kosten van KULTURHUS geboekt zonder verplichting, en er staat nog € 2.000,00 open." in zinnen


def test_een_bestand_ziet_alleen_wie_het_bracht_tot_het_geboekt_is(als, in_borne):
    with in_borne():
        koppel()
        invoer = breng(bestand(ZAAL))
        invoer.door_id, id_ = wereld.id_van("coordinator"), invoer.id
        db.session.commit()
    lead = als(Rol.PROJECTLEIDER)
    for endpoint in ("invoer", "invoer_kolommen", "invoer_koppeling", "invoer_terug"):
        assert lead.get(f"budgetten.{endpoint}", grootboekinvoer_id=id_).status == 404
    assert "grootboek.csv" not in lead.get("budgetten.grootboek").tekst
    with in_borne():
        boek(db.session.get_one(Grootboekinvoer, id_))
        db.session.commit()
    assert "Kulturhus" in lead.get("budgetten.invoer", grootboekinvoer_id=id_).tekst


def test_wat_niemand_boekt_staat_er_verzegeld_en_gaat_na_dertig_dagen_weg(hier):
    invoer = breng(bestand(ZAAL))
    assert b"Kulturhus" not in db.session.scalar(text("select regels from grootboekinvoer"))
    for dagen, rijen in ((29, 1), (31, 0)):
        with zet_klok(nu() + timedelta(days=dagen)):
            WERK["budgetten.ruim_op"]({})
        assert len(invoer.rijen) == rijen
    assert invoer.vervallen_op
    assert b"Kulturhus" not in invoer.regels_cel
