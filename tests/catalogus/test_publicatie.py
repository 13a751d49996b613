import shutil

import pytest

from ketens.catalogus.laden import EIGEN
from ketens.catalogus.publicatie import LIJST, controleer_publicatie


@pytest.fixture
def kopie(tmp_path):
    return shutil.copytree(EIGEN, tmp_path / "kopie")


def meldingen(map_):
    return [str(fout) for fout in controleer_publicatie(map_)]


def test_geen_gepubliceerd_bestand_is_veranderd():
    assert meldingen(EIGEN) == []


def test_een_veranderd_bestand_wordt_gemeld(kopie):
    with (kopie / "ketens/valpreventie-1.toml").open("a") as bestand:
        bestand.write("\n")
    (melding,) = meldingen(kopie)
    assert melding == "ketens/valpreventie-1.toml: dit bestand is gepubliceerd en veranderd; maak een nieuwe versie."


def test_een_verdwenen_bestand_wordt_gemeld(kopie):
    (kopie / "interventies/zoe-1.toml").unlink()
    assert meldingen(kopie) == ["interventies/zoe-1.toml: dit bestand is gepubliceerd en mag niet weg."]


def test_een_nieuw_bestand_moet_op_de_lijst(kopie):
    shutil.copy(kopie / "interventies/zoe-1.toml", kopie / "interventies/zoe-3.toml")
    assert meldingen(kopie) == [f"interventies/zoe-3.toml: dit bestand staat nog niet in {LIJST}."]
    (kopie / LIJST).unlink()
    assert len(meldingen(kopie)) == len([*kopie.glob("*/*.toml")])
