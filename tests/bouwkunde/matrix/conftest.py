from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bouwkunde.matrix.merken import OP_POSTGRESQL
from tests.bouwkunde.matrix.opstelling import Opstelling, met_twee_ketens
from tests.bron import Bron
from tests.merken import BEPROEVING


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the long edition what is asked on PostgreSQL by more than a few hats."""

    def is_gewoon(item: pytest.Item) -> bool:
        met = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        hier = item.path.parent == Path(__file__).parent and met.get("bron") == "postgresql"
        return BEPROEVING or not hier or met.get("rol") in OP_POSTGRESQL

    if lang := [item for item in items if not is_gewoon(item)]:
        config.hook.pytest_deselected(items=lang)
        items[:] = [item for item in items if is_gewoon(item)]


@pytest.fixture(scope="session")
def tweede_keten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the second keten lie."""
    return tmp_path_factory.mktemp("catalogus")


@pytest.fixture(scope="session")
def verteld(bron: Bron, tweede_keten: Path) -> Iterator[Opstelling]:
    """Every story, told once."""
    with met_twee_ketens(tweede_keten):
        opstelling = Opstelling(bron)
    yield opstelling
    opstelling.sluit()


@pytest.fixture
def opstelling(verteld: Opstelling, tweede_keten: Path) -> Iterator[Opstelling]:
    """Every story, as it was told."""
    with met_twee_ketens(tweede_keten):
        verteld.ververs()
        yield verteld
    verteld.app.config["PROPAGATE_EXCEPTIONS"] = None
