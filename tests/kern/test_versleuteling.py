"""Sealed cells: who steals the file reads nothing, and a cell that was moved does not open."""

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.inwoners.models import Inwoner
from ketens.kern import versleuteling
from ketens.kern.gemeente import in_gemeente
from ketens.kern.versleuteling import Onleesbaar, Sleutelbos, open_cel, verzegel, zoekhash

RIJ = uuid4()
TEKST = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def bos(**sleutels):
    return Sleutelbos(gegevens=sleutels, zoek=b"z" * 32, log=b"l" * 32, log_id="l1", zoek_id="z1")


@pytest.fixture(autouse=True)
def sleutels(huis_sleutels):
    """Two data keys, the newest first; afterwards the keys of the house lie there again."""
    versleuteling.neem_sleutels(bos(nieuw=os.urandom(32), oud=os.urandom(32)))
    yield
    if huis_sleutels:
        versleuteling.neem_sleutels(huis_sleutels)


@given(TEKST)
def test_wat_wordt_verzegeld_komt_er_hetzelfde_uit(tekst):
    cel = verzegel(tekst, "inwoner", "achternaam", RIJ)
    assert open_cel(cel, "inwoner", "achternaam", RIJ) == tekst
    assert len(tekst) < 4 or tekst.encode() not in cel


def test_twee_keer_hetzelfde_geeft_twee_verschillende_cellen():
    assert len({verzegel("De Vries", "inwoner", "achternaam", RIJ) for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("tabel", "kolom", "rij"),
    [
        ("contactpersoon", "achternaam", RIJ),
        ("inwoner", "voornaam", RIJ),
        ("inwoner", "achternaam", uuid4()),
    ],
    ids=["andere tabel", "andere kolom", "andere rij"],
)
def test_een_verplaatste_cel_gaat_niet_open(tabel, kolom, rij):
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    with pytest.raises(Onleesbaar, match="hoort hier niet"):
        open_cel(cel, tabel, kolom, rij)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_een_beschadigde_cel_gaat_niet_open(plek, ander):
    cel = bytearray(verzegel("De Vries", "inwoner", "achternaam", RIJ))
    cel[plek % len(cel)] ^= ander
    with pytest.raises(Onleesbaar):
        open_cel(bytes(cel), "inwoner", "achternaam", RIJ)


@given(st.binary(max_size=60))
def test_onzin_gaat_niet_open(onzin):
    with pytest.raises(Onleesbaar):
        open_cel(onzin, "inwoner", "achternaam", RIJ)


def test_een_cel_draagt_het_id_van_zijn_sleutel():
    assert verzegel("x", "inwoner", "achternaam", RIJ)[2:7] == b"nieuw"


def test_de_nieuwste_sleutel_schrijft_en_een_oude_leest_nog():
    oud, nieuw = os.urandom(32), os.urandom(32)
    versleuteling.neem_sleutels(bos(oud=oud))
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    versleuteling.neem_sleutels(bos(nieuw=nieuw, oud=oud))
    assert open_cel(cel, "inwoner", "achternaam", RIJ) == "De Vries"
    versleuteling.neem_sleutels(bos(nieuw=nieuw))
    with pytest.raises(Onleesbaar, match="sleutel 'oud' is er niet"):
        open_cel(cel, "inwoner", "achternaam", RIJ)


def test_een_andere_sleutel_met_hetzelfde_id_opent_niets():
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    versleuteling.neem_sleutels(bos(nieuw=os.urandom(32)))
    with pytest.raises(Onleesbaar, match="hoort hier niet"):
        open_cel(cel, "inwoner", "achternaam", RIJ)


def test_wie_een_cel_opent_wordt_onthouden_voor_het_logboek():
    inwoner = Inwoner(achternaam="De Vries")
    merk = versleuteling.geopend.set(set())
    try:
        assert inwoner.postcode is None
        assert versleuteling.geopend.get() == set(), "een lege cel toont niemand"
        assert inwoner.achternaam == "De Vries"
        assert versleuteling.geopend.get() == {inwoner.id}
    finally:
        versleuteling.geopend.reset(merk)


def test_dezelfde_waarde_nog_eens_zetten_wijzigt_de_cel_niet():
    inwoner = Inwoner(achternaam="De Vries")
    cel = inwoner.achternaam_cel
    inwoner.achternaam = "De Vries"
    assert inwoner.achternaam_cel is cel
    inwoner.achternaam = "Jansen"
    assert inwoner.achternaam_cel != cel
    inwoner.achternaam = ""
    assert inwoner.achternaam_cel is None


@given(TEKST, TEKST)
def test_een_zoekhash_is_vast_maar_verschilt_per_gemeente_en_soort(waarde, ander):
    with in_gemeente(uuid4()):
        hier = zoekhash("achternaam", waarde)
        assert hier == zoekhash("achternaam", waarde)
        assert len(hier) == 16
        assert hier != zoekhash("postcode", waarde)
        assert (hier == zoekhash("achternaam", ander)) == (waarde == ander)
    with in_gemeente(uuid4()):
        assert hier != zoekhash("achternaam", waarde)
