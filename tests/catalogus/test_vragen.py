from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.catalogus import Antwoordfout
from ketens.catalogus.fouten import Catalogusfout
from ketens.catalogus.vragen import Vraag, lees_antwoorden

KEUZES = [{"code": "een", "naam": "Een"}, {"code": "twee", "naam": "Twee"}]


def vraag(soort, **overig):
    from ketens.catalogus.lezen import Plek, lees_tabel

    tabel = {"sleutel": "v", "vraag": "Vraag?", "soort": soort}
    if soort.startswith("keuze"):
        tabel["keuzes"] = KEUZES
    if soort == "getal":
        tabel |= {"minimum": 1, "maximum": Decimal("60.5"), "eenheid": "seconden"}
    return lees_tabel(Vraag, tabel | overig, Plek("proef.toml"))


@pytest.mark.parametrize(
    ("soort", "ruw", "gelezen"),
    [
        ("ja_nee", True, True),
        ("ja_nee", False, False),
        ("getal", 4, Decimal(4)),
        ("getal", 4.1, Decimal("4.1")),
        ("getal", Decimal("4.25"), Decimal("4.25")),
        ("getal", " 4,2 ", Decimal("4.2")),
        ("getal", "+60.5", Decimal("60.5")),
        ("tekst", "  Hallo  ", "Hallo"),
        ("tekst", "   ", None),
        ("tekstvak", "a\nb", "a\nb"),
        ("keuze", "twee", "twee"),
        ("keuzes", ["twee", "een", "twee"], ("een", "twee")),
        ("keuzes", (), None),
        ("getal", None, None),
        ("datum", " 2027-02-03 ", "2027-02-03"),
        ("datum", date(2027, 2, 3), "2027-02-03"),
        ("datum", "", None),
    ],
)
def test_een_goed_antwoord_wordt_gelezen(soort, ruw, gelezen):
    assert vraag(soort).lees(ruw) == gelezen


@pytest.mark.parametrize(
    ("soort", "ruw", "zin"),
    [
        ("ja_nee", 1, "Kies ja of nee"),
        ("ja_nee", "true", "Kies ja of nee"),
        ("getal", True, "Vul een getal in, bijvoorbeeld 4,2."),
        ("getal", "", "Vul een getal in"),
        ("getal", "vier", "Vul een getal in"),
        ("getal", "1e1", "Vul een getal in"),
        ("getal", "4,2,1", "Vul een getal in"),
        ("getal", "٤", "Vul een getal in"),
        ("getal", "4" * 41, "Vul een getal in"),
        ("getal", [4], "Vul een getal in"),
        ("getal", float("nan"), "Vul een getal in"),
        ("getal", Decimal("Infinity"), "Vul een getal in"),
        ("getal", -4, "Vul een getal in van 1 tot en met 60,5 seconden."),
        ("getal", "-4", "van 1 tot en met 60,5 seconden"),
        ("getal", "0.99", "van 1 tot en met 60,5 seconden"),
        ("getal", Decimal("1E+999999"), "van 1 tot en met 60,5 seconden"),
        ("datum", "3-2-2027", "Vul een datum in"),
        ("datum", "2027-02-30", "Vul een datum in"),
        ("datum", 20270203, "Vul een datum in"),
        ("tekst", 5, "Vul een tekst in."),
        ("tekstvak", "a" * 1001, "Deze tekst is te lang: 1001 tekens. Gebruik niet meer dan 1000 tekens."),
        ("keuze", "drie", "Kies een van deze: een, twee."),
        ("keuze", ["een"], "Kies een van deze"),
        ("keuzes", "een", "Kies een of meer antwoorden uit de lijst."),
        ("keuzes", ["een", "drie"], "Kies een van deze"),
    ],
)
def test_een_fout_antwoord_krijgt_een_zin(soort, ruw, zin):
    with pytest.raises(Antwoordfout) as gevangen:
        vraag(soort).lees(ruw)
    assert gevangen.value.sleutel == "v"
    assert zin in gevangen.value.zin


@given(st.decimals("1", "60.5", places=6))
def test_een_getal_blijft_gelijk_als_het_als_tekst_terugkomt(getal):
    assert vraag("getal").lees(str(getal)) == getal == vraag("getal").lees(f"{getal:f}".replace(".", ","))


def test_een_onbekende_sleutel_wordt_genoemd():
    with pytest.raises(Antwoordfout, match=r"Deze vraag hoort niet bij Proef\.$"):
        lees_antwoorden([vraag("ja_nee")], {"q9": True}, "Proef")
    with pytest.raises(Antwoordfout, match="Bedoelt u 'horen'"):
        lees_antwoorden([vraag("ja_nee", sleutel="horen")], {"hoorn": True}, "Proef")


def test_wat_niet_is_beantwoord_staat_er_niet_in():
    vragen = [vraag("ja_nee", sleutel="a"), vraag("tekst", sleutel="b")]
    assert lees_antwoorden(vragen, {"a": None, "b": ""}, "Proef") == {}
    assert lees_antwoorden(vragen, {"a": False}, "Proef") == {"a": False}


def test_een_vraag_met_regel_is_alleen_dan_zichtbaar():
    later = vraag("tekst", tonen_als="andere_taal")
    assert later.is_zichtbaar({"taal": "anders"})
    assert not later.is_zichtbaar({})
    assert vraag("tekst").is_zichtbaar({})


def test_van_keuzes_kan_een_vraag_er_hoogstens_zoveel_nemen():
    een = vraag("keuzes", hoogstens=1)
    assert een.lees(["twee", "twee"]) == ("twee",)
    with pytest.raises(Antwoordfout, match=r"Kies er hoogstens 1\. U koos er 2\."):
        een.lees(["een", "twee"])


@pytest.mark.parametrize(("soort", "hoogstens"), [("keuzes", 0), ("keuzes", 2), ("keuze", 1), ("tekst", 1)])
def test_hoogstens_dat_nergens_op_slaat_wordt_geweigerd(soort, hoogstens):
    with pytest.raises(Catalogusfout, match="hoogstens"):
        vraag(soort, hoogstens=hoogstens)
