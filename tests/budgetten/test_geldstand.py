from datetime import date

from ketens.budgetten.models import Begrotingspost, Kost, Toekenning, Verplichting
from ketens.budgetten.overzichten import geldstand
from ketens.kern.db import db
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


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
