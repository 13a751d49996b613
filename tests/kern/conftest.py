"""The keys that lie in this process, to be laid back by a test that changes them."""

import pytest

from ketens.kern import versleuteling


@pytest.fixture
def huis_sleutels():
    """The keys of the moment, or None when no application was made yet."""
    return versleuteling._bossen[0] if versleuteling._bossen else None
