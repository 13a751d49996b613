"""With whom a test of the walk runs."""

import pytest

from ketens.rechten import Rol
from tests.bouwkunde.matrix import bord

WANDELAARS = pytest.mark.parametrize("rol", bord.WANDELAARS, ids=bord.naam)
# On PostgreSQL, whose locks lie under all of them alike: who sees their own, who sees most, who sees past the ketens.
# Everyone walks there in the long edition (`make beproeving`).
OP_POSTGRESQL = (Rol.VERWIJZER, Rol.COORDINATOR, Rol.BEHEERDER)
