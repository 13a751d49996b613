"""With whom a test of the walk runs."""

import pytest

from tests.bouwkunde.matrix import bord

WANDELAARS = pytest.mark.parametrize("rol", bord.WANDELAARS, ids=bord.naam)
