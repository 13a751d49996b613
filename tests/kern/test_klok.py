"""The one clock: working days, Dutch holidays, and the hour that comes twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.kern import klok

DAGEN = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("dag", "naam"),
    [
        (date(2026, 1, 1), "nieuwjaarsdag"), (date(2026, 4, 6), "tweede paasdag"), (date(2026, 4, 27), "koningsdag"),
        (date(2026, 5, 5), "bevrijdingsdag"), (date(2026, 5, 14), "hemelvaart"), (date(2026, 5, 25), "tweede pinksterdag"),  # noqa: E501
        (date(2026, 12, 25), "eerste kerstdag"), (date(2025, 4, 26), "koningsdag op zaterdag, want 27 april is zondag"),
        (date(2026, 11, 21), "zaterdag"), (date(2026, 11, 22), "zondag"),
    ],
)  # fmt: skip
def test_dit_is_geen_werkdag(dag, naam):
    assert not klok.is_werkdag(dag), naam


def test_goede_vrijdag_is_een_werkdag():
    assert klok.is_werkdag(date(2026, 4, 3))


@pytest.mark.parametrize(
    ("van", "aantal", "tot"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 5, 4), 2, date(2026, 5, 7)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_een_termijn_telt_werkdagen(van, aantal, tot):
    assert klok.werkdagen_erbij(van, aantal) == tot


@given(DAGEN, st.integers(1, 60))
def test_een_termijn_eindigt_op_een_werkdag_en_telt_er_precies_zoveel(dag, aantal):
    einde = klok.werkdagen_erbij(dag, aantal)
    assert klok.is_werkdag(einde)
    assert sum(klok.is_werkdag(dag + timedelta(days=nr)) for nr in range(1, (einde - dag).days + 1)) == aantal


@given(DAGEN, DAGEN)
def test_een_leeftijd_gaat_omhoog_op_de_verjaardag(geboren, dag):
    if dag >= geboren:
        jaren = klok.leeftijd_op(geboren, dag)
        assert 0 <= jaren <= 16
        assert (geboren.month, geboren.day) <= (dag.month, dag.day) or jaren == dag.year - geboren.year - 1


def test_wie_op_29_februari_is_geboren_wordt_op_1_maart_ouder():
    assert klok.leeftijd_op(date(1948, 2, 29), date(2026, 2, 28)) == 77
    assert klok.leeftijd_op(date(1948, 2, 29), date(2026, 3, 1)) == 78


def test_vlak_voor_middernacht_in_amsterdam_is_het_in_utc_nog_de_dag_ervoor():
    with klok.zet_klok(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert klok.vandaag() == date(2026, 7, 2)
    with klok.zet_klok(datetime(2026, 1, 1, 22, 30, tzinfo=UTC)):
        assert klok.vandaag() == date(2026, 1, 1)


def test_een_tijdstip_houdt_zijn_wandklok_over_de_zomertijd_heen():
    assert klok.moment(date(2026, 3, 28), 9) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert klok.moment(date(2026, 3, 29), 9) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert klok.moment(date(2026, 10, 25), 9) == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_de_klok_staat_stil_zolang_iemand_hem_vasthoudt():
    stand = datetime(2024, 2, 29, 12, tzinfo=UTC)
    with klok.zet_klok(stand):
        assert klok.nu() == stand
        with klok.zet_klok(stand + timedelta(days=1)):
            assert klok.vandaag() == date(2024, 3, 1)
        assert klok.nu() == stand
    assert klok.nu() != stand


def test_een_klok_zonder_tijdzone_wordt_geweigerd():
    with pytest.raises(ValueError, match="tijdzone"), klok.zet_klok(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_een_moment_zonder_tijdzone_wordt_niet_opgeslagen():
    from sqlalchemy.dialects import sqlite

    from ketens.kern.db import UtcTijd

    soort, hier = UtcTijd(), sqlite.dialect()
    with pytest.raises(ValueError, match="zonder tijdzone"):
        soort.process_bind_param(datetime(2026, 1, 1), hier)  # noqa: DTZ001
    amsterdam = datetime(2026, 7, 1, 12, tzinfo=klok.AMSTERDAM)
    assert soort.process_bind_param(amsterdam, hier) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert soort.process_result_value(datetime(2026, 7, 1, 10), hier).tzinfo is UTC  # noqa: DTZ001
