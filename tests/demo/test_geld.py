"""The money of domein 7.1 comes out of the demo to the cent."""

from ketens.budgetten.afrekenen import eindbeeld, vind_regeling
from ketens.budgetten.boek import lees
from ketens.budgetten.overzichten import geldstand
from ketens.budgetten.rijen import onderdeelbeeld
from ketens.budgetten.sisa import sisa
from ketens.budgetten.stand import per_deelname
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.rechten import Rol


def test_kansrijke_start_2025_kostte_22208_72_waarvan_20054_31_spuk(demo):
    with demo.binnen():
        stand = geldstand("kansrijke_start", 2025)
        assert stand.gerealiseerd == 2_220_872
        assert {bron: b.gerealiseerd for bron, b in stand.per_bron.items()} == {
            "spuk_gala": 2_005_431,
            "overig": 215_441,
        }


def test_valpreventie_2026_is_52212_voor_88_plaatsen_en_acht_groepen(demo):
    with demo.binnen():
        stand = geldstand("valpreventie", 2026)
        assert (stand.begroot, stand.toegekend) == (5_221_200, 5_221_200)
        (post,) = onderdeelbeeld(demo.wie("projectleider", Rol.PROJECTLEIDER), "valpreventie", 2026).posten
        assert per_deelname(post.bedrag, post.plaatsen) == 59_332
        groepen = [g for g in db.session.query(Groep) if g.begint_op.year == 2026]
        assert {groep.kosten for groep in groepen} == {652_650}
        assert sum(groep.kosten for groep in groepen) == 5_221_200


def test_de_prognose_van_2026_is_geboekt_besteld_en_gepland_en_blijft_onder_het_budget(demo):
    with demo.binnen():
        stand, straks = geldstand("valpreventie", 2026), lees(2027, 2027, ("valpreventie",)).gepland
        spuk = stand.per_bron["spuk_gala"]
        assert spuk.prognose == spuk.gerealiseerd + spuk.verplicht + spuk.gepland
        assert min(spuk.gerealiseerd, spuk.verplicht, spuk.gepland) > 0
        # Eight groups, one of them cheaper and one partly in 2027.
        in_2027 = sum(plan.bedrag for plan in straks if plan.groep.begint_op.year == 2026)
        assert spuk.prognose + in_2027 == 5_221_200 - 21_650
        assert 0.9 * stand.begroot < stand.prognose < stand.begroot
        assert stand.kosten_per_gestart
        assert stand.door_gemeente == spuk.gerealiseerd + 115_000


def test_alle_projecten_kregen_in_drie_jaar_samen_1_3_miljoen(demo):
    with demo.binnen():
        assert sum(geldstand(None, jaar).toegekend for jaar in (2024, 2025, 2026)) == 130_000_000


def test_sisa_en_eindafrekening_kloppen_met_het_budget(demo):
    with demo.binnen():
        regeling = vind_regeling("brede_spuk")
        per_jaar = [sum(regel.besteed for regel in sisa(regeling, jaar)) for jaar in range(2023, 2027)]
        assert per_jaar == [geldstand(None, jaar).per_bron["spuk_gala"].gerealiseerd for jaar in range(2023, 2027)]
        assert sum(regel.cumulatief for regel in sisa(regeling, 2026)) == sum(per_jaar)
        assert all(regel.correctie == 0 for regel in sisa(regeling, 2026))
        beeld = eindbeeld(regeling)
        assert beeld.nu.som("besteed") == sum(per_jaar)
        assert not beeld.nu.onbekend
        assert beeld.verwacht.som("terug") < beeld.nu.som("terug") < beeld.nu.som("zonder") + 1


def test_het_plafond_van_2026_wordt_niet_gehaald_en_niets_is_rood(demo):
    with demo.binnen():
        assert not [m for m in geldstand(None, 2026).meldingen if m.ernst == "fout"]
