"""When a group meets: from the rhythm of the catalogue, around holidays and the days that the coördinator strikes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.catalogus import catalogus
from ketens.kern.klok import is_werkdag
from ketens.rooster.ritme import DAGEN, begintijd, rooster

DINSDAG = date(2026, 9, 1)


def dagen(code, *waar, **anders):
    return [sessie.dag for sessie in rooster(catalogus().interventie(code), *waar, **anders).sessies]


def test_in_balans_komt_eerst_een_keer_en_dan_twee_keer_per_week():
    gelegd = dagen("in_balans", DINSDAG, ["di_ochtend", "do_ochtend"])
    assert len(gelegd) == 24
    assert [f"{dag:%a}" for dag in gelegd[:6]] == ["Tue", "Tue", "Tue", "Tue", "Tue", "Thu"]
    assert (gelegd[-1] - gelegd[0]).days == 13 * 7 + 2


def test_in_balans_begint_met_een_voorlichting_en_drie_lessen_van_een_andere_lengte():
    sessies = rooster(catalogus().interventie("in_balans"), DINSDAG, ["di_ochtend"]).sessies
    assert [(s.nr, s.minuten, s.naam) for s in sessies[:5]] == [
        (1, 90, "Voorlichting"),
        (2, 120, "Cursus"),
        (3, 120, "Cursus"),
        (4, 120, "Cursus"),
        (5, 90, "Training"),
    ]


def test_een_groep_van_versie_1_houdt_haar_ritme():
    assert dagen("in_balans@1", DINSDAG, ["di_ochtend", "do_ochtend"]) == dagen(
        "in_balans@2", DINSDAG, ["di_ochtend", "do_ochtend"]
    )


def test_vallen_verleden_tijd_komt_steeds_twee_keer_ook_met_een_dagdeel():
    assert [f"{dag:%a}" for dag in dagen("vvt", DINSDAG, ["di_middag"])] == ["Tue", "Thu"] * 5


def test_de_herhaling_van_zicht_op_evenwicht_komt_ongeveer_twee_maanden_later():
    gelegd = dagen("zoe", DINSDAG, ["di_middag"])
    assert [(later - eerder).days for eerder, later in pairwise(gelegd)] == [7] * 7 + [63]


def test_een_feestdag_schuift_de_rest_door_en_staat_erbij():
    gelegd = rooster(catalogus().interventie("in_balans"), date(2026, 4, 7), ["di_ochtend", "ma_ochtend"])
    assert len(gelegd.sessies) == 24
    assert date(2026, 5, 5) in gelegd.feestdagen


def test_een_feestdag_in_de_eerste_weken_stelt_het_twee_keer_per_week_uit():
    """Koningsdag falls on the third Tuesday: the part of once a week takes a week longer."""
    gelegd = dagen("in_balans", date(2027, 4, 13), ["di_ochtend", "do_ochtend"])
    assert gelegd[2:6] == [date(2027, 5, 4), date(2027, 5, 11), date(2027, 5, 18), date(2027, 5, 20)]


def test_een_dag_die_de_coordinator_overslaat_schuift_de_rest_door():
    weg = date(2026, 9, 15)
    gelegd = rooster(catalogus().interventie("vvt"), DINSDAG, ["di_ochtend", "do_ochtend"], {weg})
    assert (weg in [s.dag for s in gelegd.sessies], gelegd.overgeslagen) == (False, (weg,))
    assert gelegd.laatste_dag == dagen("vvt", DINSDAG, ["di_ochtend", "do_ochtend"])[-1] + timedelta(days=5)


def test_wat_geen_bijeenkomst_is_overslaan_verandert_niets():
    """A Wednesday, for a group that meets on Tuesday and Thursday."""
    gelegd = rooster(catalogus().interventie("vvt"), DINSDAG, ["di_ochtend", "do_ochtend"], {date(2026, 9, 2)})
    assert (gelegd.overgeslagen, gelegd.laatste_dag) == ((), date(2026, 10, 1))


def test_zonder_vast_ritme_komt_de_groep_op_elk_dagdeel_tot_de_laatste_dag():
    assert dagen("tom", DINSDAG, ["di_ochtend", "vr_ochtend"], laatste_dag=date(2026, 9, 11)) == [
        date(2026, 9, 1),
        date(2026, 9, 4),
        date(2026, 9, 8),
        date(2026, 9, 11),
    ]
    assert dagen("tom", DINSDAG, ["di_ochtend"]) == dagen("tom", DINSDAG, [], laatste_dag=date(2026, 9, 11)) == []


def test_een_eerste_dag_in_het_weekend_loopt_niet_eindeloos_door():
    assert dagen("zoe", date(2026, 9, 5), ["za_ochtend"]) == []


@pytest.mark.parametrize(
    ("tijd", "dagdelen", "dag", "begin"),
    [
        ("10.30 uur", ["di_middag"], None, (10, 30)),
        ("", ["di_middag"], None, (14, 0)),
        ("", ["di_middag", "do_ochtend"], date(2026, 9, 3), (10, 0)),
        ("na de koffie", [], None, (10, 0)),
    ],
)
def test_de_tijd_komt_uit_de_woorden_en_anders_uit_het_dagdeel(tijd, dagdelen, dag, begin):
    assert begintijd(tijd, dagdelen, dag) == begin


@given(
    code=st.sampled_from(["in_balans", "vvt", "otago", "zoe", "in_balans@1", "zoe@1"]),
    eerste=st.dates(date(2026, 1, 1), date(2029, 12, 31)).filter(is_werkdag),
    extra=st.sampled_from([deel for deel in DAGEN if deel not in ("za", "zo")]),
    weg=st.sets(st.integers(1, 120), max_size=8),
)
def test_elke_bijeenkomst_wordt_gelegd_op_een_eigen_werkdag_die_niet_is_overgeslagen(code, eerste, extra, weg):
    interventie = catalogus().interventie(code)
    gestreept = {eerste + timedelta(days=dag) for dag in weg}
    delen = [f"{DAGEN[eerste.weekday()]}_ochtend", f"{extra}_ochtend"]
    gelegd = rooster(interventie, eerste, delen, gestreept)
    gekozen = [sessie.dag for sessie in gelegd.sessies]
    assert gekozen[0] == eerste
    assert len(gekozen) == interventie.bijeenkomsten
    assert gekozen == sorted(set(gekozen))
    assert all(is_werkdag(dag) and dag not in gestreept for dag in gekozen)
    assert all(not is_werkdag(dag) for dag in gelegd.feestdagen)
    assert [sessie.nr for sessie in gelegd.sessies] == list(range(1, len(gekozen) + 1))
