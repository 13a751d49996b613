"""Proof that the races can fail: the same race, at a server whose lock is taken out, does not end as it should."""

from pathlib import Path

from tests.bron import Bron
from tests.capaciteit.race import plaats_allen, zaal, zoals_het_hoort


def test_zonder_slot_houdt_de_race_geen_stand(bron: Bron, tmp_path: Path):
    """On PostgreSQL more people are placed than there are places; on SQLite they collide and get error pages."""
    with zaal(bron, "tests.capaciteit.zonder_slot:app", tmp_path / "log") as hier:
        verloop = plaats_allen(hier, plaatsen=1, pogingen=50)
    assert verloop != zoals_het_hoort(plaatsen=1, pogingen=50)
    if bron.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        assert verloop.antwoorden[500] > 0
    else:
        assert verloop.stand.geplaatst > 1
