"""The key file while processes run: they hear of a change at once, and half a file stops nobody."""

import base64
import os
import secrets
import stat
from uuid import uuid4

import pytest

from ketens.config import Instelfout, Instellingen
from ketens.kern import sleutelbestand, sleutels
from ketens.kern.versleuteling import Onleesbaar, open_cel, verzegel, zoekhash, zoekhashes

RIJ = uuid4()


def nieuw(id_):
    return f"{id_}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


@pytest.fixture
def data(tmp_path, huis_sleutels):
    """An instance with its keys in use, watched."""
    sleutelbestand.maak(tmp_path)
    instellingen = Instellingen.uit({"KETENS_DATA": str(tmp_path)})
    sleutels.neem_sleutels(instellingen.sleutels, instellingen.sleutelbron)
    yield tmp_path
    if huis_sleutels:
        sleutels.neem_sleutels(huis_sleutels)


@pytest.fixture
def pas_gekeken(monkeypatch):
    """So that only a reason of its own makes this process look again."""
    monkeypatch.setattr(sleutels, "KIJK_NA", 1e9)


def voeg_toe(data, **nieuwe):
    with sleutelbestand.slot(data):
        sleutelbestand.zet_vooraan(data, nieuwe)


def test_een_lopend_proces_schrijft_met_de_nieuwe_sleutel_en_leest_met_beide(data):
    oud = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    voeg_toe(data, KETENS_SLEUTELS="g2")
    sleutels.ververs()
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    assert cel[2:4] == b"g2"
    assert open_cel(oud, "inwoner", "achternaam", RIJ) == open_cel(cel, "inwoner", "achternaam", RIJ) == "De Vries"


def test_wie_een_cel_van_een_nieuwere_sleutel_tegenkomt_kijkt_meteen(data, pas_gekeken):
    """A sibling was first: its cell opens, also a moment after we looked."""
    bos = sleutels.sleutelbos()
    voeg_toe(data, KETENS_SLEUTELS="g2")
    buur = Instellingen.uit({"KETENS_DATA": str(data)}).sleutels
    sleutels._bossen[:] = [buur]
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    sleutels._bossen[:] = [bos]
    assert sleutels.sleutelbos().schrijft("gegevens") == "g1"
    assert open_cel(cel, "inwoner", "achternaam", RIJ) == "De Vries"
    assert sleutels.sleutelbos().schrijft("gegevens") == "g2"


def test_wie_een_sleutel_vraagt_kijkt_hoogstens_elke_seconde(data):
    voeg_toe(data, KETENS_SLEUTELS="g2")
    sleutels._gekeken[0] = sleutels.time.monotonic()
    assert sleutels.sleutelbos().schrijft("gegevens") == "g1"
    sleutels._gekeken[0] -= sleutels.KIJK_NA + 1
    assert sleutels.sleutelbos().schrijft("gegevens") == "g2"


def test_gezocht_wordt_onder_elke_zoeksleutel_de_nieuwste_eerst(data):
    was = zoekhash("achternaam", "jansen")
    assert zoekhashes("achternaam", "jansen") == [was]
    voeg_toe(data, KETENS_ZOEKSLEUTEL="z2", KETENS_LOGSLEUTEL="l2")
    sleutels.ververs()
    nu = zoekhash("achternaam", "jansen")
    assert zoekhashes("achternaam", "jansen") == [nu, was]
    assert nu != was
    bos = sleutels.sleutelbos()
    assert [list(bos.van(soort)) for soort in sleutels.SOORTEN] == [["g1"], ["z2", "z1"], ["l2", "l1"]]


@pytest.mark.parametrize("inhoud", ["", "KETENS_SLEUTELS=g2:half", "KETENS_SLEUTELS=\x00"])
def test_een_half_bestand_laat_de_sleutels_die_er_waren(data, caplog, inhoud):
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    (data / "sleutels").write_text(inhoud)
    for _ in range(3):
        sleutels.ververs()
    assert open_cel(cel, "inwoner", "achternaam", RIJ) == "De Vries"
    assert [regel.levelname for regel in caplog.records] == ["ERROR"]
    assert "niet te lezen" in caplog.text


def test_een_bestand_dat_weg_is_laat_de_sleutels_die_er_waren(data, caplog):
    (data / "sleutels").unlink()
    sleutels.ververs()
    assert verzegel("x", "inwoner", "achternaam", RIJ)[2:4] == b"g1"


def test_een_andere_sleutel_onder_hetzelfde_id_wordt_niet_genomen(data, caplog):
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    tekst = (data / "sleutels").read_text()
    regels = [f"KETENS_SLEUTELS={nieuw('g2')},{nieuw('g1')}" if "SLEUTELS=" in regel else regel
              for regel in tekst.splitlines()]  # fmt: skip
    (data / "sleutels").write_text("\n".join(regels))
    sleutels.ververs()
    assert open_cel(cel, "inwoner", "achternaam", RIJ) == "De Vries"
    assert verzegel("x", "inwoner", "achternaam", RIJ)[2:4] == b"g1"
    assert "onder hetzelfde id" in caplog.text


def test_een_sleutel_die_weggehaald_is_opent_niets_meer(data):
    cel = verzegel("De Vries", "inwoner", "achternaam", RIJ)
    voeg_toe(data, KETENS_SLEUTELS="g2")
    with sleutelbestand.slot(data):
        sleutelbestand.haal_weg(data, "KETENS_SLEUTELS", "g1")
    sleutels.ververs()
    with pytest.raises(Onleesbaar, match="sleutel 'g1' is er niet"):
        open_cel(cel, "inwoner", "achternaam", RIJ)


def test_ook_een_eigen_bestand_van_een_instelling_wordt_in_de_gaten_gehouden(tmp_path, huis_sleutels):
    sleutelbestand.maak(tmp_path)
    geheim = tmp_path / "geheim"
    geheim.write_text(nieuw("g7") + "\n")
    instellingen = Instellingen.uit({"KETENS_DATA": str(tmp_path), "KETENS_SLEUTELS_BESTAND": str(geheim)})
    sleutels.neem_sleutels(instellingen.sleutels, instellingen.sleutelbron)
    geheim.write_text(f"{nieuw('g8')}, {geheim.read_text()}")
    sleutels.ververs()
    assert list(sleutels.sleutelbos().gegevens) == ["g8", "g7"]
    if huis_sleutels:
        sleutels.neem_sleutels(huis_sleutels)


def test_twee_keer_hetzelfde_id_houdt_de_app_tegen(tmp_path):
    sleutelbestand.maak(tmp_path)
    with pytest.raises(Instelfout, match="In KETENS_SLEUTELS staan twee sleutels met hetzelfde id"):
        Instellingen.uit({"KETENS_DATA": str(tmp_path), "KETENS_SLEUTELS": f"{nieuw('g1')},{nieuw('g1')}"})


def test_het_bestand_wordt_in_een_keer_vervangen_en_is_alleen_van_de_eigenaar(data, monkeypatch):
    """Whoever is killed half-way leaves the old file, and the next one is not in its way."""
    was = (data / "sleutels").read_bytes()

    def gedood(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", gedood)
    with pytest.raises(KeyboardInterrupt):
        voeg_toe(data, KETENS_SLEUTELS="g2")
    assert (data / "sleutels").read_bytes() == was
    monkeypatch.undo()
    voeg_toe(data, KETENS_SLEUTELS="g2")
    assert sorted(pad.name for pad in data.iterdir()) == ["sleutels"]
    assert stat.S_IMODE((data / "sleutels").stat().st_mode) == 0o600
    assert was.decode().split("KETENS_SLEUTELS=")[1].split("\n")[0] in (data / "sleutels").read_text()


def test_wat_er_verder_in_het_bestand_staat_blijft_staan(data):
    pad = data / "sleutels"
    pad.write_text("# van ons\n" + pad.read_text() + "KETENS_IETS=a,b\n")
    voeg_toe(data, KETENS_LOGSLEUTEL="l2")
    regels = pad.read_text().splitlines()
    assert regels[0] == "# van ons"
    assert regels[-1] == "KETENS_IETS=a,b"


def test_een_verwijzing_naar_een_bestand_elders_blijft_een_verwijzing(data, tmp_path_factory):
    elders = tmp_path_factory.mktemp("kluis") / "sleutels"
    (data / "sleutels").rename(elders)
    (data / "sleutels").symlink_to(elders)
    voeg_toe(data, KETENS_SLEUTELS="g2")
    assert (data / "sleutels").is_symlink()
    assert "g2:" in elders.read_text()
