"""Every figure beside a count by hand, over histories that nobody thought up (besluit 0037).

The count by hand (`naief`) reads all rows and loops; it shares nothing with the house but the files of the catalogue.
"""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ketens.indicatoren.rijen import rijen
from ketens.indicatoren.tellen import tel
from ketens.kern.klok import zet_klok
from tests import wereld
from tests.indicatoren.naief.klas import klas
from tests.indicatoren.naief.leven import NU
from tests.indicatoren.naief.plaats import Plaats
from tests.indicatoren.naief.tellen import Naief
from tests.indicatoren.naief.vergelijken import JAREN, verschillen
from tests.merken import BEPROEVING, EERST_OP_SQLITE, OP_POSTGRESQL

KETENS = ("valpreventie", "welzijn_op_recept", "kansrijke_start")
GETAL = st.integers(0, 2**24)
# Which figures were ever something: two counts of nothing are the same too.
GEZIEN: set[str] = set()


def vertel(app, gemeente, levens, welzijn, klassen):
    """Let a gemeente live."""
    plaats = Plaats(app, gemeente)
    plaats.laat_leven(levens, welzijn)
    for getal in klassen:
        klas(plaats, getal)
    plaats.tel_bezoek(sum(levens))


def keur(app, *, ook_rijen):
    """Lay both counts beside each other, and the rows behind a number beside the number; nothing leaks elsewhere."""
    with wereld.binnen(app), zet_klok(NU):
        for keten in KETENS:
            naief = Naief(keten, NU)
            assert verschillen(keten, NU, naief) == []
            nooit_meer_mensen_dan_keren(naief, keten)
            alles_heeft_een_naam(keten)
            GEZIEN.update(code for code in naief.indicatoren if any(naief.waarde(code, jaar) for jaar in JAREN))
            if ook_rijen and keten == "valpreventie":
                rijen_zijn_er_zo_veel_als_het_getal_zegt(naief, keten, 2025)
    with wereld.binnen(app, "tubbergen"), zet_klok(NU):
        assert verschillen("valpreventie", NU) == []


def alles_heeft_een_naam(keten):
    """No code of the database reaches a page."""
    for jaar in JAREN:
        stand = tel(keten, jaar)
        for code in stand.codes:
            for splitsing in stand.indicator(code).splitsingen:
                for sleutel, naam, _ in stand.splitsing(code, splitsing):
                    assert "_" not in naam, (code, splitsing, sleutel)


def nooit_meer_mensen_dan_keren(naief, keten):
    for jaar in JAREN:
        for code, indicator in naief.indicatoren.items():
            if indicator.get("telt") == "inwoners":
                assert naief.waarde(code, jaar) == naief.mensen(code, jaar) <= len(naief.voldoen(code, jaar))
        if keten == "valpreventie":
            stand = tel(keten, jaar)
            assert stand.waarde("unieke_deelnemers") <= stand.waarde("aantal_gestart")
            assert stand.waarde("bereik_vrt") <= stand.waarde("aantal_vrt")


def rijen_zijn_er_zo_veel_als_het_getal_zegt(naief, keten, jaar):
    stand, cora = tel(keten, jaar), wereld.wie("coordinator")
    for code, indicator in naief.indicatoren.items():
        if indicator.get("soort", "aantal") in ("aandeel", "bedrag"):
            continue
        achter = rijen(keten, jaar, code, wie=cora, per=None)
        assert achter.totaal == len(achter.rijen) == len(naief.telt(code, jaar)), code
        if indicator.get("soort", "aantal") in ("aantal", "som"):
            assert (achter.som if "maten" in indicator else achter.totaal) == stand.waarde(code), code
        # Of the parts a few in the short edition: each is a statement of its own.
        for splitsing in indicator.get("splitsingen", ()) if BEPROEVING or code == "unieke_deelnemers" else ():
            for sleutel, _, aantal in stand.splitsing(code, splitsing):
                deel = rijen(keten, jaar, code, splitsing=splitsing, waarde=sleutel, wie=cora, per=None)
                assert (deel.som if "maten" in indicator else deel.totaal) == aantal, (code, splitsing, sleutel)


@settings(
    max_examples=300 if BEPROEVING else 4,
    deadline=None,
    derandomize=not BEPROEVING,
    database=None,
    # To shrink takes minutes; the long edition does.
    phases=list(Phase) if BEPROEVING else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    levens=st.lists(GETAL, unique=True, min_size=15, max_size=25),
    elders=st.lists(GETAL, unique=True, min_size=4, max_size=8),
    welzijn=st.lists(GETAL, unique=True, min_size=8, max_size=14),
    klassen=st.lists(GETAL, unique=True, min_size=2, max_size=3),
)
def in_elke_geschiedenis(bron, levens, elders, welzijn, klassen):
    bron.ververs()
    vertel(bron.app, "borne", levens, welzijn, klassen)
    vertel(bron.app, "tubbergen", elders, [], klassen[:1])
    keur(bron.app, ook_rijen=BEPROEVING)


@EERST_OP_SQLITE
def test_het_huis_telt_wat_met_de_hand_is_geteld(bron):
    in_elke_geschiedenis(bron)
    assert len(GEZIEN) > 70, sorted(GEZIEN)


@OP_POSTGRESQL
def test_ook_op_postgresql(app):
    vertel(app, "borne", range(9), range(5), range(9, 12))
    vertel(app, "tubbergen", range(3), [], [9])
    keur(app, ook_rijen=True)


pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
