"""Signing in, with the keyboard."""

import pytest

from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


def test_inloggen_met_het_toetsenbord(scherm):
    iemand = scherm(None)
    iemand.log_in("coordinator")
    iemand.kijk()
