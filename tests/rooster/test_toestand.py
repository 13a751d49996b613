"""The state of a group follows from its dates, its places and its minimum."""

from datetime import date, timedelta

import pytest

from ketens.groepen.bezetting import Stand
from ketens.groepen.models import Groep
from ketens.kern.klok import moment, nu, zet_klok
from ketens.rooster.toestand import Toestand, badge, te_weinig, toestand

BEGIN, EINDE = date(2026, 10, 6), date(2027, 1, 14)
VOORAF, EERSTE_DAG, ONDERWEG, LAATSTE_DAG, DAARNA = (
    BEGIN - timedelta(days=1),
    BEGIN,
    BEGIN + timedelta(weeks=3),
    EINDE,
    EINDE + timedelta(days=1),
)


def groep(**anders):
    return Groep(**{"plaatsen": 8, "minimum": 6, "begint_op": BEGIN, "eindigt_op": EINDE, **anders})


def bij(geplaatst, aangeboden=0):
    return Stand(geplaatst=geplaatst, aangeboden=aangeboden, wachtend=0, plaatsen=8)


@pytest.mark.parametrize(
    ("dag", "stand", "verwacht", "woord"),
    [
        (VOORAF, bij(0), Toestand.GEPLAND, "Gepland, nog 6 nodig"),
        (VOORAF, bij(5, 2), Toestand.GEPLAND, "Gepland, nog 1 nodig"),
        (VOORAF, bij(6), Toestand.OPEN, "Open"),
        (VOORAF, bij(6, 2), Toestand.VOL, "Vol"),
        (VOORAF, bij(8), Toestand.VOL, "Vol"),
        (EERSTE_DAG, bij(8), Toestand.LOOPT, "Loopt"),
        (ONDERWEG, bij(2), Toestand.LOOPT, "Loopt"),
        (LAATSTE_DAG, bij(2), Toestand.LOOPT, "Loopt"),
        (DAARNA, bij(2), Toestand.AFGEROND, "Afgelopen, nog afronden"),
        (DAARNA, bij(0), Toestand.AFGEROND, "Afgerond"),
    ],
)
def test_de_toestand_volgt_uit_datums_plaatsen_en_minimum(dag, stand, verwacht, woord):
    with zet_klok(moment(dag)):
        assert toestand(groep(), stand) is verwacht
        assert badge(groep(), stand)[0] == woord


@pytest.mark.parametrize("dag", [VOORAF, ONDERWEG, DAARNA])
def test_wie_is_afgelast_blijft_dat(dag):
    with zet_klok(moment(dag)):
        assert toestand(groep(afgelast_op=nu()), bij(8)) is Toestand.AFGELAST


@pytest.mark.parametrize(("dag", "mist"), [(VOORAF, 0), (ONDERWEG, 4), (DAARNA, 0)])
def test_een_lopende_groep_zegt_dat_zij_onder_het_minimum_is(dag, mist):
    with zet_klok(moment(dag)):
        assert te_weinig(groep(), bij(2)) == mist
