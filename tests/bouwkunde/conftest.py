"""The house without a database: what can be judged from its routes and its source."""

from importlib import import_module

import pytest
from flask import Flask

from ketens.onderdelen import LOS, MODELLEN
from tests.bouwkunde.broncode import Bestand, bestanden
from tests.bron import maak_app

# All tables are known before anything asks which there are, whatever a run begins with.
for naam in (*(f"{onderdeel}.models" for onderdeel in MODELLEN), *LOS):
    import_module(f"ketens.{naam}")


@pytest.fixture(scope="session")
def huis(omgeving: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, of which only routes and settings are looked at."""
    leeg = tmp_path_factory.mktemp("huis") / "leeg.db"
    return maak_app({**omgeving, "KETENS_DATABASE_URL": f"sqlite:///{leeg}"})


@pytest.fixture(scope="session")
def code() -> list[Bestand]:
    """Every Python file of the house."""
    return bestanden()
