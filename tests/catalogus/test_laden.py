import subprocess
import sys

import pytest

from ketens.catalogus import Catalogusfout, Onbekend, laad
from ketens.catalogus.laden import EIGEN

IN_BALANS = "interventies/in_balans-1.toml"


def leg(map_, bron, doel, oud="", nieuw=""):
    (map_ / doel).parent.mkdir(parents=True, exist_ok=True)
    tekst = (EIGEN / bron).read_text(encoding="utf-8")
    (map_ / doel).write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def test_alles_is_te_vinden_op_code_en_op_versie(eigen):
    assert eigen.keten("valpreventie") is eigen.keten("valpreventie", 2) is eigen.keten("valpreventie@2")
    assert eigen.instrument("valrisicotest@1").pin == "valrisicotest@1"
    assert eigen.interventie("in_balans") is eigen.interventie("in_balans@2")
    assert "valpreventie" in [keten.code for keten in eigen.ketens]


def test_interventies_staan_op_naam(eigen):
    assert [interventie.code for interventie in eigen.interventies] == ["in_balans", "otago", "tom", "vvt", "zoe"]


@pytest.mark.parametrize(
    ("zoek", "zin"),
    [
        (lambda c: c.keten("valpreventi"), "De catalogus kent geen keten 'valpreventi'. Bedoelt u 'valpreventie@2'?"),
        (lambda c: c.keten("valpreventie", 7), "De catalogus kent geen keten 'valpreventie@7'."),
        (lambda c: c.instrument("xyz@1"), "De catalogus kent geen instrument 'xyz@1'."),
        (lambda c: c.interventie("tennis"), "De catalogus kent geen interventie 'tennis'."),
    ],
)
def test_wat_er_niet_is_geeft_een_zin(eigen, zoek, zin):
    with pytest.raises(KeyError) as gevangen:
        zoek(eigen)
    assert isinstance(gevangen.value, Onbekend)
    assert str(gevangen.value).startswith(zin)


def test_een_gemeente_legt_een_nieuwe_versie_naast_de_onze(tmp_path):
    leg(tmp_path, IN_BALANS, "interventies/in_balans-3.toml", "versie = 1", "versie = 3")
    catalogus = laad(tmp_path)
    assert catalogus.interventie("in_balans").versie == 3
    assert catalogus.interventie("in_balans@1").versie == 1
    assert len(catalogus.interventies) == 5
    valpreventie = catalogus.keten("valpreventie")
    assert valpreventie.waarschuwingen(catalogus.interventie("in_balans"), "matig", {}) == ()


def test_versie_10_is_nieuwer_dan_versie_9(tmp_path):
    for versie in (9, 10):
        leg(tmp_path, IN_BALANS, f"interventies/in_balans-{versie}.toml", "versie = 1", f"versie = {versie}")
    assert laad(tmp_path).interventie("in_balans").versie == 10


def test_een_gepubliceerde_versie_vervangen_mag_niet(tmp_path):
    leg(tmp_path, IN_BALANS, IN_BALANS)
    with pytest.raises(Catalogusfout, match="in_balans@1 bestaat al; geef uw bestand een nieuwe versie"):
        laad(tmp_path)


@pytest.mark.parametrize("naam", ["in_balans-3.toml", "inbalans-2.toml"])
def test_de_bestandsnaam_hoort_bij_code_en_versie(tmp_path, naam):
    leg(tmp_path, IN_BALANS, f"interventies/{naam}", "versie = 1", "versie = 2")
    with pytest.raises(Catalogusfout, match=r"horen bij de bestandsnaam in_balans-2\.toml"):
        laad(tmp_path)


def test_versie_nul_bestaat_niet(tmp_path):
    leg(tmp_path, IN_BALANS, "interventies/in_balans-0.toml", "versie = 1", "versie = 0")
    with pytest.raises(Catalogusfout, match="versie vanaf 1"):
        laad(tmp_path)


@pytest.mark.parametrize("inhoud", [b"code = ", b"code = '\xff'"])
def test_geen_goede_toml_wordt_gemeld(tmp_path, inhoud):
    (tmp_path / "ketens").mkdir()
    (tmp_path / "ketens" / "kapot-1.toml").write_bytes(inhoud)
    with pytest.raises(Catalogusfout, match=r"kapot-1\.toml: dit is geen goed TOML-bestand"):
        laad(tmp_path)


@pytest.mark.parametrize("plaats", ["los-1.toml", "keten/los-1.toml", "ketens/diep/los-1.toml"])
def test_een_bestand_op_de_verkeerde_plaats_wordt_niet_stil_overgeslagen(tmp_path, plaats):
    leg(tmp_path, IN_BALANS, plaats)
    with pytest.raises(Catalogusfout, match="verwacht dit bestand in een van de mappen"):
        laad(tmp_path)


def test_een_map_die_er_niet_is_wordt_gemeld(tmp_path):
    with pytest.raises(Catalogusfout, match="deze map bestaat niet"):
        laad(tmp_path / "weg")


def test_een_eigen_keten_van_de_gemeente_gebruikt_onze_instrumenten(tmp_path):
    leg(tmp_path, "ketens/valpreventie-1.toml", "ketens/stevig-1.toml", 'code = "valpreventie"', 'code = "stevig"')
    catalogus = laad(tmp_path)
    assert {keten.code for keten in catalogus.ketens} > {"stevig", "valpreventie"}
    assert catalogus.instrument(catalogus.keten("stevig").instrument_bij_verwijzing).naam == "Valrisicotest"


def draai(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_de_catalogus_van_het_proces_wordt_een_keer_gekozen(tmp_path):
    leg(tmp_path, IN_BALANS, "interventies/in_balans-3.toml", "versie = 1", "versie = 3")
    uit = draai(
        "from pathlib import Path\n"
        "from ketens.catalogus import catalogus, kies_map\n"
        f"gekozen = kies_map(Path({str(tmp_path)!r}))\n"
        f"assert gekozen is catalogus() is kies_map(Path({str(tmp_path)!r}))\n"
        "try:\n    kies_map(None)\n"
        "except RuntimeError as fout:\n    print(gekozen.interventie('in_balans').pin, fout)\n"
    )
    assert uit == f"in_balans@3 De catalogus is al geladen met de map {tmp_path}."


def test_zonder_keuze_is_er_de_eigen_catalogus_en_geen_flask():
    uit = draai(
        "import sys\n"
        "from ketens.catalogus import catalogus, kies_map\n"
        "import ketens.catalogus.cli\n"
        "assert catalogus() is kies_map(None)\n"
        "print(sorted({naam.split('.')[0] for naam in sys.modules} & {'flask', 'sqlalchemy', 'wtforms', 'werkzeug'}))"
    )
    assert uit == "[]"
