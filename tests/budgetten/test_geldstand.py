"""The money of a year, on both databases: its sums are SQL."""

from datetime import date

from ketens.budgetten.models import Begrotingspost, Kost, Toekenning, Verplichting
from ketens.budgetten.overzichten import geldstand
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment


def test_een_lege_gemeente_heeft_niets_ingevuld(in_borne):
    with in_borne():
        stand = geldstand("valpreventie", 2026)
        assert (stand.begroot, stand.gerealiseerd, stand.prognose, stand.per_bron) == (0, 0, 0, {})
        assert not stand.is_begroot
        assert stand.kosten_per_gestart is None


def test_vrij_is_wat_niet_is_uitgegeven_en_niet_is_vastgelegd(in_borne):
    with in_borne():
        deel = {"onderdeel": "valpreventie", "bron": "spuk_gala"}
        besteld = Verplichting(jaar=2026, bedrag=30_000, datum=date(2026, 2, 1), kostensoort="personeel", **deel)
        db.session.add_all(
            [
                Toekenning(jaar=2026, bedrag=100_000, datum=date(2026, 1, 2), **deel),
                Begrotingspost(jaar=2026, bedrag=90_000, **deel),
                besteld,
                Kost(datum=date(2026, 3, 1), kostensoort="personeel", bedrag=12_000, verplichting=besteld, **deel),
                Kost(datum=date(2026, 3, 1), kostensoort="personeel", bedrag=5_000, btw_compensabel=1_050, **deel),
                Kost(datum=date(2025, 3, 1), kostensoort="personeel", bedrag=7, **deel),
            ]
        )
        db.session.flush()
        stand = geldstand("valpreventie", 2026)
        assert (stand.toegekend, stand.begroot, stand.gerealiseerd) == (100_000, 90_000, 17_000)
        assert (stand.verplicht, stand.vrij, stand.prognose) == (18_000, 55_000, 35_000)
        assert stand.per_bron["spuk_gala"].btw_compensabel == 1_050
        assert geldstand(None, 2025).gerealiseerd == 7


def test_de_kosten_per_deelname_tellen_wat_de_gemeente_betaalt_en_zvw_staat_apart(in_borne, maak):
    groep, traject = maak.groep(), maak.traject()
    jan, oud = date(2026, 1, 1), date(2025, 12, 31)
    nieuwjaar, laatst = moment(date(2026, 1, 1), 0), moment(date(2025, 12, 31), 23, 59)
    rijen = [
        ("spuk_gala", jan, None, None),
        ("gemeente", jan, nieuwjaar, "afgerond"),
        # Began the year before, and ended this year or just not.
        ("spuk_gala", oud, nieuwjaar, "afgerond"),
        ("spuk_gala", oud, laatst, "afgerond"),
        ("azwa", jan, nieuwjaar, "uitgevallen"),
        ("zvw", jan, nieuwjaar, "afgerond"),
        ("zelf", jan, None, None),
        ("spuk_gala", None, nieuwjaar, "niet_gestart"),
    ]
    with in_borne():
        # One of each who is still in it, for a resident has one place in a group.
        for nr, (bekostiging, gestart, einde_op, einde) in enumerate(rijen):
            db.session.add(
                Plaatsing(
                    inwoner_id=traject.inwoner_id, traject_id=traject.id, groep_id=groep.id, geplaatst_op=laatst,
                    bekostiging=bekostiging, gestart_op=gestart, geeindigd_op=einde_op or moment(date(2027, 1, 1 + nr)),
                    einde=einde or "afgerond",
                )
            )  # fmt: skip
        deel = {"onderdeel": "valpreventie", "kostensoort": "personeel", "datum": date(2026, 5, 1)}
        db.session.add(Kost(bedrag=100_000, bron="spuk_gala", **deel))
        db.session.add(Kost(bedrag=50_000, bron="zvw", **deel))
        db.session.add(Kost(bedrag=7_000, bron="eigen_bijdrage", **deel))
        db.session.flush()
        stand = geldstand("valpreventie", 2026)
        d = stand.deelnames
        assert (d.gestart, d.afgerond, d.gestart_zvw, d.afgerond_zvw, d.gestart_anders) == (3, 2, 1, 1, 1)
        assert (stand.gerealiseerd, stand.door_gemeente) == (157_000, 100_000)
        assert (stand.kosten_per_gestart, stand.kosten_per_afgerond) == (33_333, 50_000)
        assert geldstand("welzijn_op_recept", 2026).kosten_per_gestart is None
        assert geldstand(None, 2026).deelnames == d
