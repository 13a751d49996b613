"""What a public number counts: two that count the same are one, and what is left between two has a name of its own."""

from types import SimpleNamespace

from ketens.publicaties.tellingen import ALLES, Geteld, Waarden


def eis(kolom, *een_van, niet=()):
    return SimpleNamespace(kolom=kolom, een_van=een_van, niet=niet)


TESTS = Geteld.van("test", 2025, "rijen", [eis("uitslag", "laag", "matig", "hoog")])
VERHOOGD = Geteld.van("test", 2025, "rijen", [eis("uitslag", "matig", "hoog")])
ALLE = Geteld.van("test", 2025, "rijen", [])


def test_hetzelfde_deel_van_twee_cijfers_is_een_getal():
    assert TESTS.waar("uitslag", "hoog") == VERHOOGD.waar("uitslag", "hoog") == ALLE.waar("uitslag", "hoog")
    assert TESTS.waar("uitslag", "hoog").sleutel == "test|2025|uitslag=hoog"
    assert TESTS.waar("wijk", "7621") != VERHOOGD.waar("wijk", "7621")


def test_wat_overblijft_is_zelf_een_getal():
    assert TESTS.verschilt_in(VERHOOGD) == "uitslag"
    assert TESTS.zonder(VERHOOGD, "uitslag") == TESTS.waar("uitslag", "laag")
    assert ALLE.zonder(TESTS, "uitslag").sleutel == "test|2025|uitslag=niet hoog+laag+matig"


def test_wie_in_twee_kolommen_verschilt_is_geen_deel_maar_valt_er_wel_binnen():
    mensen = Geteld.van("test", 2025, "inwoners", [eis("uitslag", "hoog"), eis("op_naam", "ja")])
    assert TESTS.verschilt_in(mensen) is None
    assert mensen.als_rijen.verschilt_in(TESTS) is None
    assert mensen.valt_binnen(TESTS)
    assert not TESTS.valt_binnen(mensen)
    assert not Geteld.van("einde", 2025, "rijen", []).valt_binnen(ALLE)


def test_waarden_doorsnijden_en_trekken_af():
    niet_laag, hoog = Waarden(frozenset({"laag"})), Waarden(frozenset({"hoog"}), niet=False)
    assert niet_laag.en(hoog) == hoog
    assert hoog.past_in(niet_laag)
    assert not niet_laag.past_in(hoog)
    assert ALLES.zonder(hoog) == Waarden(frozenset({"hoog"}))
    assert hoog.zonder(ALLES) == Waarden(frozenset(), niet=False)
