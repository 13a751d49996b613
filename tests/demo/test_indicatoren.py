"""The figures of domein 7.1 out of the demo, and behind every number as many rows as it says."""

import os

import pytest

from ketens.indicatoren.rijen import rijen
from ketens.indicatoren.stand import DELING
from ketens.indicatoren.tellen import tel
from ketens.rechten import Rol

KETENS = {"valpreventie": 2026, "welzijn_op_recept": 2025, "kansrijke_start": 2025}
# All parts of every split take a minute: the long edition opens them all, the short one the first of the first split.
ALLES = os.environ.get("KETENS_BEPROEVING") == "1"


def test_een_jaar_voor_de_keten_begon_is_niet_bekend(demo):
    with demo.binnen():
        eerste = tel("valpreventie", 2023)
    assert (eerste.vorig("aantal_gestart"), eerste.waarde("unieke_deelnemers")) == (None, 24)


def test_het_bereik_gaat_naast_aantallen_die_zeggen_dat_zij_verzonnen_zijn(demo):
    with demo.binnen():
        stand = tel("valpreventie", 2026)
        wijken = [naam for _, naam, _ in stand.splitsing("aantal_vrt", "wijk")]
    noemer = stand.noemer("pct_bereik_vrt")
    assert (noemer.aantal, noemer.bron) == (5150, "voorbeeldcijfer (demo)")
    assert 5 < stand.waarde("pct_bereik_vrt") < 14
    assert {"Borne 7621", "Hertme", "Zenderen"} <= set(wijken)


def test_94_inwoners_ondersteund_in_2024_en_166_in_2025(demo):
    with demo.binnen():
        stand = tel("welzijn_op_recept", 2025)
    assert (stand.vorig("inwoners_ondersteund"), stand.waarde("inwoners_ondersteund")) == (94, 166)


def test_kansrijke_start_telt_zonder_personen(demo):
    with demo.binnen():
        stand = tel("kansrijke_start", 2025)
    assert stand.waarde("geschoolde_professionals") == 3
    assert 45 <= stand.waarde("aantal_ouder_kindcafe") <= 52
    samen = stand.waarde("bezoeken_volwassenen") + stand.waarde("bezoeken_kinderen")
    assert stand.waarde("bezoeken_ouder_kindcafe") == samen
    assert stand.vorig("aantal_ouder_kindcafe") is None


@pytest.mark.parametrize("keten", KETENS)
def test_achter_elk_getal_liggen_net_zoveel_rijen_en_delen_tellen_op(demo, keten):
    jaar = KETENS[keten]
    with demo.binnen():
        stand, wie = tel(keten, jaar), demo.wie("projectleider")
        for code in stand.codes:
            indicator = stand.indicator(code)
            gevonden = rijen(keten, jaar, code, wie=wie, per=None)
            assert len(gevonden.rijen) == gevonden.totaal
            if indicator.soort == "bedrag" or stand.n(code) is None:
                continue
            assert gevonden.totaal == stand.n(code), code
            if indicator.soort in ("aantal", "som"):
                assert gevonden.som == stand.waarde(code), code
            assert not any(rij.inwoner or rij.traject_id for rij in gevonden.rijen)
            for splitsing in () if indicator.soort in DELING else indicator.splitsingen:
                delen = stand.splitsing(code, splitsing)
                assert sum(aantal for _, _, aantal in delen) == stand.waarde(code), (code, splitsing)
                if not ALLES and splitsing != indicator.splitsingen[0]:
                    continue
                for sleutel, naam, aantal in delen if ALLES else delen[:1]:
                    deel = rijen(keten, jaar, code, splitsing=splitsing, waarde=sleutel, wie=wie)
                    assert (deel.som, deel.deel or naam) == (aantal, naam), (code, splitsing, sleutel)


def test_wie_met_inwoners_werkt_ziet_wie_het_zijn(demo):
    with demo.binnen():
        gevonden = rijen("valpreventie", 2026, "aantal_gestart", wie=demo.wie("coordinator", Rol.COORDINATOR))
        assert all(rij.inwoner and rij.traject_id for rij in gevonden.rijen)
        assert (len(gevonden.rijen), gevonden.bladen) == (50, 2)
