"""What the tests of the rooster share with those of groups."""

from tests.groepen.conftest import plaats

__all__ = ["plaats"]
