"""What an interventie measures, and when: the instruments exist, and so do the sessions."""

import re

import pytest

from ketens.catalogus import laad
from ketens.catalogus.laden import EIGEN

BESTAND = "interventies/in_balans-2.toml"
METEN = sorted(EIGEN.glob("instrumenten/*.toml"))


@pytest.mark.parametrize(
    ("code", "instrumenten", "momenten"),
    [
        ("in_balans", ("tug@1", "cst30@1", "loop4m@1", "fesi7@1"), (5, 24)),
        ("vvt", ("tug@1", "cst30@1", "fesi7@1"), (1, 10)),
        ("otago", ("sppb@1", "fesi7@1"), (1, 24)),
        ("zoe", ("fesi@1",), (1, 8)),
    ],
)
def test_elke_cursus_zegt_wat_en_wanneer_er_gemeten_wordt(eigen, code, instrumenten, momenten):
    meten = eigen.interventie(code).meten
    assert (meten.instrumenten, (meten.t0_bij, meten.t1_bij)) == (instrumenten, momenten)
    # The source says that there are two test days, not which ones.
    assert any("Het meten" in zin for zin in eigen.interventie(code).te_controleren)


def test_een_cursus_zonder_vast_aantal_bijeenkomsten_meet_niet(eigen):
    assert eigen.interventie("tom").meten is None


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel", "zin"),
    [
        ('"tug@1"', '"tugg@1"', "meten.instrumenten[0]", "er is geen instrument 'tugg@1'. Bedoelt u 'tug@1'?"),
        ('"tug@1"', '"valrisicotest@1"', "meten.instrumenten[0]", "zegt niet wat beter is"),
        ('"tug@1"', '"cst30@1"', "meten.instrumenten", "elk een keer"),
        ("t1_bij = 24", "t1_bij = 25", "meten", "er zijn 24 bijeenkomsten"),
        ("t1_bij = 24", "t1_bij = 5", "meten", "verwacht t0_bij voor t1_bij"),
        ("t0_bij = 5", "t0_bij = 0", "meten", "vanaf bijeenkomst 1"),
    ],
)
def test_een_typefout_bij_meten_wordt_genoemd(fout_na, oud, nieuw, sleutel, zin):
    fout = fout_na(BESTAND, oud, nieuw)
    assert fout.sleutel == sleutel
    assert zin in fout.verwacht


def test_meten_zonder_instrumenten_kan_niet(fout_na):
    alle = re.search(r"instrumenten = \[.*\]", (EIGEN / BESTAND).read_text(encoding="utf-8"))[0]
    assert fout_na(BESTAND, alle, "instrumenten = []").sleutel == "meten.instrumenten"


def test_meten_zonder_vast_aantal_bijeenkomsten_kan_niet(fout_na):
    meten = '[meten]\ninstrumenten = ["tug@1"]\nt0_bij = 1\nt1_bij = 2\n\n[groepsgrootte]'
    fout = fout_na("interventies/tom-2.toml", "[groepsgrootte]", meten)
    assert (fout.sleutel, "aantal bijeenkomsten vaststaat" in fout.verwacht) == ("meten", True)


def test_wat_niemand_nakeek_staat_bij_de_klasse_en_in_het_bestand():
    eigen = laad()
    for instrument in eigen.alle_instrumenten.values():
        if any(klasse.te_controleren for klasse in instrument.uitslagen):
            assert instrument.te_controleren, instrument.pin
    assert {
        (instrument.code, klasse.code)
        for instrument in eigen.alle_instrumenten.values()
        for klasse in instrument.uitslagen
        if klasse.te_controleren
    } == {
        ("tug", "grensgebied"),
        ("loop4m", "langzaam"),
        *(("fesi", code) for code in ("laag", "matig", "hoog")),
        *(("fesi7", code) for code in ("laag", "matig", "hoog")),
        *(("balans4", code) for code in ("verhoogd", "niet_verhoogd")),
        *(("sppb", code) for code in ("ernstig", "matig", "licht", "minimaal")),
    }


@pytest.mark.parametrize(
    ("code", "beter", "eenheid"),
    [
        ("tug", "lager", "seconden"),
        ("loop4m", "lager", "seconden"),
        ("cst5", "lager", "seconden"),
        ("cst30", "hoger", "keer"),
        ("sppb", "hoger", "punten"),
        ("balans4", "hoger", "seconden"),
        ("fesi", "lager", "punten"),
        ("fesi7", "lager", "punten"),
    ],
)
def test_elke_meting_zegt_wat_beter_is_en_in_welke_eenheid(eigen, code, beter, eenheid):
    instrument = eigen.instrument(f"{code}@1")
    assert (instrument.beter, instrument.eenheid) == (beter, eenheid)
    assert {"niet_uitvoerbaar", "onvolledig"} <= {klasse.code for klasse in instrument.uitslagen}


@pytest.mark.parametrize(
    ("bestand", "anders", "sleutel", "zin"),
    [
        ("tug", ("vanaf = 12.0", "vanaf = 15.0"), "instellingen.banden[2]", "een grens boven die ervoor"),
        ("tug", ("vanaf = 12.0", "vanaf = 12.0, boven = 12.0"), "instellingen.banden[1]", "niet allebei"),
        (
            "tug",
            ('{ uitslag = "niet_verhoogd" }', '{ uitslag = "niet_verhoogd", vanaf = 3 }'),
            "instellingen.banden",
            "",
        ),
        ("tug", ('eenheid = "seconden"\n', ""), "eenheid", "geef ze allebei"),
        ("tug", ('sleutel = "waarde"', 'sleutel = "leeftijd"'), "vragen", "weet de app al"),
        ("cst30", ("van = 65, tot", "van = 64, tot"), "instellingen.grenzen[1]", "leeftijden na die ervoor"),
        ("fesi", ("hoogstens_open = 4", "hoogstens_open = 16"), "instellingen", "minder open items"),
        ("sppb", ("boven = 8.70", "boven = 6.10"), "instellingen.lopen[3]", "een grens boven die ervoor"),
    ],
)
def test_een_typefout_in_een_meting_wordt_genoemd(fout_na, bestand, anders, sleutel, zin):
    fout = fout_na(f"instrumenten/{bestand}-1.toml", *anders)
    assert fout.sleutel == sleutel
    assert zin in fout.verwacht


def test_elke_grens_is_een_voorbeeld(eigen):
    """Of each band the first value, and of each value range both ends."""
    for code in ("tug", "loop4m", "cst5", "fesi", "fesi7"):
        instrument = eigen.instrument(f"{code}@1")
        sleutel = "som" if code.startswith("fesi") else "waarde"
        gedaan = {
            voorbeeld.antwoorden[sleutel] for voorbeeld in instrument.voorbeelden if sleutel in voorbeeld.antwoorden
        }
        grenzen = {band.get("vanaf", band.get("boven")) for band in instrument.instellingen["banden"][1:]}
        vraag = next(vraag for vraag in instrument.vragen if vraag.sleutel == sleutel)
        assert grenzen | {vraag.minimum, vraag.maximum} <= gedaan, code
    opstaan = eigen.instrument("cst30@1")
    gedaan = {(v.leeftijd, v.geslacht, v.antwoorden.get("waarde")) for v in opstaan.voorbeelden}
    for grens in opstaan.instellingen["grenzen"]:
        for geslacht in ("man", "vrouw"):
            assert (grens["tot_en_met"], geslacht, grens[geslacht] - 1) in gedaan
            assert (grens["van"], geslacht, grens[geslacht]) in gedaan
