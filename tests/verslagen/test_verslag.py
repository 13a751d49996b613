"""A report as one value: its JSON is the one that is documented, and its parts add up to the cent."""

from decimal import Decimal

import pytest

from ketens.kern.klok import vandaag
from ketens.stukken.cel import Soort
from ketens.verslagen.delen import delen
from ketens.verslagen.stuk import als_stuk
from ketens.verslagen.verslag import als_json, verslag
from tests import wereld
from tests.merken import OP_SQLITE
from tests.verslagen.schema import fouten, gedocumenteerd

pytestmark = OP_SQLITE


def past(gegevens):
    schema = gedocumenteerd()
    return fouten(gegevens, schema, schema)


@pytest.mark.parametrize("keten", [wereld.KETEN, wereld.WELZIJN, "kansrijke_start"])
def test_de_json_is_die_van_de_documentatie(in_borne, jaar, keten):
    with in_borne():
        for welk in (jaar.jaar, jaar.jaar + 1):
            assert past(als_json(verslag(keten, welk))) == []


def test_het_schema_ziet_het_als_er_iets_niet_klopt(in_borne, jaar):
    with in_borne():
        goed = als_json(verslag(wereld.KETEN, jaar.jaar))
    for fout in (
        {**goed, "extra": 1},
        {**goed, "jaar": "2025"},
        {**goed, "geld": {**goed["geld"], "begroot": "52.212,00"}},
        {**goed, "geld": {**goed["geld"], "prognose": 52212.0}},
        {naam: waarde for naam, waarde in goed.items() if naam != "geld"},
        {**goed, "indicatoren": {"aantal_vrt": {"waarde": "12", "vorig_jaar": None}}},
    ):
        assert past(fout)


def test_niet_ingevuld_is_null_en_nul_is_nul(in_borne, jaar):
    with in_borne():
        nu = als_json(verslag(wereld.KETEN, vandaag().year))
        toen = als_json(verslag(wereld.KETEN, jaar.jaar))
    assert nu["indicatoren"]["pct_bereik_vrt"]["waarde"] is None
    assert nu["geld"]["begroot"] is None
    assert toen["indicatoren"]["aantal_verwijzingen"]["waarde"] == 0
    assert toen["indicatoren"]["pct_bereik_interventie"]["waarde"] == 0.1
    assert toen["indicatoren"]["kosten_per_deelnemer"]["waarde"] == "2583.34"


def test_de_bronnen_zijn_samen_het_geheel(in_borne, jaar):
    with in_borne():
        geld = als_json(verslag(wereld.KETEN, jaar.jaar))["geld"]
    assert set(geld["per_bron"]) == {"spuk_gala", "menzis_leefkracht"}
    for naam in ("verplicht", "gerealiseerd", "prognose"):
        assert sum(Decimal(deel[naam]) for deel in geld["per_bron"].values()) == Decimal(geld[naam])


def test_in_elke_tabel_zijn_de_rijen_samen_het_totaal(in_borne, jaar):
    with in_borne():
        alles = delen(verslag(wereld.KETEN, jaar.jaar))
    geteld = 0
    for deel in alles:
        for blok in deel.blokken:
            tabel = getattr(blok, "tabel", blok)
            if getattr(tabel, "totaal", None) is None:
                continue
            for nr, kolom in enumerate(tabel.kolommen):
                waarden = [rij[nr] for rij in tabel.rijen]
                if kolom.soort in (Soort.AANTAL, Soort.GELD) and all(isinstance(een, int) for een in waarden):
                    assert sum(waarden) == tabel.totaal[nr], (tabel.code, kolom.naam)
                    geteld += 1
    assert geteld > 20


def test_wie_geen_geld_mag_zien_krijgt_een_rapport_zonder(in_borne, jaar):
    with in_borne():
        gelezen = verslag(wereld.KETEN, jaar.jaar)
        met, zonder = als_stuk(gelezen), als_stuk(gelezen, met_geld=False)
    assert {h.code for h in met.hoofdstukken} - {h.code for h in zonder.hoofdstukken} == {"geld", "cijfers_geld"}
    assert zonder.gegevens is None
    assert met.merk == zonder.merk == "intern"


def tabel_van(deel, code):
    alle = (getattr(blok, "tabel", blok) for blok in deel.blokken)
    return next(tabel for tabel in alle if getattr(tabel, "code", "") == code)


def test_wat_een_bron_zonder_begroting_kost_gaat_van_het_geheel_af(in_borne, jaar):
    with in_borne():
        geld = next(deel for deel in delen(verslag(wereld.KETEN, jaar.jaar)) if deel.code == "geld")
    tabel = tabel_van(geld, "geld")
    over = [rij[5] for rij in tabel.alle_rijen]
    assert sorted(over) == [-33_333, 5_221_200 - 1_033_334, 5_221_200 - 1_000_001]


def test_wat_wacht_en_wie_blijft_bewegen_openen_hun_rijen(in_borne, jaar):
    with in_borne():
        per_code = {deel.code: deel for deel in delen(verslag(wereld.KETEN, jaar.jaar))}
    assert tabel_van(per_code["wachttijd"], "wachtlijst").rijen[0][0] == "Op de wachtlijst"
    onbekend = per_code["doorstroom"].opent["doorstroom", 0, 4]
    assert (onbekend.splitsing, onbekend.waarde) == ("na_3", "onbekend")


def test_de_bezetting_staat_per_interventie_en_in_totaal(in_borne, jaar):
    with in_borne():
        gelezen = verslag(wereld.KETEN, jaar.jaar)
        groepen = next(deel for deel in delen(gelezen) if deel.code == "groepen")
    tabel = tabel_van(groepen, "groepen_interventie")
    nr = [kolom.naam for kolom in tabel.kolommen].index("Bezetting")
    assert tabel.totaal[nr] == gelezen.stand.waarde("bezetting")
    for rij in tabel.rijen:
        assert rij[nr] == (Decimal(100 * rij[3]) / rij[2]).quantize(Decimal("0.1"))
    assert groepen.opent["groepen_interventie", 0, nr].indicator == "plaatsen_benut"
