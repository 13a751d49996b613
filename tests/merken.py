"""On which database a test runs, where asking twice says nothing new."""

import os

import pytest

# The long edition (`make beproeving`): all on every database, every form, every value.
BEPROEVING = "KETENS_BEPROEVING" in os.environ
_OOK = [pytest.param("postgresql", marks=pytest.mark.postgres)] if BEPROEVING else []
OP_SQLITE = pytest.mark.parametrize("bron", ["sqlite"], indirect=True)
# Where two at once differ: SQLite lets one write at a time.
OP_POSTGRESQL = pytest.mark.parametrize("bron", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
# Of a walk that meets nothing that differs between the databases: on PostgreSQL in the long edition alone.
EERST_OP_SQLITE = pytest.mark.parametrize("bron", ["sqlite", *_OOK], indirect=True)
