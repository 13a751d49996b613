"""`ketens verwerkingen controleer` names who runs without a ground, and says so with its exit code."""

import pytest
from click.testing import CliRunner

from ketens.cli import cli


@pytest.fixture
def controleer(app):
    return lambda: CliRunner().invoke(cli, ["verwerkingen", "controleer"], obj=lambda: app)


def test_als_alles_is_vastgelegd_is_het_stil(controleer):
    klaar = controleer()
    assert (klaar.exit_code, klaar.stderr) == (0, "")
    assert klaar.stdout.startswith("Van elke keten die loopt")


def test_elke_gemeente_met_een_gat_wordt_genoemd(controleer, wis):
    wis("groep", "logboek", gemeente="tubbergen")
    klaar = controleer()
    assert klaar.exit_code == 1
    assert klaar.stderr.splitlines() == [
        "LET OP, Tubbergen: Valpreventie loopt zonder grondslag voor: De groep en de trainer, Logboek van inzage."
    ]
