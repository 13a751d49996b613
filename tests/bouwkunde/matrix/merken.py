"""With whom a test of the walk runs, and on which database."""

import pytest

from tests.bouwkunde.matrix import bord

WANDELAARS = pytest.mark.parametrize("rol", bord.WANDELAARS, ids=bord.naam)
# The whole walk: what does not differ between the databases is asked once.
OP_SQLITE = pytest.mark.parametrize("bron", ["sqlite"], indirect=True)
