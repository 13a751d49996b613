"""A group over the border of the regeling: said while it is planned, and paid by each for its own sessions."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ketens.budgetten import handelingen
from ketens.budgetten.boek import verwacht
from ketens.budgetten.grens import over_de_grens
from ketens.budgetten.overzichten import geldstand
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.rechten import Rol
from tests.merken import OP_SQLITE

OKTOBER = date(2026, 10, 6)
DAGEN = st.lists(st.dates(date(2026, 9, 1), date(2027, 6, 30)), min_size=1, max_size=40)


@pytest.fixture
def in_2026():
    with zet_klok(moment(date(2026, 9, 1))):
        yield


@settings(deadline=None)
@given(DAGEN, st.integers(1, 3_000_000))
def test_wat_binnen_en_buiten_valt_is_samen_wat_de_groep_kost(dagen, kosten):
    delen = verwacht(None, dagen, "valpreventie", kosten)
    assert sum(deel.bedrag for deel in delen) == kosten
    assert sum(deel.bijeenkomsten for deel in delen) == len(dagen)
    assert {(deel.jaar, deel.bron) for deel in delen} <= {(2026, "spuk_gala"), (2027, "azwa")}


def test_binnen_de_regeling_en_daarna_is_er_niets_te_zeggen():
    assert over_de_grens("valpreventie", [date(2026, 12, 31)], 100) == []
    assert over_de_grens("valpreventie", [date(2027, 1, 1), date(2031, 1, 1)], 100) == []


def test_over_de_grens_zegt_hoeveel_bijeenkomsten_en_hoeveel_geld():
    dagen = [date(2026, 12, 1)] * 21 + [date(2027, 1, 5)] * 3
    (zin,) = over_de_grens("valpreventie", dagen, 652_650)
    assert zin == (
        "3 van de 24 bijeenkomsten vallen na 31-12-2026, de laatste dag van SPUK GALA: € 815,81 valt buiten SPUK GALA."
    )
    (zonder,) = over_de_grens("valpreventie", dagen, None)
    assert "Vul de kosten van de groep in" in zonder


@OP_SQLITE
def test_het_groepsformulier_waarschuwt_en_bewaart_toch(als, in_borne, in_2026):
    coordinator = als(Rol.COORDINATOR)
    velden = {
        "interventie_code": "valpreventie/in_balans", "naam": "Najaar", "locatie": "Zaal", "begint_op": "6-10-2026",
        "dagdelen": ["di_ochtend", "do_ochtend"], "plaatsen": "11", "minimum": "6", "kosten": "6526,50",
    }  # fmt: skip
    bekeken = coordinator.post("rooster.nieuw", {**velden, "bekijk": "ja"})
    assert "na 31-12-2026, de laatste dag van SPUK GALA" in bekeken.tekst
    bij_het_bedrag = coordinator.post("rooster.nieuw", {**velden, "bekijk": "ja"}, htmx="grens")
    assert "valt buiten SPUK GALA" in bij_het_bedrag.tekst
    assert "Bijeenkomsten" not in bij_het_bedrag.tekst
    with in_borne():
        assert db.session.scalars(select(Groep)).all() == []
    formulier_id = coordinator.get("rooster.nieuw").waarde("formulier_id")
    assert coordinator.post("rooster.nieuw", {**velden, "formulier_id": formulier_id}).status == 303


@OP_SQLITE
def test_een_geplande_groep_telt_per_regime_tot_er_iets_besteld_is(maak, in_borne, in_2026):
    groep = maak.groep(begint_op=OKTOBER, dagdelen=["di_ochtend", "do_ochtend"], kosten=652_650)
    with in_borne():
        keren = [b.begint_op.year for b in db.session.scalars(select(Bijeenkomst))]
        nu, straks = geldstand("valpreventie", 2026), geldstand("valpreventie", 2027)
        assert 0 < keren.count(2027) < len(keren)
        assert nu.prognose + straks.prognose == 652_650
        assert (list(nu.per_bron), list(straks.per_bron)) == (["spuk_gala"], ["azwa"])
        verplichting = handelingen.verplicht(
            jaar=2026, onderdeel="valpreventie", bron="spuk_gala", kostensoort="inkoop_interventie", bedrag=700_000,
            datum=date(2026, 9, 1), groep_id=groep.id, door=None,
        )  # fmt: skip
        db.session.flush()
        nu, straks = geldstand("valpreventie", 2026), geldstand("valpreventie", 2027)
        assert nu.prognose + straks.prognose == nu.verplicht + straks.verplicht == 700_000
        # An invoice over all sessions takes its own year's part off each.
        handelingen.boek(
            onderdeel="valpreventie", bron="spuk_gala", kostensoort="inkoop_interventie", bedrag=300_001,
            datum=date(2026, 11, 1), groep_id=groep.id, verplichting_id=verplichting.id, door=None,
        )  # fmt: skip
        db.session.flush()
        nu, straks = geldstand("valpreventie", 2026), geldstand("valpreventie", 2027)
        assert nu.gerealiseerd + straks.gerealiseerd == 300_001
        assert nu.prognose + straks.prognose == 700_000
        # What falls after the SPUK and is booked on it is said to be wrong.
        assert any("SPUK GALA, maar die betaalt niet" in zin for zin in straks.waarschuwingen)


@OP_SQLITE
def test_van_een_geplande_groep_gaat_af_wat_er_voor_is_geboekt_en_besteld(maak, in_borne, in_2026):
    groep = maak.groep(begint_op=OKTOBER, dagdelen=["di_ochtend", "do_ochtend"], kosten=652_650)
    plek = {"onderdeel": "valpreventie", "bron": "spuk_gala", "kostensoort": "inkoop_interventie", "door": None}

    def prognose():
        db.session.flush()
        standen = [geldstand("valpreventie", jaar) for jaar in (2026, 2027)]
        assert all(b.gepland >= 0 for stand in standen for b in stand.cellen.values())
        return sum(stand.prognose for stand in standen)

    with in_borne():
        handelingen.boek(bedrag=10_000, datum=date(2026, 10, 7), groep_id=groep.id, **plek)
        assert prognose() == 652_650
        order = handelingen.verplicht(jaar=2026, bedrag=600_000, datum=OKTOBER, groep_id=groep.id, **plek)
        assert prognose() == 652_650
        handelingen.boek(bedrag=50_000, datum=date(2026, 11, 2), verplichting_id=order.id, **plek)
        assert prognose() == 652_650
        handelingen.boek(bedrag=100_000, datum=date(2026, 11, 3), groep_id=groep.id, **plek)
        assert prognose() == 710_000
        # Who closes the order of a group expects nothing more.
        handelingen.sluit_af(order, door=None)
        assert prognose() == 160_000


@OP_SQLITE
def test_een_afgelaste_groep_kost_niets_meer(maak, in_borne, in_2026):
    maak.groep(begint_op=OKTOBER, kosten=100_000)
    with in_borne():
        groep = db.session.scalars(select(Groep)).one()
        assert geldstand("valpreventie", 2026).prognose > 0
        groep.afgelast_op = moment(OKTOBER)
        db.session.flush()
        assert geldstand("valpreventie", 2026).prognose == 0
