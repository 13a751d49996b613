"""Last year, in Borne."""

import pytest
from flask import Flask

from tests.maak import Maker
from tests.rapportage.vorig_jaar import Jaar, vul_jaar


@pytest.fixture
def jaar(app: Flask, maak: Maker) -> Jaar:
    return vul_jaar(app, maak)
