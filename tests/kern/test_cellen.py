"""Cells as people fill them."""

from datetime import date, timedelta

import pytest

from ketens.kern import cellen
from ketens.kern.klok import vandaag


@pytest.mark.parametrize(
    "cel", ["14-11-2024", "14/11/2024", "14.11.2024", "2024-11-14", "2024-11-14 00:00:00", " 14-11-2024 "]
)
def test_een_dag_staat_er_op_vele_manieren(cel):
    assert cellen.dag(cel) == date(2024, 11, 14)


@pytest.mark.parametrize(("cel", "zin"), [("31-2-2024", "bestaat niet"), ("vorige week", "dag-maand-jaar")])
def test_een_dag_die_geen_dag_is_wordt_geweigerd(cel, zin):
    with pytest.raises(ValueError, match=zin):
        cellen.dag(cel)


def test_wat_al_geweest_is_ligt_niet_in_de_toekomst():
    morgen = vandaag() + timedelta(days=1)
    with pytest.raises(ValueError, match="toekomst"):
        cellen.dag_geweest(f"{morgen:%d-%m-%Y}")


@pytest.mark.parametrize(
    ("cel", "nummer"),
    [("074 123 4567", "+31741234567"), ("741234567", "+31741234567"), ("06-12345678", "+31612345678"), ("", None)],
)  # fmt: skip
def test_een_nul_die_het_rekenprogramma_weglaat_komt_terug(cel, nummer):
    assert cellen.telefoon(cel) == nummer


@pytest.mark.parametrize(("cel", "gelezen"), [("7621 ab", "7621AB"), ("", None)])
def test_een_postcode_verliest_haar_spatie(cel, gelezen):
    assert cellen.postcode(cel) == gelezen


@pytest.mark.parametrize(("cel", "ja"), [("Ja", True), ("x", True), ("", False), ("NEE", False)])
def test_ja_en_nee(cel, ja):
    assert cellen.ja_nee(cel) is ja


@pytest.mark.parametrize(("cel", "aantal"), [("12", 12), ("1.234", 1234), ("", None)])
def test_een_getal(cel, aantal):
    assert cellen.getal(cel) == aantal


@pytest.mark.parametrize(
    ("lees", "cel"),
    [
        (cellen.telefoon, "geheim-123"),
        (cellen.postcode, "geheim"),
        (cellen.ja_nee, "geheim"),
        (cellen.getal, "geheim"),
        (cellen.dag, "geheim"),
        (cellen.tekst(3), "geheim"),
        (cellen.keuze({"ja": 1}, "Kies uit de lijst."), "geheim"),
    ],
)
def test_een_fout_herhaalt_nooit_wat_er_stond(lees, cel):
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as gevangen:
        lees(cel)
    assert "geheim" not in str(gevangen.value)


@pytest.mark.parametrize(("cel", "adres"), [(" naam@voorbeeld.nl ", "naam@voorbeeld.nl"), ("", None)])
def test_een_mailadres(cel, adres):
    assert cellen.email(cel) == adres


@pytest.mark.parametrize(
    "cel",
    [
        "naam",
        "naam@",
        "a@b",
        "a b@c.example",
        "a@b.example\nBcc: x@y.example",
        "a@b.example, c@d.example",
        "x" * 250 + "@b.example",
    ],
)
def test_wat_geen_mailadres_is_wordt_geweigerd_in_een_zin(cel):
    with pytest.raises(ValueError, match="e-mailadres"):
        cellen.email(cel)
