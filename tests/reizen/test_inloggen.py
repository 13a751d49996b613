"""Signing in, with the keyboard."""

import pytest

pytestmark = pytest.mark.reis


def test_inloggen_met_het_toetsenbord(scherm):
    scherm("coordinator").kijk()
