"""Change in words and in numbers, against figures worked out by hand."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ketens.catalogus import catalogus
from ketens.metingen.verandering import getal, in_woorden, oordeel, over_groep, verandering

TUG, OPSTAAN = catalogus().instrument("tug@1"), catalogus().instrument("cst30@1")


def meting(score, uitslag="verhoogd", instrument="tug@1"):
    return SimpleNamespace(afname=SimpleNamespace(score=score, uitslag=uitslag, instrument=instrument))


@pytest.mark.parametrize(
    ("instrument", "verschil", "zin"),
    [
        (TUG, "-2.3", "2,3 seconden minder: beter"),
        (TUG, "0.5", "0,5 seconden meer: slechter"),
        (TUG, "0", "gelijk gebleven"),
        (OPSTAAN, "3", "3 keer meer: beter"),
        (OPSTAAN, "-1", "1 keer minder: slechter"),
    ],
)
def test_het_verschil_staat_in_woorden_met_de_goede_kant(instrument, verschil, zin):
    assert in_woorden(instrument, Decimal(verschil)) == zin


def test_het_verschil_is_einde_min_begin_zonder_afrondfout():
    een = verandering(TUG, meting(12.4), meting(10.1))
    assert (een.verschil, een.oordeel, een.woorden) == (Decimal("-2.3"), "beter", "2,3 seconden minder: beter")
    assert een.begin.woorden == "12,4 seconden"
    assert (een.begin.klasse.code, een.eind.klasse.te_controleren) == ("verhoogd", False)


@pytest.mark.parametrize(
    ("begin", "eind", "zin"),
    [
        (None, None, "nog niet te vergelijken"),
        (meting(12.0), None, "nog niet te vergelijken"),
        (None, meting(12.0), "nog niet te vergelijken"),
        (meting(None, "niet_uitvoerbaar"), meting(14.2), "niet te vergelijken: niet uitvoerbaar"),
        (meting(14.2), meting(None, "niet_uitvoerbaar"), "niet te vergelijken: niet uitvoerbaar"),
        (meting(14.2), meting(None, "onvolledig"), "niet te vergelijken"),
    ],
)
def test_zonder_twee_scores_is_er_geen_verschil(begin, eind, zin):
    een = verandering(TUG, begin, eind)
    assert (een.verschil, een.oordeel, een.woorden) == (None, None, zin)


def test_scores_van_twee_versies_van_een_test_zijn_niet_te_vergelijken(monkeypatch):
    ander = SimpleNamespace(pin="tug@2", uitslag=TUG.uitslag, eenheid="seconden")
    bekend = {"tug@1": TUG, "tug@2": ander}
    monkeypatch.setattr("ketens.metingen.verandering.catalogus", lambda: SimpleNamespace(instrument=bekend.__getitem__))
    assert verandering(TUG, meting(12.0), meting(10.0, instrument="tug@2")).verschil is None


def test_de_groep_telt_alleen_paren_en_noemt_niet_uitvoerbaar_apart():
    mensen = [
        verandering(TUG, meting(12.0), meting(10.0)),  # 2,0 sneller
        verandering(TUG, meting(14.5), meting(15.0)),  # 0,5 trager
        verandering(TUG, meting(11.1), meting(11.1)),  # gelijk
        verandering(TUG, meting(30.0), None),
        verandering(TUG, meting(None, "niet_uitvoerbaar"), meting(25.0)),
        verandering(TUG, None, meting(None, "niet_uitvoerbaar")),
    ]
    groep = over_groep(TUG, mensen)
    assert (groep.paren, groep.lukte_niet, groep.weinig) == (3, 2, True)
    assert groep.gemiddeld == Decimal("-0.5")  # (-2,0 + 0,5 + 0) / 3
    assert groep.woorden == "0,5 seconden minder: beter"
    assert [groep.aantal(welk) for welk in ("beter", "gelijk", "slechter")] == [1, 1, 1]


def test_tien_paren_zijn_genoeg_en_negen_niet():
    paar = verandering(OPSTAAN, meting(8, instrument="cst30@1"), meting(10, instrument="cst30@1"))
    assert over_groep(OPSTAAN, [paar] * 9).weinig
    groep = over_groep(OPSTAAN, [paar] * 10)
    assert (groep.weinig, groep.gemiddeld, groep.woorden) == (False, Decimal("2.0"), "2 keer meer: beter")


def test_zonder_paren_is_er_geen_gemiddelde():
    groep = over_groep(TUG, [verandering(TUG, meting(12.0), None)])
    assert (groep.paren, groep.gemiddeld, groep.woorden) == (0, None, "nog niet te vergelijken")


def test_een_gemiddelde_dat_op_nul_afrondt_is_gelijk_gebleven():
    rijen = [verandering(TUG, meting(10.0), meting(10.0 - verschil)) for verschil in (0.1, 0.0, 0.0)]
    groep = over_groep(TUG, rijen)
    assert groep.woorden == "gelijk gebleven"
    assert oordeel(TUG, groep.gemiddeld) == "gelijk"


@pytest.mark.parametrize(
    ("waarde", "tekst"), [("12.40", "12,4"), ("10", "10"), ("10.0", "10"), ("0.05", "0,05"), ("100", "100")]
)
def test_een_getal_staat_er_zoals_mensen_het_schrijven(waarde, tekst):
    assert getal(Decimal(waarde)) == tekst
