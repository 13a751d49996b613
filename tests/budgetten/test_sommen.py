"""The pure sums: whatever the amounts, parts are together the whole, to the cent."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketens.budgetten.afrekenen import jaarregels
from ketens.budgetten.eindafrekening import Jaarregels, reken_af
from ketens.budgetten.levering import jaren
from ketens.budgetten.models import Regelwaarde
from ketens.budgetten.stand import per_deelname
from ketens.budgetten.verdelen import aandeel, verdeel
from ketens.catalogus import catalogus
from ketens.catalogus.regeling import Regel

CENTEN = st.integers(-10_000_000, 10_000_000)
ONDERDELEN = st.sampled_from(["valpreventie", "mantelzorg", "sportakkoord", "brc", "ggd", "onbekend"])
CIJFERS = st.dictionaries(
    st.tuples(st.integers(2023, 2026), ONDERDELEN),
    st.tuples(st.none() | st.integers(-1_000_000, 10_000_000), st.integers(-1_000_000, 10_000_000)),
)
SPUK = catalogus().regelingen[0]


@settings(deadline=None)
@given(CENTEN, st.dictionaries(st.integers(), st.integers(0, 400), min_size=1).filter(lambda g: any(g.values())))
def test_de_delen_zijn_samen_het_geheel(bedrag, gewichten):
    delen = verdeel(bedrag, gewichten)
    assert sum(delen.values()) == bedrag
    totaal = sum(gewichten.values())
    assert all(abs(delen[s] * totaal - bedrag * g) < totaal for s, g in gewichten.items())
    assert {s: -deel for s, deel in delen.items()} == verdeel(-bedrag, gewichten)


@pytest.mark.parametrize("gewichten", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_zonder_gewicht_is_er_niets_te_verdelen(gewichten):
    with pytest.raises(ValueError, match="gewicht"):
        verdeel(100, gewichten)


def test_een_groep_over_de_jaargrens_telt_per_bijeenkomst():
    dagen = [date(2026, 12, dag) for dag in (8, 10, 15)] + [date(2027, 1, dag) for dag in (5, 7)]
    assert jaren(date(2026, 12, 1), None, None, dagen) == {2026: 3, 2027: 2}
    # Of an invoice over part of the group only the sessions in that part count.
    assert jaren(date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 31), dagen) == {2026: 2}
    # A period in which the group did not meet counts by its days; without a group too.
    assert jaren(date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1), []) == {2026: 1, 2027: 1}
    assert jaren(date(2025, 6, 1), None, None, []) == {2025: 1}


def test_hoogstens_zo_veel_wordt_afgekapt_en_een_gemiddelde_afgerond():
    assert aandeel(101, 1500) == 15
    assert per_deelname(5_221_200, 88) == 59_332
    assert per_deelname(5, 2) == 3
    assert per_deelname(5, 0) is None


@settings(deadline=None)
@given(CIJFERS, st.none() | st.integers(0, 10_000))
def test_de_eindafrekening_klopt_per_onderdeel_en_samen(cijfers, deel):
    eigen = {} if deel is None else {"meenemen_2025": _waarde(deel)}
    uit = reken_af(cijfers, {jaar: jaarregels(SPUK, jaar, eigen) for jaar in range(2023, 2027)})
    for regel in uit.regels:
        assert regel.toegekend + regel.geschoven - regel.besteed == regel.terug - regel.eigen + regel.open
        assert min(regel.terug, regel.eigen, regel.open) >= 0
        bekend = [(t, b) for (_, code), (t, b) in cijfers.items() if code == regel.onderdeel and t is not None]
        assert (regel.toegekend, regel.besteed) == (sum(t for t, _ in bekend), sum(b for _, b in bekend))
    assert uit.som("geschoven") == 0
    assert uit.som("terug") <= uit.som("zonder")
    assert uit.som("toegekend") - uit.som("besteed") == uit.som("terug") - uit.som("eigen") + uit.som("open")


def test_voor_de_wijziging_schuift_vijftien_procent_binnen_een_thema():
    cijfers = {
        (2024, "valpreventie"): (100_000, 0),
        (2024, "mantelzorg"): (0, 40_000),
        (2024, "sportakkoord"): (0, 10_000),
    }
    uit = {r.onderdeel: r for r in reken_af(cijfers, _regels()).regels}
    assert (uit["valpreventie"].geschoven, uit["valpreventie"].terug, uit["valpreventie"].zonder) == (
        -15_000,
        85_000,
        100_000,
    )
    assert (uit["mantelzorg"].geschoven, uit["mantelzorg"].eigen) == (15_000, 25_000)
    # Another hoofdthema gets nothing.
    assert (uit["sportakkoord"].geschoven, uit["sportakkoord"].eigen) == (0, 10_000)


def test_na_de_wijziging_telt_alleen_het_totaal():
    cijfers = {(2025, "valpreventie"): (100_000, 20_000), (2025, "sportakkoord"): (5_000, 65_000)}
    uit = reken_af(cijfers, _regels())
    assert (uit.som("terug"), uit.som("eigen"), uit.som("zonder")) == (20_000, 0, 80_000)


def test_van_2023_gaat_twintig_procent_van_wat_over_is_mee_en_alleen_van_valpreventie():
    cijfers = {
        (2023, "valpreventie"): (50_000, 40_000),
        (2023, "mantelzorg"): (50_000, 40_000),
        (2024, "valpreventie"): (50_000, 51_000),
    }
    uit = {r.onderdeel: r for r in reken_af(cijfers, _regels()).regels}
    # 2,000 goes along to 2024, of which 1,000 is needed there.
    assert uit["valpreventie"].terug == 8_000 + 1_000
    assert uit["mantelzorg"].terug == 10_000


def test_wat_niet_is_ingevuld_wordt_niet_afgerekend():
    uit = reken_af({(2025, "ggd"): (None, 700), (2024, "ggd"): (500, 500)}, _regels())
    (regel,) = uit.regels
    assert (regel.onbekend, regel.besteed_onbekend, regel.besteed, regel.terug) == ((2025,), 700, 500, 0)
    assert uit.onbekend


def test_een_verlaagde_toekenning_geeft_niets_weg():
    cijfers = {(2023, "valpreventie"): (-10_000, -20_000), (2023, "mantelzorg"): (5_000, 9_000)}
    uit = {r.onderdeel: r for r in reken_af(cijfers, _regels()).regels}
    assert (uit["valpreventie"].geschoven, uit["valpreventie"].terug) == (0, 8_000 + 2_000)
    assert (uit["mantelzorg"].geschoven, uit["mantelzorg"].eigen) == (0, 4_000)


def test_wat_meeging_naar_een_jaar_dat_niet_is_ingevuld_hoeft_nog_niet_terug():
    uit = reken_af({(2023, "valpreventie"): (50_000, 40_000), (2024, "valpreventie"): (None, 3_000)}, _regels())
    (regel,) = uit.regels
    assert (regel.terug, regel.open, regel.onbekend) == (8_000, 2_000, (2024,))


def test_uit_het_laatste_jaar_gaat_niets_mee():
    mee = Regel(code="m", soort="meenemen", naam="M", uitleg="U", bron="B", vanaf="2026-01-01", jaar=2026)
    regels = {2026: Jaarregels(mag_schuiven=False, pot=str, meenemen=(mee, 10_000))}
    assert reken_af({(2026, "ggd"): (1_000, 400)}, regels).som("terug") == 600


def _regels():
    return {jaar: jaarregels(SPUK, jaar, {}) for jaar in range(2023, 2027)}


def _waarde(deel):
    return Regelwaarde(regel_code="meenemen_2025", waarde=deel)
