"""On which database a test runs, where asking twice says nothing new."""

import os

import pytest

# The long edition (`make beproeving`): all on every database, every form, every value.
BEPROEVING = "KETENS_BEPROEVING" in os.environ
_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgres)
_OOK = [_POSTGRESQL] if BEPROEVING else []
OP_SQLITE = pytest.mark.parametrize("bron", ["sqlite"], indirect=True)
# Where two at once differ: SQLite lets one write at a time.
OP_POSTGRESQL = pytest.mark.parametrize("bron", [_POSTGRESQL], indirect=True)
# Of a walk that meets nothing that differs between the databases: on PostgreSQL in the long edition alone.
EERST_OP_SQLITE = pytest.mark.parametrize("bron", ["sqlite", *_OOK], indirect=True)
# The other way about: where waiting for one another is what is tried.
EERST_OP_POSTGRESQL = pytest.mark.parametrize("bron", [_POSTGRESQL, *(["sqlite"] if BEPROEVING else [])], indirect=True)
# Of a journey whose forms are those of another: without JavaScript in the long edition alone.
EERST_MET_SCRIPT = pytest.mark.parametrize(
    "script", [True, *[False] * BEPROEVING], ids=["met_script", *["zonder_script"] * BEPROEVING], indirect=True
)
