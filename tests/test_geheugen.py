"""Memory is used where there is room for a whole run, and nowhere else."""

from pathlib import Path

import pytest

from tests.geheugen import voor_tijdelijk


@pytest.mark.parametrize(("ruimte", "in_geheugen"), [(1, True), (10**18, False)])
def test_alleen_waar_genoeg_ruimte_is_liggen_de_databases_in_het_geheugen(
    tmp_path: Path, ruimte: int, in_geheugen: bool
):
    assert voor_tijdelijk(Path("/schijf"), tmp_path, ruimte) == (tmp_path if in_geheugen else Path("/schijf"))


def test_waar_geen_geheugenmap_is_blijft_alles_op_schijf(tmp_path: Path):
    assert voor_tijdelijk(Path("/schijf"), tmp_path / "is er niet", 1) == Path("/schijf")
