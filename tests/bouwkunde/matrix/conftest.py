from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bouwkunde.matrix.opstelling import Opstelling, met_twee_ketens
from tests.bron import Bron


@pytest.fixture(scope="session")
def tweede_keten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the second keten lie."""
    return tmp_path_factory.mktemp("catalogus")


@pytest.fixture(scope="session")
def verteld(bron: Bron, tweede_keten: Path) -> Opstelling:
    """Every story, told once."""
    with met_twee_ketens(tweede_keten):
        return Opstelling(bron)


@pytest.fixture
def opstelling(verteld: Opstelling, tweede_keten: Path) -> Iterator[Opstelling]:
    """Every story, as it was told."""
    with met_twee_ketens(tweede_keten):
        verteld.ververs()
        yield verteld
    verteld.app.config["PROPAGATE_EXCEPTIONS"] = None
