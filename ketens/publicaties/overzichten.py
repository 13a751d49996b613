"""What others ask about publications."""

from ketens.publicaties.bewaren import uit_json
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import publicaties
from ketens.stukken.stuk import Stuk

__all__ = ["publicaties", "stuk_van"]


def stuk_van(publicatie: Publicatie) -> Stuk:
    """Return the report that was published, from its row alone."""
    stuk: Stuk = uit_json(publicatie.getoond["stuk"])
    return stuk
